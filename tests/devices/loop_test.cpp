#include "engine/devices/loop.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "engine/os/clock.h"

namespace simul {
namespace {

class LoopTest : public ::testing::Test {
  protected:
    Loop loop_ = std::move(Loop::create().value());
    std::string said_;
};

TEST_F(LoopTest, what_is_due_is_called_in_the_order_of_moments) {
    const std::int64_t now = os::monotonic_now();
    loop_.call_at(now + 2, [this] { said_ += "c"; });
    loop_.call_at(now - 1, [this] { said_ += "a"; });
    loop_.call_at(now - 1, [this] { said_ += "b"; });
    while (said_.size() < 3) loop_.turn();
    EXPECT_EQ(said_, "abc");
}

TEST_F(LoopTest, a_call_can_cancel_another_and_add_one_for_the_next_turn) {
    Loop::Timer second;
    loop_.call_at(0, [&] {
        said_ += "a";
        loop_.cancel(second);
        loop_.call_at(0, [this] { said_ += "c"; });
    });
    second = loop_.call_at(1, [this] { said_ += "b"; });
    loop_.turn();
    EXPECT_EQ(said_, "a");
    loop_.turn();
    EXPECT_EQ(said_, "ac");
    EXPECT_EQ(second.number, 0u);
}

TEST_F(LoopTest, of_two_that_are_ready_one_can_unwatch_both) {
    std::vector<os::Notifier> both;
    for (int i = 0; i < 2; ++i) both.push_back(std::move(os::Notifier::create().value()));
    for (os::Notifier& one : both) {
        one.notify();
        loop_.watch(one.fd(), os::Interest::read, [&, this, text = std::string(100, 'x')] {
            for (const os::Notifier& other : both) loop_.unwatch(other.fd());
            said_ += text;  // the call itself is still there
        });
    }
    loop_.turn();
    loop_.turn(0);
    EXPECT_EQ(said_.size(), 100u);
}

TEST_F(LoopTest, what_it_is_watched_for_can_change) {
    os::Notifier event = std::move(os::Notifier::create().value());
    loop_.watch(event.fd(), os::Interest::write, [this] { said_ += "w"; });
    loop_.turn();
    loop_.watch_for(event.fd(), os::Interest::read);
    loop_.turn(0);
    EXPECT_EQ(said_, "w");
    event.notify();
    loop_.turn();
    EXPECT_EQ(said_, "ww");
}

}  // namespace
}  // namespace simul
