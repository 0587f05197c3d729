#include "app/layout/lane_causes.h"

#include <algorithm>

namespace simul::layout {
namespace {

/// The `ready` that ended a wait stands at the moment at which the next span begins, before the event that begins it;
/// the ready span itself may have had no length.
TaskId who_ended(const Trace& trace, TaskId task, const Span& wait, const Stretch& next) {
    for (std::size_t i = next.event; i > wait.event; --i) {
        const TraceEvent& event = trace[i];
        if (event.time < next.from) return kNoTask;
        if (event.task == task && event.kind == EventKind::ready) return event.other_task();
    }
    return kNoTask;
}

}  // namespace

std::vector<Cause> causes_between(const Trace& trace, const Timeline& timeline, TaskId task, Time from, Time until,
                                  std::size_t most) {
    const Spans spans = timeline.of_task(task);
    std::vector<Cause> causes;
    if (spans.empty()) return causes;
    const std::size_t first = spans.at(std::max(from, spans.lane()[0].from));
    constexpr std::size_t kSpansForACause = 8;
    for (std::size_t i = first; i + 1 < spans.size(); ++i) {
        const Stretch& next = spans.lane()[i + 1];
        if (next.from > until) return causes;
        if (i - first > most * kSpansForACause) return {};
        const SpanState state = spans.lane()[i].state;
        if (state != SpanState::blocked && state != SpanState::asleep) continue;
        const TaskId by = who_ended(trace, task, spans[i], next);
        if (by != kNoTask && by != task) causes.push_back({by, next.from});
        if (causes.size() > most) return {};
    }
    return causes;
}

}  // namespace simul::layout
