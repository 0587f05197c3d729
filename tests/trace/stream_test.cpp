// Streams: what a writer records, a reader gets, whatever becomes of the segments in between.
#include "engine/trace/stream.h"

#include <gtest/gtest.h>
#include <signal.h>
#include <ucontext.h>

#include <atomic>
#include <cstring>
#include <functional>
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

#if defined(__x86_64__) && defined(__linux__)

// What another thread may do between any two instructions of this one: the processor stops after each, and after a
// given number of them the other's part is done.

constexpr greg_t kTrapFlag = 0x100;
std::function<void()> part_of_other;
volatile int steps_until_part = 0;
volatile bool stepping = false;

void after_instruction(int, siginfo_t*, void* context) {
    greg_t& flags = static_cast<ucontext_t*>(context)->uc_mcontext.gregs[REG_EFL];
    flags = stepping ? flags | kTrapFlag : flags & ~kTrapFlag;
    if (!stepping || steps_until_part < 0) return;
    if (steps_until_part == 0) part_of_other();
    steps_until_part = steps_until_part - 1;
}

/// Does its own part step by step, with the other's in between. False: it was over before the other's turn came.
template <class Own>
bool interleaved(int steps, const Own& own, std::function<void()> other) {
    struct sigaction action = {};
    action.sa_sigaction = after_instruction;
    action.sa_flags = SA_SIGINFO;
    sigaction(SIGTRAP, &action, nullptr);
    part_of_other = std::move(other);
    steps_until_part = steps;
    stepping = true;
    raise(SIGTRAP);
    own();
    stepping = false;
    return steps_until_part < 0;
}

TEST(Stream, an_event_that_is_published_just_before_its_segment_is_left_is_not_missed_between_any_two_instructions) {
#ifdef __SANITIZE_THREAD__
    GTEST_SKIP() << "the other's part runs in a signal handler, where this sanitizer allows no memory to be taken";
#endif
    constexpr auto kLast = static_cast<std::int64_t>(kFirstSlots) - 1;
    int steps = 0;
    for (;; ++steps) {
        Pipe pipe;
        for (std::int64_t i = 0; i < kLast; ++i) pipe.recorder.record(numbered(i));
        ASSERT_EQ(values_in(pipe.reader).size(), static_cast<std::size_t>(kLast));
        const bool met = interleaved(
            steps, [&] { (void)pipe.reader.peek(); },
            [&] {
                pipe.recorder.record(numbered(kLast));
                pipe.recorder.record(numbered(kLast + 1));  // in another segment
            });
        if (!met) break;
        ASSERT_EQ(values_in(pipe.reader), (std::vector<std::int64_t>{kLast, kLast + 1})) << steps;
    }
    EXPECT_GT(steps, 20) << "it was interrupted";
}

#endif

// ---- A writer that is hostile or mad. The memory that both share ends after three segments.

class MadWriter : public ::testing::Test {
  protected:
    static constexpr std::size_t kSegment = sizeof(Segment) + kFirstSlots * sizeof(TraceEvent);
    struct alignas(64) Memory {
        std::byte bytes[64 + 3 * kSegment]{};
    };

    Segment& segment(std::size_t place) { return *reinterpret_cast<Segment*>(memory_->bytes + offset(place)); }
    static Offset offset(std::size_t place) { return 64 + place * kSegment; }
    void SetUp() override {
        for (std::size_t i = 0; i < 3; ++i) make_segment(&segment(i), kSegment);
        header_.first.store(offset(0));
    }
    void expect_broken() {
        for (int i = 0; i < 2000 && reader_.peek() != nullptr; ++i) reader_.pop();
        EXPECT_EQ(reader_.peek(), nullptr);
        EXPECT_TRUE(reader_.broken());
    }

    std::unique_ptr<Memory> memory_ = std::make_unique<Memory>();
    StreamHeader header_;
    StreamReader reader_{header_, memory_->bytes, sizeof(Memory)};
};

TEST_F(MadWriter, whose_stream_begins_outside_of_the_memory_is_not_followed) {
    for (const Offset place : {Offset{sizeof(Memory)}, Offset{sizeof(Memory) - 8}, ~Offset{0} - 31, Offset{65}}) {
        header_.first.store(place);
        StreamReader reader(header_, memory_->bytes, sizeof(Memory));
        EXPECT_EQ(reader.peek(), nullptr);
        EXPECT_TRUE(reader.broken()) << place;
    }
}

TEST_F(MadWriter, who_goes_on_outside_of_the_memory_is_not_followed) {
    segment(0).written.store(3);
    segment(0).next.store(Offset{1} << 40);
    expect_broken();
}

TEST_F(MadWriter, who_claims_to_have_written_more_than_there_is_room_for_is_not_believed) {
    segment(0).written.store(0x7fffffff);
    expect_broken();
}

TEST_F(MadWriter, who_goes_round_in_empty_segments_keeps_nobody) {
    segment(0).next.store(offset(1));
    segment(1).next.store(offset(0));
    expect_broken();
}

TEST_F(MadWriter, whose_text_is_longer_than_what_was_written_is_not_believed) {
    segment(0).slots()[0].has_text = 1;
    segment(0).written.store(1);
    expect_broken();
}

TEST_F(MadWriter, whose_text_is_longer_than_any_is_not_believed) {
    segment(0).slots()[0].has_text = 1;
    const std::uint16_t length = 60'000;
    std::memcpy(static_cast<void*>(segment(0).slots() + 1), &length, sizeof length);
    segment(0).written.store(kFirstSlots);
    expect_broken();
}

TEST_F(MadWriter, who_changes_an_event_after_it_was_shown_changes_nothing) {
    segment(0).slots()[0].value = 7;
    segment(0).written.store(1);
    ASSERT_NE(reader_.peek(), nullptr);
    segment(0).slots()[0].value = 8;
    segment(0).written.store(0);
    ASSERT_NE(reader_.peek(), nullptr);
    EXPECT_EQ(reader_.peek()->value, 7);
}

}  // namespace
}  // namespace simul
