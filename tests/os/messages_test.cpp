#include "engine/os/messages.h"

#include <gtest/gtest.h>
#include <signal.h>
#include <unistd.h>

#include "engine/os/pipes.h"
#include "tests/os/other_process.h"

namespace simul::os {
namespace {

class Messages : public testing::Test {
  protected:
    Message received(bool wait = true) {
        auto message = right_.receive(wait);
        EXPECT_TRUE(message.ok());
        return std::move(*message);
    }

    std::pair<Line, Line> ends_ = std::move(Line::pair().value());
    Line& left_ = ends_.first;
    Line& right_ = ends_.second;
};

TEST_F(Messages, each_arrives_whole_and_alone) {
    ASSERT_TRUE(left_.send("first"));
    ASSERT_TRUE(left_.send(std::string_view("\0second", 7)));
    EXPECT_EQ(received().bytes, "first");
    EXPECT_EQ(received().bytes, std::string_view("\0second", 7));
    EXPECT_TRUE(received(false).nothing);
}

TEST_F(Messages, the_largest_fits) {
    std::string large(kMostMessageBytes, 'x');
    large.back() = 'y';
    ASSERT_TRUE(left_.send(large));
    EXPECT_EQ(received().bytes, large);
}

TEST_F(Messages, descriptors_travel_to_another_process) {
    const Endpoints pipe = *packet_pipe(1);
    const int child = start_process([&] {
        auto message = right_.receive(true);
        if (!message || message->fds.size() != 2) return 1;
        return *write_packet(message->fds[1], "hello " + message->bytes) ? 0 : 2;
    });
    ASSERT_TRUE(left_.send("parent", {pipe.read_end, pipe.write_end}));
    EXPECT_EQ(reap(child, true)->code, 0);
    EXPECT_EQ(**read_packet(pipe.read_end), "hello parent");
    close_fd(pipe.read_end);
    close_fd(pipe.write_end);
}

TEST_F(Messages, what_was_sent_before_the_end_closed_still_arrives) {
    ASSERT_TRUE(left_.send("last words"));
    left_.close();
    EXPECT_EQ(received().bytes, "last words");
    EXPECT_TRUE(received().closed);
    EXPECT_TRUE(received(false).closed);
}

TEST_F(Messages, to_a_closed_end_are_refused_with_a_sentence) {
    right_.close();
    const auto sent = left_.send("anybody?");
    ASSERT_FALSE(sent.ok());
    EXPECT_NE(sent.error().sentence().find("Broken pipe"), std::string::npos);
}

std::atomic<std::uint32_t>* interrupted = nullptr;

TEST_F(Messages, a_signal_does_not_end_the_wait_for_one) {
    SharedWords words;
    interrupted = &words[0];
    struct sigaction counting {};
    counting.sa_handler = [](int) { *interrupted = 1; };
    struct sigaction before;
    sigaction(SIGUSR1, &counting, &before);
    const int parent = own_pid();
    const int child = start_process([&] {
        while (words[1] == 0) sched_yield();
        until_asleep(parent);
        kill(parent, SIGUSR1);
        while (words[0] == 0) sched_yield();
        return left_.send("after the signal") ? 0 : 1;
    });
    words[1] = 1;
    EXPECT_EQ(received().bytes, "after the signal");
    EXPECT_EQ(reap(child, true)->code, 0);
    sigaction(SIGUSR1, &before, nullptr);
}

}  // namespace
}  // namespace simul::os
