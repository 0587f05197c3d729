#include "engine/os/waiting.h"

#include <gtest/gtest.h>

#include <array>

#include "engine/os/clock.h"
#include "engine/os/pipes.h"

namespace simul::os {
namespace {

TEST(Waiting, tells_which_descriptors_can_be_read) {
    const Endpoints first = *packet_pipe(1);
    const Endpoints second = *packet_pipe(1);
    const std::array fds{first.read_end, -1, second.read_end};
    EXPECT_EQ(wait_readable(fds, 0), 0);
    ASSERT_TRUE(*write_packet(second.write_end, "x"));
    EXPECT_EQ(wait_readable(fds, -1), 0b100);
    close_fd(first.write_end);
    EXPECT_EQ(wait_readable(fds, -1), 0b101);
    for (const int fd : {first.read_end, second.read_end, second.write_end}) close_fd(fd);
}

TEST(Waiting, ends_at_the_timeout_and_not_before) {
    const std::int64_t start = monotonic_now();
    EXPECT_EQ(wait_readable({}, 3), 0);
    EXPECT_GE(monotonic_now() - start, 3'000'000);
}

}  // namespace
}  // namespace simul::os
