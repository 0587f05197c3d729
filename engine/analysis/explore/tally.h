// What some runs have come to, counted before anybody has judged it: so it can be counted by many, each some of the
// runs.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include "engine/analysis/explore/exploration.h"
#include "engine/base/part.h"
#include "engine/base/result.h"

namespace simul {

/// The conductor of each run: the same each time.
using ConductorOfRun = std::function<std::unique_ptr<Conductor>(std::size_t run)>;

struct Tally {
    /// The runs that ended in one state.
    struct End {
        std::uint64_t count = 0, first = 0;  ///< how many, and the first of them
        std::uint64_t shortest = 0;          ///< the shortest, with the fewest switches; of equal ones the first
        std::uint64_t steps = 0, switches = 0;
    };
    using StateKey = std::pair<std::uint64_t, std::uint64_t>;

    std::map<StateKey, End> ends;
    std::uint64_t runs = 0;  ///< also those that were left
    std::string left_off;    ///< why there are not as many as were asked for; empty: there are

    /// Of other runs of the same story.
    void add(const Tally& other);
};

std::string text_of(const Tally& tally);
Result<Tally> tally_from(std::string_view text);

/// The part's own of `count` runs.
Tally tally_runs(Explored& story, std::size_t count, const Part& part, const ConductorOfRun& conductor,
                 const Bounds& bounds);

/// What `search` says of these runs.
Exploration exploration_of(Explored& story, const Tally& tally, const ConductorOfRun& conductor, const Bounds& bounds);

}  // namespace simul
