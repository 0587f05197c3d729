// Why a task is where it is: a chain of links, each a sentence and what it speaks of.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "engine/analysis/moment.h"
#include "engine/analysis/speech.h"
#include "engine/analysis/timeline.h"
#include "engine/trace/trace.h"

namespace simul {

/// One link. What it does not speak of is missing.
struct WhyLink {
    std::string sentence;
    State state{};          ///< of whom it speaks, for its mark
    TaskId task = kNoTask;  ///< another one than who was asked about
    ResourceId resource = kNoResource;
    std::uint16_t line = 0;
    std::optional<std::size_t> event;  ///< that proves it
};

/// What why_of looks at. The moment is that of the playhead; `at` is its time, not before the moment's last event.
struct WhyView {
    const Trace& trace;
    const Moment& moment;
    const Timeline& timeline;
    Speech speech;
    Time at;
};

/// From the task itself to the one at the end of all waiting, then what comes, as far as it is recorded. A circle of
/// waiting ends the chain, and is said.
std::vector<WhyLink> why_of(const WhyView& view, TaskId task);

}  // namespace simul
