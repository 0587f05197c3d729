#include "engine/run/merger.h"

#include <algorithm>
#include <functional>

#include "engine/os/clock.h"
#include "engine/os/cores.h"
#include "engine/os/futex.h"
#include "engine/run/latest_time.h"

namespace simul {

namespace {

/// What a writer has stored but other CPUs may not see yet is never older than this.
constexpr std::int64_t kSlack = 200'000;
constexpr std::size_t kTellWriterAfter = 8192;
/// More than the most events that are asked for by default, with short texts.
constexpr std::size_t kMostTraceBytes = std::size_t{3} << 29;

std::int64_t raw_time(const TraceEvent& event) { return event.time.time_since_epoch().count(); }

bool has_ticket(const TraceEvent& event) { return event.resource != kNoResource && !event.unordered; }

/// A real run is confined to the first of the CPUs that we may use.
std::vector<int> cores_of_run(const RegionHead& head) {
    std::vector<int> cores = os::allowed_cores();
    if (head.cpus > 0 && cores.size() > head.cpus) cores.resize(head.cpus);
    return cores;
}

}  // namespace

Merger::Merger(Region& region, Trace& trace, Clock clock, double scale)
    : region_(region),
      trace_(trace),
      check_(trace.header()),
      exact_(clock == Clock::simulated || trace.header().conducted()),
      scale_(scale) {
    tickets_.resize(trace.header().resources.size());
    if (exact_) return;
    cores_.emplace(cores_of_run(region.head()), trace.header().model);
    if (trace.header().has_nodes()) node_cores_.emplace(trace.header().nodes, cores_of_run(region.head()));
}

std::size_t Merger::take(bool ended) {
    const std::size_t before = trace_.size();
    const std::int64_t limit = safe_until(ended);
    open_new_streams();
    if (exact_) return pass_on();
    take_switches();
    heap_.clear();
    waiting_.clear();
    for (std::uint32_t i = 0; i < sources_.size(); ++i)
        if (const TraceEvent* event = next_of(i)) heap_.emplace_back(raw_time(*event), i);
    std::make_heap(heap_.begin(), heap_.end(), std::greater<>());
    while (!problem_ && (emit_next(limit, false) || (ended && emit_next(INT64_MAX, true)))) {
    }
    return trace_.size() - before;
}

std::size_t Merger::pass_on() {
    std::size_t count = 0;
    for (StreamReader& source : sources_)
        while (passes_on(source))
            if (++count % kTellWriterAfter == 0) tell_writer();
    tell_writer();
    return count;
}

bool Merger::passes_on(StreamReader& source) {
    const TraceEvent* event = problem_ ? nullptr : source.peek();
    if (source.broken()) refuse("a stream leads nowhere");
    if (!event || !is_sound(*event, source.text())) return false;
    if (event->time < last_) return refuse("an event is earlier than the one before it"), false;
    last_ = event->time;
    if (event->has_text)
        trace_.append(*event, source.text());
    else
        trace_.append(*event);
    source.pop();
    return true;
}

void Merger::tell_writer() {
    region_.head().taken.fetch_add(1, std::memory_order_release);
    os::wake(region_.head().taken, 1);
}

// ---- What a process that is hostile or mad could have left.

/// Null also when the stream's next event cannot be.
const TraceEvent* Merger::next_of(std::uint32_t source) {
    const bool known = sources_[source].shows();
    const TraceEvent* const event = problem_ ? nullptr : sources_[source].peek();
    if (sources_[source].broken()) refuse("a stream leads nowhere");
    return event && (known || is_sound(*event, sources_[source].text())) ? event : nullptr;
}

bool Merger::is_sound(const TraceEvent& event, std::string_view text) {
    if (const char* problem = check_.problem_of(event)) refuse(problem);
    bytes_ += sizeof event + text.size();
    if (bytes_ > kMostTraceBytes) refuse("there are more than 1.5 GB of events and texts");
    return problem_ == nullptr;
}

void Merger::refuse(const char* problem) {
    if (!problem_) problem_ = problem;
}

std::uint32_t Merger::writers() const {
    return std::min(region_.head().writers.load(std::memory_order_acquire), kMostWriters);
}

/// After the limit was settled: so none is missing that is earlier.
void Merger::take_switches() {
    switches_.erase(switches_.begin(), switches_.begin() + static_cast<std::ptrdiff_t>(next_switch_));
    next_switch_ = 0;
    if (records_) records_->drain(switches_);
    std::stable_sort(switches_.begin(), switches_.end(), [](auto& a, auto& b) { return a.time < b.time; });
}

void Merger::open_new_streams() {
    while (sources_.size() < writers())
        sources_.emplace_back(region_.head().slots()[sources_.size()].stream, region_.base(), region_.size());
}

std::int64_t Merger::safe_until(bool ended) {
    if (ended) return INT64_MAX;
    std::int64_t safe = os::monotonic_now() - kSlack;
    const std::uint32_t count = writers();
    for (std::uint32_t i = 0; i < count; ++i)
        safe = std::min(safe, region_.head().slots()[i].stream.horizon.load(std::memory_order_acquire));
    return safe;
}

std::uint16_t& Merger::next_sequence(TaskId task) {
    if (index_of(task) >= sequences_.size()) sequences_.resize(std::max(index_of(task) + 1, sequences_.size() * 2));
    return sequences_[index_of(task)];
}

bool Merger::in_turn(const TraceEvent& event) {
    if (event.task != kNoTask && next_sequence(event.task) != event.sequence) return false;
    return !has_ticket(event) || tickets_[index_of(event.resource)] == event.ticket;
}

/// `force`: nothing more will come, so a hole is a loss.
bool Merger::emit_next(std::int64_t limit, bool force) {
    while (!heap_.empty() && heap_.front().first <= limit) {
        if (emit_switch(heap_.front().first)) return true;
        const std::uint32_t index = heap_.front().second;
        std::pop_heap(heap_.begin(), heap_.end(), std::greater<>());
        heap_.pop_back();
        StreamReader& reader = sources_[index];
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
            const TraceEvent* next = next_of(source);
            if (!next) continue;
            heap_.emplace_back(raw_time(*next), source);
            std::push_heap(heap_.begin(), heap_.end(), std::greater<>());
        }
        waiting_.clear();
        return true;
    }
    // At the end, what waits for events that were lost comes first: it may be earlier.
    if ((waiting_.empty() || limit != INT64_MAX) && emit_switch(limit)) return true;
    if (!force) return false;
    for (const std::uint32_t source : waiting_) heap_.emplace_back(raw_time(*sources_[source].peek()), source);
    std::make_heap(heap_.begin(), heap_.end(), std::greater<>());
    waiting_.clear();
    return !heap_.empty() && emit_next(limit, true);
}

void Merger::tell_loss(const TraceEvent& event) {
    if (has_ticket(event)) tickets_[index_of(event.resource)] = event.ticket;
    if (event.task == kNoTask) return;
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
}

/// The next record of the kernel, if it is not later than `limit`.
bool Merger::emit_switch(std::int64_t limit) {
    if (over_ || next_switch_ == switches_.size() || switches_[next_switch_].time > limit) return false;
    const os::SwitchRecord& record = switches_[next_switch_++];
    cores_->take(record, placed(record.time), around_);
    append({});
    return true;
}

void Merger::emit(TraceEvent event, std::string_view text) {
    if (event.task != kNoTask) ++next_sequence(event.task);
    if (has_ticket(event)) ++tickets_[index_of(event.resource)];
    over_ |= event.kind == EventKind::end;
    event.time = placed(raw_time(event));
    cores_->take(event, around_);
    append(text);
}

/// Where a moment of CLOCK_MONOTONIC is in the trace. Late ones stand at its end.
Time Merger::placed(std::int64_t time) {
    const double since = static_cast<double>(time - region_.head().began.load(std::memory_order_relaxed));
    last_ = std::max(last_, Time(within_axis(std::max(since, 0.0) * scale_)));
    return last_;
}

/// The text is that of the one event that has one.
void Merger::append(std::string_view text) {
    for (TraceEvent& event : around_) {
        if (node_cores_) node_cores_->settle(event);
        if (event.has_text)
            trace_.append(event, text);
        else
            trace_.append(event);
    }
    around_.clear();
}

std::uint64_t Merger::lost_events() const {
    std::uint64_t lost = 0;
    const std::uint32_t count = writers();
    for (std::uint32_t i = 0; i < count; ++i)
        lost += region_.head().slots()[i].stream.lost.load(std::memory_order_relaxed);
    return lost + (records_ ? records_->lost() : 0);
}

std::optional<Duration> Merger::stolen() const {
    const bool share_cpus = node_cores_.has_value();           // a machine may wait for another
    const bool beside_loop = trace_.header().loop_has_pool();  // a core may be free for threads only
    if (!records_ || records_->lost() > 0 || share_cpus || beside_loop) return std::nullopt;
    return cores_->stolen();
}

}  // namespace simul
