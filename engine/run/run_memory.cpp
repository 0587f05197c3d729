#include "engine/run/run_memory.h"

#include <algorithm>

namespace simul {

bool RunMemory::take(std::size_t bytes) {
    if (head_.memory.fetch_add(bytes, std::memory_order_relaxed) + bytes > kMostMemoryOfRun) {
        head_.memory.fetch_sub(bytes, std::memory_order_relaxed);
        return false;
    }
    if (own_ != nullptr) own_->memory.fetch_add(bytes, std::memory_order_relaxed);
    return true;
}

/// What a process had before it was forked is its parent's to give back.
void RunMemory::give_back(std::size_t bytes) {
    std::size_t given = bytes;
    if (own_ != nullptr) {
        std::uint64_t noted = own_->memory.load(std::memory_order_relaxed);
        do {
            given = std::min<std::size_t>(bytes, noted);
        } while (!own_->memory.compare_exchange_weak(noted, noted - given, std::memory_order_relaxed));
    }
    head_.memory.fetch_sub(given, std::memory_order_relaxed);
}

void RunMemory::begin_process(WriterSlot& own) {
    if (budget_of_run != nullptr) static_cast<RunMemory*>(budget_of_run)->own_ = &own;
}

void RunMemory::end_process(RegionHead& head, WriterSlot& writer) {
    head.memory.fetch_sub(writer.memory.exchange(0, std::memory_order_relaxed), std::memory_order_relaxed);
}

}  // namespace simul
