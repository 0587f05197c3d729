// Which slanted lines the timeline draws for messages between machines.
#include "app/layout/messages.h"

#include <gtest/gtest.h>

namespace simul::layout {
namespace {

constexpr TaskId kSender{1};
constexpr ResourceId kOrders{0};

/// One event each second, from 0 on: its kind, and the number of its message.
class MessageLines : public ::testing::Test {
  protected:
    void happens(EventKind kind, std::int64_t message) {
        TraceEvent event;
        event.time = Time(Duration(std::chrono::seconds(trace_.size())));
        event.kind = kind;
        event.task = kSender;
        event.resource = kOrders;
        event.value = message;
        trace_.append(event);
    }
    std::vector<MessageLine> between(int from, int until, std::size_t most = 10) const {
        return messages_between(trace_, Time(std::chrono::seconds(from)), Time(std::chrono::seconds(until)), most);
    }
    static MessageLine line(int sent, int until, bool lost = false) {
        return {kSender, kOrders, Time(std::chrono::seconds(sent)), Time(std::chrono::seconds(until)), lost};
    }

    Trace trace_{TraceHeader{}};
};

TEST_F(MessageLines, AreDrawnFromWhereAMessageWasSentToWhereItArrivedOrWasLost) {
    for (const std::int64_t message : {1, 2}) happens(EventKind::transmit, message);
    happens(EventKind::lose, 2);
    happens(EventKind::deliver, 1);
    EXPECT_EQ(between(0, 9), (std::vector<MessageLine>{line(1, 2, true), line(0, 3)}));
}

TEST_F(MessageLines, OfAMessageThatArrivesTwiceAreTwo) {
    happens(EventKind::transmit, 1);
    for (int i = 0; i < 2; ++i) happens(EventKind::deliver, 1);
    EXPECT_EQ(between(0, 9), (std::vector<MessageLine>{line(0, 1), line(0, 2)}));
}

TEST_F(MessageLines, AreThoseOfWhichAPartIsSeen) {
    happens(EventKind::transmit, 1);  // 0 to 3
    happens(EventKind::transmit, 2);  // 1 to 5
    happens(EventKind::print, 0);
    happens(EventKind::deliver, 1);
    happens(EventKind::transmit, 3);  // 4 to 6
    happens(EventKind::deliver, 2);
    happens(EventKind::deliver, 3);
    EXPECT_EQ(between(2, 3), (std::vector<MessageLine>{line(0, 3), line(1, 5)}));
    EXPECT_EQ(between(6, 6), (std::vector<MessageLine>{line(4, 6)}));
}

TEST_F(MessageLines, AreNoneWhereTheyWouldBeTooManyToTellAnything) {
    for (std::int64_t message = 0; message < 5; ++message) {
        happens(EventKind::transmit, message);
        happens(EventKind::deliver, message);
    }
    EXPECT_EQ(between(0, 9, 5).size(), 5u);
    EXPECT_TRUE(between(0, 9, 4).empty());
}

/// A stranger's file may say that something arrived which nobody sent.
TEST_F(MessageLines, AreNotDrawnForWhatNobodySent) {
    happens(EventKind::deliver, 1);
    EXPECT_TRUE(between(0, 9).empty());
}

}  // namespace
}  // namespace simul::layout
