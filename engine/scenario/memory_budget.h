// What all loaded states of one run may have together, whichever of its threads or processes they are in.
#pragma once

#include <cstddef>

namespace simul {

inline constexpr std::size_t kMostMemoryOfRun = std::size_t{64} << 20;
/// Of each state, which nobody counts: about what an empty story takes.
inline constexpr std::size_t kUncountedMemory = std::size_t{256} << 10;

class MemoryBudget {
  public:
    /// False: so much is not left, and nothing was taken. From any thread.
    virtual bool take(std::size_t bytes) = 0;
    virtual void give_back(std::size_t bytes) = 0;

  protected:
    ~MemoryBudget() = default;
};

/// Of the run that this process belongs to; null: each state has its own limit alone. Set before a state is loaded.
inline MemoryBudget* budget_of_run = nullptr;

}  // namespace simul
