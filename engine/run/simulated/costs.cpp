// What operations cost in simulated time, if the settings say so.
#include "engine/run/simulated/simulated.h"

namespace simul {

/// A cost is a compute before the operation, which is then asked for again.
bool Simulated::pays_first(CoopTask& task, const Operation& operation) {
    const Duration cost = cost_of(operation);
    task.charged = cost > 0ns && !task.charged;
    if (!task.charged) return false;
    task.remaining = cost;
    go_on_computing(core_of(task), task);
    return true;
}

Duration Simulated::cost_of(const Operation& operation) const {
    switch (info_of(operation.kind).cost) {
        case Cost::none:
            return 0ns;
        case Cost::spawn:
            return plan_.spawn_cost;
        case Cost::message:
            return plan_.message_cost;
    }
    return 0ns;
}

}  // namespace simul
