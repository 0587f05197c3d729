// Several machines in simulated time: each has cores and a line of its own.
#include <utility>

#include "engine/run/simulated/simulated.h"

namespace simul {

/// Until nobody who is ready has a free core on its machine. Machines ascending.
void Simulated::fill_machines() {
    for (bool any = true; any && !over();) {
        any = false;
        for (Machines::Machine& machine : machines_) any |= fill(machine);
    }
}

bool Simulated::fill(Machines::Machine& machine) {
    bool any = false;
    for (std::size_t i = machine.first_core; i < machine.first_core + machine.cores; ++i) {
        const auto core = static_cast<CoreId>(i);
        while (cores_[core].task == nullptr && !machine.line.empty() && !over()) {
            CoopTask& task = tasks_[machine.line.pop()];
            if (task.doing == TaskProgress::ready) give_core_to(task, core);  // else it was cancelled meanwhile
            any = true;
        }
    }
    return any;
}

void Simulated::send_away(Message message, double bytes) { network_.send(std::move(message), bytes, now_); }

void Simulated::deliver_messages() {
    while (network_.next() <= now_) deliver(network_.take());
}

}  // namespace simul
