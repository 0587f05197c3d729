#include "engine/os/threads.h"

#include <gtest/gtest.h>
#include <sched.h>

#include <atomic>
#include <string>
#include <vector>

#include "engine/os/files.h"
#include "engine/os/processes.h"

namespace simul::os {
namespace {

Thread started(std::function<void()> body, std::string_view name = "test") {
    return std::move(Thread::start(std::move(body), name).value());
}

TEST(Threads, have_ended_after_join) {
    bool ran = false;
    Thread thread = started([&] { ran = true; });
    EXPECT_TRUE(thread.joinable());
    thread.join();
    EXPECT_TRUE(ran);
    EXPECT_FALSE(thread.joinable());
    thread.join();
}

TEST(Threads, are_joined_by_whoever_owned_them_last) {
    std::atomic<int> ran{0};
    {
        std::vector<Thread> threads;
        for (int i = 0; i < 20; ++i) threads.push_back(started([&] { ++ran; }));
    }
    EXPECT_EQ(ran, 20);
}

TEST(Threads, are_joined_before_another_takes_their_place) {
    std::atomic<bool> ended{false};
    Thread thread = started([&] {
        for (int turn = 0; turn < 1000; ++turn) sched_yield();
        ended = true;
    });
    thread = started([] {});
    EXPECT_TRUE(ended);
}

TEST(Threads, are_known_by_the_same_number_inside_and_outside) {
    std::int64_t inside = 0;
    Thread thread = started([&] { inside = thread_id(); });
    const long outside = thread.native_handle();
    thread.join();
    EXPECT_EQ(inside, outside);
    EXPECT_NE(inside, thread_id());
    EXPECT_EQ(thread_id(), own_pid());
}

TEST(Threads, carry_their_names) {
    std::string name;
    started([&] { name = *read_file("/proc/thread-self/comm", 100); }, "philosopher number 3").join();
    EXPECT_EQ(name, "philosopher num\n");
}

TEST(Threads, what_a_body_holds_is_gone_after_join) {
    auto held = std::make_shared<int>(1);
    Thread thread = started([held] {});
    thread.join();
    EXPECT_EQ(held.use_count(), 1);
}

// A stack for which there is no room is refused as EAGAIN, as too many threads are.
TEST(Threads, that_cannot_start_name_the_models_that_need_fewer) {
    const auto thread = Thread::start([] {}, "huge", std::size_t{1} << 47);
    ASSERT_FALSE(thread.ok());
    EXPECT_NE(thread.error().sentence().find("event_loop or thread_pool"), std::string::npos);
    EXPECT_NE(thread.error().sentence().find("\"huge\""), std::string::npos);
}

}  // namespace
}  // namespace simul::os
