// Threads beside an event loop, in simulated time: the loop has the first core, they have the others, and a line of
// their own.
#include "engine/run/simulated/simulated.h"

namespace simul {

/// Whoever looks for a free core finds the loop's, or none.
void Simulated::keep_cores_for_threads() {
    for (std::size_t i = 1; plan_.loop_has_pool && i < cores_.size(); ++i) cores_.take(static_cast<CoreId>(i));
}

/// Until the loop waits, and nobody who is ready on a thread has a free core.
void Simulated::fill_loop_and_threads() {
    do fill_loop();
    while (fill_threads());
}

/// Cores ascending. False: nobody got one.
bool Simulated::fill_threads() {
    bool any = false;
    for (std::size_t i = 1; i < cores_.size(); ++i) {
        const auto core = static_cast<CoreId>(i);
        while (cores_[core].task == nullptr && !threads_line_.empty() && !over()) {
            CoopTask& task = tasks_[threads_line_.pop()];
            if (task.doing == TaskProgress::ready) give_core_to(task, core);  // else it was cancelled meanwhile
            any = true;
        }
    }
    return any;
}

}  // namespace simul
