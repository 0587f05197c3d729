// Exploring the open story: all orders, or some, in a process of its own, while the window continues.
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string>

#include "app/workspace/exploration_report.h"
#include "engine/run/study.h"

namespace simul::workspace {

struct Workspace;

struct Exploring {
    SearchKind search = SearchKind::all;  ///< of the next time
    std::size_t runs = ExplorationRequest{}.runs;
    Wakeups wakeups = Wakeups::fifo;
    FaultBounds faults;  ///< of several machines
    MemoryOrder memory = MemoryOrder::sc;

    std::unique_ptr<Study> study;  ///< while it continues
    double seconds = 0;            ///< that it has taken so far
    Settings settings;             ///< that it was started with
    std::string source;            ///< of the story, as it was then
    std::optional<ExplorationReport> report;
    std::string error;   ///< why there is no report
    std::string judged;  ///< the title of what was to be mended, if that was asked; else empty
};

/// What was found is forgotten, what goes on is ended.
void start_exploring(Workspace& workspace);
/// The same, while the reader looks at something else.
void explore_quietly(Workspace& workspace);
/// The same with the settings of the challenge that was taken up, and whether the story is mended; if so, that is kept.
void judge_mending(Workspace& workspace);
/// What was found until then is kept.
void stop_exploring(Workspace& workspace);
/// Takes the answer when it is there. True when something that is shown has changed.
bool take_news_of_exploring(Workspace& workspace, double seconds);

/// Whether what was found is of other settings than one would explore now.
bool is_outdated(const Workspace& workspace);

/// The example of a result, or of a finding, as a branch at its first decision.
void show_example(Workspace& workspace, std::size_t result);
void show_example_of_finding(Workspace& workspace, std::size_t finding);
/// An order that shows why the story is not mended yet.
void show_counterexample(Workspace& workspace);

}  // namespace simul::workspace
