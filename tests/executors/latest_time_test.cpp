// Times beyond what 64 bits of nanoseconds hold: an error of the operation that goes there, never a deadlock.
#include <gtest/gtest.h>

#include "engine/run/latest_time.h"
#include "engine/run/simulated/in_place.h"
#include "tests/support/small_story.h"

namespace simul::testing {
namespace {

using namespace operations;

constexpr Duration kCenturies = 5'000'000'000s;

std::string failure_in(const Trace& trace) {
    for (std::size_t i = 0; i < trace.size(); ++i)
        if (trace[i].kind == EventKind::finish && trace[i].ending() == Ending::failed)
            return std::string(trace.text_of(i));
    return {};
}

void expect_fails_at_the_end_of_time(SmallStory& story, const RunPlan& plan, const std::string& operation) {
    const auto trace = simulate_in_place(story, plan);
    EXPECT_EQ(failure_in(*trace).rfind(operation + " goes beyond the 292 years", 0), 0U) << failure_in(*trace);
    EXPECT_EQ(outcome_of(*trace), Outcome::failed);
    for (std::size_t i = 1; i < trace->size(); ++i) ASSERT_LE((*trace)[i - 1].time, (*trace)[i].time);
}

Task sleeps_twice(TaskContext&, Arguments) {
    co_await sleep(kCenturies);
    co_await sleep(kCenturies);
}
Task computes_long(TaskContext&, Arguments) { co_await compute(kCenturies); }
Task spawns_three(TaskContext&, Arguments) {
    std::string one = call("computes");
    for (int i = 0; i < 3; ++i) co_await spawn(one);
}

TEST(LatestTime, two_long_sleeps_are_an_error_of_the_second) {
    for (const Model model : {Model::threads, Model::event_loop, Model::sequential, Model::threads_gil}) {
        SmallStory story;
        story.function("main", sleeps_twice);
        expect_fails_at_the_end_of_time(story, simulated(model), "sleep");
    }
}

TEST(LatestTime, computes_that_share_a_core_for_too_long_are_errors) {
    for (const char* policy : {"fifo", "round_robin"}) {
        SmallStory story;
        story.function("main", spawns_three).function("computes", computes_long);
        expect_fails_at_the_end_of_time(story, simulated(Model::threads, 1, policy, 1'000'000'000s), "compute");
    }
}

TEST(LatestTime, is_the_end_of_what_is_added_or_scaled) {
    EXPECT_EQ(later(Time(5ns), 3ns), Time(8ns));
    EXPECT_EQ(later(kLatest - 3ns, 3ns), kLatest);
    EXPECT_EQ(later(kLatest - 3ns, kForever), kLatest);
    EXPECT_EQ(within_axis(2.5), 3ns);
    EXPECT_EQ(within_axis(-2.5), -3ns);
    EXPECT_EQ(within_axis(1e30), kLatest.time_since_epoch());
}

}  // namespace
}  // namespace simul::testing
