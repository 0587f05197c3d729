#include "engine/run/simulated/timer_wheel.h"

#include <utility>

#include "engine/base/ensure.h"

namespace simul {

Time TimerWheel::next(Time limit) {
    while (levels_ != 0) {
        const unsigned level = static_cast<unsigned>(std::countr_zero(levels_));
        const unsigned slot = static_cast<unsigned>(std::countr_zero(occupied_[level]));
        const Slot& here = slots_[level][slot];
        const Block& first = *here.first;
        // One alarm alone in the first slot is the earliest, whatever its level.
        if (level == 0 || (here.first == here.last && first.end - first.begin == 1)) {
            const Time time = first.alarms[first.begin].time;
            if (time > limit) return kNever;
            found_level_ = level;
            found_slot_ = slot;
            return time;
        }
        const unsigned shift = level * kBits;
        const std::uint64_t above = shift + kBits >= 64 ? 0 : base_ >> (shift + kBits) << (shift + kBits);
        const std::uint64_t start = above | (std::uint64_t{slot} << shift);
        if (start > static_cast<std::uint64_t>(limit.time_since_epoch().count())) return kNever;
        base_ = start;
        spread(level, slot);
    }
    return kNever;
}

Alarm TimerWheel::take() {
    Slot& slot = slots_[found_level_][found_slot_];
    Block* block = slot.first;
    const Alarm alarm = block->alarms[block->begin++];
    base_ = static_cast<std::uint64_t>(alarm.time.time_since_epoch().count());
    --size_;
    if (block->begin == block->end) {
        slot.first = block->next;
        if (!slot.first) {
            slot.last = nullptr;
            vacate(found_level_, found_slot_);
        }
        release(block);
    }
    return alarm;
}

void TimerWheel::spread(unsigned level, unsigned slot) {
    Block* block = std::exchange(slots_[level][slot], Slot{}).first;
    vacate(level, slot);
    while (block) {
        for (std::uint32_t i = block->begin; i < block->end; ++i) put(block->alarms[i]);
        release(std::exchange(block, block->next));
    }
}

void TimerWheel::grow(Slot& slot) {
    if (!spare_) {
        constexpr std::size_t kMore = 64;
        store_.push_back(std::make_unique<Block[]>(kMore));
        for (std::size_t i = 0; i < kMore; ++i) release(&store_.back()[i]);
    }
    Block* block = std::exchange(spare_, spare_->next);
    block->next = nullptr;
    block->begin = block->end = 0;
    (slot.last ? slot.last->next : slot.first) = block;
    slot.last = block;
}

void TimerWheel::release(Block* block) {
    block->next = spare_;
    spare_ = block;
}

}  // namespace simul
