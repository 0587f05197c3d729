// Alarms of virtual time, in the order of their times; equal times in the order in which they were asked for.
//
// How it works. A hierarchical timing wheel (Varghese, Lauck: Hashed and hierarchical timing wheels, SOSP 1987): eleven
// levels of 64 slots. An alarm stands at the level of the highest six bits in which its time differs from the wheel's
// base. The earliest alarm is in the first occupied slot of the lowest occupied level; a slot of a higher level is
// spread over the lower ones when the base reaches it. Nothing can have been put there before, so each slot stays in
// the order of asking, and the cost of an alarm does not grow with their number.
#pragma once

#include <array>
#include <bit>
#include <cstdint>
#include <memory>
#include <utility>
#include <vector>

#include "engine/base/time.h"

namespace simul {

/// `Alarm` is small and plain, and has a `time`.
template <class Alarm>
class TimerWheel {
  public:
    /// Not earlier than any `limit` that `next` was asked with, nor than an alarm that was taken.
    void add(const Alarm& alarm) {
        put(alarm);
        ++size_;
    }
    bool empty() const { return size_ == 0; }
    /// The time of the earliest alarm that is not later than `limit`; kNever if there is none.
    Time next(Time limit) {
        while (levels_ != 0) {
            const unsigned level = static_cast<unsigned>(std::countr_zero(levels_));
            const unsigned slot = static_cast<unsigned>(std::countr_zero(occupied_[level]));
            const Slot& here = slots_[level][slot];
            // One alarm alone in the first slot is the earliest, whatever its level.
            if (level == 0 || alone(here)) {
                const Time time = here.first->alarms[here.first->begin].time;
                if (time > limit) return kNever;
                found_level_ = level;
                found_slot_ = slot;
                return time;
            }
            const std::uint64_t start = start_of(level, slot);
            if (start > static_cast<std::uint64_t>(limit.time_since_epoch().count())) return kNever;
            base_ = start;
            spread(level, slot);
        }
        return kNever;
    }
    /// No alarm is earlier than this; exact when one stands alone. kNever when there is none. Changes nothing.
    Time bound() const {
        if (levels_ == 0) return kNever;
        const unsigned level = static_cast<unsigned>(std::countr_zero(levels_));
        const unsigned slot = static_cast<unsigned>(std::countr_zero(occupied_[level]));
        const Slot& here = slots_[level][slot];
        if (level == 0 || alone(here)) return here.first->alarms[here.first->begin].time;
        return Time(Duration(static_cast<std::int64_t>(start_of(level, slot))));
    }
    /// The alarm that `next` has just found.
    const Alarm& front() const {
        const Block& block = *slots_[found_level_][found_slot_].first;
        return block.alarms[block.begin];
    }
    /// Takes the alarm that `next` has just found.
    Alarm take() {
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

  private:
    static constexpr unsigned kBits = 6, kSlots = 1U << kBits, kLevels = 11;

    // Alarms of one slot, in blocks from a common store.
    struct Block {
        static constexpr unsigned kRoom = 31;
        Block* next = nullptr;
        std::uint32_t begin = 0, end = 0;
        std::array<Alarm, kRoom> alarms;
    };
    struct Slot {
        Block* first = nullptr;
        Block* last = nullptr;
    };

    static bool alone(const Slot& slot) {
        return slot.first == slot.last && slot.first->end - slot.first->begin == 1;
    }
    std::uint64_t start_of(unsigned level, unsigned slot) const {
        const unsigned shift = level * kBits;
        const std::uint64_t above = shift + kBits >= 64 ? 0 : base_ >> (shift + kBits) << (shift + kBits);
        return above | (std::uint64_t{slot} << shift);
    }
    void put(const Alarm& alarm) {
        const auto time = static_cast<std::uint64_t>(alarm.time.time_since_epoch().count());
        const std::uint64_t difference = time ^ base_;
        const unsigned level =
            difference == 0 ? 0 : (63U - static_cast<unsigned>(std::countl_zero(difference))) / kBits;
        const unsigned slot = static_cast<unsigned>(time >> (level * kBits)) & (kSlots - 1);
        append(slots_[level][slot], alarm);
        occupied_[level] |= std::uint64_t{1} << slot;
        levels_ |= 1U << level;
    }
    void append(Slot& slot, const Alarm& alarm) {
        if (!slot.last || slot.last->end == Block::kRoom) [[unlikely]]
            grow(slot);
        slot.last->alarms[slot.last->end++] = alarm;
    }
    void grow(Slot& slot) {
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
    void release(Block* block) {
        block->next = spare_;
        spare_ = block;
    }
    void vacate(unsigned level, unsigned slot) {
        occupied_[level] &= ~(std::uint64_t{1} << slot);
        if (occupied_[level] == 0) levels_ &= ~(1U << level);
    }
    void spread(unsigned level, unsigned slot) {
        Block* block = std::exchange(slots_[level][slot], Slot{}).first;
        vacate(level, slot);
        while (block) {
            for (std::uint32_t i = block->begin; i < block->end; ++i) put(block->alarms[i]);
            release(std::exchange(block, block->next));
        }
    }

    std::array<std::array<Slot, kSlots>, kLevels> slots_{};
    std::array<std::uint64_t, kLevels> occupied_{};
    std::uint32_t levels_ = 0;  ///< which levels have an occupied slot
    std::uint64_t base_ = 0;
    std::size_t size_ = 0;
    unsigned found_level_ = 0, found_slot_ = 0;
    Block* spare_ = nullptr;
    std::vector<std::unique_ptr<Block[]>> store_;
};

}  // namespace simul
