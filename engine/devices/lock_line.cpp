#include "engine/devices/lock_line.h"

namespace simul {

bool LockLine::is_next(const Place& place) const {
    if (place.number == 0) return line_.empty();
    return line_.front() == place.number && (under_way_ == 0 || ended_ != place.ended);
}

void LockLine::begin(Place& place, bool in_passing) {
    std::unique_lock lock(mutex_);
    if (!in_passing && place.number == 0 && !line_.empty()) {
        line_.push_back(place.number = ++last_);
        place.ended = ended_ - 1;  // it has met no lock yet: its turn alone is enough
    }
    if (!in_passing) changed_.wait(lock, [&] { return is_next(place); });
    place.ended = ended_;
    ++under_way_;
}

void LockLine::end(Place& place, bool met_lock) {
    {
        const std::lock_guard lock(mutex_);
        --under_way_;
        ++ended_;
        ++place.ended;  // its own end is no reason to try again
        if (met_lock && place.number == 0) line_.push_back(place.number = ++last_);
        if (!met_lock && place.number != 0) line_.pop_front();
        if (!met_lock) place.number = 0;
    }
    changed_.notify_all();
}

bool LockLine::wait_for_others(Place& place) {
    std::unique_lock lock(mutex_);
    if (under_way_ == 1 && ended_ == place.ended) return false;
    changed_.wait(lock, [&] { return under_way_ == 1 || ended_ != place.ended; });
    place.ended = ended_;
    return true;
}

}  // namespace simul
