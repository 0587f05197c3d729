#include "engine/os/poller.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <vector>

#include "engine/os/pipes.h"
#include "engine/os/threads.h"
#include "tests/os/older_kernel.h"
#include "tests/os/other_process.h"

namespace simul::os {
namespace {

constexpr unsigned kEpollPwait2 = 441;
constexpr bool kEdge = true;
constexpr bool kLevel = false;

class PollerTest : public testing::Test {
  protected:
    ~PollerTest() override {
        close_fd(pipe_.read_end);
        close_fd(pipe_.write_end);
    }

    std::vector<std::uint64_t> ready_now() {
        const auto ready = poller_.wait(0);
        return {ready.begin(), ready.end()};
    }

    Poller poller_ = std::move(Poller::create().value());
    Endpoints pipe_ = *packet_pipe(1);
};

using Tokens = std::vector<std::uint64_t>;

TEST_F(PollerTest, tells_the_token_of_what_can_be_read) {
    const Endpoints other = *packet_pipe(1);
    ASSERT_TRUE(poller_.add(pipe_.read_end, 0xfedcba9876543210, kLevel));
    ASSERT_TRUE(poller_.add(other.read_end, 2, kLevel));
    EXPECT_EQ(ready_now(), Tokens{});
    ASSERT_TRUE(*write_packet(pipe_.write_end, "x"));
    EXPECT_EQ(ready_now(), Tokens{0xfedcba9876543210});
    ASSERT_TRUE(*write_packet(other.write_end, "x"));
    Tokens both = ready_now();
    std::sort(both.begin(), both.end());
    EXPECT_EQ(both, (Tokens{2, 0xfedcba9876543210}));
    close_fd(other.read_end);
    close_fd(other.write_end);
}

TEST_F(PollerTest, tells_again_what_was_not_read_but_an_edge_only_once) {
    for (const bool edge : {kLevel, kEdge}) {
        ASSERT_TRUE(poller_.add(pipe_.read_end, 1, edge));
        ASSERT_TRUE(*write_packet(pipe_.write_end, "x"));
        EXPECT_EQ(ready_now(), Tokens{1});
        EXPECT_EQ(ready_now(), edge ? Tokens{} : Tokens{1});
        ASSERT_TRUE(read_packet(pipe_.read_end).ok());
        poller_.remove(pipe_.read_end);
    }
}

TEST_F(PollerTest, tells_when_there_is_room_to_write) {
    ASSERT_TRUE(poller_.add(pipe_.write_end, 5, kLevel, Interest::write));
    EXPECT_EQ(ready_now(), Tokens{5});
    while (*write_packet(pipe_.write_end, "x")) continue;
    EXPECT_EQ(ready_now(), Tokens{});
    ASSERT_TRUE(read_packet(pipe_.read_end).ok());
    EXPECT_EQ(ready_now(), Tokens{5});
}

TEST_F(PollerTest, hears_no_more_of_what_was_removed) {
    ASSERT_TRUE(poller_.add(pipe_.read_end, 1, kLevel));
    ASSERT_TRUE(*write_packet(pipe_.write_end, "x"));
    poller_.remove(pipe_.read_end);
    EXPECT_EQ(ready_now(), Tokens{});
}

TEST_F(PollerTest, waits_until_its_deadline_and_not_less) {
    for (const std::int64_t length : {1'000, 300'000, 3'000'000}) {
        const std::int64_t deadline = monotonic_now() + length;
        EXPECT_TRUE(poller_.wait(deadline).empty());
        EXPECT_GE(monotonic_now(), deadline);
    }
}

TEST_F(PollerTest, works_on_a_kernel_without_epoll_pwait2) {
    EXPECT_EQ(in_process([&] {
                  if (!forget_system_call(kEpollPwait2)) return 1;
                  const std::int64_t deadline = monotonic_now() + 300'000;
                  if (!poller_.wait(deadline).empty() || monotonic_now() < deadline) return 2;
                  if (!poller_.add(pipe_.read_end, 9, kLevel) || !*write_packet(pipe_.write_end, "x")) return 3;
                  const auto ready = poller_.wait();
                  return ready.size() == 1 && ready[0] == 9 ? 0 : 4;
              }),
              0);
}

TEST_F(PollerTest, what_cannot_be_watched_is_an_error) { EXPECT_FALSE(poller_.add(-1, 1, kLevel).ok()); }

TEST_F(PollerTest, is_woken_by_a_notifier_from_another_thread) {
    Notifier notifier = std::move(Notifier::create().value());
    ASSERT_TRUE(poller_.add(notifier.fd(), 3, kLevel));
    Thread thread = std::move(Thread::start([&] { notifier.notify(); }, "notifier").value());
    EXPECT_EQ(poller_.wait()[0], 3u);
    thread.join();
    EXPECT_TRUE(notifier.clear());
    EXPECT_FALSE(notifier.clear());
    EXPECT_EQ(ready_now(), Tokens{});
}

}  // namespace
}  // namespace simul::os
