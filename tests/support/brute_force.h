// Every order of a story, one after another, with nothing merged and nothing left out.
#pragma once

#include <functional>
#include <vector>

#include "engine/run/conducted/rehearsal.h"
#include "engine/run/conductors/by_function.h"

namespace simul::testing {

/// Calls `see` with the trace of each order. False: there are more than `most`, and some were not seen.
inline bool every_order(Rehearsal& rehearsal, std::size_t most, const std::function<void(const Trace&)>& see) {
    std::vector<std::pair<std::size_t, std::size_t>> path;  // chosen, of how many
    for (std::size_t run = 0; run < most; ++run) {
        ByFunction conductor([&](const Decision& decision) -> std::optional<std::size_t> {
            if (decision.step == path.size()) path.emplace_back(0, decision.enabled.size());
            return path[decision.step].first;
        });
        see(*rehearsal.record(conductor));
        while (!path.empty() && path.back().first + 1 == path.back().second) path.pop_back();
        if (path.empty()) return true;
        ++path.back().first;
    }
    return false;
}

}  // namespace simul::testing
