// The one list of what analysis can notice in a run. Stories name its entries, too, in what a challenge asks for.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace simul {

// clang-format off
/// X(identifier, what it is)
#define SIMUL_FINDING_KINDS(X)                                                    \
    X(deadlock,      "tasks wait for each other, and no task can continue")           \
    X(starved_pool,  "all workers wait for tasks that wait for a worker")         \
    X(livelock,      "tasks go round and round, and nobody can change that")      \
    X(busy_wait,     "a task looks again and again, and no time passes")          \
    X(failure,       "a task failed and nobody took its exception")               \
    X(died,          "a process was ended by a signal")                           \
    X(broken_pool,   "a worker was killed, and its pool is of no use any more")   \
    X(expectation,   "what the story expects did not hold")                       \
    X(data_race,     "two tasks use a variable, and nothing orders them")         \
    X(loop_blocked,  "one task kept the event loop from all others")              \
    X(cut_off,       "main ended, and whoever was left was cancelled")            \
    X(never_awaited, "a coroutine was made, and nothing of it ran")               \
    X(changed_copy,  "a task changed its copy of what it was given")              \
    X(too_long,      "a limit on events or tasks ended the run")
// clang-format on

enum class FindingKind : std::uint8_t {
#define SIMUL_FINDING(name, meaning) name,
    SIMUL_FINDING_KINDS(SIMUL_FINDING)
#undef SIMUL_FINDING
};
inline constexpr std::string_view kFindingKindNames[] = {
#define SIMUL_FINDING_NAME(name, meaning) #name,
    SIMUL_FINDING_KINDS(SIMUL_FINDING_NAME)
#undef SIMUL_FINDING_NAME
};
/// Whether a run that has it went wrong. A race is found by the order of events, not by what comes of them; and the
/// others are advice: they may be meant.
constexpr bool condemns(FindingKind kind) {
    return kind != FindingKind::data_race && kind != FindingKind::cut_off && kind != FindingKind::never_awaited &&
           kind != FindingKind::changed_copy;
}
constexpr std::string_view name_of(FindingKind kind) { return kFindingKindNames[static_cast<std::size_t>(kind)]; }

}  // namespace simul
