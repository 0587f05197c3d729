#include "engine/run/conducted/rehearsal.h"

#include <array>

#include "engine/base/ensure.h"
#include "engine/run/conducted/conducted.h"
#include "engine/run/conducted/stage.h"
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

}  // namespace

Rehearsal::Rehearsal(Story& story, const RunPlan& plan, Stage* stage)
    : story_(stage ? *stage : story), stage_(stage), plan_(plan) {}

Outcome Rehearsal::perform(Conducted& executor) {
    if (!stage_) return executor.run();
    const Result<void> ready = stage_->set_up();
    ensure(ready.ok(), "what could be forked once can be forked again");
    const Outcome outcome = executor.run();
    stage_->clear();
    return outcome;
}

Rehearsed Rehearsal::run(Conductor& conductor) {
    StreamHeader stream;
    Unread unread;
    Recorder recorder(stream, unread, nullptr);
    Conducted executor(story_, plan_, conductor, recorder, kNeverStopped);
    Rehearsed end;
    end.outcome = perform(executor);
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
    perform(executor);
    story_.tell_locals(false);
    StreamReader reader(stream, nullptr);
    source.drain(reader);
    return trace;
}

}  // namespace simul
