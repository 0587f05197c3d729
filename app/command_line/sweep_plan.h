// What a sweep goes through, as the words of the command line say it, and as parts of it keep it.
#pragma once

#include <nlohmann/json_fwd.hpp>

#include "app/command_line/parsing.h"
#include "app/workspace/sweep_plan.h"

namespace simul::command_line {

using workspace::SweepPlan;

void add_sweep_plan(CommandParser& parser);
/// Of these settings, as the words say.
Result<SweepPlan> sweep_plan_in(const CommandParser& parser, const Settings& settings);

nlohmann::ordered_json json_of_plan(const SweepPlan& plan);
/// The error says that it is none.
Result<SweepPlan> sweep_plan_from(const nlohmann::ordered_json& json);

}  // namespace simul::command_line
