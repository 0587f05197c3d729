#include "engine/os/pipes.h"

#include <gtest/gtest.h>

#include "engine/os/signals.h"

namespace simul::os {
namespace {

/// Every test runs on both: a channel behaves alike whatever it is made of.
class EachPipe : public testing::TestWithParam<bool> {
  protected:
    EachPipe() { let_writes_fail(); }
    ~EachPipe() override {
        close_fd(ends_.read_end);
        close_fd(ends_.write_end);
    }

    void open(std::size_t messages) {
        auto made = GetParam() ? packet_pipe(messages) : packet_socket(messages);
        ASSERT_TRUE(made.ok()) << made.error().sentence();
        ends_ = *made;
    }
    bool write(std::string_view bytes) { return *write_packet(ends_.write_end, bytes); }
    std::optional<std::string> read() { return *read_packet(ends_.read_end); }

    Endpoints ends_{-1, -1};
};
INSTANTIATE_TEST_SUITE_P(PipeAndSocket, EachPipe, testing::Bool());

TEST_P(EachPipe, keeps_the_borders_of_packets) {
    open(4);
    EXPECT_TRUE(write("one"));
    EXPECT_TRUE(write(std::string_view("t\0o", 3)));
    EXPECT_TRUE(write(std::string(kMostPacketBytes, 'x')));
    EXPECT_EQ(read(), "one");
    EXPECT_EQ(read(), std::string_view("t\0o", 3));
    EXPECT_EQ(read(), std::string(kMostPacketBytes, 'x'));
    EXPECT_EQ(read(), std::nullopt);
}

TEST_P(EachPipe, has_room_for_as_many_packets_as_promised_however_large) {
    for (const std::size_t size : {std::size_t{1}, std::size_t{100}, std::size_t{3500}, kMostPacketBytes}) {
        open(40);
        for (int packet = 0; packet < 40; ++packet)
            EXPECT_TRUE(write(std::string(size, 'x'))) << packet << " of " << size;
        close_fd(ends_.read_end);
        close_fd(ends_.write_end);
    }
    ends_ = {-1, -1};
}

TEST_P(EachPipe, says_when_it_is_full_and_has_room_again_after_a_read) {
    open(2);
    const std::string packet(kMostPacketBytes, 'x');
    int written = 0;
    while (write(packet)) ++written;
    EXPECT_GE(written, 2);
    EXPECT_EQ(read(), packet);
    EXPECT_TRUE(write(packet));
    EXPECT_FALSE(write(packet));
}

TEST_P(EachPipe, gives_what_was_written_and_then_nothing_but_the_end) {
    open(2);
    EXPECT_TRUE(write("last"));
    close_fd(std::exchange(ends_.write_end, -1));
    EXPECT_EQ(read(), "last");
    EXPECT_EQ(read(), "");
    EXPECT_EQ(read(), "");
}

TEST_P(EachPipe, without_a_reader_is_an_error_and_no_signal) {
    open(2);
    close_fd(std::exchange(ends_.read_end, -1));
    const auto written = write_packet(ends_.write_end, "x");
    ASSERT_FALSE(written.ok());
    EXPECT_NE(written.error().sentence().find("write to a channel"), std::string::npos);
}

TEST_P(EachPipe, for_too_many_messages_is_refused_with_a_way_out) {
    const auto made = GetParam() ? packet_pipe(1'000'000'000) : packet_socket(1'000'000'000);
    ASSERT_FALSE(made.ok());
    EXPECT_NE(made.error().sentence().find("\"ring\""), std::string::npos);
}

}  // namespace
}  // namespace simul::os
