// Real runs on a computer that others use, too: what depends on times is tried again before it counts as a failure.
#pragma once

#include <gtest/gtest-spi.h>
#include <gtest/gtest.h>

namespace simul::testing {

inline constexpr int kTriesOnABusyComputer = 3;

/// Calls `attempt` until it ends without a failed expectation, three times at most. The failures of the last attempt
/// are those of the test. Only for what a late thread can change; what holds of any run is expected outside.
template <class Attempt>
void expect_within_three_tries(const Attempt& attempt) {
    for (int i = 1; i < kTriesOnABusyComputer; ++i) {
        ::testing::TestPartResultArray results;
        {
            const ::testing::ScopedFakeTestPartResultReporter intercepted(
                ::testing::ScopedFakeTestPartResultReporter::INTERCEPT_ONLY_CURRENT_THREAD, &results);
            attempt();
        }
        bool failed = false;
        for (int k = 0; k < results.size(); ++k) failed = failed || results.GetTestPartResult(k).failed();
        if (!failed) return;
    }
    attempt();
}

}  // namespace simul::testing
