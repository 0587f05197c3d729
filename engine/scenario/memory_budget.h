// What all loaded states of one run may have together, whichever of its threads or processes they are in, and what is
// on its way between them.
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

/// What an executor of one thread holds of long messages, arguments and results. It counts with the states of the run.
class HeldMemory {
  public:
    HeldMemory() = default;
    /// Holds nothing: what is copied when a process is forked is counted already.
    HeldMemory(const HeldMemory&) {}
    HeldMemory& operator=(const HeldMemory&) = delete;
    ~HeldMemory() { give_back(held_); }

    /// False: so much is not left, and nothing was taken.
    bool take(std::size_t bytes) {
        if (bytes > kMostMemoryOfRun - held_ || (budget_of_run && !budget_of_run->take(bytes))) return false;
        held_ += bytes;
        return true;
    }
    void give_back(std::size_t bytes) {
        bytes = bytes < held_ ? bytes : held_;
        held_ -= bytes;
        if (budget_of_run && bytes > 0) budget_of_run->give_back(bytes);
    }
    void give_all_back() { give_back(held_); }

  private:
    std::size_t held_ = 0;
};

}  // namespace simul
