#include "engine/os/signals.h"

#include <gtest/gtest.h>
#include <signal.h>

#include "engine/os/waiting.h"
#include "tests/os/other_process.h"

namespace simul::os {
namespace {

bool readable(int fd) { return wait_readable({&fd, 1}, 0) == 1; }

class EachStopSignal : public testing::TestWithParam<int> {};
INSTANTIATE_TEST_SUITE_P(Signals, EachStopSignal, testing::Values(SIGINT, SIGTERM, SIGHUP));

TEST_P(EachStopSignal, asks_instead_of_killing) {
    const auto stop = StopRequest::install();
    ASSERT_TRUE(stop.ok());
    EXPECT_FALSE(stop->requested());
    EXPECT_FALSE(readable(stop->fd()));
    raise(GetParam());
    EXPECT_TRUE(stop->requested());
    EXPECT_EQ(stop->signal(), GetParam());
    EXPECT_TRUE(readable(stop->fd()));
}

TEST_P(EachStopSignal, kills_again_when_nobody_listens_any_more) {
    const int code = in_process([] {
        { const auto stop = StopRequest::install(); }
        return raise(GetParam()) + 1;
    });
    EXPECT_EQ(code, 1000 + GetParam());
}

TEST_P(EachStopSignal, kills_a_child_that_was_forked_meanwhile) {
    const auto stop = StopRequest::install();
    EXPECT_EQ(in_process([] { return raise(GetParam()) + 1; }), 1000 + GetParam());
    EXPECT_FALSE(stop->requested());
    EXPECT_FALSE(readable(stop->fd()));
}

TEST(StopRequest, remembers_the_first_signal) {
    const auto stop = StopRequest::install();
    raise(SIGTERM);
    raise(SIGINT);
    EXPECT_EQ(stop->signal(), SIGTERM);
}

TEST(StopRequest, starts_afresh_each_time) {
    {
        const auto stop = StopRequest::install();
        raise(SIGINT);
    }
    const auto stop = StopRequest::install();
    EXPECT_FALSE(stop->requested());
}

TEST(StopRequest, leaves_what_was_ignored_before_ignored_afterwards) {
    EXPECT_EQ(in_process([] {
                  ignore_stop_requests();
                  { const auto stop = StopRequest::install(); }
                  return raise(SIGINT);
              }),
              0);
}

TEST_P(EachStopSignal, can_be_ignored) {
    EXPECT_EQ(in_process([] {
                  ignore_stop_requests();
                  return raise(GetParam());
              }),
              0);
}

}  // namespace
}  // namespace simul::os
