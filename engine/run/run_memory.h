// The memory of a run's states, counted in the region for all its processes.
#pragma once

#include <atomic>
#include <cstdint>

#include "engine/run/region.h"
#include "engine/scenario/memory_budget.h"

namespace simul {

class RunMemory final : public MemoryBudget {
  public:
    /// The calling process, and those that it forks, count there from now on.
    explicit RunMemory(RegionHead& head) : head_(head) { budget_of_run = this; }
    ~RunMemory() { budget_of_run = nullptr; }
    RunMemory(const RunMemory&) = delete;
    RunMemory& operator=(const RunMemory&) = delete;

    bool take(std::size_t bytes) override;
    void give_back(std::size_t bytes) override;

    /// In a process that was just forked: what it takes is noted with this writer of its own as well, so that whoever
    /// buries the process can give it back.
    static void begin_process(WriterSlot& own);
    /// Gives back what a process has noted there. By itself at its end, or after its death.
    static void end_process(RegionHead& head, WriterSlot& writer);

  private:
    RegionHead& head_;
    WriterSlot* own_ = nullptr;
};

}  // namespace simul
