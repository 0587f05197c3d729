#include "app/workspace/sheet_file.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cctype>
#include <charconv>
#include <optional>
#include <vector>

#include "engine/os/files.h"
#include "engine/trace/text_form.h"

namespace simul::workspace {
namespace {

using Row = std::vector<std::string>;

/// The first four stand by place in a job's word, the others by name.
constexpr std::string_view kColumns[] = {"arrival", "burst",   "io_every", "io_length", "priority",
                                         "nice",    "tickets", "period",   "deadline"};
constexpr std::size_t kByPlace = 4, kArrival = 0, kBurst = 1;
/// Columns that say who it is: the sheet's order does that here.
constexpr std::string_view kNames[] = {"job", "name", "task", "process", "id"};

std::string trimmed(std::string_view text) {
    const auto is_blank = [](char letter) { return letter == ' ' || letter == '\r' || letter == '\t'; };
    while (!text.empty() && is_blank(text.front())) text.remove_prefix(1);
    while (!text.empty() && is_blank(text.back())) text.remove_suffix(1);
    return std::string(text);
}

std::string lower(std::string text) {
    for (char& letter : text)
        letter = letter == ' ' ? '_' : static_cast<char>(std::tolower(static_cast<unsigned char>(letter)));
    return text;
}

/// What separates fields is what the first row has most of.
char separator_of(std::string_view text) {
    const std::string_view first = text.substr(0, text.find('\n'));
    char best = ',';
    for (const char each : {';', '\t'})
        if (std::count(first.begin(), first.end(), each) > std::count(first.begin(), first.end(), best)) best = each;
    return best;
}

/// A field may stand in quotes, and then hold anything; two quotes in it are one.
std::vector<Row> rows_of(std::string_view text, char separator) {
    std::vector<Row> rows(1, Row(1));
    bool quoted = false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char letter = text[i];
        if (letter == '"' && quoted && i + 1 < text.size() && text[i + 1] == '"') {
            rows.back().back() += text[i++];
        } else if (letter == '"') {
            quoted = !quoted;
        } else if (letter == separator && !quoted) {
            rows.back().emplace_back();
        } else if (letter == '\n' && !quoted) {
            rows.push_back(Row(1));
        } else {
            rows.back().back() += letter;
        }
    }
    for (Row& row : rows)
        for (std::string& field : row) field = trimmed(field);
    return rows;
}

bool is_blank(const Row& row) {
    return std::all_of(row.begin(), row.end(), [](const std::string& field) { return field.empty(); });
}

/// 0,5 is a number where fields are separated by semicolons.
std::optional<std::string> number_in(std::string field, char separator) {
    if (separator != ',') std::replace(field.begin(), field.end(), ',', '.');
    double number = 0;
    const auto [rest, failure] = std::from_chars(field.data(), field.data() + field.size(), number);
    if (failure != std::errc() || rest != field.data() + field.size()) return std::nullopt;
    return field;
}

/// One sheet on its way to the text of a knob.
class SheetReader {
  public:
    SheetReader(std::string_view text, std::string name)
        : separator_(separator_of(text)), rows_(rows_of(text, separator_)), name_(std::move(name)) {}

    Result<std::string> read() {
        for (std::size_t i = 0; i < rows_.size(); ++i) {
            if (is_blank(rows_[i])) continue;
            const Result<void> taken = columns_.empty() ? take_first(i) : take_job(i);
            if (!taken) return taken.error();
        }
        if (jobs_.empty())
            return Error{fmt::format(
                "{}: the sheet has no jobs; a row with an arrival and a burst is expected, as in 0,5.", name_)};
        return fmt::format("{}", fmt::join(jobs_, " "));
    }

  private:
    Error wrong(std::size_t row, std::string_view field, const std::string& given, std::string_view expected) const {
        return Error{fmt::format("{}, row {}: {} is \"{}\", but {} is expected.", name_, row + 1, field,
                                 printable(std::string_view(given).substr(0, 40)), expected)};
    }

    /// The names of the columns, or a job where they go by place.
    Result<void> take_first(std::size_t row) {
        const Row& fields = rows_[row];
        if (number_in(fields.front(), separator_)) {
            for (std::size_t i = 0; i < kByPlace; ++i) columns_.push_back(i);
            return take_job(row);
        }
        for (const std::string& field : fields) {
            const std::string title = lower(field);
            const auto found = std::find(std::begin(kColumns), std::end(kColumns), title);
            const bool is_name =
                title.empty() || std::find(std::begin(kNames), std::end(kNames), title) != std::end(kNames);
            if (found == std::end(kColumns) && !is_name)
                return wrong(row, "a column", field, fmt::format("one of {}, or name", fmt::join(kColumns, ", ")));
            columns_.push_back(is_name ? std::nullopt : std::optional<std::size_t>(found - std::begin(kColumns)));
        }
        for (const std::size_t needed : {kArrival, kBurst})
            if (std::find(columns_.begin(), columns_.end(), needed) == columns_.end())
                return wrong(row, "the first row", fmt::format("{}", fmt::join(fields, ", ")),
                             fmt::format("a column {}", kColumns[needed]));
        return {};
    }

    Result<void> take_job(std::size_t row) {
        const Row& fields = rows_[row];
        std::optional<std::string> values[std::size(kColumns)];
        for (std::size_t i = 0; i < fields.size(); ++i) {
            if (fields[i].empty()) continue;
            if (i >= columns_.size())
                return wrong(row, fmt::format("field {}", i + 1), fields[i],
                             fmt::format("no more than {} fields", columns_.size()));
            if (!columns_[i]) continue;
            values[*columns_[i]] = number_in(fields[i], separator_);
            if (!values[*columns_[i]]) return wrong(row, kColumns[*columns_[i]], fields[i], "a number");
        }
        for (const std::size_t needed : {kArrival, kBurst})
            if (!values[needed]) return wrong(row, kColumns[needed], "", "a number of seconds");
        if (values[2].has_value() != values[3].has_value())
            return wrong(row, kColumns[values[2] ? 3 : 2], "", "a number of seconds, as the other of the two is given");
        std::string word = fmt::format("{}:{}", *values[kArrival], *values[kBurst]);
        if (values[2]) word += fmt::format(":{}:{}", *values[2], *values[3]);
        for (std::size_t i = kByPlace; i < std::size(kColumns); ++i)
            if (values[i]) word += fmt::format(":{}={}", kColumns[i], *values[i]);
        jobs_.push_back(word);
        return {};
    }

    const char separator_;
    std::vector<Row> rows_;
    const std::string name_;
    std::vector<std::optional<std::size_t>> columns_;  ///< by field: which; nothing: it is not read
    std::vector<std::string> jobs_;
};

}  // namespace

bool is_sheet_file(std::string_view path) {
    if (path.size() < 5) return false;
    const std::string ending = lower(std::string(path.substr(path.size() - 4)));
    return ending == ".csv" || ending == ".tsv";
}

Result<std::string> jobs_in_sheet(std::string_view text, const std::string& name) {
    constexpr std::string_view kByteOrderMark = "\xef\xbb\xbf";
    if (text.substr(0, kByteOrderMark.size()) == kByteOrderMark) text.remove_prefix(kByteOrderMark.size());
    if (text.find('\0') != std::string_view::npos)
        return Error{fmt::format("{}: it is no text in UTF-8. Save the sheet as CSV (UTF-8).", printable(name))};
    return SheetReader(text, printable(name)).read();
}

Result<void> take_sheet(Settings& settings) {
    constexpr std::size_t kMost = std::size_t{1} << 20;
    if (!is_sheet_file(settings.scenario)) return {};
    const Result<std::string> text = os::read_file(settings.scenario, kMost);
    if (!text) return text.error();
    const Result<std::string> jobs = jobs_in_sheet(*text, settings.scenario);
    if (!jobs) return jobs.error();
    settings.scenario = "job_sheet";
    settings.knobs.insert(settings.knobs.begin(), {"jobs", *jobs});
    return {};
}

}  // namespace simul::workspace
