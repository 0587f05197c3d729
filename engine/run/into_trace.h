// A stream whose reader is in the same thread: when the run is over, all of it is taken into a trace.
#pragma once

#include <cstddef>
#include <memory>
#include <vector>

#include "engine/trace/stream.h"
#include "engine/trace/trace.h"

namespace simul {

class IntoTrace final : public SegmentSource {
  public:
    explicit IntoTrace(Trace& trace) : trace_(trace) {}

    Offset fresh_segment(StreamHeader&) override {
        constexpr std::size_t kBytes = std::size_t{1} << 16;
        memory_.push_back(std::make_unique<std::byte[]>(kBytes));
        return reinterpret_cast<Offset>(make_segment(memory_.back().get(), kBytes));
    }
    void drain(StreamReader& reader) {
        while (const TraceEvent* event = reader.peek()) {
            trace_.append(*event, reader.text());
            reader.pop();
        }
    }

  private:
    Trace& trace_;
    std::vector<std::unique_ptr<std::byte[]>> memory_;
};

}  // namespace simul
