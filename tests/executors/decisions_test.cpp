// What is said of a policy's choices against brute force: who was ready, what the policy saw in them and whom it had to
// choose are computed again from arrivals, bursts and turns alone; no `rank` is read for that.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <map>

#include "engine/analysis/event_words.h"
#include "engine/analysis/ready_line.h"
#include "engine/base/random.h"
#include "engine/run/policies/policies.h"
#include "tests/support/job_sheet.h"

namespace simul::testing {
namespace {

// ---- The raw events, read once more.

struct RawTask {
    TaskState state;
    double used = 0, used_at_boost = 0, since = 0, began = 0;
    std::size_t joined = 0;  ///< the number of the event with which it became ready
};

class RawRun {
  public:
    RawRun(const Trace& trace, double quantum, double boost) : trace_(trace), quantum_(quantum), boost_(boost) {}

    void apply(std::size_t index) {
        const TraceEvent& event = trace_[index];
        pass_time_until(seconds_of(event.time));
        if (event.task == kNoTask) return;
        RawTask& task = tasks_[event.task];
        const bool was_running = task.state.state == State::running;
        if (!fold(task.state, event)) return;
        if (task.state.state == State::running) task.began = now_;
        if (task.state.state != State::ready) return;
        task.since = now_;
        // Who loses its core because its quantum is over joined the tail when it ended.
        if (!was_running || event.kind != EventKind::preempt || keeps_no_place_) task.joined = index;
    }
    /// All that is ready, and who has had a whole quantum.
    std::vector<TaskId> ready() const {
        std::vector<TaskId> list;
        for (const auto& [id, task] : tasks_)
            if (task.state.state == State::ready || (task.state.state == State::running && is_over(task)))
                list.push_back(id);
        return list;
    }
    const RawTask& task(TaskId id) const { return tasks_.at(id); }
    double used_by_all() const {
        double sum = 0;
        for (const auto& [id, task] : tasks_)
            if (task.state.state != State::done) sum += task.used;
        return sum;
    }
    double active() const {
        return static_cast<double>(std::count_if(
            tasks_.begin(), tasks_.end(), [](const auto& each) { return each.second.state.state != State::done; }));
    }
    double now() const { return now_; }
    void preempted_go_to_the_tail() { keeps_no_place_ = true; }

  private:
    bool is_over(const RawTask& task) const {
        // A preempted task has the rest of its quantum with feedback queues, where quanta are those of what it used.
        const double had = boost_ >= 0 ? task.used - task.used_at_boost : now_ - task.began;
        return now_ > task.began && (std::fmod(had, quantum_) == 0 || is_boost());
    }
    bool is_boost() const { return boost_ > 0 && std::fmod(now_, boost_) == 0; }
    void pass_time_until(double time) {
        for (auto& [id, task] : tasks_) {
            if (task.state.state == State::running) task.used += time - now_;
            if (boost_ > 0 && std::floor(time / boost_) > std::floor(now_ / boost_))
                task.used_at_boost = task.used - (task.state.state == State::running ? std::fmod(time, boost_) : 0);
        }
        now_ = time;
    }

    const Trace& trace_;
    const double quantum_, boost_;
    std::map<TaskId, RawTask> tasks_;
    double now_ = 0;
    bool keeps_no_place_ = false;
};

/// What a policy has to see in a task, the least of which it has to choose.
using Rank = std::function<double(const RawRun&, const Job&, const RawTask&)>;

struct PolicyRule {
    std::string policy;
    Rank rank;
    double sign = 1;  ///< -1: the greatest is chosen
    KnobSettings knobs = {};
    bool all_at_zero = false;
};

double remaining(const Job& job, const RawTask& task) { return seconds_of(job.burst) - task.used; }

constexpr double kQuantum = 2, kBoost = 9;

std::vector<PolicyRule> rules() {
    const Rank left = [](const RawRun&, const Job& job, const RawTask& task) { return remaining(job, task); };
    const Rank level = [](const RawRun&, const Job&, const RawTask& task) {
        return std::min(2.0, std::floor(task.used / kQuantum));
    };
    const Rank boosted = [](const RawRun&, const Job&, const RawTask& task) {
        return std::min(2.0, std::floor((task.used - task.used_at_boost) / kQuantum));
    };
    return {
        {"sjf", left},
        {"srtf", left},
        {"hrrn",
         [](const RawRun& run, const Job& job, const RawTask& task) {
             return 1 + (run.now() - task.since) / remaining(job, task);
         },
         -1},
        {"priority", [](const RawRun&, const Job& job, const RawTask&) { return double(*job.given.priority); }},
        {"edf",
         [](const RawRun&, const Job& job, const RawTask&) { return seconds_of(job.arrival + *job.given.deadline); }},
        {"deadline_monotonic",
         [](const RawRun&, const Job& job, const RawTask&) { return seconds_of(*job.given.deadline); }},
        {"rate_monotonic", [](const RawRun&, const Job& job, const RawTask&) { return seconds_of(*job.given.period); }},
        {"mlfq", level},
        {"mlfq", boosted, 1, {{"boost", "9"}}},
        {"stride",
         [](const RawRun&, const Job& job, const RawTask& task) {
             return task.used * 100 / double(*job.given.tickets);
         },
         1,
         {},
         true},
        {"cfs", [](const RawRun&, const Job&, const RawTask& task) { return task.used; }, 1, {}, true},
        {"eevdf",
         [](const RawRun& run, const Job&, const RawTask& task) {
             const double share = run.used_by_all() / run.active();
             return task.used <= share ? std::floor(task.used / kQuantum) * kQuantum + kQuantum : task.used - share;
         },
         1,
         {},
         true},
    };
}

Sheet sheet_for(const PolicyRule& rule, std::uint64_t seed) {
    Random random(seed, 21);
    Sheet jobs = random_sheet(seed, 8, 25, 9);
    constexpr std::int64_t kTickets[] = {25, 50, 100, 200};
    for (Job& job : jobs) {
        if (rule.all_at_zero) job.arrival = 0s;
        job.given.priority = random.between(0, 3);
        job.given.tickets = kTickets[random.between(0, 3)];
        job.given.deadline = random.between(1, 30) * 1s;
        job.given.period = random.between(1, 6) * 1s;
    }
    return jobs;
}

/// Of a choice at a whole second, all is computed again.
void expect_choice_as_computed(const PolicyRule& rule, const Sheet& jobs, const RawRun& run, const PolicyChoice& choice,
                               const Comparison& comparison) {
    std::vector<TaskId> ready = run.ready();
    if (choice.kind == ChoiceKind::keeps) ready.push_back(choice.chosen);
    std::vector<TaskId> told;
    double best = 1e300;
    for (const Contender& contender : choice.contenders) {
        told.push_back(contender.task);
        ASSERT_TRUE(contender.rank.has_value());
        const double expected = rule.rank(run, jobs[index_of(contender.task) - 1], run.task(contender.task));
        EXPECT_NEAR(contender.rank->as_real(), expected, 1e-6) << "task " << index_of(contender.task);
        if (contender.may_run) best = std::min(best, rule.sign * expected);
    }
    std::sort(told.begin(), told.end());
    std::sort(ready.begin(), ready.end());
    if (choice.kind == ChoiceKind::keeps) {  // only newcomers are compared with it
        EXPECT_TRUE(std::includes(ready.begin(), ready.end(), told.begin(), told.end()));
    } else {
        EXPECT_EQ(told, ready);
    }
    const double chosen = rule.rank(run, jobs[index_of(choice.chosen) - 1], run.task(choice.chosen));
    if (choice.kind != ChoiceKind::keeps || comparison.takes_core.empty()) {
        EXPECT_NEAR(rule.sign * chosen, best, 1e-6);
        EXPECT_EQ(preferred_in(comparison, choice), choice.chosen);
    }
    EXPECT_FALSE(reason_in_words(comparison, choice).empty());
}

TEST(Decisions, show_of_each_ready_task_what_the_policy_must_see_and_the_one_that_it_must_choose) {
    for (const PolicyRule& rule : rules()) {
        std::size_t checked = 0;
        for (std::uint64_t seed = 1; seed <= 60; ++seed) {
            const Sheet jobs = sheet_for(rule, seed);
            const auto trace = trace_of(jobs, plan_of(rule.policy, 1, 2s, rule.knobs));
            SCOPED_TRACE(rule.policy + ": " + text_of(jobs));
            const bool sliced = rule.policy == "mlfq" || rule.policy == "stride" || rule.policy == "eevdf";
            RawRun run(*trace, sliced ? kQuantum : 1e9, rule.policy != "mlfq" ? -1 : rule.knobs.empty() ? 0 : kBoost);
            ReadyLine line(trace->header());
            for (std::size_t i = 0; i < trace->size(); ++i) {
                line.apply((*trace)[i], i);
                run.apply(i);
                if (!line.has_chosen() || rule.policy == "cfs") continue;
                if (line.choice().kind == ChoiceKind::gets && (*trace)[i].kind == EventKind::run) continue;
                expect_choice_as_computed(rule, jobs, run, line.choice(), trace->header().comparison);
                ++checked;
                if (HasFailure()) return;
            }
        }
        EXPECT_TRUE(checked > 50 || rule.policy == "cfs") << rule.policy << " chose only " << checked << " times";
    }
}

// ---- What holds for every policy, with I/O and on several cores.

Sheet sheet_with_io(std::uint64_t seed) {
    Random random(seed, 22);
    Sheet jobs = random_sheet(seed, 12, 30, 12);
    mix(jobs, random, [&](Job& job) {
        if (random.between(0, 3) > 0) job.given.deadline = random.between(1, 60) * 1s;
    });
    for (std::size_t i = 0; i < jobs.size(); ++i)
        if (i % 4 > 0) jobs[i].given.gang = static_cast<std::int64_t>(i % 3) + 1;
    return jobs;
}

std::vector<KnobSettings> settings_of(const std::string& policy) {
    if (policy == "mlfq")
        return {{},
                {{"boost", "7"}},
                {{"after_io", "head"}, {"boost", "11"}, {"allotment", "2"}},
                {{"after_io", "head"}, {"io", "renew"}}};
    if (policy == "priority") return {{}, {{"ageing", "1"}}, {{"ageing", "3"}}, {{"preemptive", "no"}}};
    if (policy == "multi_queue") return {{}, {{"stealing", "no"}}};
    return {{}};
}

class EveryDecision : public ::testing::TestWithParam<std::string> {};

TEST_P(EveryDecision, follows_from_the_comparison_that_the_policy_declares) {
    for (const KnobSettings& knobs : settings_of(GetParam()))
        for (const std::uint32_t cores : {1U, 2U, 4U})
            for (std::uint64_t seed = 1; seed <= 40; ++seed) {
                const Sheet jobs = sheet_with_io(seed);
                const auto trace = trace_of(jobs, plan_of(GetParam(), cores, 2s, knobs));
                const Comparison& comparison = trace->header().comparison;
                ReadyLine line(trace->header());
                for (std::size_t i = 0; i < trace->size(); ++i) {
                    line.apply((*trace)[i], i);
                    if (!line.has_chosen()) continue;
                    const PolicyChoice choice = line.choice();
                    ASSERT_FALSE(reason_in_words(comparison, choice).empty()) << "event " << i;
                    if (choice.kind == ChoiceKind::keeps && !comparison.takes_core.empty()) continue;
                    ASSERT_EQ(preferred_in(comparison, choice), choice.chosen)
                        << GetParam() << ", event " << i << " on " << cores << " cores: " << text_of(jobs)
                        << reason_in_words(comparison, choice);
                }
            }
}

/// Also with costs: then who is chosen runs a little later.
TEST_P(EveryDecision, is_told_of_whoever_gets_a_core_while_others_are_ready) {
    int times = 0;
    for (const Duration cost : {Duration(0), Duration(300ms)})
        for (std::uint64_t seed = 1; seed <= 20; ++seed) {
            RunPlan plan = plan_of(GetParam(), 1, 2s);
            plan.switch_cost = cost;
            const auto trace = trace_of(random_sheet(seed, 8, 20, 9), plan);
            ReadyLine line(trace->header());
            std::map<TaskId, TaskState> tasks;
            TaskId told = kNoTask;
            for (std::size_t i = 0; i < trace->size(); ++i) {
                const TraceEvent& event = (*trace)[i];
                line.apply(event, i);
                if (line.has_chosen()) told = line.choice().chosen;
                if (event.task == kNoTask) continue;
                fold(tasks[event.task], event);
                if (event.kind != EventKind::run || cost > 0ns) continue;
                const bool others = std::any_of(tasks.begin(), tasks.end(),
                                                [](const auto& task) { return task.second.state == State::ready; });
                if (others) {
                    EXPECT_EQ(told, event.task) << GetParam() << ", event " << i;
                }
            }
            times += told != kNoTask;
        }
    EXPECT_GE(times, 20);
}

std::vector<std::string> all_policies() {
    std::vector<std::string> names;
    for (const PolicyEntry& entry : policies()) names.emplace_back(entry.name);
    return names;
}

INSTANTIATE_TEST_SUITE_P(Policies, EveryDecision, ::testing::ValuesIn(all_policies()),
                         [](const auto& policy) { return policy.param; });

// ---- The sentences.

std::vector<std::string> sentences(const Sheet& jobs, const RunPlan& plan) {
    const auto trace = trace_of(jobs, plan);
    ReadyLine line(trace->header());
    std::vector<std::string> list;
    for (std::size_t i = 0; i < trace->size(); ++i) {
        line.apply((*trace)[i], i);
        if (line.has_chosen()) list.push_back(reason_in_words(trace->header().comparison, line.choice()));
    }
    return list;
}

std::vector<std::string> sentences(const std::string& jobs, const RunPlan& plan) {
    return sentences(sheet(jobs), plan);
}

using Sentences = std::vector<std::string>;

/// What is narrated of each event of this kind.
Sentences narrated(EventKind kind, const std::string& jobs, const RunPlan& plan) {
    const auto trace = trace_of(sheet(jobs), plan);
    const Timeline timeline(*trace);
    const TaskNames names(*trace);
    PolicyChoices choices;
    choices.take(*trace);
    Moment moment(trace->header());
    Sentences list;
    for (std::size_t i = 0; i < trace->size(); ++i) {
        moment.apply((*trace)[i], i, trace->text_of(i));
        if ((*trace)[i].kind != kind) continue;
        list.push_back(event_in_words(*trace, moment, timeline, Speech(names, trace->header().words),
                                      [&]() -> const PolicyChoices& { return choices; }));
    }
    return list;
}

TEST(Reasons, are_narrated_with_the_choice_and_with_what_follows_from_it) {
    EXPECT_EQ(
        narrated(EventKind::choose, "0:3 1:1", plan_of("srtf", 1)),
        (Sentences{"The policy chooses job 1 for core 1: it has the shortest remaining time, 1 s, against 2 s."}));
    EXPECT_EQ(narrated(EventKind::run, "0:3 1:1", plan_of("srtf", 1)).at(2),
              "Job 1 gets core 1: it has the shortest remaining time, 1 s, against 2 s.");
    EXPECT_EQ(narrated(EventKind::run, "0:3 1:1", plan_of("fifo", 1)).back(), "Job 1 gets core 1.");
    const Sentences drawn = narrated(EventKind::choose, "0:2 0:2", plan_of("lottery", 1));
    ASSERT_FALSE(drawn.empty());
    EXPECT_NE(drawn.front().find(": it holds ticket "), std::string::npos) << drawn.front();
}

TEST(Reasons, of_one_without_a_deadline_are_no_earliest_deadline) {
    EXPECT_EQ(sentences("0:2 0:1 0:1", plan_of("edf", 1)),
              (Sentences{"has no deadline, like 2 others, and stands before them",
                         "has no deadline, like 1 other, and stands before it"}));
}

TEST(Reasons, say_what_the_chosen_one_has_and_what_the_others_have) {
    EXPECT_EQ(sentences("0:8 1:4 2:9 3:5", plan_of("srtf", 1)),
              (Sentences{"has the shortest remaining time, 4 s, against 7 s",
                         "has the shortest remaining time, 3 s, against 9 s",
                         "has the shortest remaining time, 2 s, against 5 s",
                         "has the shortest remaining time, 5 s, against 7 s and 9 s",
                         "has the shortest remaining time, 7 s, against 9 s"}));
    EXPECT_EQ(sentences("0:3 1:1 2:1", plan_of("fifo", 1)), (Sentences{"has waited longest, since 1 s, against 2 s"}));
}

TEST(Reasons, say_of_whoever_keeps_its_core_against_whom_who_had_waited_included) {
    const auto told = [](const std::vector<std::int64_t>& priorities) {
        Sheet jobs = sheet("0:4 1:4 2:2");
        for (std::size_t i = 0; i < jobs.size(); ++i) jobs[i].given.priority = priorities[i];
        return sentences(jobs, plan_of("priority", 1, 1s, {{"ageing", "1"}}));
    };
    EXPECT_EQ(told({0, 2, 3}), (Sentences{"has the most urgent priority, 0, against 2",
                                          "has the most urgent priority, 0, against 1 and 3",
                                          "has the most urgent priority, -1, against 1"}));
    EXPECT_EQ(told({0, 1, 5}), (Sentences{"has the most urgent priority, 0, against 1",
                                          "has the most urgent priority, 0, like 1 other, and has the core; against 5",
                                          "has the most urgent priority, -2, against 3"}));
    EXPECT_EQ(told({0, 0, 1}), (Sentences{"has the most urgent priority, 0, like 1 other, and has the core",
                                          "has the most urgent priority, -1, against 0 and 1",
                                          "has the most urgent priority, -4, against -3"}));
}

TEST(Reasons, say_of_feedback_queues_which_queue_and_who_stands_behind) {
    const Sentences told = sentences("0:2 0:2", plan_of("mlfq", 1, 1s));
    EXPECT_EQ(told, (Sentences{"stands in the most urgent queue, 0, like 1 other, and stands before it",
                               "stands in the most urgent queue, 0, against 1",
                               "stands in the most urgent queue, 1, like 1 other, and stands before it"}));
}

TEST(Reasons, say_of_a_lottery_which_ticket_was_drawn_of_which) {
    for (const std::string& sentence : sentences("0:4 0:4", plan_of("lottery", 1, 1s))) {
        int ticket = -1, first = -1, last = -1;
        ASSERT_EQ(std::sscanf(sentence.c_str(), "holds ticket %d, drawn of 0 to 199: its own are %d to %d", &ticket,
                              &first, &last),
                  3)
            << sentence;
        EXPECT_TRUE(first <= ticket && ticket <= last && last == first + 99) << sentence;
    }
}

TEST(Reasons, say_of_a_gang_that_its_turn_comes_first) {
    const Sentences told = sentences("0:2 0:1", plan_of("gang", 1, 1s));
    EXPECT_EQ(told, (Sentences{"is of the gang whose turn comes first, turn 2, against turn 3",
                               "is of the gang whose turn comes first, turn 3, against turn 4"}))
        << "turn 1 was main's";
}

TEST(Reasons, say_of_a_core_without_tasks_from_whom_it_steals) {
    const Sentences told = sentences("0:1 0:9 0:9 0:9", plan_of("multi_queue", 2, 20s));
    EXPECT_TRUE(std::any_of(told.begin(), told.end(), [](const std::string& sentence) {
        return sentence == "is the last in the queue of core 2, the longest, with 1 task; that of core 1 is empty" ||
               sentence == "stands first in the queue of core 1";
    }));
}

}  // namespace
}  // namespace simul::testing
