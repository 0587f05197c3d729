// A story for the explorer, run in this process, or on a stage of it.
#pragma once

#include "engine/analysis/explore/exploration.h"
#include "engine/run/conducted/rehearsal.h"
#include "engine/run/conductors/by_schedule.h"

namespace simul::testing {

class RehearsedStory final : public Explored {
  public:
    RehearsedStory(Story& story, RunPlan plan, Stage* stage = nullptr)
        : rehearsal_(story, (become_conducted(plan), plan), stage) {}

    End run(Conductor& conductor) override {
        const Rehearsed end = rehearsal_.run(conductor);
        return {end.cut, end.cut ? StateHash{} : rehearsal_.state()};
    }
    std::unique_ptr<Trace> record(const Example& example) override {
        BySchedule conductor(example.choices);
        if (example.round_from) conductor.goes_round(*example.round_from);
        return rehearsal_.record(conductor);
    }
    void tell_marks_apart() override { rehearsal_.tell_marks_apart(); }

  private:
    Rehearsal rehearsal_;
};

}  // namespace simul::testing
