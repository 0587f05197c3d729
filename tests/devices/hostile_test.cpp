// What a stranger's story could send to the host, once it has broken out of its language.
#include <gtest/gtest.h>
#include <sys/socket.h>
#include <unistd.h>

#include <filesystem>
#include <iterator>

#include "engine/base/random.h"
#include "engine/devices/messages.h"
#include "tests/devices/some_host.h"

namespace simul {
namespace {

/// The line is at its end: the host has dropped it.
void expect_dropped(int fd) {
    char byte;
    while (recv(fd, &byte, 1, 0) > 0) {
    }
}

class Hostile : public ::testing::Test {
  protected:
    int new_line() {
        lines_.push_back(std::move(some_.host().open_line().value()));
        return lines_.back().fd();
    }
    void expect_alive() {
        static std::int64_t value = 0;
        EXPECT_EQ(some_.answer(execute("alive", ++value)).value, value);
    }

    SomeHost some_{database()};
    std::vector<DeviceLine> lines_;
};

TEST_F(Hostile, garbage_of_any_length_ends_the_line_and_nothing_else) {
    Random random(1, 0);
    for (const std::size_t length : {1u, 7u, 9u, 20u, 29u, 1'000u, 65'536u, 65'537u, 150'000u}) {
        const int fd = new_line();
        std::string bytes(length, '\0');
        for (char& byte : bytes) byte = static_cast<char>(random.next());
        bytes[0] = 7;
        ASSERT_EQ(send(fd, bytes.data(), bytes.size(), MSG_NOSIGNAL), static_cast<ssize_t>(length));
        expect_dropped(fd);
    }
    expect_alive();
}

TEST_F(Hostile, each_beginning_of_a_request_ends_the_line) {
    const std::string whole = packed(ClientMessage{1, execute("name", 5)});
    for (std::size_t length = 1; length < whole.size(); ++length) {
        const int fd = new_line();
        ASSERT_GT(send(fd, whole.data(), length, MSG_NOSIGNAL), 0);
        expect_dropped(fd);
    }
    expect_alive();
}

TEST_F(Hostile, requests_changed_by_chance_are_answered_or_end_the_line) {
    Random random(2, 0);
    for (int i = 0; i < 100; ++i) {
        const int fd = new_line();
        std::string bytes = packed(ClientMessage{random.next(), execute("name", 5)});
        const int changes = static_cast<int>(random.between(1, 4));
        for (int change = 0; change < changes; ++change)
            bytes[static_cast<std::size_t>(random.between(0, static_cast<std::int64_t>(bytes.size()) - 1))] =
                static_cast<char>(random.next());
        ASSERT_GT(send(fd, bytes.data(), bytes.size(), MSG_NOSIGNAL), 0);
        lines_.pop_back();
    }
    expect_alive();
}

TEST_F(Hostile, a_device_that_is_not_there_or_has_no_such_verb_ends_the_line) {
    for (DeviceRequest request : {get(5), read("a"), query("x")}) {
        if (request.verb == DeviceVerb::query) request.device = 9;
        const int fd = new_line();
        const std::string bytes = packed(ClientMessage{1, request});
        ASSERT_GT(send(fd, bytes.data(), bytes.size(), MSG_NOSIGNAL), 0);
        expect_dropped(fd);
    }
    expect_alive();
}

TEST_F(Hostile, descriptors_that_nobody_asked_for_are_closed) {
    os::Line line(dup(new_line()));
    const std::string bytes = packed(ClientMessage{1, query("x")});
    const auto open_ones = [&] {
        const std::filesystem::directory_iterator all("/proc/" + std::to_string(some_.host().process()) + "/fd");
        return std::distance(begin(all), end(all));
    };
    expect_alive();
    const auto before = open_ones();
    for (int i = 0; i < 20; ++i) {
        ASSERT_TRUE(line.send(bytes, {0, 1, 2}));
        ASSERT_TRUE(line.receive(true));
    }
    EXPECT_EQ(open_ones(), before);
}

TEST_F(Hostile, who_asks_for_too_much_is_dropped_before_memory_runs_out) {
    DeviceTraits slow = server();
    slow.latency = 24h;
    slow.at_once = 1;
    SomeHost some(DeviceList{{0, slow}, {1, database()}});
    DeviceLine greedy = std::move(some.host().open_line().value());
    std::uint64_t asked = 0;
    while (greedy.ask(asked, get(1, std::string(16'000, 'x'))).ok() && asked < 100'000) ++asked;
    EXPECT_GT(asked, 1'000u);
    EXPECT_LT(asked, 10'000u);
    DeviceRequest request = execute("x", 1);
    request.device = 1;
    EXPECT_EQ(some.answer(request).value, 1);
}

TEST_F(Hostile, the_same_number_twice_ends_the_line) {
    DeviceTraits slow = server();
    slow.latency = 24h;
    SomeHost some(slow);
    ASSERT_TRUE(some.line().ask(1, get(1)));
    ASSERT_TRUE(some.line().ask(1, get(1)));
    expect_dropped(some.line().fd());
}

}  // namespace
}  // namespace simul
