#include "app/workspace/conducting.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <utility>

#include "app/workspace/prediction.h"
#include "app/workspace/running.h"
#include "engine/base/happening.h"
#include "engine/base/random.h"
#include "engine/run/schedule.h"

namespace simul::workspace {
namespace {

/// Each branch that is not at its end keeps a process.
constexpr std::size_t kMostBranches = 24;
/// How long continuing may keep a frame.
constexpr std::chrono::milliseconds kPartOfAFrame{12};
/// Playing at the live edge, at normal speed.
constexpr double kSecondsPerStep = 0.5;

bool at_edge(const OpenStory& story) { return story.playhead.events >= story.run->timeline().size(); }

std::size_t steps_done(const OpenStory& story) { return story.run->steps().done(story.playhead.events); }

/// `A` … `Z`, `A1` …
std::string branch_name(std::size_t number) {
    std::string name(1, static_cast<char>('A' + number % 26));
    return number < 26 ? name : name + std::to_string(number / 26);
}

/// A conducted run settles these itself.
Settings without_policy(Settings settings) {
    settings.cores.reset();
    settings.policy.reset();
    settings.policy_knobs.clear();
    settings.quantum.reset();
    settings.schedule.reset();
    return settings;
}

Result<Schedule> schedule_until(const OpenStory& story, std::size_t steps) {
    const Result<RunPlan> plan =
        settle(story.run->settings(), story.description, static_cast<std::uint32_t>(real_cores()));
    if (!plan) return plan.error();
    Schedule schedule = schedule_of(story.description, *plan, story.run->steps().choices(steps));
    schedule.knobs = story.run->header().knobs;
    return schedule;
}

void show_run(Workspace& workspace, std::shared_ptr<OpenRun> run, const Playhead& playhead) {
    OpenStory& story = *workspace.story;
    if (story.run && story.run != run) run->learn_from(*story.run);
    story.run = std::move(run);
    story.ghost.reset();
    story.comparison.reset();
    story.playback.playing = story.playback.follow = story.conducting.going_on = false;
    story.playhead = playhead;
    story.timeline.whole = true;
    story.note_draft.reset();
}

/// A conducted run as it is asked for, at its first decision. Null: it was refused, and the reader knows why.
std::shared_ptr<OpenRun> started(Workspace& workspace, const Settings& settings) {
    workspace.error.reset();
    Result<std::unique_ptr<OpenRun>> run = OpenRun::start(*workspace.zygote, settings);
    if (!run) {
        workspace.error = run.error();
        return nullptr;
    }
    (*run)->come_to_decision(workspace.patience.step);
    if (!(*run)->live() && (*run)->ending().error) {
        workspace.error = *(*run)->ending().error;
        return nullptr;
    }
    return std::move(*run);
}

void move_to_edge(OpenStory& story) { story.playhead = playhead_after(*story.run, story.run->timeline().size()); }

/// For one more branch. If not, the reader is told.
bool has_room(Workspace& workspace) {
    if (workspace.story->conducting.branches.size() < kMostBranches) return true;
    workspace.error =
        Error{fmt::format("There are {} branches, and each keeps a run: remove one first.", kMostBranches)};
    return false;
}

/// The past is not changed: another future begins where `task` continues in place of who did.
void branch_off(Workspace& workspace, std::size_t step, TaskId task) {
    OpenStory& story = *workspace.story;
    Conducting& conducting = story.conducting;
    if (!has_room(workspace)) return;
    Result<Schedule> schedule = schedule_until(story, step);
    if (!schedule) {
        workspace.error = schedule.error();
        return;
    }
    schedule->choices.push_back(task);
    Settings settings = without_policy(story.run->settings());
    settings.by_hand = true;
    settings.schedule = text_of(*schedule);
    const std::shared_ptr<OpenRun> run = started(workspace, settings);
    if (!run) return;
    if (!begin_alike(story.run->trace(), run->trace(), decision_at(*story.run, step).events)) {
        workspace.error = Error{
            "The same decisions did not lead to the same moment again: something outside of the story decided, too."};
        return;
    }
    conducting.branches.push_back({branch_name(conducting.named++), run, shown_branch(workspace), step});
    show_run(workspace, run, {});
    move_to_edge(story);
}

/// A new tree, in which everything else stays.
Conducting without_branches(Conducting conducting) {
    Conducting fresh;
    fresh.chooser = conducting.chooser;
    fresh.breakpoints = std::move(conducting.breakpoints);
    return fresh;
}

bool of_same_settings(const OpenRun& a, const OpenRun& b) {
    const TraceHeader &one = a.header(), &other = b.header();
    return one.model == other.model && one.clock == other.clock && one.workers == other.workers &&
           one.seed == other.seed && one.knobs == other.knobs && one.source == other.source;
}

TaskId next_in_turn(const std::vector<TaskId>& enabled, TaskId last) {
    const auto next = std::upper_bound(enabled.begin(), enabled.end(), last);
    return next == enabled.end() ? enabled.front() : *next;
}

/// Whom the chooser takes, and no fault; kNoTask: a person is to choose.
TaskId chosen_by(Chooser chooser, const OpenRun& run, std::vector<TaskId> enabled) {
    if (chooser != Chooser::person)
        enabled.erase(std::remove_if(enabled.begin(), enabled.end(), is_optional), enabled.end());
    if (enabled.empty()) return kNoTask;
    if (enabled.size() == 1) return enabled.front();
    const std::size_t step = run.steps().size();
    const TaskId last = step == 0 ? kMainTask : run.steps().chosen(step - 1);
    switch (chooser) {
        case Chooser::person:
            return kNoTask;
        case Chooser::in_turn:
            return next_in_turn(enabled, last);
        case Chooser::at_random:
            return enabled[Random(run.header().seed, step).next() % enabled.size()];
        case Chooser::stays:
            break;
    }
    const bool can = std::find(enabled.begin(), enabled.end(), last) != enabled.end();
    return can ? last : enabled.front();
}

std::vector<TaskId> enabled_at(const Workspace& workspace) {
    std::vector<TaskId> enabled;
    for (const Candidate& candidate : candidates_at(workspace))
        if (candidate.can_go_on) enabled.push_back(candidate.intent.task);
    return enabled;
}

/// One step at the live edge by whoever chooses. False: none is made.
bool step_at_edge(Workspace& workspace, Chooser chooser, TaskId wanted) {
    OpenStory& story = *workspace.story;
    if (!story.run->awaits_choice()) return false;
    const std::vector<TaskId> enabled = enabled_at(workspace);
    if (enabled.empty()) return false;
    const bool can = std::find(enabled.begin(), enabled.end(), wanted) != enabled.end();
    const TaskId task = wanted != kNoTask ? (can ? wanted : kNoTask) : chosen_by(chooser, *story.run, enabled);
    if (task == kNoTask) return false;
    story.run->choose(task, workspace.patience.step);
    move_to_edge(story);
    return true;
}

bool any_reached(OpenStory& story, std::size_t before, std::size_t after) {
    const std::vector<Breakpoint>& list = story.conducting.breakpoints;
    return std::any_of(list.begin(), list.end(), [&](const Breakpoint& each) {
        if (each.kind == Breakpoint::Kind::finding) story.run->renew_figures();
        return is_reached(each, *story.run, before, after);
    });
}

/// One step of continuing. False: it is over.
bool go_on_once(Workspace& workspace) {
    OpenStory& story = *workspace.story;
    const std::size_t before = story.playhead.events;
    if (at_edge(story)) {
        if (!step_at_edge(workspace, story.conducting.chooser, kNoTask)) return false;
    } else {
        story.playhead = decision_at(*story.run, steps_done(story) + 1);
    }
    return !any_reached(story, before, story.playhead.events);
}

void back_to_decision(OpenStory& story, TaskId task) {
    std::size_t step = steps_done(story);
    if (step == 0) return;
    --step;
    while (task != kNoTask && step > 0 && story.run->steps().chosen(step) != task) --step;
    story.playhead = decision_at(*story.run, step);
}

/// Over what is recorded. False: there is no such step any more.
bool forward_over_recorded(OpenStory& story, TaskId task) {
    const Steps& steps = story.run->steps();
    std::size_t step = steps_done(story);
    while (step < steps.size() && task != kNoTask && steps.chosen(step) != task) ++step;
    if (step == steps.size()) return false;
    story.playhead = decision_at(*story.run, step + 1);
    return true;
}

}  // namespace

bool is_conducted(const Workspace& workspace) {
    return workspace.run() != nullptr && workspace.run()->header().conducted();
}

std::vector<Candidate> candidates_at(const Workspace& workspace) {
    if (!is_conducted(workspace)) return {};
    return candidates_of(workspace.run()->trace(), workspace.moment());
}

Playhead decision_at(const OpenRun& run, std::size_t step) {
    return playhead_after(run, step < run.steps().size() ? run.steps().event(step) : run.timeline().size());
}

Playhead first_decision(const Workspace& workspace) { return decision_at(*workspace.run(), 0); }

Settings conducted_settings(const OpenStory& story) {
    Settings settings = without_policy(story.settings);
    if (!story.description.nodes.empty()) settings.clock = Clock::simulated;  // several machines have no other stage
    return settings;
}

void start_conducting(Workspace& workspace) {
    if (!workspace.story || workspace.story->from_trace) return;
    OpenStory& story = *workspace.story;
    Settings settings = conducted_settings(story);
    settings.by_hand = true;
    settings.memory = story.exploring.memory;
    const std::shared_ptr<OpenRun> run = started(workspace, settings);
    if (!run) return;
    skip_question(workspace);
    Conducting fresh = without_branches(std::move(story.conducting));
    fresh.branches.push_back({branch_name(fresh.named++), run, std::nullopt, 0});
    story.conducting = std::move(fresh);
    workspace.right_tab = RightTab::choices;
    workspace.flyout = Flyout::right;
    show_run(workspace, run, {});
    move_to_edge(story);
}

void show_schedule(Workspace& workspace, Settings settings, const std::string& name) {
    OpenStory& story = *workspace.story;
    std::vector<Branch>& branches = story.conducting.branches;
    const auto known = std::find_if(branches.begin(), branches.end(), [&](const Branch& branch) {
        const Settings& theirs = branch.run->settings();
        return branch.found && theirs.schedule == settings.schedule && theirs.source == settings.source;
    });
    if (known != branches.end()) return show_run(workspace, known->run, decision_at(*known->run, 0));
    settings.by_hand = true;
    const std::shared_ptr<OpenRun> run = started(workspace, settings);
    if (!run) return;
    const bool joins = !branches.empty() && of_same_settings(*branches.front().run, *run);
    if (!joins) story.conducting = without_branches(std::move(story.conducting));
    if (!has_room(workspace)) return;
    skip_question(workspace);
    story.conducting.branches.push_back({name, run, std::nullopt, 0, true});
    show_run(workspace, run, decision_at(*run, 0));
}

void choose(Workspace& workspace, TaskId task) {
    const std::vector<TaskId> enabled = enabled_at(workspace);
    if (std::find(enabled.begin(), enabled.end(), task) == enabled.end()) return;
    OpenStory& story = *workspace.story;
    story.playback.playing = story.playback.follow = story.conducting.going_on = false;
    const std::size_t step = steps_done(story);
    const bool open_end = step == story.run->steps().size();
    if (open_end && story.run->live()) {
        step_at_edge(workspace, Chooser::person, task);
    } else if (!open_end && story.run->steps().chosen(step) == task) {
        story.playhead = decision_at(*story.run, step + 1);
    } else {
        branch_off(workspace, step, task);
    }
    story.run->renew_figures();
}

void step_decision(Workspace& workspace, int direction, TaskId task) {
    OpenStory& story = *workspace.story;
    story.conducting.going_on = false;
    if (direction < 0) return back_to_decision(story, task);
    if (forward_over_recorded(story, task)) return;
    move_to_edge(story);
    step_at_edge(workspace, story.conducting.chooser, task);
    story.run->renew_figures();
}

void go_on(Workspace& workspace) {
    if (!is_conducted(workspace)) return;
    workspace.story->conducting.going_on = true;
    keep_going(workspace, 0);
}

bool keep_going(Workspace& workspace, double seconds) {
    if (!is_conducted(workspace)) return false;
    OpenStory& story = *workspace.story;
    Conducting& conducting = story.conducting;
    const auto begin = std::chrono::steady_clock::now();
    bool moved = false;
    while (conducting.going_on && std::chrono::steady_clock::now() - begin < kPartOfAFrame) {
        conducting.going_on = go_on_once(workspace);
        moved = true;
    }
    if (story.playback.playing && at_edge(story) && story.run->awaits_choice()) {
        conducting.since_step += seconds * story.playback.speed.value_or(1);
        for (; conducting.since_step >= kSecondsPerStep; conducting.since_step -= kSecondsPerStep) {
            if (!step_at_edge(workspace, conducting.chooser, kNoTask)) break;
            moved = true;
        }
    }
    if (moved && !conducting.going_on) story.run->renew_figures();
    return moved;
}

void tell_if_order_stops_short(Workspace& workspace) {
    const std::optional<std::size_t> shown = shown_branch(workspace);
    if (!shown || !workspace.story->conducting.branches[*shown].found || !workspace.run()->awaits_choice()) return;
    workspace.news = fmt::format(
        "The order that is shown here ends after step {}, and the run does not: choose who does the next step, or "
        "press "
        "Continue (O).",
        steps_done(*workspace.story));
}

std::optional<std::size_t> shown_branch(const Workspace& workspace) {
    if (!workspace.story) return std::nullopt;
    const std::vector<Branch>& branches = workspace.story->conducting.branches;
    for (std::size_t i = 0; i < branches.size(); ++i)
        if (branches[i].run == workspace.story->run) return i;
    return std::nullopt;
}

void show_branch(Workspace& workspace, std::size_t branch) {
    if (!workspace.story || branch >= workspace.story->conducting.branches.size()) return;
    const std::shared_ptr<OpenRun> run = workspace.story->conducting.branches[branch].run;
    show_run(workspace, run, playhead_at(*run, workspace.story->playhead.at));
}

void drop_branch(Workspace& workspace, std::size_t branch) {
    if (!workspace.story || branch >= workspace.story->conducting.branches.size()) return;
    std::vector<Branch>& branches = workspace.story->conducting.branches;
    if (branches.size() == 1) return;
    const bool shown = shown_branch(workspace) == branch;
    const std::optional<std::size_t> parent = branches[branch].parent;
    const std::size_t from_step = branches[branch].from_step;
    workspace.story->note_draft.reset();
    branches.erase(branches.begin() + static_cast<std::ptrdiff_t>(branch));
    for (Branch& each : branches) {
        if (each.parent == branch) {  // what it had in common with this one, it has with its parent, up to there
            each.parent = parent;
            each.from_step = std::min(each.from_step, from_step);
        }
        if (each.parent && *each.parent > branch) --*each.parent;
    }
    if (shown) show_branch(workspace, parent && *parent < branch ? *parent : 0);
}

std::string schedule_so_far(const Workspace& workspace) {
    if (!is_conducted(workspace)) return {};
    const Result<Schedule> schedule = schedule_until(*workspace.story, steps_done(*workspace.story));
    return schedule ? text_of(*schedule) : std::string();
}

}  // namespace simul::workspace
