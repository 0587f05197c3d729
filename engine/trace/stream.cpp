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

const TraceEvent* StreamReader::peek() {
    if (segment_ == 0) {
        segment_ = stream_->first.load(std::memory_order_acquire);
        if (segment_ == 0) return nullptr;
    }
    for (;;) {
        Segment* segment = at(segment_);
        if (read_ < segment->written.load(std::memory_order_acquire)) return segment->slots() + read_;
        const Offset next = segment->next.load(std::memory_order_acquire);
        if (next == 0) return nullptr;
        // The writer may have published a last event here before it went on.
        if (read_ < segment->written.load(std::memory_order_acquire)) continue;
        give_back(std::exchange(segment_, next));
        read_ = 0;
    }
}

std::string_view StreamReader::text() const {
    const TraceEvent* event = at(segment_)->slots() + read_;
    if (!event->has_text) return {};
    const char* bytes = reinterpret_cast<const char*>(event + 1);
    std::uint16_t length;
    std::memcpy(&length, bytes, sizeof length);
    return {bytes + sizeof length, std::min<std::size_t>(length, kMostTextBytes)};
}

std::uint32_t StreamReader::slots_here() const {
    const TraceEvent* event = at(segment_)->slots() + read_;
    return event->has_text ? 1 + slots_of_text(text().size()) : 1;
}

void StreamReader::pop() { read_ += slots_here(); }

void StreamReader::give_back(Offset segment) {
    Offset top = stream_->returned.load(std::memory_order_relaxed);
    do {
        at(segment)->below = top;
    } while (!stream_->returned.compare_exchange_weak(top, segment, std::memory_order_release));
}

}  // namespace simul
