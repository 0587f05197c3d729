// Where in a run the reader looks, and how that moves.
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "app/workspace/open_run.h"

namespace simul::workspace {

/// After `events` events, at `at`: not before the last of them, not after the next one.
struct Playhead {
    std::size_t events = 0;
    Time at{};
    friend bool operator==(const Playhead&, const Playhead&) = default;
};

/// After all that happened until then. `at` is kept within the run.
Playhead playhead_at(const OpenRun& run, Time at);
Playhead playhead_after(const OpenRun& run, std::size_t events);

/// What a reader would call a step: not what the kernel's records and the executors add. Of the task, if one is given.
bool is_step(const TraceEvent& event, TaskId task = kNoTask);
/// The next or previous event that a reader would call a step: one that is not bookkeeping, of the task if one is
/// given. Nothing when there is none.
std::optional<Playhead> stepped(const OpenRun& run, const Playhead& from, int direction, TaskId task = kNoTask);

/// A stretch of time, moved so that the playhead is in sight; as it was while it is.
struct Stretch {
    Time from{}, until{};
};
Stretch in_sight(Stretch shown, Time playhead, Time end);

/// A stretch about the playhead in which single spans can be told apart; nothing when they can be in the whole run.
std::optional<Stretch> detail_about(const OpenRun& run, Time playhead);

/// The places worth jumping to, in the order of time: marks (each at its last time) and findings.
struct Landmark {
    enum class Kind : std::uint8_t { mark, finding } kind{};
    Time at{};
    std::size_t index = 0;  ///< in the metrics' marks or in the findings
};
std::vector<Landmark> landmarks_of(const OpenRun& run);

/// How time passes while the reader watches.
struct Playback {
    bool playing = false;
    bool follow = false;  ///< the playhead stays at the live edge
    /// Scenario seconds per second; nothing: so that the run takes ten seconds.
    std::optional<double> speed;

    /// What it has played beyond the last step, of a run that rulers show in steps.
    Duration within_step{};

    double speed_for(const OpenRun& run) const;
};
inline constexpr double kSlowest = 0.001, kFastest = 10'000;
inline constexpr double kFitSeconds = 10;

}  // namespace simul::workspace
