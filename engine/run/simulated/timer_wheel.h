// Alarms of virtual time, in the order of their times; equal times in the order in which they were asked for.
//
// How it works. A hierarchical timing wheel (Varghese, Lauck: Hashed and hierarchical timing wheels, SOSP 1987): eleven
// levels of 64 slots. An alarm stands at the level of the highest six bits in which its time differs from the wheel's
// base. The earliest alarms are in the first occupied slot of the lowest occupied level. When their turn has come they
// are taken out: if they are few they are sorted, and are from then on the *near* ones; if they are many they are
// spread over the lower levels (the idea of Tang, Goh, Thng: Ladder queue, TOMACS 2005). Nothing can have been put
// there before, so each slot stays in the order of asking, and the cost of an alarm does not grow with their number.
#pragma once

#include <algorithm>
#include <array>
#include <bit>
#include <cstdint>
#include <memory>
#include <utility>
#include <vector>

#include "engine/base/time.h"

namespace simul {

/// Is told in advance whose alarms will come. Memory takes its time: it can be asked for early.
struct NoForesight {
    template <class Alarm>
    void soon(const Alarm&) {}
    template <class Alarm>
    void next(const Alarm&) {}
};

/// `Alarm` is small and plain, and has a `time`.
template <class Alarm, class Foresight = NoForesight>
class TimerWheel {
  public:
    explicit TimerWheel(Foresight foresight = {}) : foresight_(foresight) {}

    /// Not earlier than any `limit` that `next` was asked with, nor than an alarm that was taken.
    void add(Alarm alarm) {
        if (number_of(alarm.time) >= near_end_) [[likely]]
            put(alarm);
        else
            insert_near(alarm);
    }
    bool empty() const { return !front_ && levels_ == 0; }
    /// The time of the earliest alarm that is not later than `limit`; kNever if there is none.
    Time next(Time limit) {
        if (!front_ && !come_near(limit)) return kNever;
        return front_->time <= limit ? front_->time : kNever;
    }
    /// No alarm is earlier than this; exact when few are near. kNever when there is none. Changes nothing.
    Time bound() const {
        if (front_) return front_->time;
        if (levels_ == 0) return kNever;
        const auto [level, slot] = earliest();
        const Slot& here = slots_[level][slot];
        if (level == 0 || alone(here)) return here.first->alarms[here.first->begin].time;
        return Time(Duration(static_cast<std::int64_t>(start_of(level, slot))));
    }
    /// The alarm that `next` has just found.
    const Alarm& front() const { return *front_; }
    /// Takes the alarm that `next` has just found.
    Alarm take() {
        const Alarm alarm = *front_++;
        if (front_ == front_end_) [[unlikely]]
            leave_block();
        return alarm;
    }

  private:
    static constexpr unsigned kBits = 6, kSlots = 1U << kBits, kLevels = 11;
    static constexpr unsigned kSoonLevel = 2;                   ///< what is spread from here on will come soon
    static constexpr unsigned kPlaceBits = 4, kPlaceMask = 15;  ///< a place in a block
    static constexpr unsigned kSortedLevel =
        (63 - kPlaceBits) / kBits;  ///< up to here a slot's times leave room for a place

    // Alarms of one slot, in blocks from a common store.
    struct Block {
        static constexpr std::uint32_t kRoom = 15;
        Block* next = nullptr;
        std::uint32_t begin = 0, end = 0;
        std::array<Alarm, kRoom> alarms;
    };
    struct Slot {
        Block* first = nullptr;
        Block* last = nullptr;
    };
    struct Place {
        unsigned level, slot;
    };

    static std::uint64_t number_of(Time time) { return static_cast<std::uint64_t>(time.time_since_epoch().count()); }
    static bool alone(const Slot& slot) { return slot.first == slot.last && slot.first->end - slot.first->begin == 1; }
    /// Only while there is an occupied slot.
    Place earliest() const {
        const auto level = static_cast<unsigned>(std::countr_zero(levels_));
        return {level, static_cast<unsigned>(std::countr_zero(occupied_[level]))};
    }
    std::uint64_t start_of(unsigned level, unsigned slot) const {
        const unsigned shift = level * kBits;
        const std::uint64_t above = shift + kBits >= 64 ? 0 : base_ >> (shift + kBits) << (shift + kBits);
        return above | (std::uint64_t{slot} << shift);
    }

    // ---- The slots.

    void put(Alarm alarm) {
        const std::uint64_t time = number_of(alarm.time);
        const std::uint64_t difference = time ^ base_;
        const unsigned level = (63U - static_cast<unsigned>(std::countl_zero(difference | 1))) / kBits;
        const unsigned slot = static_cast<unsigned>(time >> (level * kBits)) & (kSlots - 1);
        if (append(slots_[level][slot], alarm)) {
            occupied_[level] |= std::uint64_t{1} << slot;
            levels_ |= 1U << level;
        }
    }
    Slot vacate(const Place& place) {
        occupied_[place.level] &= ~(std::uint64_t{1} << place.slot);
        if (occupied_[place.level] == 0) levels_ &= ~(1U << place.level);
        return std::exchange(slots_[place.level][place.slot], Slot{});
    }
    void put_all(const Slot& slot, bool soon) {
        for (Block* block = slot.first; block;) {
            for (std::uint32_t i = block->begin; i < block->end; ++i) {
                if (soon) foresight_.soon(block->alarms[i]);
                put(block->alarms[i]);
            }
            release(std::exchange(block, block->next));
        }
    }

    // ---- The near alarms: all that are earlier than `near_end_`, sorted.

    /// Makes the earliest slot the near one, if it begins by `limit`.
    bool come_near(Time limit) {
        while (levels_ != 0) {
            const Place place = earliest();
            const std::uint64_t start = start_of(place.level, place.slot);
            if (start > number_of(limit)) return false;
            base_ = start;
            const Slot slot = vacate(place);
            if (place.level == 0 || (slot.first == slot.last && place.level <= kSortedLevel)) {
                if (place.level > 0) sort(*slot.first, start);  // at level 0 all times are equal
                near_ = slot;
                near_end_ = start + (std::uint64_t{1} << (place.level * kBits));
                face_first();
                for (const Alarm* alarm = front_; alarm != front_end_; ++alarm) foresight_.next(*alarm);
                return true;
            }
            put_all(slot, place.level <= kSoonLevel);
        }
        return false;
    }
    /// By time, then place. No branch depends on the times: nobody could foretell those.
    static void sort(Block& block, std::uint64_t start) {
        const std::uint32_t count = block.end;
        std::array<Alarm, Block::kRoom> alarms;
        std::array<std::uint64_t, Block::kRoom> keys;  // those so far, sorted
        for (std::uint32_t i = 0; i < count; ++i) {
            alarms[i] = block.alarms[i];
            std::uint64_t key = (number_of(alarms[i].time) - start) << kPlaceBits | i;
            for (std::uint32_t j = 0; j < i; ++j) {
                const std::uint64_t other = keys[j];
                keys[j] = other < key ? other : key;
                key = other < key ? key : other;
            }
            keys[i] = key;
        }
        for (std::uint32_t i = 0; i < count; ++i) block.alarms[i] = alarms[keys[i] & kPlaceMask];
    }
    /// Moves the alarm at `index` before all that are later.
    static void sink(Block& block, std::uint32_t index) {
        const Alarm alarm = block.alarms[index];
        for (; index > block.begin && alarm.time < block.alarms[index - 1].time; --index)
            block.alarms[index] = block.alarms[index - 1];
        block.alarms[index] = alarm;
    }
    /// The front is in the first block of the near alarms.
    void face_first() {
        Block* const block = near_.first;
        front_ = block ? &block->alarms[block->begin] : nullptr;
        front_end_ = block ? &block->alarms[block->end] : nullptr;
    }
    [[gnu::noinline]] void leave_block() {
        Block* const block = near_.first;
        near_.first = block->next;
        if (!near_.first) near_.last = nullptr;
        release(block);
        face_first();
    }
    [[gnu::noinline]] void insert_near(Alarm alarm) {  // rare, and not to stand in the way of `add`
        if (near_.first) near_.first->begin = static_cast<std::uint32_t>(front_ - near_.first->alarms.data());
        const bool is_last = !near_.last || near_.last->alarms[near_.last->end - 1].time <= alarm.time;
        const bool has_room = near_.first == near_.last && near_.last && near_.last->end < Block::kRoom;
        if (!is_last && !has_room) {  // too many came near: they are spread after all
            near_end_ = base_;
            put_all(std::exchange(near_, Slot{}), false);
            put(alarm);
        } else {
            append(near_, alarm);
            if (!is_last) sink(*near_.last, near_.last->end - 1);
        }
        face_first();
    }

    // ---- Blocks.

    /// Returns whether the slot got a block for it: what is occupied may have changed.
    bool append(Slot& slot, Alarm alarm) {
        const bool grows = !slot.last || slot.last->end == Block::kRoom;
        if (grows) [[unlikely]]
            grow(slot);
        slot.last->alarms[slot.last->end++] = alarm;
        return grows;
    }
    [[gnu::noinline]] void grow(Slot& slot) {
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

    [[no_unique_address]] Foresight foresight_;
    Slot near_;
    const Alarm* front_ = nullptr;  ///< the first of the near alarms; null: there is none
    const Alarm* front_end_ = nullptr;
    std::uint64_t near_end_ = 0;
    std::uint64_t base_ = 0;
    std::uint32_t levels_ = 0;  ///< which levels have an occupied slot
    std::array<std::uint64_t, kLevels> occupied_{};
    std::array<std::array<Slot, kSlots>, kLevels> slots_{};
    Block* spare_ = nullptr;
    std::vector<std::unique_ptr<Block[]>> store_;
};

}  // namespace simul
