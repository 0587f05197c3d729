#include "engine/run/conductors/by_priority.h"

#include <algorithm>

namespace simul {

ByPriority::ByPriority(std::uint64_t seed, std::uint64_t run, std::size_t depth, std::size_t steps)
    : random_(seed, run) {
    const auto last = static_cast<std::int64_t>(std::max<std::size_t>(steps, 2) - 1);
    for (std::size_t i = 1; i < depth; ++i)
        change_points_.push_back(static_cast<std::size_t>(random_.between(1, last)));
}

std::uint64_t& ByPriority::priority_of(TaskId task) {
    std::uint64_t& priority = priorities_[task];
    constexpr std::uint64_t kAboveAllLowered = std::uint64_t{1} << 32;
    if (priority == 0) priority = random_.next() | kAboveAllLowered;
    return priority;
}

bool ByPriority::was_here_before(const Decision& decision) {
    return !states_.insert(decision.standing.state().first).second && last_;
}

std::optional<std::size_t> ByPriority::choose(const Decision& decision) {
    const auto highest = [&] {
        std::size_t best = 0;
        for (std::size_t i = 1; i < decision.enabled.size(); ++i)
            if (priority_of(decision.enabled[i]) > priority_of(decision.enabled[best])) best = i;
        return best;
    };
    if (was_here_before(decision)) priority_of(*last_) = lowest_--;
    const auto due = std::count(change_points_.begin(), change_points_.end(), decision.step);
    for (std::ptrdiff_t i = 0; i < due; ++i) priority_of(decision.enabled[highest()]) = lowest_--;
    const std::size_t chosen = highest();
    last_ = decision.enabled[chosen];
    return chosen;
}

}  // namespace simul
