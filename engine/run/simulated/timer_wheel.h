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
#include <vector>

#include "engine/base/ids.h"
#include "engine/base/time.h"

namespace simul {

struct Alarm {
    Time time;
    TaskId task;
    std::uint32_t number;  ///< the task's newest alarm has this number, or this one is void
};

class TimerWheel {
  public:
    /// Not earlier than any `limit` that `next` was asked with, nor than an alarm that was taken.
    void add(const Alarm& alarm) {
        put(alarm);
        ++size_;
    }
    bool empty() const { return size_ == 0; }
    /// The time of the earliest alarm that is not later than `limit`; kNever if there is none.
    Time next(Time limit);
    /// The alarm that `next` has just found.
    const Alarm& front() const {
        const Block& block = *slots_[found_level_][found_slot_].first;
        return block.alarms[block.begin];
    }
    /// Takes the alarm that `next` has just found.
    Alarm take();

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
    void grow(Slot& slot);
    void release(Block* block);
    void vacate(unsigned level, unsigned slot) {
        occupied_[level] &= ~(std::uint64_t{1} << slot);
        if (occupied_[level] == 0) levels_ &= ~(1U << level);
    }
    void spread(unsigned level, unsigned slot);

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
