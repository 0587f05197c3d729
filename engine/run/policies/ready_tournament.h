// Ready tasks by a key, the smallest first; of equal keys, the one whose order is smaller.
//
// How it works. A tournament: each task has a place in a row, and of each two neighbours the one that comes first goes
// on to the next row, until one is left. Who comes or goes is played for once in each row. Against whom is known
// beforehand, so the processor fetches all of them at once, and a winner is found without a branch. The place of who
// was taken last is played for only when somebody comes there, or the next one is taken.
#pragma once

#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include "engine/base/ids.h"
#include "engine/run/policies/by_task.h"

namespace simul {

class ReadyTournament {
  public:
    /// One number, so that two are compared without a branch: the key, then the order, then the task.
    class Entry {
      public:
        Entry() = default;
        /// `order` has 40 bits.
        Entry(std::int64_t key, std::uint64_t order, TaskId task)
            : number_(high(key) | order << kTaskBits | index_of(task)) {}

        std::int64_t key() const {
            return static_cast<std::int64_t>(static_cast<std::uint64_t>(number_ >> 64U) ^ kSign);
        }
        TaskId task() const { return static_cast<TaskId>(number_ & ((1U << kTaskBits) - 1)); }
        Entry with_key(std::int64_t key) const {
            Entry other;
            other.number_ = high(key) | static_cast<std::uint64_t>(number_);
            return other;
        }
        bool comes_before(const Entry& other) const { return number_ < other.number_; }
        bool is_somebody() const { return number_ != ~Number{0}; }

      private:
        __extension__ using Number = unsigned __int128;
        static constexpr unsigned kTaskBits = 24;  // no run may have more tasks (settings.cpp)
        static constexpr std::uint64_t kSign = std::uint64_t{1} << 63U;

        /// As unsigned numbers, and in the same order.
        static Number high(std::int64_t key) { return Number(static_cast<std::uint64_t>(key) ^ kSign) << 64U; }

        Number number_ = ~Number{0};  ///< nobody, who comes after all
    };

    bool empty() const { return size_ == 0; }
    std::size_t size() const { return size_; }
    /// Only when not empty.
    const Entry& front() {
        clear_left_place();
        return at(kFinal);
    }

    /// No task stands here twice.
    void push(const Entry& entry) {
        if (left_ == kNowhere && free_.empty()) resize(2 * capacity());
        std::size_t place = std::exchange(left_, kNowhere);
        if (place == kNowhere) {
            place = free_.back();
            free_.pop_back();
        }
        ++size_;
        places_[entry.task()] = static_cast<std::uint32_t>(place);
        play(place, entry);
    }
    /// Only when not empty.
    Entry pop() {
        if (8 * size_ < capacity() && capacity() > kLeast) resize(capacity() / 2);
        const Entry first = front();
        left_ = std::exchange(places_[first.task()], kNowhere);
        --size_;
        return first;
    }
    /// Another key for a task, if it is here.
    void set_key(TaskId task, std::int64_t key) {
        const std::uint32_t place = places_[task];
        if (place != kNowhere) play(place, at(capacity() + place).with_key(key));
    }
    /// By their places.
    template <class Take>
    void for_each(Take take) {
        clear_left_place();
        for (std::size_t part = 0; part < capacity(); part += kPart) {
            if (!at((capacity() + part) / kPart).is_somebody()) continue;
            for (std::size_t node = capacity() + part; node < capacity() + part + kPart; ++node)
                if (at(node).is_somebody()) take(at(node));
        }
    }

  private:
    static constexpr std::size_t kFinal = 1, kLeast = 32;
    static constexpr std::size_t kPart = 8;  ///< so many places have one winner three rows on
    static constexpr std::uint32_t kNowhere = UINT32_MAX;

    /// Side by side in the processor's memory.
    struct alignas(32) Match {
        Entry players[2];
    };

    std::size_t capacity() const { return matches_.size(); }
    Entry& at(std::size_t node) { return matches_[node / 2].players[node % 2]; }
    /// The winner of nodes 2n and 2n + 1 is in node n; the last row begins at the capacity.
    void play(std::size_t place, Entry entry) {
        for (std::size_t node = capacity() + place; node >= kFinal; node /= 2) {
            at(node) = entry;
            const Entry& other = at(node ^ 1U);
            entry = other.comes_before(entry) ? other : entry;
        }
    }
    void clear_left_place() {
        if (left_ == kNowhere) return;
        play(left_, Entry());
        free_.push_back(std::exchange(left_, kNowhere));
    }
    void resize(std::size_t capacity) {
        std::vector<Entry> entries;
        for_each([&entries](const Entry& entry) { entries.push_back(entry); });
        matches_.assign(capacity, Match());
        free_.clear();
        for (std::size_t place = capacity; place > entries.size(); --place)
            free_.push_back(static_cast<std::uint32_t>(place - 1));
        for (std::size_t place = 0; place < entries.size(); ++place) {
            places_[entries[place].task()] = static_cast<std::uint32_t>(place);
            at(capacity + place) = entries[place];
        }
        for (std::size_t node = capacity - 1; node >= kFinal; --node)
            at(node) = at(2 * node).comes_before(at(2 * node + 1)) ? at(2 * node) : at(2 * node + 1);
    }

    std::vector<Match> matches_ = std::vector<Match>(kPart);
    std::vector<std::uint32_t> free_ = {7, 6, 5, 4, 3, 2, 1, 0};
    std::uint32_t left_ = kNowhere;  ///< the place of who was taken last, which still plays for that one
    std::size_t size_ = 0;
    ByTask<std::uint32_t> places_{kNowhere};
};

}  // namespace simul
