// Real runs on a computer that others use, too: what depends on times is tried again before it counts as a failure.
#pragma once

#include <gtest/gtest-spi.h>
#include <gtest/gtest.h>

namespace simul::testing {

/// How many times slower each try is than the one that is meant to do.
inline constexpr int kSlower[] = {1, 4, 16};

/// Calls `attempt(slower)` until it ends without a failed expectation, three times at most; the failures of the last
/// one are those of the test. `slower`: by how much story time is to pass slower, which gives a late thread more
/// leeway. Only for what a late thread can change; what holds of any run is expected outside.
template <class Attempt>
void expect_within_three_tries(const Attempt& attempt) {
    for (const int slower : {kSlower[0], kSlower[1]}) {
        ::testing::TestPartResultArray results;
        {
            const ::testing::ScopedFakeTestPartResultReporter intercepted(
                ::testing::ScopedFakeTestPartResultReporter::INTERCEPT_ONLY_CURRENT_THREAD, &results);
            attempt(slower);
        }
        bool failed = false;
        for (int k = 0; k < results.size(); ++k) failed = failed || results.GetTestPartResult(k).failed();
        if (!failed) return;
    }
    attempt(kSlower[2]);
}

}  // namespace simul::testing
