// The server and its client without a host: in a loop of the test.
#include "engine/devices/web_server.h"

#include <arpa/inet.h>
#include <fmt/format.h>
#include <gtest/gtest.h>
#include <sys/socket.h>
#include <unistd.h>

#include "engine/devices/downloads.h"
#include "engine/os/clock.h"

namespace simul {
namespace {

TEST(WebServer, it_knows_what_is_asked_for) {
    EXPECT_EQ(bytes_asked_for("GET /page?bytes=17 HTTP/1.1\r\nHost: x\r\n"), 17);
    EXPECT_EQ(bytes_asked_for("GET /?bytes=0 HTTP/1.1"), 0);
    for (const char* line : {"", "GET /", "GET /page HTTP/1.1", "POST /?bytes=1 HTTP/1.1", "GET /?bytes=-1 HTTP/1.1",
                             "GET /?bytes= HTTP/1.1", "GET /?bytes=1x HTTP/1.1", "GET /?bytes=1",
                             "GET /?bytes=1073741825 HTTP/1.1", "GET /?bytes=99999999999999999999 HTTP/1.1"})
        EXPECT_EQ(bytes_asked_for(line), std::nullopt) << line;
}

TEST(WebServer, names_become_parts_of_a_path) {
    EXPECT_EQ(percent_encoded("a-Z_0.~"), "a-Z_0.~");
    EXPECT_EQ(percent_encoded(std::string("a b/?\0", 6)), "a%20b%2F%3F%00");
    EXPECT_EQ(percent_encoded("ö"), "%C3%B6");
}

class Fetching : public ::testing::Test {
  protected:
    Fetching()
        : downloads_(std::move(Downloads::create(loop_, [this](Ticket, DeviceAnswer answer) {
                                   answers_.push_back(std::move(answer));
                               }).value())) {}

    std::string address(std::uint16_t port, std::int64_t bytes) {
        return fmt::format("http://127.0.0.1:{}/page?bytes={}", port, bytes);
    }
    DeviceAnswer fetched(std::uint16_t port, std::int64_t bytes) {
        downloads_->begin(++last_, address(port, bytes));
        while (answers_.empty()) loop_.turn();
        const DeviceAnswer answer = answers_.back();
        answers_.pop_back();
        return answer;
    }

    Loop loop_ = std::move(Loop::create().value());
    std::vector<DeviceAnswer> answers_;
    std::unique_ptr<Downloads> downloads_;
    Ticket last_ = 0;
};

TEST_F(Fetching, a_port_at_which_nobody_listens_is_a_sentence) {
    std::uint16_t port = 0;
    { port = os::Listener::create().value().port(); }
    const DeviceAnswer answer = fetched(port, 5);
    EXPECT_TRUE(answer.failed);
    EXPECT_EQ(answer.error.find("the page did not arrive: Failed to connect to 127.0.0.1"), 0u) << answer.error;
}

TEST_F(Fetching, a_server_that_dies_midway_is_a_sentence) {
    DeviceTraits traits;
    traits.bandwidth = 1'000'000;
    auto server = std::move(WebServer::open(loop_, traits).value());
    downloads_->begin(1, address(server->port(), 100'000'000));
    const std::int64_t enough = os::monotonic_now() + 30'000'000;
    while (os::monotonic_now() < enough) loop_.turn(enough);
    EXPECT_TRUE(answers_.empty());
    server.reset();
    while (answers_.empty()) loop_.turn();
    EXPECT_TRUE(answers_[0].failed);
    EXPECT_NE(answers_[0].error.find("bytes remaining to read"), std::string::npos) << answers_[0].error;
}

TEST_F(Fetching, a_request_that_the_server_does_not_know_is_a_sentence) {
    const auto server = std::move(WebServer::open(loop_, DeviceTraits{}).value());
    EXPECT_EQ(fetched(server->port(), kMostBytes + 1).error, "the server answered 400");
    EXPECT_EQ(fetched(server->port(), 5).value, 5);
}

// Programs of others on this computer could find the port.
TEST_F(Fetching, who_sends_the_server_something_else_harms_nobody) {
    const auto server = std::move(WebServer::open(loop_, DeviceTraits{}).value());
    sockaddr_in to{};
    to.sin_family = AF_INET;
    to.sin_port = htons(server->port());
    to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    std::vector<os::Descriptor> strangers;
    for (const std::string& said : {std::string("\r\n\r\n"), std::string(300'000, 'x'), std::string("GET /"),
                                    std::string(70, '\0'), std::string()}) {
        strangers.emplace_back(socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0));
        const int fd = strangers.back().fd();
        if (connect(fd, reinterpret_cast<const sockaddr*>(&to), sizeof to) != 0 && errno != EINPROGRESS) FAIL();
        loop_.turn(0);
        if (!said.empty()) send(fd, said.data(), said.size(), MSG_NOSIGNAL);
        loop_.turn(0);
        EXPECT_EQ(fetched(server->port(), 5).value, 5);
    }
}

TEST_F(Fetching, what_is_cancelled_is_not_answered) {
    DeviceTraits slow;
    slow.latency = 24h;
    const auto never = std::move(WebServer::open(loop_, slow).value());
    const auto server = std::move(WebServer::open(loop_, DeviceTraits{}).value());
    for (Ticket ticket = 100; ticket < 120; ++ticket) downloads_->begin(ticket, address(never->port(), 5));
    EXPECT_EQ(fetched(server->port(), 7).value, 7);
    for (Ticket ticket = 100; ticket < 120; ++ticket) downloads_->cancel(ticket);
    EXPECT_EQ(fetched(server->port(), 8).value, 8);
    EXPECT_TRUE(answers_.empty());
}

}  // namespace
}  // namespace simul
