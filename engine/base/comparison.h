// How a policy compares the tasks that are ready: declared in the policy's file, kept in the header of the trace. What
// is said of a choice, and who is to be chosen, follow from it and from what `rank` events say of each task.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace simul {

/// Who is chosen. Of equals, who stands first.
enum class Preference : std::uint8_t {
    first,      ///< who stands first in the one line
    least,      ///< whose rank is least
    most,       ///< whose rank is greatest
    drawn,      ///< who holds the ticket that was drawn; ranks are tickets, numbered as their holders stand
    own_queue,  ///< who stands first in the core's own queue, else last in the longest; ranks are queues
    written,    ///< whom a program of the reader's picks
};
inline constexpr std::string_view kPreferenceNames[] = {"first", "least", "most", "drawn", "own_queue", "written"};

struct Comparison {
    Preference preference = Preference::first;
    std::string looks_at{};     ///< in each task: "remaining time"
    std::string best{};         ///< what is said of the chosen one, its rank follows: "has the shortest remaining time"
    std::string value{};        ///< a rank in words, {} is its number: "{} s"; empty: just the number
    std::string barred{};       ///< the same of a task that may not be chosen now: "{} s ahead of its share"
    std::string best_barred{};  ///< if nobody may be chosen, what is said of whoever is, all the same
    std::string takes_core{};   ///< when a newcomer takes a core, if being better is not enough: "only when …"
    /// Ranks change as time passes: they are told at each choice, among at most so many. 0: they keep.
    std::uint32_t told_of_at_most = 0;
};

}  // namespace simul
