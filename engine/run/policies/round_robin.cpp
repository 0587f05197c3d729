// Round robin: whoever has had a core for a quantum goes to the tail, if somebody is ready.
#include "engine/run/policies/line.h"
#include "engine/run/policies/policies.h"

namespace simul {

PolicyEntry round_robin_policy() {
    return {.name = "round_robin",
            .title = "Round robin",
            .sentence = "everybody in turn, for one quantum",
            .source = "Silberschatz, Galvin, Gagne: Operating System Concepts; OSTEP, chapter 7",
            .comparison = {.preference = Preference::first, .looks_at = "ready since", .best = "has waited longest"},
            .has_quantum = true,
            .parameters = {},
            .make = [](const PolicyOptions& options) { return made<Line>(options.quantum); }};
}

}  // namespace simul
