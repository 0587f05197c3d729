// Awaiting one of several futures: whoever ends first, in whatever order.
#include <gtest/gtest.h>

#include <set>

#include "engine/run/simulated/in_place.h"
#include "engine/scenario/until.h"
#include "tests/support/rehearsed_story.h"
#include "tests/support/small_story.h"

namespace simul::testing {
namespace {

using namespace operations;

constexpr ResourceId kFirst{0};

Task one_step(TaskContext&, Arguments) { co_await yield(); }

/// `list` is written, and must live until the await has ended.
Operation await_two(TaskId one, TaskId two, Until until, std::string& list) {
    append_future(list, one);
    append_future(list, two);
    Operation both = await(one);
    watch(both, until, 0);
    both.text = &list;
    return both;
}

/// Stores which of its two children has ended first.
Task who_is_first(TaskContext&, Arguments) {
    std::string child = call("one_step"), list;
    const Operation one = co_await spawn(child);
    const Operation two = co_await spawn(child);
    Operation either = await_two(one.task, two.task, Until::an_end, list);
    const Operation ended = co_await either;
    const std::int64_t first = ended.task == one.task ? 1 : 2;
    co_await store(kFirst, first);
}

Task grandmother(TaskContext&, Arguments) {
    std::string child = call("who_is_first");
    const Operation spawned = co_await spawn(child);
    co_await await(spawned.task);
}

SmallStory race_of_two(Body main) {
    SmallStory story;
    story.add_variable("first", 0, true);
    story.function("main", main).function("who_is_first", who_is_first).function("one_step", one_step);
    return story;
}

std::set<std::int64_t> values_in(const Exploration& found) {
    std::set<std::int64_t> values;
    for (const ExploredResult& result : found.results) values.insert(result.variables.at(0).second.bits);
    return values;
}

class Watches : public ::testing::TestWithParam<Model> {};

TEST_P(Watches, see_either_of_two_tasks_end_first_in_some_order) {
    const std::set<std::int64_t> either{1, 2};
    for (const Body main : {who_is_first, grandmother}) {
        SmallStory story = race_of_two(main);
        RehearsedStory explored(story, simulated(GetParam()));
        EXPECT_EQ(values_in(explore(explored, {})), either);
        RehearsedStory reduced(story, simulated(GetParam()));
        EXPECT_EQ(values_in(explore_reduced(reduced, {})), either);
    }
}

INSTANTIATE_TEST_SUITE_P(Models, Watches,
                         ::testing::Values(Model::threads, Model::threads_gil, Model::processes, Model::event_loop,
                                           Model::thread_pool, Model::process_pool));

Task late(TaskContext&, Arguments) { co_await sleep(3s); }

Task fails(TaskContext&, Arguments) {
    co_await sleep(1s);
    throw StoryError("a pity");
}

Task until_one_fails(TaskContext&, Arguments) {
    std::string first = call("late"), second = call("fails"), list, name = "failed";
    const Operation one = co_await spawn(first);
    const Operation two = co_await spawn(second);
    Operation all = await_two(one.task, two.task, Until::a_failure, list);
    const Operation ended = co_await all;
    const bool told = ended.task == two.task && ended.succeeded;
    if (told) co_await mark(name);
}

TEST(Watch, is_ended_by_a_failure_when_it_happens_and_does_not_raise_it) {
    SmallStory story;
    story.function("main", until_one_fails).function("late", late).function("fails", fails);
    for (const Model model : {Model::threads, Model::event_loop, Model::processes, Model::thread_pool})
        EXPECT_EQ(mark_of(*simulate_in_place(story, simulated(model)), "failed"), 1);
}

}  // namespace
}  // namespace simul::testing
