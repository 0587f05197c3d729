// One story, conducted again and again in this process: what exploration, tests and benches do.
#pragma once

#include <memory>

#include "engine/base/conductor.h"
#include "engine/base/words.h"
#include "engine/run/settings.h"
#include "engine/scenario/scenario.h"
#include "engine/trace/stream.h"
#include "engine/trace/trace.h"

namespace simul {

class Conducted;
class Stage;

struct Rehearsed {
    Outcome outcome{};
    bool cut = false;  ///< by the conductor
    std::size_t steps = 0;
};

/// The story is loaded once: its tasks begin anew each time, and nothing else of it changes.
class Rehearsal {
  public:
    /// The story, and the stage that its tasks run on in place of this thread, must live as long as this.
    Rehearsal(Story& story, const RunPlan& plan, Stage* stage = nullptr);
    ~Rehearsal();

    /// Nothing is recorded.
    Rehearsed run(Conductor& conductor);
    /// In which the last run ended, if it was not cut.
    const StateHash& state() const { return state_; }
    /// The same with its trace.
    std::unique_ptr<Trace> record(Conductor& conductor);
    /// From now on states differ when a mark was set more often in one of them.
    void tell_marks_apart() { tells_marks_apart_ = true; }

  private:
    Outcome perform(Conducted& executor);

    Story& story_;
    Stage* stage_;
    RunPlan plan_;
    Recorder unread_;
    bool tells_marks_apart_ = false;
    StateHash state_;
    std::unique_ptr<Conducted> executor_;  ///< of all runs that are not recorded
};

}  // namespace simul
