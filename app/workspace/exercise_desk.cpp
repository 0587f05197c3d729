#include "app/workspace/exercise_desk.h"

#include <fmt/format.h>

#include <algorithm>

#include "app/workspace/commands.h"
#include "app/workspace/exercise_page.h"
#include "app/workspace/opening.h"
#include "app/workspace/running.h"
#include "engine/os/files.h"

namespace simul::workspace {
namespace {

ExerciseDesk* desk_of(Workspace& workspace) {
    if (!workspace.story || !workspace.story->exercise || !workspace.story->exercise->solution) return nullptr;
    return &*workspace.story->exercise;
}

/// As far as it is filled without a gap.
Chart filled_part(const ExerciseDesk& desk) {
    Chart chart;
    for (const Answer& answer : desk.answers) {
        if (!answer.is_whole(desk.exercise.cores)) break;
        chart.push_back(answer.jobs);
    }
    return chart;
}

void say(Answer& answer, const Holder& who, std::size_t cores) {
    if (cores == 1 || (!who && answer.jobs.size() >= cores)) answer = {};
    if (!who) {
        answer.nobody_else = true;
        return;
    }
    answer.jobs.insert(*who);
    if (answer.jobs.size() >= cores) answer.nobody_else = false;
}

void take_back(Answer& answer, const Holder& who) {
    if (who)
        answer.jobs.erase(*who);
    else
        answer.nobody_else = false;
}

void chart_changed(Workspace& workspace, ExerciseDesk& desk) {
    desk.verdict.reset();
    if (desk.each_second) check_chart(workspace);
}

ChartVerdict verdict_on(const ExerciseDesk& desk) {
    const Chart chart = filled_part(desk);
    if (const std::optional<ChartFault> fault = first_wrong_second(chart, *desk.solution))
        return {false, false, fault->second + 1, fault->text};
    if (chart.size() == desk.answers.size()) return {true, true, chart.size(), "Right, from the first second on."};
    const std::string_view core = desk.exercise.cores == 1 ? "the core" : "each core";
    return {true, false, chart.size(),
            chart.empty() ? fmt::format("Say first who has {} from 0 s to 1 s.", core)
                          : fmt::format("Right until {} s. Who has {} then is not said yet.", chart.size(), core)};
}

}  // namespace

void take_exercise(Workspace& workspace, const std::string& policy, std::uint64_t seed) {
    if (!workspace.story) return;
    const Result<Exercise> exercise = exercise_for(policy, seed);
    if (!exercise) {
        workspace.error = exercise.error();
        return;
    }
    Result<std::unique_ptr<OpenRun>> run = OpenRun::start(*workspace.zygote, settings_of(*exercise));
    if (!run) {
        workspace.error = run.error();
        return;
    }
    workspace.error.reset();
    const bool each_second = workspace.story->exercise && workspace.story->exercise->each_second;
    workspace.story->playback.playing = false;
    workspace.story->exercise = ExerciseDesk{*exercise, std::move(*run), {}, {}, each_second, {}, false};
    wait_a_little(*workspace.story->exercise->run, workspace.patience);
    take_news_of_exercise(workspace);
}

bool take_news_of_exercise(Workspace& workspace) {
    if (!workspace.story || !workspace.story->exercise || workspace.story->exercise->solution) return false;
    ExerciseDesk& desk = *workspace.story->exercise;
    desk.run->take_news(0);
    if (desk.run->live()) return false;
    desk.solution = solution_of(desk.run->trace());
    desk.answers.resize(desk.solution->chart.size());
    return true;
}

void fill_chart(Workspace& workspace, const Holder& who, std::size_t from, std::size_t until, bool takes_back) {
    ExerciseDesk* desk = desk_of(workspace);
    if (desk == nullptr || desk->solved) return;
    for (std::size_t second = from; second < std::min(until, desk->answers.size()); ++second)
        takes_back ? take_back(desk->answers[second], who) : say(desk->answers[second], who, desk->exercise.cores);
    chart_changed(workspace, *desk);
}

void clear_second(Workspace& workspace, std::size_t second) {
    ExerciseDesk* desk = desk_of(workspace);
    if (desk == nullptr || desk->solved || second >= desk->answers.size()) return;
    desk->answers[second] = {};
    chart_changed(workspace, *desk);
}

void check_chart(Workspace& workspace) {
    if (ExerciseDesk* desk = desk_of(workspace)) desk->verdict = verdict_on(*desk);
}

void check_each_second(Workspace& workspace, bool on) {
    ExerciseDesk* desk = desk_of(workspace);
    if (desk == nullptr) return;
    desk->each_second = on;
    desk->verdict.reset();
    if (on && !filled_part(*desk).empty()) check_chart(workspace);
}

void save_exercise(Workspace& workspace, const std::string& path, bool filled) {
    const ExerciseDesk* desk = desk_of(workspace);
    if (desk == nullptr) return;
    const std::string stem =
        fmt::format("exercise_{}_{}{}", desk->exercise.policy, desk->exercise.seed, filled ? "_solution" : "");
    const std::string name = path.empty() ? free_name(stem, ".pdf") : path;
    const std::unique_ptr<Page> page = page_for(name);
    put_exercise(*page, desk->exercise, *desk->solution, filled);
    const Result<void> kept = os::replace_file(name, page->written());
    if (kept)
        workspace.news = "Saved as " + whole_path(name) + ".";
    else
        workspace.error = kept.error();
}

void study_exercise(Workspace& workspace) {
    const ExerciseDesk* desk = desk_of(workspace);
    if (desk == nullptr) return;
    const Exercise exercise = desk->exercise;
    workspace.story->exercise.reset();
    workspace.story->settings.seed = exercise.seed;
    perform(workspace, SetClock{Clock::simulated});
    perform(workspace, SetModel{Model::threads});
    perform(workspace, SetCores{static_cast<std::int64_t>(exercise.cores)});
    perform(workspace, SetPolicy{exercise.policy});
    if (exercise.quantum > 0) perform(workspace, SetQuantum{exercise.quantum * 1s});
    put_sheet(workspace, knob_text(exercise));
}

}  // namespace simul::workspace
