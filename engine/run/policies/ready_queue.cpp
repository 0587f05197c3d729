#include "engine/run/policies/ready_queue.h"

#include <algorithm>

namespace simul {

void ReadyQueue::grow() {
    constexpr std::uint64_t kAtFirst = 64;
    const std::uint64_t room = std::max(kAtFirst, 2 * room_), count = size();
    std::vector<TaskId> larger(room);
    for (std::uint64_t i = 0; i < count; ++i) larger[i] = ring_[(begin_ + i) & (room_ - 1)];
    ring_.swap(larger);
    begin_ = 0;
    end_ = count;
    room_ = room;
}

}  // namespace simul
