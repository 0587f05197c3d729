#include "engine/devices/service.h"

#include <algorithm>

#include "engine/base/time.h"

namespace simul {

namespace {

constexpr std::int64_t kSecond = 1'000'000'000;

}  // namespace

bool DeviceService::begin(const Request& request, Time now) {
    go_to(now);
    if (waiting_.empty() && has_place_for(request)) {
        serve(request, now);
    } else {
        if (traits_.refuses_when_busy && request.changes) return false;
        waiting_.push_back(request);
    }
    return true;
}

/// A database makes one change at a time, a graphics card has one queue.
bool DeviceService::has_place_for(const Request& request) const {
    if (traits_.kind == DeviceKind::gpu) return coming_.empty() && sharing_.empty();
    if (traits_.at_once > 0 && coming_.size() + sharing_.size() >= traits_.at_once) return false;
    return traits_.kind != DeviceKind::database || !request.changes || changing_ == 0;
}

void DeviceService::serve(const Request& request, Time now) {
    coming_.push_back({request, now + traits_.latency + request.keeps});
    changing_ += request.changes;
    go_to(now);
}

void DeviceService::serve_waiting(Time now) {
    while (!waiting_.empty() && has_place_for(waiting_.front())) {
        const Request next = waiting_.front();
        waiting_.pop_front();
        serve(next, now);
    }
}

void DeviceService::leave(const Request& request) { changing_ -= request.changes; }

bool DeviceService::forget(std::uint64_t number, Time now) {
    go_to(now);
    const std::size_t in_line = std::erase_if(waiting_, [number](const Request& it) { return it.number == number; });
    if (traits_.kind == DeviceKind::gpu) return in_line > 0;
    std::erase_if(coming_, [&](const Coming& it) { return it.request.number == number && (leave(it.request), true); });
    std::erase_if(sharing_, [&](const auto& it) { return it.second.number == number && (leave(it.second), true); });
    serve_waiting(now);
    return true;
}

/// Nobody begins to share, or ends, between the last time and this one: `next` was asked.
void DeviceService::go_to(Time now) {
    if (!sharing_.empty())
        work_ += (static_cast<Work>((now - now_).count()) << kFraction) / static_cast<Work>(sharing_.size());
    now_ = now;
    while (!coming_.empty() && coming_.front().until <= now) {
        const Request& request = coming_.front().request;
        sharing_.insert({{work_ + work_of(request.bytes), begun_++}, request});
        coming_.pop_front();
    }
}

DeviceService::Work DeviceService::work_of(std::int64_t bytes) const {
    if (traits_.bandwidth == 0) return 0;
    return (static_cast<Work>(bytes) * kSecond << kFraction) / traits_.bandwidth;
}

/// Rounded up to whole nanoseconds.
Time DeviceService::end_of_first() const {
    const Work left = std::max<Work>(0, sharing_.begin()->first.through - work_) * static_cast<Work>(sharing_.size());
    const Work length = (left + ((Work{1} << kFraction) - 1)) >> kFraction;
    constexpr auto kLongest = static_cast<Work>(INT64_MAX / 2);
    return now_ + Duration(static_cast<std::int64_t>(std::min(length, kLongest)));
}

Time DeviceService::next() const {
    const Time comes = coming_.empty() ? kNever : coming_.front().until;
    return sharing_.empty() ? comes : std::min(comes, end_of_first());
}

std::vector<std::uint64_t> DeviceService::take_answered(Time now) {
    std::vector<std::uint64_t> answered;
    go_to(now);
    while (!sharing_.empty() && end_of_first() <= now) {
        const Request request = sharing_.begin()->second;
        sharing_.erase(sharing_.begin());
        leave(request);
        answered.push_back(request.number);
        serve_waiting(now);
    }
    return answered;
}

}  // namespace simul
