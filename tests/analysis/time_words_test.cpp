#include "engine/analysis/time_words.h"

#include <gtest/gtest.h>

#include "engine/analysis/share_words.h"

namespace simul {
namespace {

TEST(ClockTime, IsInHoursMinutesAndSecondsOnlyInLongRuns) {
    EXPECT_EQ(clock_time(454s, 3655s), "0:07:34");
    EXPECT_EQ(clock_time(3655s), "1:00:55");
    EXPECT_EQ(clock_time(43200s), "12:00:00");
    EXPECT_EQ(clock_time(27h + 4s), "1 d 3:00:04");
    EXPECT_EQ(clock_time(454s), "454 s");
    EXPECT_EQ(clock_time(0s, 3655s), "0:00:00");
    EXPECT_EQ(clock_time(999'999'999ns, 3655s), "0:00:00") << "never later than the truth";
}

TEST(FullTime, HasWordsForTheLastMomentOfTheClock) {
    EXPECT_EQ(full_time(Duration::max()), "9 223 372 036.855 s, about 106751 d 23 h 47 min 17 s");
}

TEST(ClockTime, ShortRunsAreToldInOneUnitToAThousandth) {
    EXPECT_EQ(clock_time(77'640ms, 292s), "77.6 s");
    EXPECT_EQ(clock_time(292s), "292 s");
    EXPECT_EQ(clock_time(1'234'567us, 2s), "1.23 s");
    EXPECT_EQ(clock_time(12'570us, 80ms), "12.5 ms");
    EXPECT_EQ(clock_time(1500ns, 80ms), "0 ms");
    EXPECT_EQ(clock_time(250ns), "250 ns");
    EXPECT_EQ(clock_time(0s), "0 s");
}

TEST(Share, IsAllOrNothingOnlyWhereItIsExactlyThat) {
    EXPECT_EQ(share_in_words(3600s, 3600s), "100 %");
    EXPECT_EQ(share_in_words(3600s - 1ns, 3600s), "more than 99 %");
    EXPECT_EQ(share_in_words(994s, 1000s), "99 %");
    EXPECT_EQ(share_in_words(5s, 1000s), "1 %");
    EXPECT_EQ(share_in_words(1ns, 3600s), "less than 1 %");
    EXPECT_EQ(share_in_words(0s, 3600s), "0 %");
    EXPECT_EQ(share_in_words(0s, 0s), "0 %");
    EXPECT_EQ(share_in_figures(999s, 1000s) + ", " + share_in_figures(1s, 1000s), "> 99 %, < 1 %");
    EXPECT_EQ(share_in_figures(9'994s, 10'000s, 1) + ", " + share_in_figures(4s, 10'000s, 1), "99.9 %, < 0.1 %");
    EXPECT_EQ(share_in_figures(9'999s, 10'000s, 1) + ", " + share_in_figures(1s, 1s, 1), "> 99.9 %, 100.0 %");
}

TEST(Share, OfOrdersIsAllOnlyWhereNoneIsLeftOutHoweverManyThereAre) {
    const auto share = [](const char* part, const char* whole) {
        return share_in_figures(BigCount::from_text(part), BigCount::from_text(whole));
    };
    EXPECT_EQ(share("1", "7"), "14.29 %");
    EXPECT_EQ(share("1", "1000000000000000000000"), "< 0.01 %");
    EXPECT_EQ(share("999999999999999999999", "1000000000000000000000"), "> 99.99 %") << "as a double it is all";
    EXPECT_EQ(share("1000000000000000000000", "1000000000000000000000"), "100.00 %");
    EXPECT_EQ(share("0", "3"), "0.00 %");
}

}  // namespace
}  // namespace simul
