// Conducted runs: exactly one operation at a time, as a conductor chooses.
#include <gtest/gtest.h>

#include <algorithm>

#include "engine/analysis/findings.h"
#include "engine/analysis/invariants.h"
#include "engine/analysis/metrics.h"
#include "engine/run/conducted/conducted.h"
#include "engine/run/conducted/rehearsal.h"
#include "engine/run/conductors/by_function.h"
#include "engine/run/conductors/by_priority.h"
#include "engine/run/conductors/by_schedule.h"
#include "engine/run/conductors/by_seed.h"
#include "engine/run/schedule.h"
#include "tests/support/small_story.h"

namespace simul::testing {
namespace {

using namespace operations;

constexpr ResourceId kFirst{0}, kSecond{1};

RunPlan conducted(Model model) {
    RunPlan plan = simulated(model);
    become_conducted(plan);
    return plan;
}

std::vector<TaskId> tasks(std::initializer_list<std::uint32_t> numbers) {
    std::vector<TaskId> list;
    for (const std::uint32_t number : numbers) list.push_back(static_cast<TaskId>(number));
    return list;
}

Task add_one(TaskContext&, Arguments) {
    const Operation seen = co_await load(kFirst);
    co_await compute(0s);
    co_await store(kFirst, seen.value + 1);
}

Task add_one_alone(TaskContext&, Arguments) {
    co_await lock(kSecond);
    const Operation seen = co_await load(kFirst);
    co_await store(kFirst, seen.value + 1);
    co_await unlock(kSecond);
}

Task two_of_them(TaskContext&, Arguments) {
    std::string one = call("add", 1), two = call("add", 2), sentence = "no update is lost";
    const Operation first = co_await spawn(one);
    const Operation second = co_await spawn(two);
    co_await await(first.task);
    co_await await(second.task);
    const Operation end = co_await load(kFirst);
    co_await expect(end.value == 2, sentence);
}

SmallStory counting(Body body) {
    SmallStory story;
    story.add_variable("counter", 0, true);
    story.add(ResourceKind::mutex, "guard");
    story.function("add", body).function("main", two_of_them);
    return story;
}

std::int64_t counter_after(const Trace& trace) {
    const Metrics metrics = metrics_of(trace);
    return metrics.variables.at(0).value.bits;
}

std::unique_ptr<Trace> played(SmallStory& story, const RunPlan& plan, std::vector<TaskId> choices) {
    BySchedule conductor(std::move(choices));
    auto trace = Rehearsal(story, plan).record(conductor);
    EXPECT_EQ(conductor.misfit(), "");
    EXPECT_TRUE(violations_of(*trace).empty()) << violations_of(*trace)[0] << "\n" << text_of(*trace);
    return trace;
}

TEST(Conducted, loses_an_update_when_both_load_first) {
    SmallStory story = counting(add_one);
    const auto trace = played(story, conducted(Model::threads), tasks({1, 2, 1, 1, 2, 2}));
    EXPECT_EQ(counter_after(*trace), 1);
    ASSERT_FALSE(findings_of(*trace).empty());
    EXPECT_EQ(end_of(*trace), 6) << "the clock counts operations";
}

TEST(Conducted, keeps_both_updates_when_one_goes_after_the_other) {
    SmallStory story = counting(add_one);
    EXPECT_EQ(counter_after(*played(story, conducted(Model::threads), tasks({2, 2, 2, 1, 1, 1}))), 2);
}

TEST(Conducted, holds_back_who_finds_the_mutex_taken_and_says_so) {
    SmallStory story = counting(add_one_alone);
    std::vector<std::string> reasons;
    ByFunction conductor([&](const Decision& decision) -> std::optional<std::size_t> {
        for (const HeldBack& held : decision.standing.held_back()) reasons.push_back(held.reason);
        return 0;
    });
    const auto trace = Rehearsal(story, conducted(Model::threads)).record(conductor);
    EXPECT_EQ(counter_after(*trace), 2);
    EXPECT_EQ(std::count(reasons.begin(), reasons.end(), "guard is owned by add 1"), 3);
    EXPECT_TRUE(violations_of(*trace).empty());
}

TEST(Conducted, an_event_loop_lets_nobody_in_between) {
    SmallStory story = counting(add_one);
    for (std::uint64_t walk = 0; walk < 50; ++walk) {
        BySeed conductor(1, walk);
        EXPECT_EQ(counter_after(*Rehearsal(story, conducted(Model::event_loop)).record(conductor)), 2);
    }
}

TEST(Conducted, one_after_another_there_is_no_choice) {
    SmallStory story = counting(add_one);
    ByFunction conductor([](const Decision& decision) -> std::optional<std::size_t> {
        EXPECT_EQ(decision.enabled.size(), 1u);
        return 0;
    });
    EXPECT_EQ(counter_after(*Rehearsal(story, conducted(Model::sequential)).record(conductor)), 2);
}

TEST(Conducted, a_schedule_that_does_not_fit_says_where_and_who_could_go_on) {
    SmallStory story = counting(add_one_alone);
    const RunPlan plan = conducted(Model::threads);
    BySchedule taken(tasks({1, 2})), short_one(tasks({1})), long_one(tasks({1, 1, 1, 1, 2, 2, 2, 2, 0}));
    Rehearsal rehearsal(story, plan);
    EXPECT_TRUE(rehearsal.run(taken).cut);
    EXPECT_NE(taken.misfit().find("step 2: task 2 (add 2): lock guard"), std::string::npos) << taken.misfit();
    EXPECT_NE(taken.misfit().find("guard is owned by add 1. Tasks that could continue: task 1 (add 1): load counter"),
              std::string::npos)
        << taken.misfit();
    rehearsal.run(short_one);
    EXPECT_NE(short_one.misfit().find("ends after step 1"), std::string::npos) << short_one.misfit();
    EXPECT_FALSE(rehearsal.run(long_one).cut);
    EXPECT_NE(long_one.misfit().find("has 9 steps, and the run was over after 8"), std::string::npos)
        << long_one.misfit();
}

// ---- Everything that waits, under many conductors and on every model.

constexpr ResourceId kDoor{0}, kFull{1}, kGo{2}, kMeet{3}, kPermits{4}, kPipe{5}, kSum{6};

Task consumer(TaskContext&, Arguments) {
    co_await lock(kDoor);
    Operation seen = co_await load(kSum);
    while (seen.value == 0) {
        Operation wait = on(OperationKind::condition_wait, kFull, 0);
        wait.mutex = kDoor;
        co_await wait;
        seen = co_await load(kSum);
    }
    co_await unlock(kDoor);
    co_await on(OperationKind::event_wait, kGo, 0);
    co_await on(OperationKind::barrier_wait, kMeet, 0);
    std::string message;
    Operation receive = on(OperationKind::receive, kPipe, 0);
    receive.text = &message;
    co_await receive;
}

Task producer(TaskContext&, Arguments) {
    co_await acquire(kPermits);
    co_await lock(kDoor);
    co_await store(kSum, 1);
    co_await on(OperationKind::notify_all, kFull, 0);
    co_await unlock(kDoor);
    co_await release(kPermits);
    co_await sleep(5s);
    co_await on(OperationKind::event_set, kGo, 0);
    co_await on(OperationKind::barrier_wait, kMeet, 0);
    std::string message;
    pack(PlainValue(std::int64_t{7}), message);
    for (int i = 0; i < 2; ++i) {
        Operation send = on(OperationKind::send, kPipe, 0);
        send.text = &message;
        co_await send;
    }
}

Task everybody(TaskContext&, Arguments) {
    std::string produce = call("produce"), consume = call("consume");
    const Operation first = co_await spawn(consume);
    const Operation second = co_await spawn(produce);
    const Operation third = co_await spawn(consume);
    co_await await(first.task);
    co_await await(second.task);
    co_await await(third.task);
}

SmallStory all_kinds() {
    SmallStory story;
    story.add(ResourceKind::mutex, "door");
    story.add(ResourceKind::condition, "full");
    story.add(ResourceKind::event, "go");
    story.add(ResourceKind::barrier, "meet", 3);
    story.add(ResourceKind::semaphore, "permits", 1);
    story.add(ResourceKind::channel, "pipe", 1);
    story.add_variable("sum", 0, true);
    story.function("produce", producer).function("consume", consumer).function("main", everybody);
    return story;
}

class OnEveryModel : public ::testing::TestWithParam<Model> {};

TEST_P(OnEveryModel, all_that_waits_goes_on_whoever_conducts) {
    SmallStory story = all_kinds();
    Rehearsal rehearsal(story, conducted(GetParam()));
    for (std::uint64_t walk = 0; walk < 60; ++walk) {
        BySeed at_random(3, walk);
        ByPriority by_priority(3, walk, 3, 30);
        Conductor& conductor = walk % 2 == 0 ? static_cast<Conductor&>(at_random) : by_priority;
        const auto trace = rehearsal.record(conductor);
        EXPECT_EQ(outcome_of(*trace), GetParam() == Model::sequential ? Outcome::deadlock : Outcome::finished);
        EXPECT_TRUE(violations_of(*trace).empty()) << violations_of(*trace)[0] << "\n" << text_of(*trace);
    }
}

TEST_P(OnEveryModel, a_schedule_played_again_gives_the_identical_trace_and_state) {
    SmallStory story = all_kinds();
    Rehearsal rehearsal(story, conducted(GetParam()));
    for (std::uint64_t walk = 0; walk < 20; ++walk) {
        BySeed chance(5, walk);
        std::vector<TaskId> choices;
        std::vector<StateHash> states, states_again;
        ByFunction writer([&](const Decision& decision) {
            const auto chosen = chance.choose(decision);
            choices.push_back(decision.enabled[*chosen]);
            states.push_back(decision.standing.state());
            return chosen;
        });
        const std::string first = text_of(*rehearsal.record(writer));
        BySchedule player(choices);
        ByFunction reader([&](const Decision& decision) {
            states_again.push_back(decision.standing.state());
            return player.choose(decision);
        });
        EXPECT_EQ(text_of(*rehearsal.record(reader)), first);
        EXPECT_EQ(player.misfit(), "");
        EXPECT_EQ(states, states_again);
    }
}

INSTANTIATE_TEST_SUITE_P(Models, OnEveryModel,
                         ::testing::Values(Model::sequential, Model::threads, Model::threads_gil, Model::processes,
                                           Model::event_loop, Model::thread_pool, Model::process_pool),
                         [](const auto& model) { return std::string(name_of(model.param)); });

// ---- The text.

TEST(Schedule, is_the_same_after_its_text_was_read) {
    Schedule schedule{"two words",       Model::thread_pool, 9, 3, {{"text", "a \"b\" \\ c"}, {"n", "1"}},
                      Wakeups::spurious, tasks({1, 0, 12}),  1};
    const Result<Schedule> read = schedule_from(text_of(schedule));
    ASSERT_TRUE(read.ok()) << read.error().sentence();
    EXPECT_EQ(*read, schedule);
}

TEST(Schedule, may_have_remarks) {
    const Result<Schedule> read = schedule_from("conducted story --model threads\n# both load\n1 2 # then\n1\n");
    ASSERT_TRUE(read.ok());
    EXPECT_EQ(read->choices, tasks({1, 2, 1}));
}

TEST(Schedule, that_is_none_is_refused_with_the_word_at_fault) {
    const std::pair<const char*, const char*> cases[] = {
        {"", "`conducted`"},
        {"hello world", "\"hello\""},
        {"policy chess", "kind `policy`"},
        {"conducted", "names no scenario"},
        {"conducted x --model fast", "--model \"fast\""},
        {"conducted x --knob 3", "--knob 3"},
        {"conducted x\n1 two", "Step 2 of the schedule is \"two\""},
    };
    for (const auto& [text, word] : cases) {
        const Result<Schedule> read = schedule_from(text);
        ASSERT_FALSE(read.ok()) << text;
        EXPECT_NE(read.error().sentence().find(word), std::string::npos) << read.error().sentence();
    }
}

}  // namespace
}  // namespace simul::testing
