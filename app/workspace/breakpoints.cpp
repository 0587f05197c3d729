#include "app/workspace/breakpoints.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <iterator>

#include "engine/analysis/wait_words.h"
#include "engine/trace/text_form.h"

namespace simul::workspace {
namespace {

struct ComparisonSign {
    const char* sign;
    Comparison comparison;
};
/// The first that is found counts, so the longer ones stand first.
constexpr ComparisonSign kSigns[] = {{"==", Comparison::equal},   {"~=", Comparison::unequal},
                                     {"!=", Comparison::unequal}, {"=", Comparison::equal},
                                     {"<", Comparison::below},    {">", Comparison::above}};

std::string trimmed(std::string text) {
    const auto is_space = [](unsigned char c) { return c == ' ' || c == '\t'; };
    text.erase(text.begin(), std::find_if_not(text.begin(), text.end(), is_space));
    text.erase(std::find_if_not(text.rbegin(), text.rend(), is_space).base(), text.end());
    return text;
}

std::string variable_names(const TraceHeader& header) {
    std::string names;
    for (const ResourceInfo& resource : header.resources)
        if (resource.kind == ResourceKind::variable && !resource.raw)
            names += (names.empty() ? "" : ", ") + resource.name;
    return names.empty() ? "this story has no variable" : "there are " + names;
}

bool holds(const Breakpoint& breakpoint, const Moment& moment) {
    const ShownCell& found = moment.value_of(breakpoint.resource);
    if (!breakpoint.text.empty())
        return (text_of(found) == breakpoint.text) == (breakpoint.comparison == Comparison::equal);
    const double value = found.as_real();
    switch (breakpoint.comparison) {
        case Comparison::equal:
            return value == breakpoint.value;
        case Comparison::unequal:
            return value != breakpoint.value;
        case Comparison::below:
            return value < breakpoint.value;
        case Comparison::above:
            return value > breakpoint.value;
    }
    return false;
}

bool stands_before(const Breakpoint& breakpoint, const TraceEvent& event) {
    if (event.kind != EventKind::stand) return false;
    const Intent intent = event.intent();
    return breakpoint.kind == Breakpoint::Kind::line ? intent.line == breakpoint.line
                                                     : intent.resource == breakpoint.resource;
}

/// What no number is: a text in quotes, a word, a table.
bool is_value(const std::string& text) {
    if (text == "true" || text == "false" || text == "nil") return true;
    const char last = text.empty() ? ' ' : text.back();
    return text.size() >= 2 &&
           ((text[0] == '"' && last == '"') || (text[0] == '\'' && last == '\'') || (text[0] == '{' && last == '}'));
}

}  // namespace

Result<Breakpoint> condition_from(const std::string& text, const TraceHeader& header) {
    const char* const example =
        "write a variable, a comparison and a number: counter == 2, or a text in quotes: name == \"x\"";
    for (const ComparisonSign& each : kSigns) {
        const std::size_t at = text.find(each.sign);
        if (at == std::string::npos) continue;
        const std::string name = trimmed(text.substr(0, at));
        const std::string number = trimmed(text.substr(at + std::string_view(each.sign).size()));
        Breakpoint breakpoint;
        breakpoint.kind = Breakpoint::Kind::value;
        breakpoint.comparison = each.comparison;
        const auto found = std::find_if(header.resources.begin(), header.resources.end(), [&](const ResourceInfo& it) {
            return it.name == name && it.kind == ResourceKind::variable && !it.raw;
        });
        if (found == header.resources.end())
            return Error{fmt::format("\"{}\" is no variable: {}.", printable(name), variable_names(header))};
        breakpoint.resource = static_cast<ResourceId>(found - header.resources.begin());
        if (is_value(number)) {
            if (each.comparison == Comparison::below || each.comparison == Comparison::above)
                return Error{fmt::format("{} has no order: compare it by == or ~=.", printable(number))};
            breakpoint.text = number[0] == '\'' ? '"' + number.substr(1, number.size() - 2) + '"' : number;
            return breakpoint;
        }
        const char* const end = number.data() + number.size();
        const auto [rest, failure] = std::from_chars(number.data(), end, breakpoint.value);
        if (failure != std::errc{} || rest != end)
            return Error{fmt::format("\"{}\" is no number: {}.", printable(number), example)};
        return breakpoint;
    }
    return Error{fmt::format("\"{}\" compares nothing: {}.", printable(text), example)};
}

std::string text_of(const Breakpoint& breakpoint, const TraceHeader& header) {
    switch (breakpoint.kind) {
        case Breakpoint::Kind::line:
            return fmt::format("line {}", breakpoint.line);
        case Breakpoint::Kind::resource:
            return resource_in_words(header, breakpoint.resource);
        case Breakpoint::Kind::finding:
            return "a finding";
        case Breakpoint::Kind::value:
            break;
    }
    const auto sign = std::find_if(std::begin(kSigns), std::end(kSigns), [&](const ComparisonSign& each) {
        return each.comparison == breakpoint.comparison;
    });
    const std::string what = breakpoint.text.empty() ? fmt::format("{:g}", breakpoint.value) : breakpoint.text;
    return fmt::format("{} {} {}", resource_in_words(header, breakpoint.resource), sign->sign, what);
}

bool is_reached(const Breakpoint& breakpoint, const OpenRun& run, std::size_t before, std::size_t after) {
    const Trace& trace = run.trace();
    switch (breakpoint.kind) {
        case Breakpoint::Kind::line:
        case Breakpoint::Kind::resource:
            for (std::size_t i = before; i < after; ++i)
                if (stands_before(breakpoint, trace[i])) return true;
            return false;
        case Breakpoint::Kind::finding:
            return std::any_of(run.findings().begin(), run.findings().end(), [&](const Finding& finding) {
                return std::any_of(finding.events.begin(), finding.events.end(),
                                   [&](std::size_t event) { return event >= before && event < after; });
            });
        case Breakpoint::Kind::value:
            return !holds(breakpoint, run.moment(before)) && holds(breakpoint, run.moment(after));
    }
    return false;
}

}  // namespace simul::workspace
