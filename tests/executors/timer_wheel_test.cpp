// Alarms come in the order of their times, equal times in the order of asking: held against a stable sort.
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <vector>

#include "engine/base/random.h"
#include "engine/run/simulated/timer_wheel.h"

namespace simul {
namespace {

struct Alarm {
    Time time;
    int number;  ///< in the order of asking
};

Time at(std::int64_t ns) { return Time(Duration(ns)); }

/// A wheel beside a plain list, in which an alarm stands behind all that are not later.
class Pair {
  public:
    void add(std::int64_t ns) {
        const Alarm alarm{at(ns), asked_++};
        wheel_.add(alarm);
        const auto later = std::upper_bound(list_.begin(), list_.end(), alarm.time,
                                            [](Time time, const Alarm& other) { return time < other.time; });
        list_.insert(later, alarm);
    }
    /// Takes the next from both; false if that were different ones, or if there is none.
    bool take_same(Time limit = kNever) {
        if (list_.empty() || wheel_.next(limit) != list_.front().time) return false;
        const Alarm expected = list_.front();
        list_.erase(list_.begin());
        now_ = expected.time;
        return wheel_.front().number == expected.number && wheel_.take().number == expected.number;
    }
    std::int64_t now() const { return now_.time_since_epoch().count(); }
    std::size_t size() const { return list_.size(); }
    TimerWheel<Alarm>& wheel() { return wheel_; }

  private:
    TimerWheel<Alarm> wheel_;
    std::vector<Alarm> list_;
    Time now_{};
    int asked_ = 0;
};

TEST(TimerWheel, has_no_next_alarm_when_it_is_empty) {
    TimerWheel<Alarm> wheel;
    EXPECT_TRUE(wheel.empty());
    EXPECT_EQ(wheel.next(kNever), kNever);
    EXPECT_EQ(wheel.bound(), kNever);
}

TEST(TimerWheel, gives_equal_times_in_the_order_of_asking) {
    Pair pair;
    for (int i = 0; i < 1000; ++i) pair.add(55'000'000'000);
    for (int i = 0; i < 1000; ++i) ASSERT_TRUE(pair.take_same()) << i;
    EXPECT_TRUE(pair.wheel().empty());
}

TEST(TimerWheel, keeps_what_is_later_than_the_limit) {
    Pair pair;
    pair.add(100);
    pair.add(5000);
    EXPECT_EQ(pair.wheel().next(at(99)), kNever);
    EXPECT_TRUE(pair.take_same(at(100)));
    EXPECT_EQ(pair.wheel().next(at(4999)), kNever);
    pair.add(4999);  // not earlier than the limit that was asked with
    EXPECT_TRUE(pair.take_same(at(4999)));
    EXPECT_TRUE(pair.take_same(at(5000)));
}

TEST(TimerWheel, takes_alarms_for_this_very_moment_and_for_the_farthest) {
    Pair pair;
    pair.add(INT64_MAX - 1);
    pair.add(7);
    ASSERT_TRUE(pair.take_same());
    pair.add(7);
    pair.add(7);
    pair.add(8);
    for (int i = 0; i < 4; ++i) ASSERT_TRUE(pair.take_same()) << i;
    pair.add(INT64_MAX - 1);
    ASSERT_TRUE(pair.take_same());
}

TEST(TimerWheel, bounds_from_below_when_the_next_alarm_comes) {
    Random random(3, 0);
    Pair pair;
    for (int i = 0; i < 300; ++i) pair.add(random.between(1, 1 << 20));
    while (pair.size() > 0) {
        const Time bound = pair.wheel().bound();
        EXPECT_EQ(pair.wheel().bound(), bound);
        EXPECT_LE(bound, pair.wheel().next(kNever));
        ASSERT_TRUE(pair.take_same());
    }
}

TEST(TimerWheel, bound_is_exact_for_an_alarm_alone) {
    TimerWheel<Alarm> wheel;
    wheel.add({at(123'456'789), 0});
    EXPECT_EQ(wheel.bound(), at(123'456'789));
}

struct Notes {
    std::vector<int> soon, next;
};

struct NotingForesight {
    Notes* notes;
    void soon(const Alarm& alarm) const { notes->soon.push_back(alarm.number); }
    void next(const Alarm& alarm) const { notes->next.push_back(alarm.number); }
};

TEST(TimerWheel, tells_in_advance_whose_alarms_come) {
    Notes notes;
    TimerWheel<Alarm, NotingForesight> wheel(NotingForesight{&notes});
    for (int i = 0; i < 30; ++i) wheel.add({at(9000 - 10 * i), i});
    EXPECT_EQ(wheel.next(kNever), at(8710));
    EXPECT_EQ(notes.soon.size(), 30U);
    EXPECT_EQ(notes.next, (std::vector<int>{29, 28, 27, 26, 25, 24}));
}

/// How many tasks sleep, and for how long: `longest` at most, `zeros` of a hundred not at all.
struct Load {
    int tasks;
    std::int64_t longest;
    int zeros;
};

class UnderLoad : public ::testing::TestWithParam<Load> {};

TEST_P(UnderLoad, agrees_with_a_stable_sort) {
    const Load load = GetParam();
    Random random(1, 0);
    Pair pair;
    for (int i = 0; i < load.tasks; ++i) pair.add(random.between(0, load.longest));
    for (int taken = 0; taken < 20'000; ++taken) {
        // Now and then the clock is read before the next alarm is due.
        if (random.between(0, 3) == 0) pair.wheel().next(at(pair.now()));
        ASSERT_TRUE(pair.take_same()) << "alarm " << taken;
        pair.add(pair.now() + (random.between(1, 100) <= load.zeros ? 0 : random.between(0, load.longest)));
    }
    while (pair.size() > 0) ASSERT_TRUE(pair.take_same());
    EXPECT_TRUE(pair.wheel().empty());
}

INSTANTIATE_TEST_SUITE_P(TimerWheel, UnderLoad,
                         ::testing::Values(Load{1, 100, 0}, Load{2, 1 << 20, 50}, Load{33, 64, 10}, Load{40, 1, 0},
                                           Load{100, 4096, 90}, Load{1000, 1 << 20, 1}, Load{3000, 1 << 10, 1},
                                           Load{50, std::int64_t{1} << 33, 5}, Load{200, std::int64_t{1} << 45, 30}));

/// Bursts of alarms of one time between others that crowd before them: what came near must be spread again.
TEST(TimerWheel, stands_crowds_inside_of_what_is_near) {
    Random random(2, 0);
    Pair pair;
    for (int round = 0; round < 300; ++round) {
        const std::int64_t far = pair.now() + 3000;
        for (int i = 0; i < 5; ++i) pair.add(far);
        pair.wheel().next(kNever);
        for (int i = 0; i < 80; ++i) pair.add(far + random.between(0, 40) * 10);
        for (int i = 0; i < 60; ++i) ASSERT_TRUE(pair.take_same()) << round << " " << i;
        pair.add(pair.now());
    }
    while (pair.size() > 0) ASSERT_TRUE(pair.take_same());
}

}  // namespace
}  // namespace simul
