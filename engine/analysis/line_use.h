// What the lines of the story were used for: where operations stood, and where tasks had to wait.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "engine/trace/trace.h"

namespace simul {

/// Grows with the trace.
class LineUse {
  public:
    /// Takes what was appended since the last call, always of the same trace.
    void take(const Trace& trace);

    /// Whether an operation of this line is in the trace.
    bool used(std::uint16_t line) const { return line < lines_.size() && lines_[line].used; }
    /// How often a task was suspended or blocked at this line. A line that only computes never is.
    std::uint64_t waits(std::uint16_t line) const { return line < lines_.size() ? lines_[line].waits : 0; }

  private:
    struct Line {
        std::uint64_t waits = 0;
        bool used = false;
    };

    std::vector<Line> lines_;
    std::size_t taken_ = 0;
};

}  // namespace simul
