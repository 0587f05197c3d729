// A run that is over, and how the tests of stories ask it.
#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <initializer_list>
#include <string>
#include <vector>

#include "engine/analysis/findings.h"
#include "engine/analysis/metrics.h"
#include "engine/scenario/scenario.h"

namespace simul::testing {

constexpr double kTiny = 1e-9;

using Lines = std::vector<std::string>;

/// Its figures point into the trace.
struct Told {
    Told(const Trace& of, const KnobSettings& with)
        : trace(of), knobs(with), figures(metrics_of(of)), findings(findings_of(of)) {}

    Model model() const { return trace.header().model; }
    bool on(std::initializer_list<Model> models) const {
        return std::find(models.begin(), models.end(), model()) != models.end();
    }
    /// In simulated time times are exact.
    bool exact() const { return trace.header().clock == Clock::simulated; }
    bool finished() const { return figures.outcome == Outcome::finished; }
    bool has_found(FindingKind kind) const {
        return std::any_of(findings.begin(), findings.end(), [&](const Finding& it) { return it.kind == kind; });
    }
    std::string knob(std::string_view name) const {
        for (const auto& [turned, value] : trace.header().knobs)
            if (turned == name) return value;
        ADD_FAILURE() << "no knob " << name;
        return "";
    }
    std::size_t count(std::string_view name) const { return std::stoul(knob(name)); }
    MarkFigures mark(std::string_view name) const {
        for (const MarkFigures& it : figures.marks)
            if (it.name == name) return it;
        return {};
    }
    double marked_at(std::string_view name) const { return seconds_of(mark(name).at.time_since_epoch()); }
    MeasureFigures measure(std::string_view name) const {
        for (const MeasureFigures& it : figures.measures)
            if (it.name == name) return it;
        return {};
    }
    std::int64_t variable(std::string_view name) const {
        for (const VariableFigures& it : figures.variables)
            if (it.name == name) return it.value.bits;
        ADD_FAILURE() << "no variable " << name;
        return 0;
    }
    Lines lines() const { return {figures.output.begin(), figures.output.end()}; }

    const Trace& trace;
    const KnobSettings& knobs;
    Metrics figures;
    std::vector<Finding> findings;
};

}  // namespace simul::testing
