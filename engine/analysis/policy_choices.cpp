#include "engine/analysis/policy_choices.h"

#include <algorithm>

namespace simul {

void PolicyChoices::take(const Trace& trace) {
    const std::size_t size = trace.size();
    if (size == 0 || !tells_choices(trace.header()) || uses_one_core(trace.header().model)) return;
    if (!last_) last_.emplace(trace.header());
    for (std::size_t i = last_->size(); i < size; ++i) {
        last_->apply(trace[i], i);
        if (last_->has_chosen()) events_.push_back(i);
        if (last_->size() % distance_ == 0) keep_frame();
    }
}

/// Of too many every second goes, so the others stand at multiples of twice the distance.
void PolicyChoices::keep_frame() {
    constexpr std::size_t kBudget = std::size_t{64} << 20, kMost = 256;
    frames_.push_back(*last_);
    while (frames_.size() > 1 && (frames_.size() > kMost || frames_.size() * last_->bytes() > kBudget)) {
        distance_ *= 2;
        std::vector<ReadyLine> kept;
        for (std::size_t i = 1; i < frames_.size(); i += 2) kept.push_back(std::move(frames_[i]));
        frames_ = std::move(kept);
    }
}

std::size_t PolicyChoices::done(std::size_t events) const {
    return static_cast<std::size_t>(std::lower_bound(events_.begin(), events_.end(), events) - events_.begin());
}

std::string PolicyChoices::reason_of(const Trace& trace, std::size_t event) const {
    const std::size_t until = done(event + 1);
    if (until == 0 || trace.header().comparison.preference == Preference::first) return {};
    const PolicyChoice last = at(trace, until - 1);
    const TraceEvent& told = trace[event];
    const bool is_this = last.chosen == told.task && last.core == told.core && last.at == told.time;
    return is_this ? reason_in_words(trace.header().comparison, last) : std::string();
}

PolicyChoice PolicyChoices::at(const Trace& trace, std::size_t choice) const {
    const std::size_t events = events_[choice] + 1, frame = std::min(events / distance_, frames_.size());
    const bool goes_on = asked_ && asked_->size() <= events && asked_->size() >= frame * distance_;
    if (!goes_on) asked_ = frame == 0 ? ReadyLine(trace.header()) : frames_[frame - 1];
    for (std::size_t i = asked_->size(); i < events; ++i) asked_->apply(trace[i], i);
    return asked_->choice(trace);
}

}  // namespace simul
