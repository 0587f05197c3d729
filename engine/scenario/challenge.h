// Something for the reader to do with a story: break it by choosing who continues, mend its source, or turn its
// settings until a free run has the figures that are asked for.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/goal.h"
#include "engine/base/time.h"
#include "engine/base/words.h"
#include "engine/scenario/knobs.h"

namespace simul {

/// What may be turned besides knobs. Who may choose the policy may turn its parameters, too.
inline constexpr std::string_view kTurnable[] = {"policy", "parameters", "quantum", "cores"};

struct Challenge {
    std::string title;
    std::string text;                ///< what to do
    std::vector<std::string> hints;  ///< the next tells more than the one before
    std::string praise;              ///< why it happened; shown when it is met
    /// False: the reader conducts a run until the goal holds. True: the reader changes the file until the goal holds at
    /// the end of every order, and none of them goes wrong.
    bool mend = false;
    /// Not empty: the reader turns these until the goal holds at the end of a free run in simulated time, and leaves
    /// all else as the challenge has it: knobs of the story, or kTurnable.
    std::vector<std::string> turn;
    Goal goal;
    std::optional<std::int64_t> clicks;  ///< to break it: as few decisions as it takes
    Model model = Model::threads;
    // What it begins with; what is not given is as the story has it.
    KnobSettings knobs;
    std::optional<std::int64_t> cores;
    std::optional<std::string> policy;
    std::optional<Duration> quantum;
    friend bool operator==(const Challenge&, const Challenge&) = default;
};

}  // namespace simul
