#include "engine/devices/shared_link.h"

#include <gtest/gtest.h>

namespace simul {
namespace {

constexpr std::int64_t kSecond = 1'000'000'000;

/// What the link gives at that moment, as "1:500 2:250 ".
std::string due(SharedLink& link, double seconds) {
    std::string text;
    for (const SharedLink::Share& share : link.due(static_cast<std::int64_t>(seconds * 1e9)))
        text += std::to_string(share.sender) + ":" + std::to_string(share.bytes) + " ";
    return text;
}

TEST(SharedLink, one_alone_has_all) {
    SharedLink link(1'000);
    link.join(1, 1'500, 7 * kSecond);
    EXPECT_EQ(link.first_end(), 8'500'000'000);
    EXPECT_EQ(due(link, 8), "1:1000 ");
    EXPECT_EQ(due(link, 8.5), "1:500 ");
    EXPECT_EQ(link.size(), 0u);
}

//  bytes  1 000 a second     0 s      1 s      2 s      3 s
//  1: 2 000                  ├ 1 000 ─┼─ 500 ──┼─ 500 ──┤
//  2: 1 000                           ├─ 500 ──┼─ 500 ──┤
TEST(SharedLink, those_under_way_have_equal_parts) {
    SharedLink link(1'000);
    link.join(1, 2'000, 0);
    link.join(2, 1'000, kSecond);
    EXPECT_EQ(link.first_end(), 3 * kSecond);
    EXPECT_EQ(due(link, 2), "1:1500 2:500 ");
    EXPECT_EQ(due(link, 3), "1:500 2:500 ");
    EXPECT_EQ(link.size(), 0u);
}

TEST(SharedLink, what_one_does_not_need_is_the_others) {
    SharedLink link(1'000);
    link.join(1, 100, 0);
    link.join(2, 10'000, 0);
    link.join(3, 10'000, 0);
    EXPECT_EQ(link.first_end(), 300'000'000);
    EXPECT_EQ(due(link, 1.1), "1:100 2:500 3:500 ");
}

TEST(SharedLink, who_leaves_takes_no_part) {
    SharedLink link(1'000);
    link.join(1, 10'000, 0);
    link.join(2, 10'000, 0);
    link.leave(2, kSecond);
    link.leave(5, kSecond);
    EXPECT_EQ(due(link, 2), "1:1500 ");
}

TEST(SharedLink, parts_of_bytes_are_not_lost) {
    SharedLink link(3);
    for (SharedLink::Sender sender = 1; sender <= 7; ++sender) link.join(sender, 3, 0);
    std::int64_t all = 0;
    for (std::int64_t now = 0; now <= 7 * kSecond; now += kSecond / 10)
        for (const SharedLink::Share& share : link.due(now)) all += share.bytes;
    EXPECT_NEAR(static_cast<double>(all), 21, 7);
    EXPECT_LE(link.first_end(), 7 * kSecond + 10);
    for (const SharedLink::Share& share : link.due(8 * kSecond)) all += share.bytes;
    EXPECT_EQ(all, 21);
}

TEST(SharedLink, one_that_is_very_slow_ends_never_rather_than_in_the_past) {
    SharedLink link(1);
    for (SharedLink::Sender sender = 1; sender <= 1'000; ++sender) link.join(sender, std::int64_t{1} << 30, 0);
    EXPECT_EQ(link.first_end(), INT64_MAX);
}

}  // namespace
}  // namespace simul
