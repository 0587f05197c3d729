// How many threads and processes there may be at once, and a process that dies before anybody knows whose it is.
#include <gtest/gtest.h>

#include <signal.h>
#include <unistd.h>

#include "engine/os/clock.h"
#include "engine/os/processes.h"
#include "engine/run/real/parallel.h"
#include "engine/run/real/processes.h"
#include "tests/support/small_story.h"

namespace simul::testing {
namespace {

using namespace operations;

constexpr int kChildren = 5;

Task rest(TaskContext&, Arguments arguments) {
    const Duration length = integer(arguments[0]) * 1ms;
    co_await sleep(length);
}

template <int milliseconds>
Task spawn_all(TaskContext&, Arguments) {
    for (int i = 0; i < kChildren; ++i) {
        std::string next = call("rest", milliseconds);
        co_await spawn(next);
    }
}

std::unique_ptr<Story> crowd(Body main) {
    auto story = std::make_unique<SmallStory>();
    story->function("rest", rest).function("main", main);
    return story;
}

/// Why the run could not be, or "".
std::string refusal_of_run(Model model, std::uint32_t most_at_once, Body main) {
    Result<Region> region = Region::create();
    RunPlan plan;
    plan.model = model;
    plan.clock = Clock::real;
    plan.most_at_once = most_at_once;
    region->head().began.store(os::monotonic_now());
    const std::unique_ptr<Story> story = crowd(main);
    const Result<Outcome> outcome =
        run_parallel(*region, *story, plan, [main]() -> Result<std::unique_ptr<Story>> { return crowd(main); });
    return outcome.ok() ? "" : outcome.error().sentence();
}

class RealLimits : public ::testing::TestWithParam<Model> {};

INSTANTIATE_TEST_SUITE_P(each, RealLimits, ::testing::Values(Model::threads, Model::threads_gil, Model::processes),
                         [](const auto& model) { return std::string(name_of(model.param)); });

TEST_P(RealLimits, one_task_too_many_at_once_is_refused_with_the_number_and_a_remedy) {
    const std::string refusal = refusal_of_run(GetParam(), kChildren - 2, spawn_all<60'000>);
    EXPECT_NE(refusal.find("3 "), std::string::npos) << refusal;
    EXPECT_NE(refusal.find("--model event_loop or thread_pool"), std::string::npos) << refusal;
    EXPECT_FALSE(os::has_children());
}

TEST_P(RealLimits, as_many_as_may_be_run) { EXPECT_EQ(refusal_of_run(GetParam(), kChildren + 1, spawn_all<20>), ""); }

TEST(RealDeaths, of_a_process_that_nobody_had_noted_yet_is_told_of_its_task) {
    Result<Region> region = Region::create();
    RunPlan plan;
    plan.model = Model::processes;
    plan.clock = Clock::real;
    const std::unique_ptr<Story> story = crowd(spawn_all<20>);
    Result<SharedRun> run = SharedRun::create(*region, story->description(), plan);
    ASSERT_TRUE(run.ok());
    Processes processes(*run, *story, nullptr);
    Worker own(*run, *story, processes, nullptr);
    processes.set_own(own);
    const TaskId task = run->new_task(kNoTask, {}, run->supervisor());
    const Result<int> pid = os::fork_child();
    if (*pid == 0) raise(SIGKILL);
    while (os::is_child(*pid)) processes.take_care();
    EXPECT_NE(run->slot(task).activity.load(), Activity::ended);
    run->slot(task).process.store(*pid);
    processes.take_care();
    EXPECT_EQ(run->slot(task).activity.load(), Activity::ended);
    EXPECT_EQ(run->slot(task).ending.load(), Ending::died);
    EXPECT_EQ(run->table().unended.load(), 0u);
}

}  // namespace
}  // namespace simul::testing
