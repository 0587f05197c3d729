#include "app/workspace/sheet_file.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cctype>
#include <charconv>
#include <optional>
#include <vector>

#include "app/workspace/job_rows.h"
#include "engine/os/files.h"
#include "engine/trace/text_form.h"

namespace simul::workspace {
namespace {

using Row = std::vector<std::string>;

/// Columns that say who it is: the sheet's order does that here.
constexpr std::string_view kNames[] = {"job", "name", "task", "process", "id", "pid", "job_id", "process_id"};

std::string trimmed(std::string_view text) {
    const auto is_blank = [](char letter) { return letter == ' ' || letter == '\r' || letter == '\t'; };
    while (!text.empty() && is_blank(text.front())) text.remove_prefix(1);
    while (!text.empty() && is_blank(text.back())) text.remove_suffix(1);
    return std::string(text);
}

std::string in_small_letters(std::string text) {
    for (char& letter : text)
        letter = letter == ' ' ? '_' : static_cast<char>(std::tolower(static_cast<unsigned char>(letter)));
    return text;
}

/// What separates fields is what the first row that is not blank has most of; blanks, as on slides, if it has nothing
/// else.
char separator_of(std::string_view text) {
    text.remove_prefix(std::min(text.find_first_not_of(" \t\r\n"), text.size()));
    const std::string_view first = text.substr(0, text.find('\n'));
    const auto count = [first](char letter) { return std::count(first.begin(), first.end(), letter); };
    char best = ',';
    for (const char each : {';', '\t'})
        if (count(each) > count(best)) best = each;
    return count(best) == 0 && trimmed(first).find(' ') != std::string::npos ? ' ' : best;
}

/// "Arrival time (s)" as "arrival", "CPU burst" as "burst".
std::string column_name(std::string title) {
    title = in_small_letters(trimmed(title.substr(0, title.find_first_of("(["))));
    for (const std::string_view ending : {"_time", "_length"})
        if (title.size() > ending.size() && title.ends_with(ending) && title != "io_length")
            title.resize(title.size() - ending.size());
    return title.starts_with("cpu_") ? title.substr(4) : title;
}

/// Whether a title names a unit of time that is not the second: "Arrival (ms)".
bool has_other_unit(const std::string& title) {
    constexpr std::string_view kOther[] = {"ms",         "msec", "millisecond", "us", "usec", "µs", "microsecond", "ns",
                                           "nanosecond", "min",  "minute",      "h",  "hour", "hr", "day"};
    const std::size_t begin = title.find_first_of("([");
    if (begin == std::string::npos) return false;
    std::string unit = in_small_letters(trimmed(title.substr(begin + 1, title.find_first_of(")]", begin) - begin - 1)));
    if (unit.starts_with("in_")) unit.erase(0, 3);
    return std::any_of(std::begin(kOther), std::end(kOther),
                       [&unit](std::string_view other) { return unit == other || unit == std::string(other) + "s"; });
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
            if (separator != ' ' || !rows.back().back().empty()) rows.back().emplace_back();
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

/// Of a column of seconds that has not what it may have: what that is. Empty: it fits.
std::string_view time_expected(std::size_t column, const std::string& number) {
    constexpr double kMostSeconds = 1e9;
    if (column > kIoLengthColumn) return {};
    double seconds = 0;
    std::from_chars(number.data(), number.data() + number.size(), seconds);
    const bool above_zero = column == kBurstColumn || column == kIoEveryColumn;
    if (seconds > kMostSeconds) return "no more than 1000000000 seconds";
    if (above_zero) return seconds > 0 ? "" : "a number of seconds above 0";
    return seconds >= 0 ? "" : "a number of seconds, 0 or more";
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
            return Error{"the sheet has no jobs; a row with an arrival and a burst is expected, as in 0,5.",
                         ErrorKind::sheet, name_};
        return fmt::format("{}", fmt::join(jobs_, " "));
    }

  private:
    Error wrong(std::size_t row, std::string_view field, const std::string& given, std::string_view expected) const {
        return {.text = fmt::format("{} is \"{}\", but {} is expected.", field,
                                    printable(std::string_view(given).substr(0, 40)), expected),
                .kind = ErrorKind::sheet,
                .file = name_,
                .row = row + 1,
                .field = std::string(field)};
    }

    /// The names of the columns, or a job where they go by place, perhaps behind its name: "P1 0 8".
    Result<void> take_first(std::size_t row) {
        const Row& fields = rows_[row];
        const bool is_named = fields.size() > 2 && number_in(fields[1], separator_) && number_in(fields[2], separator_);
        if (number_in(fields.front(), separator_) || is_named) {
            if (!number_in(fields.front(), separator_)) columns_.push_back(std::nullopt);
            for (std::size_t i = 0; i < kColumnsByPlace; ++i) columns_.push_back(i);
            return take_job(row);
        }
        for (const std::string& field : fields) {
            if (has_other_unit(field)) return wrong(row, "a column", field, "a time in seconds (convert the numbers)");
            const std::string title = column_name(field);
            const auto found = std::find(std::begin(kJobColumns), std::end(kJobColumns), title);
            const bool is_name =
                title.empty() || std::find(std::begin(kNames), std::end(kNames), title) != std::end(kNames);
            if (found == std::end(kJobColumns) && !is_name)
                return wrong(row, "a column", field, fmt::format("one of {}, or name", fmt::join(kJobColumns, ", ")));
            const std::optional<std::size_t> column =
                is_name ? std::nullopt : std::optional<std::size_t>(found - std::begin(kJobColumns));
            if (column && std::find(columns_.begin(), columns_.end(), column) != columns_.end())
                return wrong(row, "a column", field, "each of them once");
            columns_.push_back(column);
        }
        for (const std::size_t needed : {kArrivalColumn, kBurstColumn})
            if (std::find(columns_.begin(), columns_.end(), needed) == columns_.end())
                return wrong(row, "the first row", fmt::format("{}", fmt::join(fields, ", ")),
                             fmt::format("a column {}", kJobColumns[needed]));
        return {};
    }

    Result<void> take_job(std::size_t row) {
        const Row& fields = rows_[row];
        JobRow job;
        for (std::size_t i = 0; i < fields.size(); ++i) {
            if (fields[i].empty()) continue;
            if (i >= columns_.size())
                return wrong(row, fmt::format("field {}", i + 1), fields[i],
                             fmt::format("no more than {} fields", columns_.size()));
            if (!columns_[i]) continue;
            const std::optional<std::string> number = number_in(fields[i], separator_);
            if (!number) return wrong(row, kJobColumns[*columns_[i]], fields[i], "a number");
            if (const std::string_view expected = time_expected(*columns_[i], *number); !expected.empty())
                return wrong(row, kJobColumns[*columns_[i]], fields[i], expected);
            job.cells[*columns_[i]] = *number;
        }
        for (const std::size_t needed : {kArrivalColumn, kBurstColumn})
            if (job.cells[needed].empty()) return wrong(row, kJobColumns[needed], "", "a number of seconds");
        const bool every = !job.cells[kIoEveryColumn].empty(), length = !job.cells[kIoLengthColumn].empty();
        if (every != length)
            return wrong(row, kJobColumns[every ? kIoLengthColumn : kIoEveryColumn], "",
                         "a number of seconds, as the other of the two is given");
        jobs_.push_back(text_of(job));
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
    const std::string ending = in_small_letters(std::string(path.substr(path.size() - 4)));
    return ending == ".csv" || ending == ".tsv";
}

Result<std::string> jobs_in_sheet(std::string_view text, const std::string& name) {
    constexpr std::string_view kByteOrderMark = "\xef\xbb\xbf";
    if (text.substr(0, kByteOrderMark.size()) == kByteOrderMark) text.remove_prefix(kByteOrderMark.size());
    if (text.find('\0') != std::string_view::npos)
        return Error{"it is no text in UTF-8. Save the sheet as CSV (UTF-8).", ErrorKind::sheet, printable(name)};
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
