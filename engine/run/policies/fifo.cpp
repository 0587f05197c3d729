// First in, first out: a task keeps its core until it waits.
#include "engine/run/policies/line.h"
#include "engine/run/policies/policies.h"

namespace simul {

PolicyEntry fifo_policy() {
    return {.name = "fifo",
            .title = "First in, first out",
            .sentence = "who was ready first runs until it waits",
            .source = "Silberschatz, Galvin, Gagne: Operating System Concepts, FCFS; OSTEP, chapter 7",
            .comparison = {.preference = Preference::first, .looks_at = "ready since", .best = "has waited longest"},
            .has_quantum = false,
            .parameters = {},
            .make = [](const PolicyOptions&) { return made<Line>(kForever); }};
}

}  // namespace simul
