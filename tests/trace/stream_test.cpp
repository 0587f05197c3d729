// Streams: what a writer records, a reader gets, whatever becomes of the segments in between.
#include "engine/trace/stream.h"

#include <gtest/gtest.h>

#include <atomic>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "engine/base/random.h"

namespace simul {
namespace {

/// Gives segments of the smallest size, at most so many.
class Segments final : public SegmentSource {
  public:
    explicit Segments(std::size_t most = SIZE_MAX) : left_(most) {}

    Offset fresh_segment(StreamHeader&) override {
        if (left_ == 0) return 0;
        --left_;
        memory_.push_back(std::make_unique<Memory>());
        return reinterpret_cast<Offset>(make_segment(memory_.back().get(), sizeof(Memory)));
    }
    std::size_t given() const { return memory_.size(); }
    void give_more(std::size_t more) { left_ += more; }

  private:
    struct alignas(32) Memory {
        std::byte bytes[sizeof(Segment) + kFirstSlots * sizeof(TraceEvent)];
    };
    std::size_t left_;
    std::vector<std::unique_ptr<Memory>> memory_;
};

struct Pipe {
    StreamHeader header;
    Segments segments;
    Recorder recorder{header, segments, nullptr};
    StreamReader reader{header, nullptr};

    explicit Pipe(std::size_t most = SIZE_MAX) : segments(most) {}
};

TraceEvent numbered(std::int64_t number) {
    TraceEvent event;
    event.value = number;
    return event;
}

/// Reads all there is and returns the values.
std::vector<std::int64_t> values_in(StreamReader& reader) {
    std::vector<std::int64_t> values;
    for (; const TraceEvent* event = reader.peek(); reader.pop()) values.push_back(event->value);
    return values;
}

std::vector<std::int64_t> range(std::int64_t begin, std::int64_t end) {
    std::vector<std::int64_t> values;
    for (std::int64_t i = begin; i < end; ++i) values.push_back(i);
    return values;
}

TEST(Stream, is_empty_before_anything_is_recorded) {
    Pipe pipe;
    EXPECT_EQ(pipe.reader.peek(), nullptr);
}

TEST(Stream, gives_events_in_order_across_segments) {
    Pipe pipe;
    for (std::int64_t i = 0; i < 2000; ++i) EXPECT_TRUE(pipe.recorder.record(numbered(i)));
    EXPECT_EQ(values_in(pipe.reader), range(0, 2000));
    EXPECT_EQ(pipe.segments.given(), 4U);
}

TEST(Stream, gives_an_event_that_was_made_in_its_place) {
    Pipe pipe;
    ASSERT_TRUE(pipe.recorder.has_room());
    *pipe.recorder.place() = numbered(5);
    EXPECT_EQ(pipe.reader.peek(), nullptr) << "nothing is there before it is published";
    pipe.recorder.publish();
    EXPECT_EQ(values_in(pipe.reader), range(5, 6));
}

TEST(Stream, gives_each_event_its_text_wherever_segments_end) {
    Pipe pipe;
    Random random(1, 0);
    std::vector<std::string> texts;
    for (std::int64_t i = 0; i < 1000; ++i) {
        texts.emplace_back(static_cast<std::size_t>(random.between(0, 256)), static_cast<char>('a' + i % 26));
        EXPECT_TRUE(pipe.recorder.record(numbered(i), texts.back()));
    }
    for (std::int64_t i = 0; i < 1000; ++i) {
        ASSERT_NE(pipe.reader.peek(), nullptr);
        EXPECT_EQ(pipe.reader.peek()->value, i);
        EXPECT_EQ(pipe.reader.text(), texts[static_cast<std::size_t>(i)]) << i;
        pipe.reader.pop();
    }
    EXPECT_EQ(pipe.reader.peek(), nullptr);
}

TEST(Stream, cuts_a_long_text_between_characters) {
    Pipe pipe;
    std::string euros;
    for (int i = 0; i < 100; ++i) euros += "€";  // three bytes each: 256 is in the middle of one
    pipe.recorder.record(numbered(0), euros);
    ASSERT_NE(pipe.reader.peek(), nullptr);
    EXPECT_EQ(pipe.reader.text(), euros.substr(0, 255));
    EXPECT_EQ(cut_text("abc", 3), "abc");
    EXPECT_EQ(cut_text("ab€", 4), "ab");
}

TEST(Stream, uses_segments_again_that_the_reader_has_emptied) {
    Pipe pipe;
    for (std::int64_t i = 0; i < 100'000; ++i) {
        pipe.recorder.record(numbered(i));
        ASSERT_EQ(values_in(pipe.reader), range(i, i + 1));
    }
    EXPECT_EQ(pipe.segments.given(), 2U);
    EXPECT_EQ(pipe.header.lost.load(), 0U);
}

TEST(Stream, counts_what_is_lost_and_goes_on_when_there_is_room_again) {
    Pipe pipe(1);
    for (std::int64_t i = 0; i < kFirstSlots; ++i) EXPECT_TRUE(pipe.recorder.record(numbered(i)));
    EXPECT_FALSE(pipe.recorder.record(numbered(600)));
    EXPECT_FALSE(pipe.recorder.record(numbered(601), "with text"));
    EXPECT_FALSE(pipe.recorder.has_room());
    EXPECT_EQ(pipe.header.lost.load(), 3U);
    EXPECT_EQ(values_in(pipe.reader), range(0, kFirstSlots));
    pipe.segments.give_more(1);
    EXPECT_TRUE(pipe.recorder.record(numbered(700)));
    EXPECT_EQ(values_in(pipe.reader), range(700, 701));
}

TEST(Stream, loses_a_text_that_does_not_fit_but_keeps_short_events) {
    Pipe pipe(1);
    for (std::int64_t i = 0; i < kFirstSlots - 2; ++i) pipe.recorder.record(numbered(i));
    EXPECT_FALSE(pipe.recorder.record(numbered(-1), std::string(200, 'x')));
    EXPECT_TRUE(pipe.recorder.record(numbered(kFirstSlots - 2)));
    EXPECT_EQ(values_in(pipe.reader), range(0, kFirstSlots - 1));
}

TEST(Stream, can_begin_again_with_a_new_reader_where_nothing_was_read) {
    Pipe pipe;
    for (std::int64_t i = 0; i < 600; ++i) pipe.recorder.record(numbered(i));
    StreamReader other(pipe.header, nullptr);
    EXPECT_EQ(values_in(other), range(0, 600));
}

TEST(Stream, carries_everything_from_one_thread_to_another) {
    constexpr std::int64_t kEvents = 300'000;
    Pipe pipe;
    std::thread writer([&pipe] {
        for (std::int64_t i = 0; i < kEvents; ++i) {
            if (i % 7 == 0)
                pipe.recorder.record(numbered(i), std::to_string(i));
            else
                pipe.recorder.record(numbered(i));
        }
    });
    std::int64_t expected = 0;
    while (expected < kEvents) {
        const TraceEvent* event = pipe.reader.peek();
        if (!event) continue;
        ASSERT_EQ(event->value, expected);
        ASSERT_EQ(pipe.reader.text(), expected % 7 == 0 ? std::to_string(expected) : "");
        pipe.reader.pop();
        ++expected;
    }
    writer.join();
    EXPECT_EQ(pipe.reader.peek(), nullptr);
}

}  // namespace
}  // namespace simul
