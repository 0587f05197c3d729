// A simulated run of a story of the shelf, with the folds that scenes are laid out from.
#pragma once

#include <gtest/gtest.h>

#include <memory>
#include <string>

#include "app/layout/figures.h"
#include "engine/run/simulated/in_place.h"
#include "scenarios/catalogue.h"
#include "tests/support/small_story.h"

namespace simul::testing {

class WatchedRun {
  public:
    explicit WatchedRun(std::unique_ptr<Trace> trace)
        : trace_(std::move(trace)), timeline_(*trace_), names_(*trace_), moment_(trace_->header()) {}

    WatchedRun(const std::string& story, const KnobSettings& knobs, const RunPlan& plan)
        : WatchedRun(simulate(story, knobs, plan)) {}

    const Trace& trace() const { return *trace_; }
    /// All that happened until then.
    layout::SceneMoment at(double seconds) {
        const Time time{duration_of_seconds(seconds)};
        std::size_t events = 0;
        while (events < trace_->size() && (*trace_)[events].time <= time) ++events;
        return after(events, time);
    }
    layout::SceneMoment after(std::size_t events) {
        return after(events, events == 0 ? Time{} : (*trace_)[events - 1].time);
    }

  private:
    static std::unique_ptr<Trace> simulate(const std::string& name, const KnobSettings& knobs, const RunPlan& plan) {
        const auto scenario = find_scenario(name);
        const auto story = scenario.value()->load(knobs, plan.seed);
        return simulate_in_place(*story.value(), plan);
    }
    layout::SceneMoment after(std::size_t events, Time at) {
        moment_ = moment_after(*trace_, events);
        return {*trace_, timeline_, names_, moment_, at};
    }

    std::unique_ptr<Trace> trace_;
    Timeline timeline_;
    TaskNames names_;
    Moment moment_;
};

}  // namespace simul::testing
