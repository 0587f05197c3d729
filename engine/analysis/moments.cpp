#include "engine/analysis/moments.h"

#include <algorithm>
#include <utility>

namespace simul {
namespace {

void fold_until(Moment& moment, const Trace& trace, std::size_t events) {
    for (std::size_t i = moment.size(); i < events; ++i) moment.apply(trace[i], i, trace.text_of(i));
}

/// Copies of variables are nodes of maps, one for each task and variable that it has touched.
std::size_t bytes_of(const Moment& moment) {
    constexpr std::size_t kMapNode = 64;
    const TraceHeader& header = moment.header();
    const std::size_t copies = copies_variables(header.model) ? header.resources.size() + 1 : 0;
    return sizeof(Moment) + moment.task_count() * (sizeof(TaskMoment) + copies * kMapNode) +
           header.resources.size() * (sizeof(ResourceMoment) + sizeof(ShownCell)) +
           moment.core_count() * sizeof(TaskId);
}

}  // namespace

void Moments::take(const Trace& trace) {
    const std::size_t size = trace.size();
    // A trace that is still empty has no header yet: what was made of it knows no resources.
    if (!last_ || last_->size() == 0) last_.emplace(trace.header());
    while (last_->size() < size) {
        const std::size_t next = last_->size() - last_->size() % distance_ + distance_;
        fold_until(*last_, trace, std::min(next, size));
        if (last_->size() == next) keep(*last_);
    }
}

void Moments::keep(const Moment& moment) {
    frames_.push_back(moment);
    bytes_ += bytes_of(moment);
    while (bytes_ > budget_ && !frames_.empty()) thin_out();
}

/// Every second frame goes, so the others stand at multiples of twice the distance.
void Moments::thin_out() {
    distance_ *= 2;
    bytes_ = 0;
    std::size_t kept = 0;
    for (std::size_t i = 1; i < frames_.size(); i += 2) {
        std::swap(frames_[kept], frames_[i]);
        bytes_ += bytes_of(frames_[kept++]);
    }
    frames_.erase(frames_.begin() + static_cast<std::ptrdiff_t>(kept), frames_.end());
}

const Moment& Moments::after(const Trace& trace, std::size_t events) {
    if (!last_ || last_->size() == 0 || last_->size() < events) take(trace);
    if (last_->size() == events) return *last_;
    std::size_t place = older_;
    for (std::size_t i = 0; i < asked_.size(); ++i)
        if (asked_[i] && asked_[i]->size() <= events && events - asked_[i]->size() < distance_ / 4) place = i;
    const Moment* from = best_before(events);
    std::optional<Moment>& answer = asked_[place];
    const bool goes_on =
        answer && answer->size() > 0 && answer->size() <= events && (!from || answer->size() >= from->size());
    if (!goes_on && from) answer = *from;
    if (!goes_on && !from) answer.emplace(trace.header());
    fold_until(*answer, trace, events);
    older_ = 1 - place;
    return *answer;
}

/// The last key frame that is not later, or null.
const Moment* Moments::best_before(std::size_t events) const {
    const std::size_t index = std::min(events / distance_, frames_.size());
    return index == 0 ? nullptr : &frames_[index - 1];
}

}  // namespace simul
