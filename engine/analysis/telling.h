// All that is told of one moment of a run: what `simul tell` prints, and what a screen reader reads.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/analysis/findings.h"
#include "engine/analysis/legend.h"
#include "engine/analysis/narration.h"
#include "engine/analysis/what_if.h"
#include "engine/analysis/why.h"

namespace simul {

/// Of a task that does not run, or did not end well.
struct ToldTask {
    TaskClaim claim;
    std::string waits_for;           ///< `judit`, `the pool`, `game 3`, `a core`; empty: for nothing but time
    std::vector<WhyLink> reasons{};  ///< its chain
};

struct Telling {
    Time at{};
    std::size_t events = 0;  ///< that have happened
    Narration narration;
    Counts counts;
    std::vector<LegendLine> legend;
    std::vector<ToldTask> tasks;
};

/// A run with its folds.
struct ToldRun {
    const Trace& trace;
    const Timeline& timeline;
    const TaskNames& names;
    const Metrics& metrics;
    ChoicesOfRun choices = nullptr;

    Speech speech() const { return {names, trace.header().words}; }
};

/// `at`: the time of the playhead, not before the moment's last event nor after the next.
Telling telling_of(const ToldRun& run, const Moment& moment, Time at);

/// What is said once the run is over: its summary, what other runs prove of it, and its findings.
std::vector<std::string> conclusion_of(const ToldRun& run, const std::vector<Finding>& findings,
                                       std::optional<double> stolen_s, const std::vector<WhatIf>& what_ifs = {});

/// The chain of reasons as one text.
std::string joined(const std::vector<WhyLink>& reasons);
/// For people: the time, the narration, the legend, and a line for each task that does not run.
std::string text_of(const Telling& telling, const ToldRun& run);

}  // namespace simul
