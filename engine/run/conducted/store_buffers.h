// Stores that have not reached memory yet: for each task a line of them, first in, first out, as in the processors of
// x86-64 (Sewell, Sarkar, Owens, Nardelli, Myreen: x86-TSO, CACM 2010).
#pragma once

#include <algorithm>
#include <cstdint>
#include <vector>

#include "engine/base/ensure.h"
#include "engine/base/ids.h"
#include "engine/base/state_hash.h"
#include "engine/base/words.h"

namespace simul {

/// How many stores of a task can wait. (Processors have room for some dozens; each more is a longer exploration.)
inline constexpr std::size_t kStoresInBuffer = 8;

struct LateStore {
    ResourceId variable = kNoResource;
    Cell value;
};

class StoreBuffers {
  public:
    void clear() { lines_.clear(); }

    bool holds_any(TaskId task) const { return !line_of(task).stores.empty(); }
    bool is_full(TaskId task) const { return line_of(task).stores.size() == kStoresInBuffer; }
    const LateStore& oldest(TaskId task) const { return line_of(task).stores.front(); }
    /// The place of the newest of its own stores into this variable among those that wait; none: there is no such
    /// store.
    const LateStore* newest_into(TaskId task, ResourceId variable) const {
        const std::vector<LateStore>& stores = line_of(task).stores;
        const auto found =
            std::find_if(stores.rbegin(), stores.rend(), [&](const LateStore& it) { return it.variable == variable; });
        return found == stores.rend() ? nullptr : &*found;
    }
    void add(TaskId task, LateStore store) {
        if (lines_.size() <= index_of(task)) lines_.resize(index_of(task) + 1);
        ensure(!is_full(task), "a store waits until there is room in the buffer");
        lines_[index_of(task)].stores.push_back(store);
    }
    LateStore take_oldest(TaskId task) {
        Line& line = lines_[index_of(task)];
        const LateStore store = line.stores.front();
        line.stores.erase(line.stores.begin());
        ++line.taken;
        return store;
    }
    /// Those who have any, by number.
    std::vector<TaskId> tasks() const {
        std::vector<TaskId> tasks;
        for (std::size_t i = 0; i < lines_.size(); ++i)
            if (!lines_[i].stores.empty()) tasks.push_back(static_cast<TaskId>(i));
        return tasks;
    }

    // ---- Each store waits in a slot, which has a number among those of all tasks.

    std::uint32_t slot_of(TaskId task, const LateStore* store) const {
        return slot(task, static_cast<std::size_t>(store - line_of(task).stores.data()));
    }
    std::uint32_t oldest_slot(TaskId task) const { return slot(task, 0); }
    std::uint32_t next_slot(TaskId task) const { return slot(task, line_of(task).stores.size()); }

    void add_to(StateHash& hash) const {
        for (std::size_t i = 0; i < lines_.size(); ++i)
            for (const LateStore& store : lines_[i].stores) {
                hash.add(i << 32 | index_of(store.variable) << 8 | static_cast<std::uint64_t>(store.value.type) << 4);
                hash.add(static_cast<std::uint64_t>(store.value.bits));
            }
    }

  private:
    struct Line {
        std::vector<LateStore> stores;
        std::uint32_t taken = 0;  ///< so far
    };

    const Line& line_of(TaskId task) const {
        static const Line kNone;
        return index_of(task) < lines_.size() ? lines_[index_of(task)] : kNone;
    }
    std::uint32_t slot(TaskId task, std::size_t place) const {
        const std::size_t in_line = (line_of(task).taken + place) % kStoresInBuffer;
        return static_cast<std::uint32_t>(index_of(task) * kStoresInBuffer + in_line);
    }

    std::vector<Line> lines_;  ///< by task
};

}  // namespace simul
