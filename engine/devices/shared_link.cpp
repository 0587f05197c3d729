#include "engine/devices/shared_link.h"

#include <algorithm>
#include <cmath>

namespace simul {

void SharedLink::join(Sender sender, std::int64_t bytes, std::int64_t now) {
    share_out(now);
    members_.emplace(sender, Member{static_cast<double>(bytes)});
}

void SharedLink::leave(Sender sender, std::int64_t now) {
    share_out(now);
    members_.erase(sender);
}

// Those who need less than an equal share get all that they need; what they leave is divided among the others.
void SharedLink::share_out(std::int64_t now) {
    double rest = rate_ * static_cast<double>(now - shared_until_);
    shared_until_ = now;
    std::vector<Member*> wanting;
    for (auto& [sender, member] : members_)
        if (member.had < member.bytes) wanting.push_back(&member);
    while (!wanting.empty()) {
        const double share = rest / static_cast<double>(wanting.size());
        const auto satisfied = std::partition(wanting.begin(), wanting.end(),
                                              [&](const Member* one) { return one->bytes - one->had > share; });
        if (satisfied == wanting.end()) {
            for (Member* const one : wanting) one->had += share;
            return;
        }
        for (auto one = satisfied; one != wanting.end(); ++one) {
            rest -= (*one)->bytes - (*one)->had;
            (*one)->had = (*one)->bytes;
        }
        wanting.erase(satisfied, wanting.end());
    }
}

std::vector<SharedLink::Share> SharedLink::due(std::int64_t now) {
    share_out(now);
    std::vector<Share> shares;
    for (auto place = members_.begin(); place != members_.end();) {
        Member& member = place->second;
        const auto bytes = static_cast<std::int64_t>(member.had) - member.told;
        member.told += bytes;
        if (bytes > 0) shares.push_back({place->first, bytes});
        place = member.had >= member.bytes ? members_.erase(place) : std::next(place);
    }
    return shares;
}

std::int64_t SharedLink::first_end() const {
    double least = HUGE_VAL;
    for (const auto& [sender, member] : members_) least = std::min(least, member.bytes - member.had);
    const double until = least * static_cast<double>(members_.size()) / rate_;
    return until < 1e18 ? shared_until_ + static_cast<std::int64_t>(std::ceil(until)) : INT64_MAX;
}

}  // namespace simul
