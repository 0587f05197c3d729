// What a task knows of what another has done, after the last event of a few.
#include "engine/analysis/races/happens_before.h"

#include <gtest/gtest.h>

#include "tests/support/trace_text.h"

namespace simul {
namespace {

/// Whether what `a` did before all these events has happened before what `b` does after them.
bool reaches_b(const std::string& events) {
    const auto trace = trace_from(
        "model threads\nvariable x 0 mmap\nmutex m\nsemaphore s 0\nchannel c 1\nbarrier meet 2\ncondition full\n\n"
        "0 main arrive\n0 a arrive main\n0 b arrive main\n0 d arrive main\n" +
        events);
    const std::vector<std::size_t> components = {0, 1, 2, 3};
    HappensBefore before(trace->header(), components);
    constexpr TaskId kA = task_number(1), kB = task_number(2);
    for (std::size_t i = 0; i < 4; ++i) before.apply((*trace)[i]);
    const std::uint32_t stretch = before.stretch_of(kA);
    for (std::size_t i = 4; i < trace->size(); ++i) before.apply((*trace)[i]);
    return before.is_before(kA, stretch, kB);
}

TEST(HappensBefore, is_not_so_for_tasks_that_never_met) { EXPECT_FALSE(reaches_b("1 a load x 0\n1 b load x 0\n")); }

TEST(HappensBefore, reaches_who_finds_the_value_of_an_exchange) {
    EXPECT_TRUE(reaches_b("1 a atomic_add x 1\n2 b compare_exchange x 1\n"));
}

TEST(HappensBefore, reaches_who_finds_it_in_an_exchange_that_leaves_it_as_it_was) {
    EXPECT_TRUE(reaches_b("1 a atomic_add x 1\n2 b compare_exchange! x 1\n"));
}

TEST(HappensBefore, does_not_begin_at_an_exchange_that_wrote_nothing) {
    EXPECT_FALSE(reaches_b("1 a compare_exchange! x 0\n2 b compare_exchange x 1\n"));
}

TEST(HappensBefore, reaches_all_who_meet_at_a_barrier) {
    EXPECT_TRUE(reaches_b("1 a barrier_wait? meet\n2 b barrier_wait meet\n"));
    EXPECT_TRUE(reaches_b("1 b barrier_wait? meet\n2 a barrier_wait meet\n2 b ready a\n2 b barrier_wait meet\n"));
}

TEST(HappensBefore, does_not_reach_who_meets_others_after_a_has_given_up) {
    EXPECT_FALSE(
        reaches_b("1 a barrier_wait? meet\n2 a ready\n2 a barrier_wait! meet\n3 d barrier_wait? meet\n"
                  "4 b barrier_wait meet\n"));
}

TEST(HappensBefore, is_not_made_by_a_lock_or_a_receive_that_was_given_up) {
    EXPECT_FALSE(reaches_b("1 a lock m\n1 b lock? m\n2 a unlock m\n2 b ready a\n2 b lock! m\n"));
    EXPECT_FALSE(reaches_b("1 b receive? c\n2 a send c 1\n2 b ready a\n2 b receive! c\n"));
}

}  // namespace
}  // namespace simul
