// Every model, for real on this computer: properties that hold however busy it is.
#include <gtest/gtest.h>

#include <map>

#include "tests/support/real_run.h"

namespace simul::testing {
namespace {

using namespace operations;

constexpr Model kModels[] = {Model::sequential, Model::threads,     Model::threads_gil, Model::processes,
                             Model::event_loop, Model::thread_pool, Model::process_pool};
constexpr ResourceId kFirst{0}, kSecond{1};

class RealModels : public ::testing::TestWithParam<Model> {};

std::string model_name(const ::testing::TestParamInfo<Model>& info) { return std::string(name_of(info.param)); }

INSTANTIATE_TEST_SUITE_P(each, RealModels, ::testing::ValuesIn(kModels), model_name);

/// How often an operation was done, by kind.
std::map<EventKind, int> done_in(const Trace& trace) {
    std::map<EventKind, int> done;
    for (std::size_t i = 0; i < trace.size(); ++i)
        if (trace[i].phase == Phase::done) ++done[trace[i].kind];
    return done;
}

Task contend(TaskContext&, Arguments) {
    const int rounds = 10;
    for (int i = 0; i < rounds; ++i) {
        co_await lock(kFirst);
        co_await compute(20us);
        co_await unlock(kFirst);
        co_await sleep(50us);
    }
}

Task start_six(TaskContext&, Arguments) {
    std::vector<TaskId> futures;
    for (int i = 0; i < 6; ++i) {
        std::string child = call("contend", i);
        const Operation spawned = co_await spawn(child);
        futures.push_back(spawned.task);
    }
    for (const TaskId future : futures) co_await await(future);
}

std::unique_ptr<SmallStory> contention() {
    auto story = std::make_unique<SmallStory>();
    story->add(ResourceKind::mutex, "judit");
    story->function("contend", contend).function("main", start_six);
    return story;
}

TEST_P(RealModels, a_mutex_has_one_owner_and_everybody_gets_it) {
    tell_story(contention);
    const RealRun real = run_for_real(GetParam(), 1);
    ASSERT_FALSE(real.ending.error) << real.ending.error->sentence();
    EXPECT_EQ(real.ending.outcome, Outcome::finished) << text_of(real.trace());
    EXPECT_EQ(real.ending.lost_events, 0U);
    TaskId owner = kNoTask;
    for (std::size_t i = 0; i < real.trace().size(); ++i) {
        const TraceEvent& event = real.trace()[i];
        if (event.resource != kFirst || event.phase != Phase::done) continue;
        if (event.kind == EventKind::lock) {
            ASSERT_EQ(owner, kNoTask) << "event " << i << "\n" << text_of(real.trace());
            owner = event.task;
        } else if (event.kind == EventKind::unlock) {
            ASSERT_EQ(owner, event.task) << "event " << i;
            owner = kNoTask;
        }
    }
    EXPECT_EQ(owner, kNoTask);
    std::map<EventKind, int> done = done_in(real.trace());
    EXPECT_EQ(done[EventKind::finish], 7);
    EXPECT_GE(done[EventKind::lock], 60);
    EXPECT_EQ(done[EventKind::sleep], 60);
}

Task count(TaskContext&, Arguments) {
    const int times = 100;
    for (int i = 0; i < times; ++i) co_await atomic_add(kFirst, 1);
    co_await atomic_add(kSecond, 1);
}

Task count_and_look(TaskContext&, Arguments) {
    std::vector<TaskId> futures;
    for (int i = 0; i < 4; ++i) {
        std::string child = call("count", i);
        const Operation spawned = co_await spawn(child);
        futures.push_back(spawned.task);
    }
    for (const TaskId future : futures) co_await await(future);
    std::string all = "all", own = "own";
    const Operation shared = co_await load(kFirst);
    const Operation mine = co_await load(kSecond);
    co_await measure(all, static_cast<double>(shared.value));
    co_await measure(own, static_cast<double>(mine.value));
}

TEST_P(RealModels, memory_is_shared_or_copied_as_the_model_says) {
    tell_story([] {
        auto story = std::make_unique<SmallStory>();
        story->add_variable("shared", 0, true);
        story->add_variable("own", 0, false);
        story->function("count", count).function("main", count_and_look);
        return story;
    });
    const RealRun real = run_for_real(GetParam(), 1);
    ASSERT_FALSE(real.ending.error) << real.ending.error->sentence();
    std::map<std::string, double, std::less<>> measures;
    for (std::size_t i = 0; i < real.trace().size(); ++i)
        if (real.trace()[i].kind == EventKind::measure)
            measures[std::string(real.trace().text_of(i))] = real.trace()[i].real();
    EXPECT_EQ(measures["all"], 400);
    EXPECT_EQ(measures["own"], copies_variables(GetParam()) ? 0 : 4);
}

Task fail_at_once(TaskContext&, Arguments) {
    const int one = 1;
    if (one == 1) throw StoryError("it broke");
    co_await yield();
}

Task await_failure(TaskContext&, Arguments) {
    std::string child = call("fail");
    const Operation spawned = co_await spawn(child);
    std::string told = "nothing";
    try {
        co_await await(spawned.task);
    } catch (const StoryError& error) {
        told = error.what();
    }
    co_await mark(told);
}

TEST_P(RealModels, a_failed_task_raises_in_who_awaits_it) {
    tell_story([] {
        auto story = std::make_unique<SmallStory>();
        story->function("fail", fail_at_once).function("main", await_failure);
        return story;
    });
    const RealRun real = run_for_real(GetParam(), 1);
    EXPECT_EQ(real.ending.outcome, Outcome::finished);
    EXPECT_GE(mark_of(real.trace(), "it broke"), 0) << text_of(real.trace());
}

Task lock_both(TaskContext&, Arguments arguments) {
    const bool turned = integer(arguments[0]) == 2;
    const ResourceId one = turned ? kSecond : kFirst;
    const ResourceId other = turned ? kFirst : kSecond;
    co_await lock(one);
    co_await sleep(5ms);
    co_await lock(other);
}

Task start_two(TaskContext&, Arguments) {
    std::string one = call("lock_both", 1), two = call("lock_both", 2);
    const Operation first = co_await spawn(one);
    const Operation second = co_await spawn(two);
    co_await await(first.task);
    co_await await(second.task);
}

TEST_P(RealModels, a_deadlock_ends_the_run_and_is_told) {
    tell_story([] {
        auto story = std::make_unique<SmallStory>();
        story->add(ResourceKind::mutex, "a");
        story->add(ResourceKind::mutex, "b");
        story->function("lock_both", lock_both).function("main", start_two);
        return story;
    });
    const RealRun real = run_for_real(GetParam(), 1);
    ASSERT_FALSE(real.ending.error) << real.ending.error->sentence();
    EXPECT_EQ(real.ending.outcome, Outcome::deadlock) << text_of(real.trace());
    EXPECT_EQ(real.ending.exit_code, 0);
}

Task wait_for_ever(TaskContext&, Arguments) {
    std::string child = call("sleep");
    co_await spawn(child);
    co_await sleep(3600s);
}

Task sleep_for_ever(TaskContext&, Arguments) {
    const Duration hour = 3600s;
    co_await sleep(hour);
}

TEST_P(RealModels, stopping_ends_the_run_wherever_its_tasks_wait) {
    tell_story([] {
        auto story = std::make_unique<SmallStory>();
        story->function("sleep", sleep_for_ever).function("main", wait_for_ever);
        return story;
    });
    Settings settings;
    settings.scenario = "small";
    settings.model = GetParam();
    settings.clock = Clock::real;
    const RealRun real = run_for_real(settings, [](simul::Run& run) {
        if (run.trace().size() > 2) run.stop();
    });
    EXPECT_EQ(real.ending.outcome, Outcome::stopped);
}

Task tick_until_stopped(TaskContext&, Arguments) {
    while (true) co_await sleep(100us);
}

TEST_P(RealModels, a_held_run_grants_nothing_until_it_is_let_go_on) {
    tell_story([] {
        auto story = std::make_unique<SmallStory>();
        story->function("main", tick_until_stopped);
        return story;
    });
    Settings settings;
    settings.scenario = "small";
    settings.model = GetParam();
    settings.clock = Clock::real;
    int quiet = 0;
    std::size_t before = 0, when_quiet = 0;
    const RealRun real = run_for_real(settings, [&](simul::Run& run) {
        const std::size_t now = run.trace().size();
        if (when_quiet != 0) {
            if (now > when_quiet) run.stop();
            return;
        }
        if (now > 10) run.hold();
        quiet = now > 10 && now == before ? quiet + 1 : 0;
        before = now;
        if (quiet < 10) return;
        when_quiet = now;
        run.let_go_on();
    });
    EXPECT_EQ(real.ending.outcome, Outcome::stopped);
    EXPECT_GT(when_quiet, 10U) << "it was never held";
    EXPECT_LT(when_quiet, real.trace().size());
}

}  // namespace
}  // namespace simul::testing
