// What a sweep goes through, and in which order: a point for each combination of values, and a run of it for each seed.
#pragma once

#include <cstdint>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

#include "app/command_line/parsing.h"
#include "engine/run/settings.h"

namespace simul::command_line {

/// A setting and the values that it goes through.
struct Axis {
    std::string name;
    std::vector<std::string> values;
};

/// Runs have numbers from 0 on: all seeds of the first point, then those of the next.
struct SweepPlan {
    std::string scenario, measure;
    std::vector<Axis> axes;
    std::vector<std::uint64_t> seeds;

    std::size_t points() const;
    std::size_t runs() const { return points() * seeds.size(); }
    /// Of each axis one; the last goes through its values first.
    std::vector<std::string> values_at(std::size_t point) const;
};

void add_sweep_plan(CommandParser& parser);
/// Of these settings, as the words say.
Result<SweepPlan> sweep_plan_in(const CommandParser& parser, const Settings& settings);

/// The settings at each point of the plan.
Result<std::vector<Settings>> settings_at_points(const SweepPlan& plan, const Settings& settings);

nlohmann::ordered_json json_of(const SweepPlan& plan);
/// The error says that it is none.
Result<SweepPlan> sweep_plan_from(const nlohmann::ordered_json& json);

}  // namespace simul::command_line
