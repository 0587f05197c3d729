// What analysis noticed in a run: what the reader came to see. A finding is never an error of ours.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "engine/trace/trace.h"

namespace simul {

// clang-format off
/// X(identifier, what it is)
#define SIMUL_FINDING_KINDS(X)                                                    \
    X(deadlock,      "tasks wait for each other, and nobody can go on")           \
    X(starved_pool,  "all workers wait for tasks that wait for a worker")         \
    X(failure,       "a task failed and nobody took its exception")               \
    X(died,          "a process was ended by a signal")                           \
    X(expectation,   "what the story expects did not hold")                       \
    X(data_race,     "two tasks use a variable, and nothing orders them")         \
    X(loop_blocked,  "one task kept the event loop from all others")              \
    X(too_long,      "a limit on events or tasks ended the run")
// clang-format on

enum class FindingKind : std::uint8_t {
#define SIMUL_FINDING(name, meaning) name,
    SIMUL_FINDING_KINDS(SIMUL_FINDING)
#undef SIMUL_FINDING
};

std::string_view name_of(FindingKind kind);

struct Finding {
    FindingKind kind{};
    std::string text;  ///< a sentence with names and figures
    Time at{};
    std::vector<TaskId> tasks;        ///< who takes part
    std::uint16_t line = 0;           ///< of the story; 0: none
    std::vector<std::size_t> events;  ///< that prove it, in the order of the trace
};

/// In the order in which they could be known.
std::vector<Finding> findings_of(const Trace& trace);

}  // namespace simul
