#include "engine/run/option_words.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>

#include "engine/trace/stream.h"
#include "engine/trace/text_form.h"

namespace simul {
namespace {

struct Unit {
    std::string_view name;
    double seconds;
};
constexpr Unit kUnits[] = {{"ns", 1e-9}, {"us", 1e-6}, {"µs", 1e-6}, {"ms", 1e-3},
                           {"s", 1},     {"min", 60},  {"h", 3600},  {"", 1}};

/// Takes a decimal number off the front of `word`; what is no number takes nothing.
double take_number(std::string_view& word) {
    double number = 0;
    const char* end = word.data() + word.size();
    const auto [rest, failure] = std::from_chars(word.data(), end, number, std::chars_format::general);
    if (failure != std::errc() || !std::isfinite(number)) return 0;
    word.remove_prefix(static_cast<std::size_t>(rest - word.data()));
    return number;
}

/// `0:07:34`, `7:34.5`; nothing when it is not written so.
std::optional<Duration> clock_time(std::string_view word) {
    double seconds = 0;
    int parts = 0;
    for (const char *next = word.data(), *end = next + word.size();; ++next) {
        double part = 0;
        const auto [rest, failure] = std::from_chars(next, end, part, std::chars_format::fixed);
        if (failure != std::errc() || !(part >= 0) || (parts > 0 && part >= 60) || ++parts > 3) return std::nullopt;
        seconds = seconds * 60 + part;
        next = rest;
        if (next == end) break;
        if (*next != ':') return std::nullopt;
    }
    constexpr double kLongest = 9.2e9;
    if (parts < 2 || seconds > kLongest) return std::nullopt;
    return duration_of_seconds(seconds);
}

}  // namespace

std::string shown(std::string_view word) {
    constexpr std::size_t kMost = 60;
    const std::string_view beginning = cut_text(word, kMost);
    return quoted(beginning) + (beginning.size() < word.size() ? "..." : "");
}

std::vector<std::string> words_of_list(std::string_view list) {
    std::vector<std::string> words;
    for (std::size_t at = 0; at <= list.size();) {
        const std::size_t end = std::min(list.find(',', at), list.size());
        words.emplace_back(list.substr(at, end - at));
        at = end + 1;
    }
    return words;
}

std::string harmless_lines(std::string_view text) {
    std::string lines;
    for (std::size_t begin = 0; begin < text.size();) {
        const std::size_t end = std::min(text.find('\n', begin), text.size());
        lines += printable(text.substr(begin, end - begin)) + "\n";
        begin = end + 1;
    }
    return lines;
}

Result<std::int64_t> whole_number(std::string_view option, std::string_view word) {
    std::int64_t number = 0;
    const auto [rest, failure] = std::from_chars(word.data(), word.data() + word.size(), number);
    if (failure != std::errc() || rest != word.data() + word.size() || number < 0)
        return Error{
            fmt::format("{} {}: a whole number from 0 on is expected, for example {} 4.", option, shown(word), option)};
    return number;
}

Result<double> positive_number(std::string_view option, std::string_view word) {
    std::string_view rest = word;
    const double number = take_number(rest);
    if (!rest.empty() || !(number > 0))
        return Error{
            fmt::format("{} {}: a number above 0 is expected, for example {} 1200.", option, shown(word), option)};
    return number;
}

Result<Duration> duration(std::string_view option, std::string_view word) {
    constexpr double kLongest = 9.2e9;
    std::string_view rest = word;
    const double number = take_number(rest);
    for (const Unit& unit : kUnits) {
        if (rest != unit.name || rest.size() == word.size() || number < 0 || number * unit.seconds > kLongest) continue;
        return duration_of_seconds(number * unit.seconds);
    }
    return Error{
        fmt::format("{} {}: a duration is expected: seconds, or a number with ns, us, ms, s, min or h, for example "
                    "{} 0.5 or {} 5ms.",
                    option, shown(word), option, option)};
}

Result<std::optional<Time>> moment(std::string_view option, std::string_view word) {
    if (word == "end") return std::optional<Time>();
    if (const std::optional<Duration> at = clock_time(word)) return std::optional(Time{*at});
    const Result<Duration> at = duration(option, word);
    if (at) return std::optional(Time{*at});
    return Error{
        fmt::format("{} {}: a moment of the run is expected: seconds (454), a number with a unit (90s, 2min, 1h), a "
                    "time (0:07:34), or end.",
                    option, shown(word))};
}

}  // namespace simul
