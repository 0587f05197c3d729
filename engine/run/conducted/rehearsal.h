// One story, conducted again and again in this process: what exploration, tests and benches do.
#pragma once

#include <memory>

#include "engine/base/conductor.h"
#include "engine/base/words.h"
#include "engine/run/settings.h"
#include "engine/scenario/scenario.h"
#include "engine/trace/trace.h"

namespace simul {

struct Rehearsed {
    Outcome outcome{};
    bool cut = false;  ///< by the conductor
    std::size_t steps = 0;
    StateHash state;  ///< at the end
};

/// The story is loaded once: its tasks begin anew each time, and nothing else of it changes.
class Rehearsal {
  public:
    /// The story must live as long as this.
    Rehearsal(Story& story, const RunPlan& plan);

    /// Nothing is recorded.
    Rehearsed run(Conductor& conductor);
    /// The same with its trace.
    std::unique_ptr<Trace> record(Conductor& conductor);

  private:
    Story& story_;
    RunPlan plan_;
};

}  // namespace simul
