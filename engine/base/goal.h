// What a challenge asks for: a claim about one moment of a run. Data of a story's file, like its words.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/base/finding_kinds.h"
#include "engine/base/task_states.h"
#include "engine/base/words.h"

namespace simul {

/// All that is given must hold. It may speak of one figure: the value of a variable, how often a mark was set, how many
/// tasks are in a state, how many mutexes are owned, or a figure of a run that is over. A name stands for itself and
/// for what it numbers: `forks` for `forks[1]`, `forks[2]` …, `philosopher` for `philosopher 1` ….
struct Goal {
    std::optional<Outcome> outcome;      ///< the run has ended so
    bool at_end = false;                 ///< the run has come to its end, whatever that was; to stop it is no end
    std::optional<FindingKind> finding;  ///< was found until then

    std::string variable;
    std::string mark;
    std::string held;            ///< mutexes; without a comparison, all of them are owned
    std::optional<State> state;  ///< of tasks
    std::string task;            ///< only tasks of this name; empty: any
    std::string figure;          ///< as a sweep measures it (figures.h); the run has come to its end
    bool worst = false;          ///< of a measure: its largest in place of its mean
    std::string on;              ///< and only those that are blocked on a resource of this name; empty: any

    std::optional<double> equals, below, above;  ///< of the figure; without any, it is above 0

    std::vector<Goal> all;  ///< and all of these hold
    friend bool operator==(const Goal&, const Goal&) = default;
};

}  // namespace simul
