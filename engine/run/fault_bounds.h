// How many faults of the network and of machines one order may have.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "engine/base/result.h"

namespace simul {

inline constexpr std::uint8_t kAnyNumberOfFaults = 255;

/// Where a link loses or doubles messages by chance, in a conducted run that is a decision; each costs one of these.
struct FaultBounds {
    std::uint8_t messages = 1;  ///< lost or doubled
    std::uint8_t lost = 0;      ///< more of them, lost
    std::uint8_t doubled = 0;   ///< more, doubled
    std::uint8_t crashes = 0;   ///< of machines, which may come back; not of main's
    std::uint8_t cuts = 0;      ///< of links, which may be mended

    /// Whoever steps by hand may let all of them happen.
    static constexpr FaultBounds any() { return {kAnyNumberOfFaults, 0, 0, kAnyNumberOfFaults, kAnyNumberOfFaults}; }
    constexpr bool strikes() const { return crashes > 0 || cuts > 0; }
    friend bool operator==(const FaultBounds&, const FaultBounds&) = default;
};

/// "2": so many messages are lost or doubled; "lose=2,double=1,crash=1,cut=1": so many of each kind, none of those that
/// are not named; "any". The error names the word at fault.
Result<FaultBounds> fault_bounds_from(std::string_view text);
std::string text_of(const FaultBounds& bounds);

}  // namespace simul
