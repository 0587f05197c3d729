// Machines that crash and come back, links that are cut and mended, as the settings ask for it.
#include <algorithm>

#include "engine/run/simulated/simulated.h"

namespace simul {

void Simulated::strike_as_planned() {
    while (next_strike() <= now_) strike(strikes_[struck_++].what, nullptr, 0);
}

/// Whether a task will begin on a node that comes back, though all have ended.
bool Simulated::somebody_comes_back() const {
    if (story_.description().restart.empty()) return false;
    return std::any_of(
        strikes_.begin() + static_cast<std::ptrdiff_t>(struck_), strikes_.end(),
        [](const PlannedStrike& it) { return it.what.kind == OperationKind::come_back && it.when != kNever; });
}

void Simulated::give_up_place(CoopTask& task) {
    if (task.core == kNoCore) return;
    Core& core = core_of(task);
    if (core.end != kNever) --busy_;
    core.end = kNever;
    core.switching = false;
}

}  // namespace simul
