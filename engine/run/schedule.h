// A schedule as a short text: which run this was, and the decisions that were made in it.
//
//     conducted lost_update --model threads --seed 1 --set tasks=2 --set steps=3
//     1 1 2 2 1 2
//
// The first line says the kind, the scenario and its settings; then come the numbers of the tasks that did the
// operations, in order, and between them what was no task's doing: `arrive:0>1`, a message from the first node to the
// second, `lose:0>1`, `crash:2`, `cut:0-1` (engine/base/happening.h). A run that goes round for ever ends with `and so
// on from step 4`. A word with spaces stands in double quotes; a line that begins with # is a remark.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/ids.h"
#include "engine/base/result.h"
#include "engine/base/words.h"
#include "engine/run/settings.h"

namespace simul {

struct Schedule {
    std::string scenario;
    Model model{};
    std::uint64_t seed = 1;
    std::optional<std::int64_t> workers;  ///< of a pool
    KnobSettings knobs;
    Wakeups wakeups = Wakeups::fifo;
    std::vector<TaskId> choices;
    std::optional<std::size_t> round_from;  ///< after the last step all is as it was after so many: it goes round
    FaultBounds faults = {};                ///< of several machines
    MemoryOrder memory = MemoryOrder::sc;

    friend bool operator==(const Schedule&, const Schedule&) = default;
};

/// Of a run that was settled so.
Schedule schedule_of(const ScenarioDescription& scenario, const RunPlan& plan, std::vector<TaskId> choices,
                     std::optional<std::size_t> round_from = std::nullopt);

/// Makes these the settings of the run that the schedule was made in. An error: the reader asks for another one.
Result<void> follow_schedule(Settings& settings, std::string text);

std::string text_of(const Schedule& schedule);
/// The error names the word at fault.
Result<Schedule> schedule_from(std::string_view text);

}  // namespace simul
