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
    /// In which the last run ended.
    StateHash state() const;
    /// The same with its trace.
    std::unique_ptr<Trace> record(Conductor& conductor);

  private:
    Outcome perform(Conducted& executor);

    Story& story_;
    Stage* stage_;
    RunPlan plan_;
    Recorder unread_;
    std::unique_ptr<Conducted> executor_;  ///< of all runs that are not recorded
};

}  // namespace simul
