// The end of the processes of a run.
#pragma once

#include <functional>

namespace simul {

/// Once the run stops: waits until all children have ended. Those that take too long to unwind are ended by `kill_all`.
void reap_all_children(const std::function<void()>& kill_all);

}  // namespace simul
