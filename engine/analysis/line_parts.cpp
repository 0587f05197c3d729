#include "engine/analysis/line_parts.h"

#include <fmt/format.h>

#include <algorithm>

#include "engine/analysis/wait_words.h"

namespace simul {
namespace {

/// Longer lines are told by their beginning.
constexpr std::size_t kMostParts = 8;

/// An operation of the program's text that a task has done.
bool is_done_in_text(const TraceEvent& event) {
    return event.line != 0 && event.task != kNoTask && event.phase != Phase::wanted && is_operation(event.kind);
}

/// A loop within the line begins again.
bool begins_next_round(const std::vector<LinePart>& parts, const LinePart& next) {
    return parts.size() > 1 && next == parts.front() && !(next == parts.back());
}

}  // namespace

void LineParts::take(const Trace& trace) {
    for (const std::size_t size = trace.size(); taken_ < size; ++taken_)
        if (is_done_in_text(trace[taken_])) take(trace[taken_]);
}

void LineParts::take(const TraceEvent& event) {
    if (lines_.size() <= event.line) lines_.resize(event.line + std::size_t{1});
    if (line_of_.size() <= index_of(event.task)) line_of_.resize(index_of(event.task) + 1);
    std::uint16_t& at = line_of_[index_of(event.task)];
    if (at != event.line && at != 0 && lines_[at].visitor == event.task) lines_[at].over = true;
    at = event.line;
    Line& line = lines_[event.line];
    if (line.visitor == kNoTask) line.visitor = event.task;
    if (line.visitor != event.task || line.over || event.resource == kNoResource) return;
    const LinePart part{operation_of(event.kind), event.resource};
    line.over = begins_next_round(line.parts, part) || line.parts.size() == kMostParts;
    if (!line.over) line.parts.push_back(part);
}

void LineParts::remember(const LineParts& earlier) {
    remembered_ = earlier.remembered_;
    if (remembered_.size() < earlier.lines_.size()) remembered_.resize(earlier.lines_.size());
    for (std::size_t line = 0; line < earlier.lines_.size(); ++line)
        if (earlier.lines_[line].visitor != kNoTask) remembered_[line] = earlier.lines_[line].parts;
}

const std::vector<LinePart>& LineParts::of(std::uint16_t line) const {
    static const std::vector<LinePart> kNone;
    const bool known = line < lines_.size() && lines_[line].visitor != kNoTask;
    const std::vector<LinePart>& own = known ? lines_[line].parts : kNone;
    const bool went_through = known && lines_[line].over;
    const std::vector<LinePart>& earlier = line < remembered_.size() ? remembered_[line] : kNone;
    const std::vector<LinePart>& parts = went_through || own.size() >= earlier.size() ? own : earlier;
    return parts.size() < 2 ? kNone : parts;
}

std::string part_in_words(const LinePart& part, const TraceHeader& header) {
    const std::string_view verb = part.kind == OperationKind::store ? "store into" : info_of(part.kind).verb;
    return fmt::format("{} {}", verb, resource_in_words(header, part.resource));
}

std::optional<std::size_t> part_before(const std::vector<LinePart>& parts, const Trace& trace, const Moment& moment,
                                       TaskId task) {
    constexpr std::size_t kMostBack = 10'000;
    const std::size_t asked = moment.task(task).asked_event;
    if (asked == 0 || parts.empty()) return std::nullopt;
    const Intent intent = trace[asked].intent();
    std::size_t done = 0;  // of this visit
    for (std::size_t i = asked; i > 0 && asked - i < kMostBack; --i) {
        const TraceEvent& event = trace[i - 1];
        if (event.task != task || !is_done_in_text(event)) continue;
        if (event.line != intent.line) break;
        if (event.resource != kNoResource) ++done;
    }
    const LinePart next{intent.kind, intent.resource};
    if (parts[done % parts.size()] == next) return done % parts.size();
    const auto found = std::find(parts.begin(), parts.end(), next);
    return found == parts.end() ? std::nullopt : std::optional(static_cast<std::size_t>(found - parts.begin()));
}

}  // namespace simul
