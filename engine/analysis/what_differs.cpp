#include "engine/analysis/what_differs.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>
#include <utility>

#include "engine/analysis/time_words.h"
#include "engine/base/kernel_policies.h"
#include "engine/trace/task_state.h"
#include "engine/trace/text_form.h"

namespace simul {

const std::vector<ComparedColumn>& compared_columns() {
    static const std::vector<ComparedColumn> columns = {
        {"response", "response_s", [](const PolicyRun& run) { return run.figures.response_s; }},
        {"turnaround", "turnaround_s", [](const PolicyRun& run) { return run.figures.turnaround_s; }},
        {"wait", "wait_s", [](const PolicyRun& run) { return run.figures.wait_s; }},
        {"slowdown", "slowdown", [](const PolicyRun& run) { return run.figures.slowdown; }},
        {"switches", "switches", [](const PolicyRun& run) { return static_cast<double>(run.figures.switches); }},
        {"missed", "missed_deadlines",
         [](const PolicyRun& run) { return static_cast<double>(run.figures.missed_deadlines); }},
        {"fairness", "fairness", [](const PolicyRun& run) { return run.figures.fairness; }, true},
        {"throughput", "throughput", [](const PolicyRun& run) { return run.figures.throughput; }, true},
        {"makespan", "makespan_s",
         [](const PolicyRun& run) { return seconds_of(run.metrics->makespan.time_since_epoch()); }},
    };
    return columns;
}

double best_of(const ComparedColumn& column, const std::vector<PolicyRun>& runs) {
    double best = column.figure(runs.front());
    for (const PolicyRun& run : runs)
        best = column.more_is_better ? std::max(best, column.figure(run)) : std::min(best, column.figure(run));
    return best;
}

// ---- Turns.

namespace {

class TurnsPass {
  public:
    explicit TurnsPass(const Trace& trace) : trace_(trace) {}
    Turns run();

  private:
    struct Course {
        TaskState state;
        Time since{};
        CoreId last_core = kNoCore;
    };
    /// The turn on a core; kNoTask: the last one ended as its task waits.
    struct Turn {
        TaskId task = kNoTask;
        Time began{}, left{};
    };

    void leave(TaskId task, const TaskState& before, const TaskState& after, Time at);
    void enter(TaskId task, Course& course, Time at);

    const Trace& trace_;
    std::vector<Course> courses_;
    std::map<CoreId, Turn> turns_;
    std::vector<Duration> cut_short_;
    Turns found_;
};

Turns TurnsPass::run() {
    const std::size_t size = trace_.size();
    for (std::size_t i = 0; i < size; ++i) {
        const TraceEvent& event = trace_[i];
        if (event.task == kNoTask || event.task == kMainTask) continue;
        if (courses_.size() <= index_of(event.task)) courses_.resize(index_of(event.task) + 1);
        Course& course = courses_[index_of(event.task)];
        const TaskState before = course.state;
        if (!fold(course.state, event)) continue;
        const Time at = course.since = event.begin(course.since);
        if (before.core != kNoCore) leave(event.task, before, course.state, at);
        if (course.state.core != kNoCore) enter(event.task, course, at);
    }
    found_.cut_short = cut_short_.size();
    if (cut_short_.empty()) return found_;
    const auto middle = cut_short_.begin() + static_cast<std::ptrdiff_t>(cut_short_.size() / 2);
    std::nth_element(cut_short_.begin(), middle, cut_short_.end());
    found_.typical = *middle;
    return found_;
}

void TurnsPass::leave(TaskId task, const TaskState& before, const TaskState& after, Time at) {
    Turn& turn = turns_[before.core];
    if (turn.task != task) return;
    turn.left = at;
    const bool could_continue = after.state == State::ready || after.state == State::running;
    if (!could_continue) turn.task = kNoTask;
}

void TurnsPass::enter(TaskId task, Course& course, Time at) {
    Turn& turn = turns_[course.state.core];
    if (turn.task == task && course.last_core == course.state.core) return;
    if (turn.task != kNoTask && turn.task != task) cut_short_.push_back(turn.left - turn.began);
    turn = {task, at, at};
    ++found_.count;
    if (course.last_core != kNoCore && course.last_core != course.state.core) ++found_.elsewhere;
    course.last_core = course.state.core;
}

}  // namespace

Turns turns_of(const Trace& trace) { return TurnsPass(trace).run(); }

// ---- Beside what the kernel does.

namespace {

bool is_of_kernel(const PolicyRun& run) { return run.trace->header().clock == Clock::real; }

/// Those that used a core, in the order in which they ended.
std::vector<const TaskFigures*> by_finish(const PolicyRun& run) {
    std::vector<const TaskFigures*> tasks;
    for (const TaskFigures& task : run.metrics->tasks)
        if (task.id != kMainTask && task.finish && task.running > Duration(0)) tasks.push_back(&task);
    std::stable_sort(tasks.begin(), tasks.end(), [](const auto* a, const auto* b) { return *a->finish < *b->finish; });
    return tasks;
}

std::string names_of(const std::vector<const TaskFigures*>& tasks) {
    std::string names;
    for (const TaskFigures* task : tasks) names += (names.empty() ? "" : ", ") + printable(task->name);
    return names;
}

std::string order_of_ends(const PolicyRun& kernel, const PolicyRun& other) {
    constexpr std::size_t kMostNamed = 6;
    const std::vector<const TaskFigures*> there = by_finish(kernel), here = by_finish(other);
    const auto is_same = [](const auto* a, const auto* b) { return a->id == b->id; };
    const bool same_order = std::equal(there.begin(), there.end(), here.begin(), here.end(), is_same);
    const bool names_all = there.size() <= kMostNamed && here.size() <= kMostNamed;
    if (!names_all) return same_order ? "the tasks end in the same order" : "the tasks end in different orders";
    if (same_order) return fmt::format("the tasks end in the same order, {}", names_of(there));
    return fmt::format("the tasks end in different orders, {} under {}, {} under {}", names_of(there), kernel.policy,
                       names_of(here), other.policy);
}

using Twins = std::pair<const TaskFigures*, const TaskFigures*>;

/// The task whose ends in the two runs are the furthest apart; null: they have none in common.
Twins furthest_apart(const PolicyRun& kernel, const PolicyRun& other) {
    const auto apart = [](const Twins& twins) {
        return std::chrono::abs(*twins.first->finish - *twins.second->finish);
    };
    std::map<TaskId, const TaskFigures*> there;
    for (const TaskFigures* task : by_finish(kernel)) there[task->id] = task;
    Twins widest{nullptr, nullptr};
    for (const TaskFigures* task : by_finish(other)) {
        const auto same = there.find(task->id);
        if (same == there.end()) continue;
        const Twins twins{same->second, task};
        if (widest.first == nullptr || apart(twins) > apart(widest)) widest = twins;
    }
    return widest;
}

std::string turns_in_words(const PolicyRun& run, const Turns& turns) {
    std::string text = fmt::format("{} under {}", plural(turns.count, "turn"), run.policy);
    if (turns.cut_short == 0) return text + ", none of which is cut short";
    text += fmt::format(", {} of which {} cut short, typically after {}", grouped(turns.cut_short),
                        turns.cut_short == 1 ? "is" : "are", short_time(turns.typical));
    const double scale = run.trace->header().scale;
    if (is_of_kernel(run) && scale != 1)
        text +=
            fmt::format(" ({} on this computer)", short_time(duration_of_seconds(seconds_of(turns.typical) / scale)));
    return text;
}

std::string difference(const PolicyRun& kernel, const Turns& kernel_turns, const PolicyRun& other) {
    const Turns turns = turns_of(*other.trace);
    std::string text = fmt::format("{} and {}: {}.", kernel.policy, other.policy, order_of_ends(kernel, other));
    if (const auto [there, here] = furthest_apart(kernel, other); there != nullptr)
        text += fmt::format(" The furthest apart is {}, which ends at {:.3g} s under {}, at {:.3g} s under {}.",
                            printable(there->name), seconds_of(*there->finish), kernel.policy,
                            seconds_of(*here->finish), other.policy);
    text += fmt::format(" The tasks take {}; {}.", turns_in_words(kernel, kernel_turns), turns_in_words(other, turns));
    if (kernel.trace->header().cores > 1)
        text += fmt::format(" A task's next turn is on another core {} times under {}, {} times under {}.",
                            kernel_turns.elsewhere, kernel.policy, turns.elsewhere, other.policy);
    return text;
}

/// To how many tasks the kernel has refused what the story says of them.
std::size_t count_of_refused(const Trace& trace, std::string_view what) {
    std::size_t refused = 0;
    for (std::size_t i = 0; i < trace.size(); ++i)
        refused += trace[i].kind == EventKind::given && trace[i].phase == Phase::failed && trace.text_of(i) == what;
    return refused;
}

std::string what_it_is(const PolicyRun& run) {
    const TraceHeader& header = run.trace->header();
    const KernelPolicyEntry* policy = kernel_policy_named(run.policy);
    std::string text = fmt::format("{} is a run on this computer, whose kernel schedules it by {}.", run.policy,
                                   policy ? policy->in_kernel : info_of(KernelPolicy::other).in_kernel);
    text += header.core_source == "records" ? " Who ran when is the kernel's own record of its switches."
                                            : " Who ran when is known from gaps in what the tasks compute.";
    if (header.scale != 1) text += fmt::format(" {:.6g} s of the story are 1 s of this computer.", header.scale);
    if (run.stolen_s > 0)
        text += fmt::format(" For {:.3g} s of the story a task was ready while its core ran none of the tasks.",
                            run.stolen_s);
    if (const std::size_t refused = count_of_refused(*run.trace, "deadline"); refused > 0)
        text += fmt::format(
            " The kernel admits SCHED_DEADLINE only while all shares together fit its cores, and refuses it to {}: {} "
            "by SCHED_OTHER.",
            plural(refused, "task"), refused == 1 ? "it runs" : "they run");
    if (const std::size_t refused = count_of_refused(*run.trace, "nice"); refused > 0)
        text +=
            fmt::format(" The kernel refuses {} a nice below 0, which only a privileged user may have: {} with nice 0.",
                        plural(refused, "task"), refused == 1 ? "it runs" : "they run");
    return text;
}

}  // namespace

std::vector<std::string> differences_from_kernel(const std::vector<PolicyRun>& runs) {
    std::vector<std::string> sentences;
    for (const PolicyRun& kernel : runs) {
        if (!is_of_kernel(kernel)) continue;
        sentences.push_back(what_it_is(kernel));
        const Turns turns = turns_of(*kernel.trace);
        for (const PolicyRun& other : runs)
            if (!is_of_kernel(other)) sentences.push_back(difference(kernel, turns, other));
    }
    return sentences;
}

}  // namespace simul
