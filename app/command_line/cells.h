// A row of cells over the time of a run: how long each thing lasted in each cell. What a text timeline is made of.
#pragma once

#include <cstddef>
#include <vector>

#include "engine/base/time.h"

namespace simul::command_line {

class CellRow {
  public:
    /// `kinds`: how many things are told apart.
    CellRow(Duration whole, std::size_t cells, std::size_t kinds)
        : whole_(whole), cells_(cells), kinds_(kinds), lengths_(cells * kinds) {}

    /// The thing lasted from here to there.
    void add(Time from, Time until, std::size_t kind);

    /// Which thing took most of the cell; `kinds` if none was there.
    std::size_t longest(std::size_t cell) const;
    /// Of all things together, 0 to 1.
    double busy(std::size_t cell) const;

  private:
    Duration begin_of(std::size_t cell) const;

    Duration whole_;
    std::size_t cells_, kinds_;
    std::vector<Duration> lengths_;
};

}  // namespace simul::command_line
