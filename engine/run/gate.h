// The conductor's gate, which every operation of every executor passes. Open in free runs.
#pragma once

#include <atomic>
#include <cstdint>

namespace simul {

/// Waits while the gate is closed (not 0) and the run is not told to stop. Both are futexes.
void wait_at_gate(const std::atomic<std::uint32_t>& gate, const std::atomic<std::uint32_t>& stop);

/// Returns whether it had to wait.
inline bool pass_gate(const std::atomic<std::uint32_t>& gate, const std::atomic<std::uint32_t>& stop) {
    if (gate.load(std::memory_order_relaxed) == 0) [[likely]]
        return false;
    wait_at_gate(gate, stop);
    return true;
}

/// For runs that nobody conducts.
inline const std::atomic<std::uint32_t> kOpenGate{0};

}  // namespace simul
