#include "app/layout/messages.h"

#include "engine/trace/instants.h"

namespace simul::layout {
namespace {

/// So many events are looked at, and for the other end of a message at most so many more.
constexpr std::size_t kMostEvents = 20'000, kMostApart = 5'000;

/// When it was sent; without that the message is not shown.
const TraceEvent* sending_of(const Trace& trace, std::size_t end) {
    for (std::size_t i = end; i > 0 && end - i < kMostApart; --i)
        if (trace[i - 1].kind == EventKind::transmit && trace[i - 1].value == trace[end].value) return &trace[i - 1];
    return nullptr;
}

}  // namespace

std::vector<MessageLine> messages_between(const Trace& trace, Time from, Time until, std::size_t most) {
    std::vector<MessageLine> lines;
    const std::size_t first = events_until(trace, trace.size(), from - 1ns);
    std::size_t looked_for = 0;
    std::size_t beyond = 0;  // events after `until`: those who were sent before arrive there
    for (std::size_t i = first; i < trace.size() && i - first < kMostEvents && beyond < kMostApart; ++i) {
        const TraceEvent& event = trace[i];
        if (event.time > until) ++beyond;
        if (event.kind != EventKind::deliver && event.kind != EventKind::lose) continue;
        if (++looked_for > most) return {};
        const TraceEvent* sent = sending_of(trace, i);
        if (sent == nullptr || sent->time > until) continue;
        lines.push_back({event.task, event.resource, sent->time, event.time, event.kind == EventKind::lose});
    }
    return lines;
}

}  // namespace simul::layout
