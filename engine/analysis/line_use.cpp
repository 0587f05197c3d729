#include "engine/analysis/line_use.h"

#include "engine/trace/task_state.h"

namespace simul {

void LineUse::take(const Trace& trace) {
    const std::size_t size = trace.size();
    for (; taken_ < size; ++taken_) {
        const TraceEvent& event = trace[taken_];
        if (event.line == 0) continue;
        if (lines_.size() <= event.line) lines_.resize(event.line + std::size_t{1});
        Line& line = lines_[event.line];
        line.used = true;
        if (event.phase == Phase::wanted && !keeps_the_core(event.kind)) ++line.waits;
    }
}

}  // namespace simul
