// A sweep in the window: a figure of many runs over one setting, a curve for each policy; it goes on while the reader
// looks, can be stopped and continued, and each point opens a run.
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "app/workspace/sweep_plan.h"
#include "engine/study/crew.h"

namespace simul::workspace {

struct Workspace;

/// What the reader asks for, in the words of `simul sweep`.
struct SweepWish {
    std::string over, values;  ///< a setting; "1..20", "1..20:5" or "1,2,5"
    std::string seeds = "1";
    std::string measure{kUsualMeasure};
    std::string jobs;                ///< of a story with a sheet: another one, as "exponential:50"; empty: its own
    std::set<std::string> policies;  ///< a curve for each; empty: that of the next run
    friend bool operator==(const SweepWish&, const SweepWish&) = default;
};

struct SweepDesk {
    SweepWish wish;
    std::string fault;  ///< of the wish, or of a run; empty: none

    Settings base;                               ///< that are turned at each point
    SweepWish begun_wish;                        ///< of what is drawn
    std::string circumstances;                   ///< story and settings as they were left
    std::optional<SweepRuns> runs;               ///< of what is drawn; none: nothing yet
    std::vector<std::optional<double>> figures;  ///< by run; nothing: not made yet
    std::size_t made = 0;
    std::unique_ptr<Crew> crew;                    ///< while it goes on
    std::vector<std::vector<std::size_t>> groups;  ///< that the crew makes

    bool goes_on() const { return crew != nullptr; }
    bool is_whole() const { return runs && made == runs->plan().runs(); }
};

/// In place of the run. What was found before is there again.
void show_sweep(Workspace& workspace);
void close_sweep(Workspace& workspace);
/// The next sweep is of this wish; one that goes on is stopped.
void wish_sweep(Workspace& workspace, SweepWish wish);
/// From the beginning, or where it was stopped.
void start_sweep(Workspace& workspace);
void stop_sweep(Workspace& workspace);
/// A run of this point becomes the one that is shown: that whose figure is the nearest to the mean.
void open_point(Workspace& workspace, std::size_t point);
/// True when a figure has come.
bool take_news_of_sweep(Workspace& workspace);

/// The settings that a sweep can go over: those with numbers, the parameters of the policies and the story's knobs.
std::vector<std::string> settings_to_sweep(const Workspace& workspace, const std::set<std::string>& policies);
/// For a setting, in the words of the command line: from the least to the most that it may be.
std::string usual_values(const Workspace& workspace, const std::set<std::string>& policies, const std::string& over);
/// Those of every run, and the marks, measures and variables of the one that is shown.
std::vector<std::string> measures_to_sweep(const Workspace& workspace);
/// What the runs of a point came to so far; nothing: none was made.
std::optional<SweepPoint> point_so_far(const SweepDesk& desk, std::size_t point);
/// Whether what is drawn is of the story, the settings and the wish as they are now.
bool is_outdated_sweep(const Workspace& workspace);

}  // namespace simul::workspace
