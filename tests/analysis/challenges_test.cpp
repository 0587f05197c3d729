// What a challenge asks for, told of small traces.
#include "engine/analysis/challenges.h"

#include <gtest/gtest.h>

#include "engine/analysis/decisions.h"
#include "tests/support/trace_text.h"

namespace simul {
namespace {

/// Whether the goal holds after so many events.
bool holds(const Trace& trace, const Goal& goal, std::size_t events) {
    const TaskNames names(trace);
    return is_met(goal, {trace, moment_after(trace, events), names, findings_of(trace)});
}

/// From which event on it first holds; nothing: never.
std::optional<std::size_t> first_moment(const Trace& trace, const Goal& goal) {
    for (std::size_t events = 0; events <= trace.size(); ++events)
        if (holds(trace, goal, events)) return events;
    return std::nullopt;
}

Goal with(const std::function<void(Goal&)>& tell) {
    Goal goal;
    tell(goal);
    return goal;
}

std::unique_ptr<Trace> circle() {
    return trace_from(R"(
        mutex forks[1]
        mutex forks[2]
        0 main arrive
        0 main run @0
        0 a arrive main "philosopher 1"
        0 b arrive main "philosopher 2"
        1 a run @1
        1 b run @2
        1 a lock forks[1]
        1 b lock forks[2]
        2 a lock? forks[2]
        3 b lock? forks[1]
        4 end deadlock
    )");
}

TEST(Goal, OfAFigureHoldsOnlyOnceTheRunHasComeToItsEnd) {
    const auto trace = trace_from(R"(
        0 main arrive
        0 main run @0
        0 a arrive main "job 1"
        0 main finish
        1 a run @0
        4 a finish
        4 end
    )");
    const auto wait = [](double below) {
        return with([&](Goal& goal) {
            goal.figure = "mean_wait";
            goal.below = below;
        });
    };
    EXPECT_EQ(first_moment(*trace, wait(1.5)), trace->size());
    EXPECT_EQ(first_moment(*trace, wait(1)), std::nullopt);
    EXPECT_EQ(in_words(wait(1.5)), "mean wait is below 1.5");
    EXPECT_EQ(figures_in_words(wait(1.5), metrics_of(*trace)), (std::vector<std::string>{"mean wait is 1"}));
    const Goal unknown = with([](Goal& goal) {
        goal.figure = "colour";
        goal.below = 9;
    });
    EXPECT_EQ(first_moment(*trace, unknown), std::nullopt) << "a run that has no such figure";
    EXPECT_TRUE(figures_in_words(unknown, metrics_of(*trace)).empty());
}

TEST(Goal, OfOwnedMutexesHoldsWhileAllOfThatNameAreOwned) {
    const auto trace = circle();
    EXPECT_EQ(first_moment(*trace, with([](Goal& goal) { goal.held = "forks"; })), 8u);
    EXPECT_EQ(first_moment(*trace, with([](Goal& goal) { goal.held = "forks[1]"; })), 7u);
    EXPECT_EQ(first_moment(*trace, with([](Goal& goal) { goal.held = "fork"; })), std::nullopt);
    EXPECT_EQ(first_moment(*trace, with([](Goal& goal) {
                  goal.held = "forks";
                  goal.above = 0;
              })),
              7u);
}

TEST(Goal, OfBlockedTasksCountsThoseOfThatNameOnThatResource) {
    const auto trace = circle();
    const auto blocked = [&](std::string task, std::string on, std::optional<double> count) {
        return first_moment(*trace, with([&](Goal& goal) {
            goal.task = std::move(task);
            goal.on = std::move(on);
            goal.equals = count;
        }));
    };
    EXPECT_EQ(blocked("philosopher", "forks", std::nullopt), 9u);
    EXPECT_EQ(blocked("philosopher", "forks", 2), 10u);
    EXPECT_EQ(blocked("philosopher 2", "forks", std::nullopt), 10u);
    EXPECT_EQ(blocked("", "forks[1]", std::nullopt), 10u);
    EXPECT_EQ(blocked("phil", "forks", std::nullopt), std::nullopt);
    EXPECT_EQ(blocked("philosopher", "forks", 3), std::nullopt);
}

TEST(Goal, OfAnOutcomeHoldsAtTheEndAndOfAFindingOnceItIsProved) {
    const auto trace = circle();
    EXPECT_EQ(first_moment(*trace, with([](Goal& goal) { goal.outcome = Outcome::deadlock; })), 11u);
    EXPECT_EQ(first_moment(*trace, with([](Goal& goal) { goal.outcome = Outcome::finished; })), std::nullopt);
    EXPECT_EQ(first_moment(*trace, with([](Goal& goal) { goal.finding = FindingKind::deadlock; })), 10u);
    EXPECT_EQ(first_moment(*trace, with([](Goal& goal) { goal.at_end = true; })), 11u);
}

TEST(Goal, OfSeveralPartsHoldsWhenAllDo) {
    const auto trace = circle();
    Goal held, blocked, all;
    held.held = "forks";
    blocked.state = State::blocked;
    all.all = {held, blocked};
    EXPECT_EQ(first_moment(*trace, all), 9u);
    blocked.equals = 7;
    all.all.push_back(blocked);
    EXPECT_EQ(first_moment(*trace, all), std::nullopt);
}

TEST(Goal, OfAVariableOrAMarkComparesItsValueAtThatMoment) {
    const auto trace = trace_from(R"(
        variable counter 0 mmap
        0 main arrive
        0 main run @0
        0 main store counter 1
        0 main mark "eaten"
        0 main store counter 2
        0 main mark "eaten"
        0 main finish returned
        0 end finished
    )");
    const auto counter = [&](std::optional<double> equals, std::optional<double> below, bool at_end) {
        return first_moment(*trace, with([&](Goal& goal) {
            goal.variable = "counter";
            goal.equals = equals;
            goal.below = below;
            goal.at_end = at_end;
        }));
    };
    EXPECT_EQ(counter(1, {}, false), 3u);
    EXPECT_EQ(counter(2, {}, false), 5u);
    EXPECT_EQ(counter({}, 3, true), 8u);
    EXPECT_EQ(counter({}, 2, true), std::nullopt);
    EXPECT_EQ(first_moment(*trace, with([](Goal& goal) { goal.mark = "eaten"; })), 4u);
    EXPECT_EQ(first_moment(*trace, with([](Goal& goal) {
                  goal.mark = "eaten";
                  goal.equals = 2;
              })),
              6u);
    EXPECT_EQ(first_moment(*trace, with([](Goal& goal) {
                  goal.variable = "missing";
                  goal.below = 9;
              })),
              std::nullopt);
}

TEST(Goal, AtTheEndDoesNotHoldOfARunThatWasStopped) {
    const auto trace = trace_from(R"(
        0 main arrive
        0 main run @0
        1 end stopped
    )");
    EXPECT_EQ(first_moment(*trace, with([](Goal& goal) { goal.at_end = true; })), std::nullopt);
}

TEST(Goal, IsToldInWords) {
    Goal counter, done, goal;
    counter.variable = "counter";
    counter.equals = 2;
    done.task = "add";
    done.state = State::done;
    done.equals = 2;
    goal.at_end = true;
    goal.all = {counter, done};
    EXPECT_EQ(in_words(goal), "the run has ended, and counter is 2, and the number of tasks add that are done is 2");
}

Exploration explored(std::uint64_t orders, bool complete) {
    Exploration found;
    found.interleavings = BigCount(orders);
    found.complete = complete;
    if (!complete) found.left_off = "the time is up";
    return found;
}

TEST(Mending, IsJudgedByTheFirstThingThatIsWrong) {
    EXPECT_EQ(judge_mend({}, explored(6, true)).verdict, Verdict::mended);
    EXPECT_EQ(judge_mend({}, explored(6, false)).verdict, Verdict::unknown);
    Exploration idle = explored(6, false);
    idle.falls_short = BigCount(2);
    EXPECT_EQ(judge_mend({}, idle).verdict, Verdict::idle);
    ExploredFinding race, deadlock;
    race.kind = FindingKind::data_race;
    idle.findings = {race};
    EXPECT_EQ(judge_mend({}, idle).verdict, Verdict::idle) << "a race that loses nothing is no fault here";
    deadlock.kind = FindingKind::deadlock;
    deadlock.count = BigCount(1);
    deadlock.text = "They wait.";
    idle.findings.push_back(deadlock);
    ExploredResult waits, other, right;
    waits.fails = other.fails = true;
    waits.count = BigCount(1);
    other.count = BigCount(2);
    right.count = BigCount(3);
    idle.results = {waits, other, right};
    const Judgement broken = judge_mend({}, idle);
    EXPECT_EQ(broken.verdict, Verdict::broken);
    EXPECT_EQ(broken.sentence, "It still goes wrong, in 3 of 6 orders. They wait.") << "of all faults";
}

TEST(Click, IsADecisionBetweenTwoOrMore) {
    EXPECT_FALSE(is_click(0));
    EXPECT_FALSE(is_click(1));
    EXPECT_TRUE(is_click(2));
}

}  // namespace
}  // namespace simul
