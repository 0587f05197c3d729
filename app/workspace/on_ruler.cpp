#include "app/workspace/on_ruler.h"

#include <memory>

namespace simul::workspace {

OnRuler on_ruler(const OpenRun& run, const Playhead& playhead) {
    const OpenRun* steps = run.in_steps();
    if (steps == nullptr) return {run, playhead};
    return {*steps, playhead_after(*steps, playhead.events)};
}

Playhead from_ruler(const OpenRun& run, Time at) {
    const OpenRun* steps = run.in_steps();
    return steps == nullptr ? playhead_at(run, at) : playhead_after(run, playhead_at(*steps, at).events);
}

bool at_end_of(const OpenRun& run, const Playhead& playhead) {
    const OnRuler shown = on_ruler(run, playhead);
    return shown.playhead.at >= shown.run.end();
}

std::shared_ptr<const Trace> spread_in_steps(const Trace& trace) {
    TraceHeader header = trace.header();
    header.policy = kConducted;
    auto spread = std::make_shared<Trace>(std::move(header));
    Time at{};
    for (std::size_t i = 0; i < trace.size(); ++i) {
        TraceEvent event = trace[i];
        if (i > 0 && is_step(event)) at += kConductedStep;
        event.time = at;
        spread->append(event, trace.text_of(i));
    }
    return spread;
}

}  // namespace simul::workspace
