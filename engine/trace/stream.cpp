#include "engine/trace/stream.h"

#include <new>
#include <utility>

#include "engine/base/ensure.h"

namespace simul {

namespace {

std::uint32_t slots_of_text(std::size_t bytes) {
    return static_cast<std::uint32_t>((bytes + sizeof(std::uint16_t) + sizeof(TraceEvent) - 1) / sizeof(TraceEvent));
}

}  // namespace

Segment* make_segment(void* where, std::size_t bytes) {
    ensure(bytes >= sizeof(Segment) + kFirstSlots * sizeof(TraceEvent), "a segment holds at least 512 events");
    Segment* segment = new (where) Segment;
    segment->capacity = static_cast<std::uint32_t>((bytes - sizeof(Segment)) / sizeof(TraceEvent));
    return segment;
}

std::string_view cut_text(std::string_view text, std::size_t most) {
    if (text.size() <= most) return text;
    std::size_t end = most;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xc0) == 0x80) --end;
    return text.substr(0, end);
}

bool Recorder::record(TraceEvent event, std::string_view text) {
    if (text.empty()) return record(event);
    text = cut_text(text, kMostTextBytes);
    const std::uint32_t slots = 1 + slots_of_text(text.size());
    if (static_cast<std::size_t>(end_ - next_) < slots && !go_on(slots)) return false;
    event.has_text = 1;
    next_[0] = event;
    const auto length = static_cast<std::uint16_t>(text.size());
    char* bytes = reinterpret_cast<char*>(next_ + 1);
    std::memcpy(bytes, &length, sizeof length);
    std::memcpy(bytes + sizeof length, text.data(), text.size());
    publish(slots);
    return true;
}

bool Recorder::go_on(std::size_t slots) {
    if (!is_read()) return false;
    Offset fresh = stream_->returned.load(std::memory_order_acquire);
    // Only this thread pops, so what stands on top cannot be popped and pushed again in between.
    while (fresh != 0 && !stream_->returned.compare_exchange_weak(
                             fresh, reinterpret_cast<Segment*>(base_ + fresh)->below, std::memory_order_acquire)) {
    }
    if (fresh == 0) fresh = source_->fresh_segment(*stream_);
    if (fresh == 0) {
        stream_->lost.fetch_add(1, std::memory_order_relaxed);
        return false;
    }
    auto* segment = reinterpret_cast<Segment*>(base_ + fresh);
    ensure(segment->capacity >= slots, "a segment has room for one event and its text");
    segment->written.store(0, std::memory_order_relaxed);
    segment->next.store(0, std::memory_order_relaxed);
    if (segment_)
        segment_->next.store(fresh, std::memory_order_release);
    else
        stream_->first.store(fresh, std::memory_order_release);
    segment_ = segment;
    next_ = segment->slots();
    end_ = next_ + segment->capacity;
    return true;
}

const TraceEvent* StreamReader::look() {
    /// A writer continues to a segment when it has something for it, so empty ones do not follow each other.
    constexpr int kMostEmptied = 4;
    if (broken_) return nullptr;
    if (segment_ == 0) {
        segment_ = stream_->first.load(std::memory_order_acquire);
        if (segment_ == 0) return nullptr;
        if (!is_segment(segment_)) return give_up();
    }
    for (int emptied = 0; emptied < kMostEmptied;) {
        Segment& segment = *at(segment_);
        std::uint32_t written = segment.written.load(std::memory_order_acquire);
        if (read_ < written) return show(segment, written);
        const Offset next = segment.next.load(std::memory_order_acquire);
        if (next == 0) return nullptr;
        // The writer may have published a last event here before it continued.
        written = segment.written.load(std::memory_order_acquire);
        if (read_ < written) return show(segment, written);
        if (!is_segment(next)) return give_up();
        give_back(std::exchange(segment_, next));
        read_ = 0;
        ++emptied;
    }
    return give_up();
}

const TraceEvent* StreamReader::show(Segment& segment, std::uint32_t written) {
    if (written > slots_in(segment_)) return give_up();
    const TraceEvent* const slot = segment.slots() + read_;
    std::memcpy(static_cast<void*>(&event_), slot, sizeof event_);
    text_length_ = 0;
    slots_ = 1;
    if (event_.has_text) {
        std::uint16_t length = 0;
        if (written - read_ < 2) return give_up();
        std::memcpy(&length, slot + 1, sizeof length);
        text_ = reinterpret_cast<const char*>(slot + 1) + sizeof length;
        text_length_ = length;
        slots_ += slots_of_text(length);
        if (length > kMostTextBytes || written - read_ < slots_) return give_up();
    }
    shown_ = true;
    return &event_;
}

const TraceEvent* StreamReader::give_up() {
    broken_ = true;
    text_length_ = 0;
    return nullptr;
}

bool StreamReader::is_segment(Offset offset) const {
    return offset % alignof(Segment) == 0 && offset < size_ && size_ - offset >= sizeof(Segment);
}

void StreamReader::pop() {
    read_ += slots_;
    shown_ = false;
}

void StreamReader::give_back(Offset segment) {
    Offset top = stream_->returned.load(std::memory_order_relaxed);
    do {
        at(segment)->below = top;
    } while (!stream_->returned.compare_exchange_weak(top, segment, std::memory_order_release));
}

}  // namespace simul
