#include "engine/run/merger.h"

#include <algorithm>
#include <cmath>
#include <functional>

#include "engine/os/clock.h"
#include "engine/os/futex.h"

namespace simul {

namespace {

/// What a writer has stored but other CPUs may not see yet is never older than this.
constexpr std::int64_t kSlack = 200'000;
constexpr std::size_t kTellWriterAfter = 8192;

std::int64_t raw_time(const TraceEvent& event) { return event.time.time_since_epoch().count(); }

}  // namespace

Merger::Merger(Region& region, Trace& trace, Clock clock, double scale)
    : region_(region), trace_(trace), simulated_(clock == Clock::simulated), scale_(scale) {
    tickets_.resize(trace.header().resources.size());
}

std::size_t Merger::take(bool ended) {
    const std::size_t before = trace_.size();
    const std::int64_t limit = safe_until(ended);
    open_new_streams();
    if (simulated_) return pass_on();
    std::sort(others_.begin(), others_.end(), [](auto& a, auto& b) { return raw_time(a) < raw_time(b); });
    heap_.clear();
    waiting_.clear();
    for (std::uint32_t i = 0; i < sources_.size(); ++i)
        if (const TraceEvent* event = sources_[i].reader.peek()) heap_.emplace_back(raw_time(*event), i);
    std::make_heap(heap_.begin(), heap_.end(), std::greater<>());
    while (emit_next(limit, false) || (ended && emit_next(INT64_MAX, true))) {
    }
    return trace_.size() - before;
}

std::size_t Merger::pass_on() {
    std::size_t count = 0;
    for (Source& source : sources_) {
        while (const TraceEvent* event = source.reader.peek()) {
            if (event->has_text)
                trace_.append(*event, source.reader.text());
            else
                trace_.append(*event);
            source.reader.pop();
            if (++count % kTellWriterAfter != 0) continue;
            region_.head().taken.fetch_add(1, std::memory_order_release);
            os::wake(region_.head().taken, 1);
        }
    }
    region_.head().taken.fetch_add(1, std::memory_order_release);
    os::wake(region_.head().taken, 1);
    return count;
}

void Merger::open_new_streams() {
    const std::uint32_t writers = region_.head().writers.load(std::memory_order_acquire);
    while (sources_.size() < writers)
        sources_.push_back({StreamReader(region_.head().slots()[sources_.size()].stream, region_.base())});
}

std::int64_t Merger::safe_until(bool ended) {
    if (ended) return INT64_MAX;
    std::int64_t safe = os::monotonic_now() - kSlack;
    const std::uint32_t writers = region_.head().writers.load(std::memory_order_acquire);
    for (std::uint32_t i = 0; i < writers; ++i)
        safe = std::min(safe, region_.head().slots()[i].stream.horizon.load(std::memory_order_acquire));
    return safe;
}

std::uint16_t& Merger::next_sequence(TaskId task) {
    if (index_of(task) >= sequences_.size()) sequences_.resize(std::max(index_of(task) + 1, sequences_.size() * 2));
    return sequences_[index_of(task)];
}

bool Merger::in_turn(const TraceEvent& event) {
    if (event.unordered || event.task == kNoTask) return true;
    if (next_sequence(event.task) != event.sequence) return false;
    return event.resource == kNoResource || tickets_[index_of(event.resource)] == event.ticket;
}

/// `force`: nothing more will come, so a hole is a loss.
bool Merger::emit_next(std::int64_t limit, bool force) {
    if (!others_.empty() && (heap_.empty() || raw_time(others_.front()) <= heap_.front().first) &&
        raw_time(others_.front()) <= limit) {
        emit(others_.front(), {});
        others_.erase(others_.begin());
        return true;
    }
    while (!heap_.empty() && heap_.front().first <= limit) {
        const std::uint32_t index = heap_.front().second;
        std::pop_heap(heap_.begin(), heap_.end(), std::greater<>());
        heap_.pop_back();
        StreamReader& reader = sources_[index].reader;
        const TraceEvent event = *reader.peek();
        if (!in_turn(event) && !force) {
            waiting_.push_back(index);
            continue;
        }
        if (force) tell_loss(event);
        emit(event, reader.text());
        reader.pop();
        waiting_.push_back(index);
        for (const std::uint32_t source : waiting_) {
            const TraceEvent* next = sources_[source].reader.peek();
            if (!next) continue;
            heap_.emplace_back(raw_time(*next), source);
            std::push_heap(heap_.begin(), heap_.end(), std::greater<>());
        }
        waiting_.clear();
        return true;
    }
    if (!force) return false;
    for (const std::uint32_t source : waiting_) heap_.emplace_back(raw_time(*sources_[source].reader.peek()), source);
    std::make_heap(heap_.begin(), heap_.end(), std::greater<>());
    waiting_.clear();
    return !heap_.empty() && emit_next(limit, true);
}

void Merger::tell_loss(const TraceEvent& event) {
    if (event.unordered || event.task == kNoTask) return;
    const auto missing = static_cast<std::uint16_t>(event.sequence - next_sequence(event.task));
    if (missing != 0 && missing < 0x8000) {
        TraceEvent gap;
        gap.kind = EventKind::lost;
        gap.task = event.task;
        gap.value = missing;
        gap.time = last_;
        trace_.append(gap);
    }
    next_sequence(event.task) = event.sequence;
    if (event.resource != kNoResource) tickets_[index_of(event.resource)] = event.ticket;
}

void Merger::emit(TraceEvent event, std::string_view text) {
    if (!event.unordered && event.task != kNoTask) {
        ++next_sequence(event.task);
        if (event.resource != kNoResource) ++tickets_[index_of(event.resource)];
    }
    const double since = static_cast<double>(raw_time(event) - region_.head().began.load(std::memory_order_relaxed));
    event.time = std::max(last_, Time(Duration(std::llround(std::max(since, 0.0) * scale_))));
    last_ = event.time;
    if (text.empty())
        trace_.append(event);
    else
        trace_.append(event, text);
}

std::uint64_t Merger::lost_events() const {
    std::uint64_t lost = 0;
    const std::uint32_t writers = region_.head().writers.load(std::memory_order_acquire);
    for (std::uint32_t i = 0; i < writers; ++i)
        lost += region_.head().slots()[i].stream.lost.load(std::memory_order_relaxed);
    return lost;
}

}  // namespace simul
