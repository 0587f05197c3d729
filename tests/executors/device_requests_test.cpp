// The devices of a run as its clock has them.
#include <gtest/gtest.h>

#include "engine/run/device_requests.h"

namespace simul::testing {
namespace {

DeviceTraits scaled(std::int64_t bandwidth, Duration latency, double scale) {
    ResourceInfo server;
    server.kind = ResourceKind::device;
    server.device.bandwidth = bandwidth;
    server.device.latency = latency;
    return devices_among({ResourceInfo{}, server}, scale).at(1);
}

TEST(DevicesOfARun, are_as_fast_as_its_clock) {
    EXPECT_EQ(scaled(1000, 2s, 4).bandwidth, 4000);
    EXPECT_EQ(scaled(1000, 2s, 4).latency, 500ms);
}

TEST(DevicesOfARun, have_a_limit_at_any_scale_if_they_have_one) {
    EXPECT_EQ(scaled(1, 1s, 1e-3).bandwidth, 1) << "0 would be no limit";
    EXPECT_EQ(scaled(0, 1s, 1e-3).bandwidth, 0);
    EXPECT_EQ(scaled(1'000'000'000'000, 1s, 1e9).bandwidth, 1'000'000'000'000'000);
    EXPECT_GT(scaled(1, 1'000'000s, 1e-9).latency, 0s);
}

}  // namespace
}  // namespace simul::testing
