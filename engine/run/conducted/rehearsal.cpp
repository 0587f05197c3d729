#include "engine/run/conducted/rehearsal.h"

#include <array>

#include "engine/run/conducted/conducted.h"
#include "engine/run/into_trace.h"

namespace simul {

namespace {

/// Two segments in turn, which nobody reads.
class Unread final : public SegmentSource {
  public:
    Offset fresh_segment(StreamHeader&) override {
        next_ ^= 1;
        return reinterpret_cast<Offset>(make_segment(memory_[next_].data(), memory_[next_].size()));
    }

  private:
    struct alignas(64) Memory : std::array<std::byte, sizeof(Segment) + kFirstSlots * sizeof(TraceEvent)> {};

    std::array<Memory, 2> memory_;
    unsigned next_ = 0;
};

const std::atomic<std::uint32_t> kNeverStopped{0};

}  // namespace

Rehearsal::Rehearsal(Story& story, const RunPlan& plan) : story_(story), plan_(plan) {}

Rehearsed Rehearsal::run(Conductor& conductor) {
    StreamHeader stream;
    Unread unread;
    Recorder recorder(stream, unread, nullptr);
    Conducted executor(story_, plan_, conductor, recorder, kNeverStopped);
    Rehearsed end;
    end.outcome = executor.run();
    end.cut = executor.was_cut();
    end.steps = executor.steps();
    if (!end.cut) end.state = executor.state();
    return end;
}

std::unique_ptr<Trace> Rehearsal::record(Conductor& conductor) {
    auto trace = std::make_unique<Trace>(header_of(story_.description(), plan_));
    StreamHeader stream;
    IntoTrace source(*trace);
    Recorder recorder(stream, source, nullptr);
    Conducted executor(story_, plan_, conductor, recorder, kNeverStopped);
    executor.tell_stands();
    story_.tell_locals(true);
    executor.run();
    story_.tell_locals(false);
    StreamReader reader(stream, nullptr);
    source.drain(reader);
    return trace;
}

}  // namespace simul
