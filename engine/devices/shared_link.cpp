#include "engine/devices/shared_link.h"

#include <algorithm>
#include <cmath>

namespace simul {

void SharedLink::join(Sender sender, std::int64_t bytes, std::int64_t now) {
    rise(now);
    const auto joined = senders_.emplace(sender, Joined{level_, bytes});
    if (joined.second) ends_.emplace(level_ + static_cast<double>(bytes), sender);
}

void SharedLink::leave(Sender sender, std::int64_t now) {
    rise(now);
    const auto found = senders_.find(sender);
    if (found == senders_.end()) return;
    ends_.erase({found->second.level + static_cast<double>(found->second.bytes), sender});
    senders_.erase(found);
}

/// Nanoseconds, of those who are not through.
double SharedLink::until_first_end() const {
    return (ends_.begin()->first - level_) * static_cast<double>(ends_.size()) / rate_;
}

void SharedLink::rise(std::int64_t now) {
    auto left = static_cast<double>(now - now_);
    now_ = now;
    while (!ends_.empty() && until_first_end() <= left) {
        left -= until_first_end();
        level_ = ends_.begin()->first;
        senders_.at(ends_.begin()->second).through = true;
        ends_.erase(ends_.begin());
    }
    if (!ends_.empty()) level_ += left * rate_ / static_cast<double>(ends_.size());
}

std::vector<SharedLink::Share> SharedLink::due(std::int64_t now) {
    rise(now);
    std::vector<Share> shares;
    for (auto place = senders_.begin(); place != senders_.end();) {
        Joined& one = place->second;
        const auto had = one.through ? one.bytes : std::min(one.bytes, static_cast<std::int64_t>(level_ - one.level));
        if (had > one.told) shares.push_back({place->first, had - one.told});
        one.told = had;
        place = one.through ? senders_.erase(place) : std::next(place);
    }
    return shares;
}

std::int64_t SharedLink::first_end() const {
    if (ends_.size() < senders_.size()) return now_;  // somebody is through, and was not told
    const double until = ends_.empty() ? HUGE_VAL : until_first_end();
    return until < 1e18 ? now_ + static_cast<std::int64_t>(std::ceil(until)) : INT64_MAX;
}

}  // namespace simul
