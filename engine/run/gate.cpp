#include "engine/run/gate.h"

#include "engine/os/futex.h"

namespace simul {

void wait_at_gate(const std::atomic<std::uint32_t>& gate, const std::atomic<std::uint32_t>& stop) {
    while (const std::uint32_t closed = gate.load(std::memory_order_acquire))
        if (os::wait_either(gate, closed, stop, 0) == os::Woken::stop) return;
}

}  // namespace simul
