#include "engine/devices/loop.h"

#include <algorithm>
#include <vector>

namespace simul {

Result<Loop> Loop::create() {
    Result<os::Poller> poller = os::Poller::create();
    if (!poller) return poller.error();
    return Loop(std::move(*poller));
}

void Loop::add(int fd, const Watch& watch) {
    ensure(poller_.add(fd, watch.token, false, watch.interest).ok(), "the kernel watches each open descriptor");
}

void Loop::watch(int fd, os::Interest interest, Call call) {
    unwatch(fd);
    const Watch watch{++last_, interest, std::make_shared<const Call>(std::move(call))};
    add(fd, watch);
    watches_[fd] = watch;
    calls_[watch.token] = watch.call;
}

void Loop::watch_for(int fd, os::Interest interest) {
    Watch& watch = watches_.at(fd);
    if (std::exchange(watch.interest, interest) == interest) return;
    poller_.remove(fd);
    add(fd, watch);
}

void Loop::unwatch(int fd) {
    const auto found = watches_.find(fd);
    if (found == watches_.end()) return;
    poller_.remove(fd);
    calls_.erase(found->second.token);
    watches_.erase(found);
}

Loop::Timer Loop::call_at(std::int64_t moment, Call call) {
    const Timer timer{moment, ++last_};
    timers_.emplace(std::pair(timer.moment, timer.number), std::move(call));
    return timer;
}

void Loop::cancel(Timer& timer) {
    timers_.erase({timer.moment, timer.number});
    timer = {};
}

void Loop::turn(std::int64_t deadline) {
    const std::int64_t first = timers_.empty() ? os::kNoDeadline : timers_.begin()->first.first;
    const auto ready = poller_.wait(std::min(first, deadline));
    const std::vector<std::uint64_t> tokens(ready.begin(), ready.end());
    for (const std::uint64_t token : tokens) {
        const auto found = calls_.find(token);
        if (found == calls_.end()) continue;
        const std::shared_ptr<const Call> call = found->second;  // it may be unwatched while it is called
        (*call)();
    }
    call_what_is_due();
}

void Loop::call_what_is_due() {
    const std::int64_t now = os::monotonic_now();
    const std::uint64_t last = last_;  // what is added meanwhile waits for the next turn
    while (!timers_.empty() && timers_.begin()->first.first <= now) {
        if (timers_.begin()->first.second > last) break;
        const auto due = timers_.extract(timers_.begin());
        due.mapped()();
    }
}

}  // namespace simul
