// The simulated cores, and which of them are free.
#pragma once

#include <array>
#include <bit>
#include <cstdint>
#include <vector>

#include "engine/base/ids.h"
#include "engine/base/time.h"
#include "engine/run/settings.h"
#include "engine/run/task_table.h"

namespace simul {

struct Core {
    CoopTask* task = nullptr;  ///< who has it
    CoopTask* last = nullptr;  ///< who had it before: nobody pays for a switch to itself
    Time end = kNever;         ///< of its compute, or of the switch to it
    Time quantum_end = kNever;
    Time since = kNever;  ///< with a policy that chooses: up to where its task's time here is charged
    Time began = kNever;  ///< with a policy that chooses: the turn that its task has
    Duration warm_up{0};  ///< with a policy that chooses: what the next compute of its task lasts longer
    bool switching = false;
    bool lapsed = false;  ///< its task's slice has ended, and who continues here is not chosen yet
    bool held = false;    ///< its task waits and keeps it: nobody else can run here
};

class Cores {
  public:
    explicit Cores(std::size_t count) : cores_(count) {
        for (std::size_t i = 0; i < count; ++i) put_back(static_cast<CoreId>(i));
    }
    Core& operator[](CoreId id) { return cores_[index_of(id)]; }
    std::size_t size() const { return cores_.size(); }
    auto begin() { return cores_.begin(); }
    auto end() { return cores_.end(); }

    bool any_free() const { return words_ != 0; }
    /// The lowest of the free ones, which is then no longer free.
    CoreId take() {
        const auto word = static_cast<unsigned>(std::countr_zero(words_));
        const std::uint64_t free = free_[word];
        free_[word] = free & (free - 1);
        if (free_[word] == 0) words_ &= ~(std::uint32_t{1} << word);
        return static_cast<CoreId>(word * kBits + static_cast<unsigned>(std::countr_zero(free)));
    }
    /// This one, which is free.
    void take(CoreId id) {
        const auto word = static_cast<unsigned>(index_of(id) / kBits);
        free_[word] &= ~(std::uint64_t{1} << (index_of(id) % kBits));
        if (free_[word] == 0) words_ &= ~(std::uint32_t{1} << word);
    }
    void put_back(CoreId id) {
        const auto word = static_cast<unsigned>(index_of(id) / kBits);
        free_[word] |= std::uint64_t{1} << (index_of(id) % kBits);
        words_ |= std::uint32_t{1} << word;
    }

  private:
    static constexpr unsigned kBits = 64, kWords = kMostCores / kBits;
    static_assert(kWords <= 32);

    std::vector<Core> cores_;
    std::array<std::uint64_t, kWords> free_{};
    std::uint32_t words_ = 0;  ///< in which words of `free_` there is one
};

}  // namespace simul
