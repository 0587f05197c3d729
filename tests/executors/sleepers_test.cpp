// Who wakes while nobody else is due continues at once: the shortest way must not be seen in the trace. And what tasks
// are called by, which brothers share.
#include <gtest/gtest.h>

#include "engine/run/simulated/in_place.h"
#include "engine/run/task_table.h"
#include "tests/support/small_story.h"

namespace simul::testing {
namespace {

using namespace operations;

Task nap(TaskContext&, Arguments arguments) {
    const Duration length = integer(arguments[0]) * 1s;
    co_await sleep(length);
    co_await sleep(2s);
}

Task spawn_three(TaskContext&, Arguments) {
    for (int length : {5, 5, 6}) {
        std::string next = call("nap", length);
        co_await spawn(next);
    }
}

SmallStory naps() {
    SmallStory story;
    story.function("nap", nap).function("main", spawn_three);
    return story;
}

std::unique_ptr<Trace> run_of(std::uint64_t most_events) {
    SmallStory story = naps();
    RunPlan plan = simulated(Model::threads, 1);
    plan.max_events = most_events;
    return simulate_in_place(story, plan);
}

TEST(Sleepers, who_wake_at_one_instant_are_all_ready_before_one_goes_on) {
    const auto trace = run_of(1000);
    std::vector<std::pair<EventKind, TaskId>> at_five;
    for (std::size_t i = 0; i < trace->size(); ++i)
        if ((*trace)[i].time == Time(5s)) at_five.emplace_back((*trace)[i].kind, (*trace)[i].task);
    ASSERT_GE(at_five.size(), 4u);
    EXPECT_EQ(at_five[0], std::pair(EventKind::ready, TaskId{1}));
    EXPECT_EQ(at_five[1], std::pair(EventKind::ready, TaskId{2}));
    EXPECT_EQ(at_five[2], std::pair(EventKind::run, TaskId{1}));
    EXPECT_EQ(at_five[3], std::pair(EventKind::sleep, TaskId{1}));
}

TEST(Sleepers, of_which_one_wakes_alone_are_told_as_all_others_ready_run_done) {
    const auto trace = run_of(1000);
    std::vector<TraceEvent> at_six;
    for (std::size_t i = 0; i < trace->size(); ++i)
        if ((*trace)[i].time == Time(6s)) at_six.push_back((*trace)[i]);
    ASSERT_EQ(at_six.size(), 4u);
    EXPECT_EQ(at_six[0].kind, EventKind::ready);
    EXPECT_EQ(at_six[0].other_task(), kNoTask);
    EXPECT_EQ(at_six[1].kind, EventKind::run);
    EXPECT_EQ(at_six[1].core, CoreId{0});
    EXPECT_EQ(at_six[2].kind, EventKind::sleep);
    EXPECT_EQ(at_six[2].phase, Phase::done);
    EXPECT_EQ(at_six[2].duration(), 6s);
    EXPECT_EQ(at_six[3].phase, Phase::wanted) << "and sleeps again";
    for (std::size_t i = 1; i < 4; ++i) EXPECT_EQ(at_six[i].sequence, at_six[i - 1].sequence + 1);
}

TEST(Sleepers, wake_as_long_as_the_limit_of_events_allows) {
    const std::size_t all = run_of(1000)->size();
    std::size_t before = 0;
    for (std::uint64_t most = 1; most + 1 < all; ++most) {
        const auto trace = run_of(most);
        std::size_t told = 0;
        for (std::size_t i = 0; i < trace->size(); ++i)
            told += (*trace)[i].kind != EventKind::note && (*trace)[i].kind != EventKind::end;
        EXPECT_GT(told, most);
        EXPECT_LE(told, most + 3) << "who has a core does not stop before its next operation";
        EXPECT_GE(told, before);
        before = told;
    }
}

TEST(KeptCalls, gives_back_what_each_task_was_called_with) {
    KeptCalls calls;
    const std::string large(5000, 'l');
    std::vector<std::pair<KeptCalls::Place, std::string>> kept;
    for (int i = 0; i < 100; ++i)
        for (const std::string& call : {std::string("a"), std::string("a"), large, std::string(), std::string("b")})
            kept.emplace_back(calls.keep(call), call);
    for (const auto& [place, call] : kept) EXPECT_EQ(calls[place], call);
    EXPECT_EQ(kept[0].first, kept[1].first) << "brothers with the same call share it";
}

}  // namespace
}  // namespace simul::testing
