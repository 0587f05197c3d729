// Something for the reader to do with a story: break it by choosing who continues, or mend its source.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "engine/base/goal.h"
#include "engine/scenario/knobs.h"

namespace simul {

struct Challenge {
    std::string title;
    std::string text;                ///< what to do
    std::vector<std::string> hints;  ///< the next tells more than the one before
    std::string praise;              ///< why it happened; shown when it is met
    /// False: the reader conducts a run until the goal holds. True: the reader changes the file until the goal holds at
    /// the end of every order, and none of them goes wrong.
    bool mend = false;
    Goal goal;
    std::optional<std::int64_t> clicks;  ///< to break it: as few decisions as it takes
    Model model = Model::threads;
    KnobSettings knobs;
    friend bool operator==(const Challenge&, const Challenge&) = default;
};

}  // namespace simul
