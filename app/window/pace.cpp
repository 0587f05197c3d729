#include "app/window/pace.h"

#include <algorithm>

namespace simul::window {

namespace {
constexpr int kFramesAfterInput = 3, kFramesAfterChange = 2;
}  // namespace

void Pace::input_came(double now) {
    owed_ = std::max(owed_, kFramesAfterInput);
    lingers_until_ = now + kLinger;
}

void Pace::something_changed() { owed_ = std::max(owed_, kFramesAfterChange); }

bool Pace::wants_frame(double now) const {
    const bool wanted = owed_ > 0 || drawn_at_ < lingers_until_;
    // Half a millisecond early is better than a whole sleep late.
    return wanted && now >= next_frame() - 0.0005;
}

void Pace::drew_frame(double now) {
    drawn_at_ = now;
    owed_ = std::max(owed_ - 1, 0);
}

double Pace::patience(double now) const {
    if (owed_ > 0 || drawn_at_ < lingers_until_) return std::clamp(next_frame() - now, 0.0, kLook);
    if (!moving_) return kLook;
    return spares_ ? kRestingFrame : kFrame;
}

double Pace::next_frame() const {
    const bool lingers = drawn_at_ < lingers_until_;
    const bool fast = spares_ ? owed_ > 0 && lingers : owed_ > 0 || moving_;
    return drawn_at_ + (fast ? kFrame : kRestingFrame);
}

}  // namespace simul::window
