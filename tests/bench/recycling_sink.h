// Where a bench records to: two segments in turn, and nobody reads. What is measured is the writer alone.
#pragma once

#include <array>
#include <memory>

#include "engine/trace/stream.h"

namespace simul::bench {

class RecyclingSink final : public SegmentSource {
  public:
    Offset fresh_segment(StreamHeader&) override {
        next_ ^= 1;
        return reinterpret_cast<Offset>(make_segment(memory_[next_].data(), memory_[next_].size()));
    }

  private:
    struct alignas(64) Memory : std::array<std::byte, sizeof(Segment) + kFirstSlots * sizeof(TraceEvent)> {};

    std::unique_ptr<std::array<Memory, 2>> both_ = std::make_unique<std::array<Memory, 2>>();
    std::array<Memory, 2>& memory_ = *both_;
    unsigned next_ = 0;
};

}  // namespace simul::bench
