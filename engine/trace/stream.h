// How recorded events leave their writer: a chain of segments that one writer fills and one reader empties.
//
// How it works. A writer owns a stream. It fills the current segment and publishes each event by one release store of
// `written`: no lock, no system call. A full segment is linked to a fresh one, which comes from the stream's own
// returned segments or from a SegmentSource. Text follows its event in whole slots of the same segment, its length in
// the first two bytes, and is published together with it. Places are offsets from a base address, because the processes
// of a run map their shared memory wherever they like; streams on the heap have base zero.
#pragma once

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

#include "engine/trace/trace_event.h"

namespace simul {

/// A distance from the base address of the streams; 0 is none.
using Offset = std::uint64_t;

struct Segment {
    std::atomic<std::uint32_t> written{0};  ///< slots that the reader may read
    std::uint32_t capacity = 0;             ///< slots
    std::atomic<Offset> next{0};            ///< set when the writer has gone on to another segment
    Offset below = 0;                       ///< in the stack of returned segments
    std::uint64_t padding = 0;

    TraceEvent* slots() { return reinterpret_cast<TraceEvent*>(this + 1); }
};
static_assert(sizeof(Segment) == 32);

/// One writer's stream, in memory that writer and reader share.
struct StreamHeader {
    std::atomic<Offset> first{0};        ///< where the reader begins
    std::atomic<Offset> returned{0};     ///< emptied segments, a stack: the reader pushes, the writer pops
    std::atomic<std::uint64_t> lost{0};  ///< events for which there was no room
    /// The writer's promise: no event that it has yet to publish is earlier than this (CLOCK_MONOTONIC).
    std::atomic<std::int64_t> horizon{0};
};

/// The horizon of a writer that waits for another, or has ended: its next event comes after somebody else's.
inline constexpr std::int64_t kNothingPending = INT64_MAX;

/// Memory for segments.
class SegmentSource {
  public:
    /// At least 512 slots, initialised but for them. 0: there is no more; the event is lost and counted.
    virtual Offset fresh_segment(StreamHeader& stream) = 0;

  protected:
    ~SegmentSource() = default;
};

inline constexpr std::size_t kMostTextBytes = 256;
inline constexpr std::uint32_t kFirstSlots = 512;

/// Writes one stream. Used by one thread at a time.
class Recorder {
  public:
    /// Nobody reads: whatever is recorded is lost, uncounted.
    Recorder() = default;
    Recorder(StreamHeader& stream, SegmentSource& source, std::byte* base)
        : stream_(&stream), source_(&source), base_(base) {}

    /// Returns false when the event was lost.
    bool record(const TraceEvent& event) {
        if (!has_room()) return false;
        *place() = event;
        publish();
        return true;
    }
    /// False: the next event is lost. Else it may be made right in its place, and then be published; so may more.
    bool has_room(std::size_t slots = 1) { return static_cast<std::size_t>(end_ - next_) >= slots || go_on(slots); }
    TraceEvent* place() const { return next_; }
    void publish(std::uint32_t slots = 1) {
        next_ += slots;
        segment_->written.store(static_cast<std::uint32_t>(next_ - segment_->slots()), std::memory_order_release);
    }

    /// Text beyond kMostTextBytes is cut, never within a UTF-8 character.
    bool record(TraceEvent event, std::string_view text);

    /// Whether what is recorded is kept.
    bool is_read() const { return stream_ != nullptr; }

    StreamHeader& stream() { return *stream_; }

  private:
    bool go_on(std::size_t slots);

    TraceEvent* next_ = nullptr;
    TraceEvent* end_ = nullptr;
    Segment* segment_ = nullptr;
    StreamHeader* stream_ = nullptr;
    SegmentSource* source_ = nullptr;
    std::byte* base_ = nullptr;
};

/// Reads one stream. Used by one thread at a time. The writer may be a process that is hostile or mad, and may change
/// anything at any moment: so what is read is copied first, then looked at, and nothing outside of the memory that both
/// share is ever touched.
class StreamReader {
  public:
    StreamReader() = default;
    /// `size`: of the memory that begins at `base`; without it, the writer is trusted to stay within its own.
    StreamReader(StreamHeader& stream, std::byte* base, std::size_t size = SIZE_MAX)
        : stream_(&stream), base_(base), size_(size) {}

    /// The next event, or nullptr: nothing more has been published. Valid until `pop`.
    const TraceEvent* peek() { return shown_ ? &event_ : look(); }
    /// Whether `peek` has shown the next event already.
    bool shows() const { return shown_; }
    /// Of the event that `peek` showed.
    std::string_view text() const { return {text_, text_length_}; }
    void pop();

    /// What the writer left makes no sense. Nothing more is read.
    bool broken() const { return broken_; }

    StreamHeader& stream() { return *stream_; }

  private:
    const TraceEvent* look();
    const TraceEvent* show(Segment& segment, std::uint32_t written);
    const TraceEvent* give_up();
    bool is_segment(Offset offset) const;
    std::size_t slots_in(Offset segment) const { return (size_ - segment - sizeof(Segment)) / sizeof(TraceEvent); }
    Segment* at(Offset offset) const { return reinterpret_cast<Segment*>(base_ + offset); }
    void give_back(Offset segment);

    StreamHeader* stream_ = nullptr;
    std::byte* base_ = nullptr;
    std::size_t size_ = 0;
    Offset segment_ = 0;
    std::uint32_t read_ = 0;

    TraceEvent event_;  ///< that `peek` shows
    bool shown_ = false, broken_ = false;
    std::uint32_t slots_ = 0;  ///< that it has, with its text
    const char* text_ = nullptr;
    std::size_t text_length_ = 0;
};

/// Prepares a segment of `bytes` at an address (32 bytes of head, then slots).
Segment* make_segment(void* where, std::size_t bytes);

/// Cuts to at most `most` bytes, never within a UTF-8 character.
std::string_view cut_text(std::string_view text, std::size_t most);

}  // namespace simul
