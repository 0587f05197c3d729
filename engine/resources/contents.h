// What the packed values of variables are: cells have room for what tells them apart only.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "engine/base/words.h"
#include "engine/scenario/memory_budget.h"
#include "engine/trace/trace_header.h"

namespace simul {

/// By the bits of the cells that have them. What no cell has any more is forgotten from time to time.
class Contents {
  public:
    using Mark = std::function<void(const Cell&)>;
    /// Calls `mark` for each cell that counts.
    using MarkAll = std::function<void(const Mark& mark)>;

    /// Before the cell is written. False: the memory of the run does not hold it as well.
    bool keep(const Cell& cell, std::string_view packed, const MarkAll& mark_all);
    const std::string& of(const Cell& cell) const;
    void clear();

  private:
    void forget_others(const MarkAll& mark_all);

    std::unordered_map<std::int64_t, std::string> packed_;
    std::size_t most_ = kFew;  ///< so many may be there before others are forgotten
    HeldMemory held_;

    static constexpr std::size_t kFew = 64;
};

/// A process' own copies of the variables.
struct OwnValues {
    explicit OwnValues(const std::vector<ResourceInfo>& infos);
    bool keep(const Cell& cell, std::string_view packed);

    std::vector<Cell> cells;
    Contents contents;
};

}  // namespace simul
