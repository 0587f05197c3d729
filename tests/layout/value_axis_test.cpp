#include "app/layout/value_axis.h"

#include <gtest/gtest.h>

namespace simul::layout {
namespace {

std::vector<std::string> labels_of(const ValueAxis& axis, float apart) {
    std::vector<std::string> labels;
    for (const ValueTick& tick : value_ticks(axis, apart)) labels.push_back(tick.label);
    return labels;
}

TEST(ValueAxis, HasRoundNumbersThatDoNotMeet) {
    using Labels = std::vector<std::string>;
    EXPECT_EQ(labels_of({0, 10, 0, 500}, 100), (Labels{"0", "2", "4", "6", "8", "10"}));
    EXPECT_EQ(labels_of({0, 10, 0, 500}, 200), (Labels{"0", "5", "10"}));
    EXPECT_EQ(labels_of({0.12, 0.34, 0, 500}, 100), (Labels{"0.15", "0.2", "0.25", "0.3"}));
    EXPECT_EQ(labels_of({-3, 3, 0, 300}, 100), (Labels{"-2", "0", "2"}));
    for (const double until : {0.0007, 3.1, 17.0, 99.0, 1234567.0})
        for (const float apart : {30.0F, 70.0F, 160.0F}) {
            const std::vector<ValueTick> ticks = value_ticks({0, until, 20, 620}, apart);
            ASSERT_GE(ticks.size(), 2U) << until;
            for (std::size_t i = 1; i < ticks.size(); ++i)
                EXPECT_GE(ticks[i].place - ticks[i - 1].place, apart - 0.1F) << until << " " << apart;
            EXPECT_LE(ticks.back().place, 620.1F);
        }
}

TEST(ValueAxis, OfOneThatGoesUpEndsAbove) {
    const ValueAxis axis{0, 10, 400, 100};
    EXPECT_EQ(axis.place_of(0), 400);
    EXPECT_EQ(axis.place_of(10), 100);
    EXPECT_EQ(value_ticks(axis, 100).size(), 3U);
}

TEST(ValueAxis, BeginsAtZeroWhereTheNumbersAreNotFarFromIt) {
    EXPECT_EQ(axis_for(3, 10, 0, 1).from, 0);
    EXPECT_GT(axis_for(90, 100, 0, 1).from, 80);
    EXPECT_GT(axis_for(90, 100, 0, 1).until, 100);
    for (const double only : {0.0, 5.0, -2.0}) {
        const ValueAxis axis = axis_for(only, only, 0, 1);
        EXPECT_LE(axis.from, only);
        EXPECT_GT(axis.until, only);
    }
}

}  // namespace
}  // namespace simul::layout
