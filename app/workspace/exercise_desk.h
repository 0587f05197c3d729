// The exercise that the reader works on in the window: a chart to fill, second by second, and what is said of it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "app/workspace/exercise_sheet.h"
#include "app/workspace/exercise_solution.h"

namespace simul::workspace {

struct Workspace;
class OpenRun;

/// A row of the chart: a job, from 1 on; nothing: nobody.
using Holder = std::optional<std::size_t>;

/// What the reader says of one second.
struct Answer {
    Holders jobs;
    bool nobody_else = false;  ///< cores that no job of these has are idle

    bool is_empty() const { return jobs.empty() && !nobody_else; }
    bool is_whole(std::size_t cores) const { return nobody_else || jobs.size() >= cores; }
    bool says(const Holder& who) const { return who ? jobs.count(*who) > 0 : nobody_else; }
    friend bool operator==(const Answer&, const Answer&) = default;
};

/// What is said of the chart as it is.
struct ChartVerdict {
    bool right = false, complete = false;
    std::size_t judged = 0;  ///< so many seconds, from the first on; the last of them is the wrong one
    std::string text;
};

struct ExerciseDesk {
    Exercise exercise;
    std::shared_ptr<OpenRun> run;      ///< the run of its sheet, whose trace is the solution
    std::optional<Solution> solution;  ///< nothing: the run continues
    std::vector<Answer> answers;       ///< by second, as many as the jobs need
    bool each_second = false;          ///< judged as it is filled
    std::optional<ChartVerdict> verdict;
    bool solved = false;  ///< the solution is shown
};

/// The exercise of this policy and seed, with an empty chart.
void take_exercise(Workspace& workspace, const std::string& policy, std::uint64_t seed);
/// Takes the solution once its run is over. True when it has come.
bool take_news_of_exercise(Workspace& workspace);

/// From one second to the one before `until` this is said, or taken back. On one core it takes the place of what was
/// said before.
void fill_chart(Workspace& workspace, const Holder& who, std::size_t from, std::size_t until, bool takes_back);
/// All that is said of this second is taken back.
void clear_second(Workspace& workspace, std::size_t second);
/// Says where the chart is wrong first, and which rule is broken there.
void check_chart(Workspace& workspace);
void check_each_second(Workspace& workspace, bool on);
/// A page of A4 to print. An empty path: a name that is free, in the current folder.
void save_exercise(Workspace& workspace, const std::string& path, bool filled);
/// Its sheet under its policy, to be stepped through.
void study_exercise(Workspace& workspace);

}  // namespace simul::workspace
