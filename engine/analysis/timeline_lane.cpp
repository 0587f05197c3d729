#include "engine/analysis/timeline_lane.h"

namespace simul {

void Lane::grow_index(Time from) {
    if (!index_) {
        index_ = std::make_unique<Index>();
        for (Level& level : *index_) {
            level.from.push(stretches_[0].from);
            level.before.push({});
        }
    }
    for (std::size_t i = 0; i < kLevels && size() % kSpacing[i] == 0; ++i) {
        (*index_)[i].from.push(from);
        (*index_)[i].before.push(sums_);
    }
}

/// The last stretch is nothing, as the one before it, which continues.
void Lane::drop() {
    for (std::size_t i = 0; i < kLevels && (size() - 1) % kSpacing[i] == 0 && index_; ++i) {
        (*index_)[i].from.pop();
        (*index_)[i].before.pop();
    }
    stretches_.pop();
}

void Lane::find(Time at, const LaneSearch& search, LanePoint& point) const {
    if (!index_) return find_in_block(0, at, point);
    std::size_t entry = 0;
    for (std::size_t i = search.level + 1; i-- > 0;) {
        const Level& level = (*index_)[i];
        if (i < search.level) entry *= kSpacing[i + 1] / kSpacing[i];
        entry = last_until(level, std::max(entry, search.near / kSpacing[i]), at);
        if (i == search.level) expect(level, 3 * entry - std::min(entry, search.near / kSpacing[i]) * 2);
        const bool has_next = entry + 1 < level.from.size();
        if (!has_next || level.from[entry + 1] - level.from[entry] > search.coarse) continue;
        point.at = level.from[entry];
        point.index = entry * kSpacing[i];
        point.exact = false;
        point.before = level.before[entry];
        return;
    }
    find_in_block(entry, at, point);
}

/// Memory is what a search waits for: of points one after another, the next but one is likely to be there.
void Lane::expect(const Level& level, std::size_t entry) {
    const std::size_t there = std::min(entry, level.from.size() - 1);
    __builtin_prefetch(&level.from[there]);
    __builtin_prefetch(&level.before[there]);
}

/// The last entry that is not later than `at`, from `first` on: looks at some one by one, as the answer is near most of
/// the time, then doubles its steps, then halves them.
std::size_t Lane::last_until(const Level& level, std::size_t first, Time at) {
    constexpr std::size_t kNear = 16;
    const std::size_t size = level.from.size();
    std::size_t low = first;
    for (const std::size_t near = std::min(first + kNear, size - 1); low < near; ++low)
        if (level.from[low + 1] > at) return low;
    std::size_t step = 1;
    for (; low + step < size && level.from[low + step] <= at; step *= 2) low += step;
    for (; step > 0; step /= 2)
        if (low + step < size && level.from[low + step] <= at) low += step;
    return low;
}

LaneSearch Lane::search_between(Time from, Time until, Duration coarse) const {
    LaneSearch search{0, coarse, kLevels - 1};
    const std::size_t stretches = point(until).index - point(from).index + 1;
    const Duration mean = (until - from) / static_cast<std::int64_t>(stretches);
    while (search.level > 0 && mean * kSpacing[search.level] * 2 > coarse) --search.level;
    return search;
}

void Lane::find_in_block(std::size_t block, Time at, LanePoint& point) const {
    StateTimes sums = index_ ? (*index_)[0].before[block] : StateTimes{};
    std::size_t index = block * kSpacing[0];
    for (; until_of(index) <= at; ++index) count(stretches_[index], until_of(index), sums);
    count(stretches_[index], at, sums);
    point.at = at;
    point.index = index;
    point.exact = true;
    point.before = sums;
}

std::size_t Lane::bytes() const {
    std::size_t sum = sizeof *this + stretches_.bytes();
    if (!index_) return sum;
    sum += sizeof *index_;
    for (const Level& level : *index_) sum += level.from.bytes() + level.before.bytes();
    return sum;
}

}  // namespace simul
