// Sheets of jobs that are drawn: the same seed gives the same sheet.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "engine/base/result.h"
#include "engine/run/settings.h"

namespace simul::workspace {

/// How long bursts are, with the same mean: uniform; exponential, as in M/M/1; heavy_tail: few jobs have most of the
/// work (Pareto, shape 1.5); bimodal: one job of ten is eleven times as long as the others.
std::span<const std::string_view> burst_distributions();

/// Of "exponential", "exponential:50" (jobs), "exponential:50:4" (mean burst in seconds) or "exponential:50:4:0.7"
/// (load of one core; jobs arrive at random, as a Poisson process): the sheet as the knob `jobs` has it. The error
/// names the part that is wrong.
Result<std::string> drawn_jobs(std::string_view words, std::uint64_t seed);
/// Whether `words` begins with one of the distributions.
bool is_drawn_sheet(std::string_view words);

/// Whether the sheet of the run is to be drawn; then `draw_sheet` draws it from its seed.
bool draws_sheet(const Settings& settings);
Result<void> draw_sheet(Settings& settings);

}  // namespace simul::workspace
