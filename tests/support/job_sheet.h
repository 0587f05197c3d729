// A sheet of jobs as textbooks have them, run in simulated time: what each job met.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "engine/base/random.h"
#include "engine/run/settings.h"
#include "engine/scenario/task_attributes.h"
#include "engine/trace/trace.h"

namespace simul::testing {

struct Job {
    Duration arrival{0}, burst{0};
    Duration io_every{0}, io_length{0};  ///< it does I/O after each such part of its burst, but for the last
    TaskAttributes given = {};
    friend bool operator==(const Job& a, const Job& b) {
        return a.arrival == b.arrival && a.burst == b.burst && a.io_every == b.io_every;
    }
};
using Sheet = std::vector<Job>;

/// "0:5 2:3": arrival and burst in seconds.
Sheet sheet(const std::string& text);
/// For messages of tests: the sheet as text.
std::string text_of(const Sheet& sheet);

/// What a job met; in the order of the sheet.
struct Met {
    double arrival = 0, first_run = 0, finish = 0, wait = 0, used = 0;
    bool missed = false;
    double response() const { return first_run - arrival; }
    double turnaround() const { return finish - arrival; }
};

/// Main spawns each job at its arrival, in the order of the sheet, and says its burst to the policy.
std::unique_ptr<Trace> trace_of(const Sheet& sheet, const RunPlan& plan);
std::vector<Met> met_in(const Trace& trace);
std::vector<Met> run_sheet(const Sheet& sheet, const RunPlan& plan);

/// A simulated plan with the policy's parameters: `plan_of("mlfq", 1, 2s, {{"levels", "2"}})`.
RunPlan plan_of(const std::string& policy, std::uint32_t cores, Duration quantum = 1s, const KnobSettings& knobs = {},
                Model model = Model::threads);

/// Adds random I/O, priorities, nice values and tickets to each job, and what `add_more` adds after them.
void mix(Sheet& jobs, Random& random, const std::function<void(Job&)>& add_more);
/// Random sheets: up to `jobs` of them, whole seconds.
Sheet random_sheet(std::uint64_t seed, std::size_t jobs, std::int64_t last_arrival, std::int64_t longest);

}  // namespace simul::testing
