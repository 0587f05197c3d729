// When simulated devices answer, against a second reading: who shares the link is asked at every moment anew.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <map>

#include "engine/base/random.h"
#include "engine/devices/service.h"

namespace simul::testing {
namespace {

struct Arrival {
    Time at;
    std::int64_t bytes;
};

std::map<std::uint64_t, Time> answers_of(DeviceService& service, const std::vector<Arrival>& arrivals) {
    std::map<std::uint64_t, Time> answered;
    std::size_t next = 0;
    for (;;) {
        const Time arrives = next < arrivals.size() ? arrivals[next].at : kNever;
        const Time now = std::min(arrives, service.next());
        if (now == kNever) return answered;
        for (const std::uint64_t number : service.take_answered(now)) answered[number] = now;
        if (now != arrives) continue;
        service.begin({next, arrivals[next].bytes, false}, now);
        ++next;
    }
}

/// By definition, in steps from one change of the number of sharers to the next, with real numbers.
std::map<std::uint64_t, double> answers_by_definition(const DeviceTraits& device,
                                                      const std::vector<Arrival>& arrivals) {
    std::map<std::uint64_t, double> left, answered;
    double now = 0;
    for (;;) {
        double step = 1e18;
        for (std::size_t i = 0; i < arrivals.size(); ++i) {
            const double begins = seconds_of(arrivals[i].at + device.latency);
            if (!left.contains(i) && !answered.contains(i) && begins > now) step = std::min(step, begins - now);
        }
        const double speed =
            static_cast<double>(device.bandwidth) / static_cast<double>(std::max<std::size_t>(1, left.size()));
        for (const auto& [number, bytes] : left) step = std::min(step, bytes / speed);
        if (step == 1e18) return answered;
        now += step;
        for (auto& [number, bytes] : left) bytes -= step * speed;
        for (auto it = left.begin(); it != left.end();) {
            if (it->second > 1e-6) {
                ++it;
                continue;
            }
            answered[it->first] = now;
            it = left.erase(it);
        }
        for (std::size_t i = 0; i < arrivals.size(); ++i)
            if (!left.contains(i) && !answered.contains(i) &&
                seconds_of(arrivals[i].at + device.latency) <= now + 1e-12)
                left[i] = static_cast<double>(arrivals[i].bytes);
    }
}

TEST(DeviceService, shares_its_bandwidth_as_the_definition_says) {
    for (std::uint64_t seed = 1; seed <= 200; ++seed) {
        Random random(seed, 0);
        DeviceTraits device;
        device.latency = Duration(random.between(1, 50) * 1'000'000);
        device.bandwidth = random.between(1, 9) * 1000;
        std::vector<Arrival> arrivals;
        Time at{};
        for (int i = 0; i < 8; ++i) {
            at += Duration(random.between(0, 3) * 100'000'000);
            arrivals.push_back({at, random.between(1, 3000)});
        }
        DeviceService service(device);
        const auto answered = answers_of(service, arrivals);
        const auto expected = answers_by_definition(device, arrivals);
        ASSERT_EQ(answered.size(), arrivals.size());
        for (const auto& [number, when] : expected) EXPECT_NEAR(seconds_of(answered.at(number)), when, 1e-6) << seed;
    }
}

TEST(DeviceService, is_exact_where_two_hundred_pages_come_at_once) {
    DeviceTraits device;
    device.latency = 20ms;
    device.bandwidth = 12'500'000;
    DeviceService service(device);
    for (const auto& [number, when] : answers_of(service, std::vector<Arrival>(200, {Time{}, 50'000})))
        EXPECT_EQ(when, Time(820ms)) << number;
}

TEST(DeviceService, serves_in_line_and_forgets_who_has_gone) {
    DeviceTraits device;
    device.latency = 1s;
    device.at_once = 1;
    DeviceService service(device);
    for (std::uint64_t number = 0; number < 3; ++number) EXPECT_TRUE(service.begin({number, 0, false}, Time{}));
    service.forget(1, Time(500ms));
    EXPECT_EQ(service.take_answered(Time(1s)), std::vector<std::uint64_t>{0});
    EXPECT_EQ(service.next(), Time(2s));
    EXPECT_EQ(service.take_answered(Time(2s)), std::vector<std::uint64_t>{2});
    EXPECT_EQ(service.next(), kNever);
}

TEST(DeviceService, makes_one_change_of_a_database_at_a_time) {
    DeviceTraits device;
    device.kind = DeviceKind::database;
    device.latency = 1s;
    device.refuses_when_busy = true;
    DeviceService service(device);
    EXPECT_TRUE(service.begin({1, 0, true}, Time{}));
    EXPECT_FALSE(service.begin({2, 0, true}, Time{}));
    EXPECT_TRUE(service.begin({3, 0, false}, Time{}));
    EXPECT_EQ(service.take_answered(Time(1s)), (std::vector<std::uint64_t>{1, 3}));
    EXPECT_TRUE(service.begin({4, 0, true}, Time(1s)));
}

}  // namespace
}  // namespace simul::testing
