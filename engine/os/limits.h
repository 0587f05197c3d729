// What this computer lets one user have.
#pragma once

#include <cstdint>
#include <optional>

namespace simul::os {

/// Nothing stands for "no limit".
struct Limits {
    std::optional<std::uint64_t> open_files;  ///< that a process may have, once it has raised its own limit
    std::optional<std::uint64_t> processes;   ///< and threads, of the user
    std::optional<std::uint64_t> memory;      ///< bytes of addresses that a process may have
    std::uint64_t computer_memory = 0;        ///< bytes that the computer has
};
Limits limits();

}  // namespace simul::os
