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

/// The last stretch is nothing, as the one before it, which goes on.
void Lane::drop() {
    for (std::size_t i = 0; i < kLevels && (size() - 1) % kSpacing[i] == 0 && index_; ++i) {
        (*index_)[i].from.pop();
        (*index_)[i].before.pop();
    }
    stretches_.pop();
}

LanePoint Lane::point(Time at, std::size_t near, Duration coarse) const {
    if (!index_) return point_in_block(0, at);
    std::size_t entry = 0;
    for (std::size_t i = kLevels; i-- > 0;) {
        const Level& level = (*index_)[i];
        if (i + 1 < kLevels) entry *= kSpacing[i + 1] / kSpacing[i];
        const bool has_next = find(level, std::max(entry, near / kSpacing[i]), at, entry);
        if (has_next && level.from[entry + 1] - level.from[entry] <= coarse)
            return {level.from[entry], entry * kSpacing[i], false, level.before[entry]};
    }
    return point_in_block(entry, at);
}

/// The last entry that is not later than `at`: doubles its steps from `first` on, then halves them. False when it is
/// the last of all.
bool Lane::find(const Level& level, std::size_t first, Time at, std::size_t& entry) const {
    const std::size_t size = level.from.size();
    std::size_t low = first, step = 1;
    while (low + step < size && level.from[low + step] <= at) {
        low += step;
        step *= 2;
    }
    for (; step > 0; step /= 2)
        if (low + step < size && level.from[low + step] <= at) low += step;
    entry = low;
    return low + 1 < size;
}

LanePoint Lane::point_in_block(std::size_t block, Time at) const {
    LanePoint point{at, block * kSpacing[0], true, {}};
    if (index_) point.before = (*index_)[0].before[block];
    for (; until_of(point.index) <= at; ++point.index)
        count(stretches_[point.index], until_of(point.index), point.before);
    count(stretches_[point.index], at, point.before);
    return point;
}

LanePoint Lane::beginning_of(std::size_t index) const {
    LanePoint point = point_in_block(index / kSpacing[0], stretches_[index].from);
    point.index = index;
    return point;
}

std::size_t Lane::bytes() const {
    std::size_t sum = sizeof *this + stretches_.bytes();
    if (!index_) return sum;
    sum += sizeof *index_;
    for (const Level& level : *index_) sum += level.from.bytes() + level.before.bytes();
    return sum;
}

}  // namespace simul
