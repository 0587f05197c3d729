// A simulated run in this very process: for tests, benches, and wherever there are no processes to be had.
#pragma once

#include <atomic>
#include <memory>

#include "engine/base/result.h"
#include "engine/run/settings.h"
#include "engine/trace/trace.h"

namespace simul {

class Watchdog;

/// Runs the story to its end, or until `stop` is set. The plan's clock must be simulated. The error is of a policy that
/// can choose no more. The watchdog, if there is one, watches the run and rests then.
Result<std::unique_ptr<Trace>> simulate_in_place(Story& story, const RunPlan& plan,
                                                 const std::atomic<std::uint32_t>& stop, Watchdog* watchdog);
/// The same, of a story and a policy that are to be trusted.
std::unique_ptr<Trace> simulate_in_place(Story& story, const RunPlan& plan);

}  // namespace simul
