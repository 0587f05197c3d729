// What operations cost in simulated time, if the settings say so.
#include "engine/run/simulated/simulated.h"
#include "engine/scenario/plain_value.h"

namespace simul {

namespace {

/// Of what is sent, or given to a task. How long it is that comes, who receives does not know before.
std::int64_t pieces_of(const Operation& operation) {
    const std::size_t bytes = operation.text ? operation.text->size() : 0;
    return bytes == 0 ? 1 : static_cast<std::int64_t>((bytes + kShortBytes - 1) / kShortBytes);
}

}  // namespace

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
            return plan_.spawn_cost + plan_.message_cost * (pieces_of(operation) - 1);
        case Cost::message:
            return plan_.message_cost * pieces_of(operation);
    }
    return 0ns;
}

}  // namespace simul
