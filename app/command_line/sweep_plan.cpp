#include "app/command_line/sweep_plan.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>
#include <optional>

#include "app/command_line/policy_lists.h"
#include "engine/run/option_words.h"

namespace simul::command_line {
namespace {

using workspace::Axis;
using Json = nlohmann::ordered_json;

Result<Axis> axis_in(const std::string& word) {
    const std::size_t equals = word.find('=');
    if (equals == std::string::npos || equals == 0)
        return Error{fmt::format("--over {}: NAME=VALUES is expected, as in --over quantum=1..20.", shown(word))};
    const Result<std::vector<std::string>> values = workspace::values_in("--over", word.substr(equals + 1));
    if (!values) return values.error();
    return Axis{word.substr(0, equals), *values};
}

Result<std::vector<Axis>> axes_in(const CommandParser& parser) {
    std::vector<Axis> axes;
    for (const std::string& word : parser.values("--over")) {
        const Result<Axis> axis = axis_in(word);
        if (!axis) return axis.error();
        axes.push_back(*axis);
    }
    if (const std::optional<std::string> words = parser.value("--policies")) {
        const Result<std::vector<std::string>> names = policies_in(*words);
        if (!names) return names.error();
        axes.push_back({"policy", *names});
    }
    if (const std::optional<std::string> words = parser.value("--models"))
        axes.push_back({"model", words_of_list(*words)});
    if (axes.empty())
        return Error{"simul sweep needs something to go over: --over NAME=VALUES, --policies or --models."};
    return axes;
}

}  // namespace

void add_sweep_plan(CommandParser& parser) {
    parser.add_option("--over", "NAME=1..20", "quantum, cores, workers, a cost or a knob; or values 1,2,5; or 1..20:5");
    parser.add_option("--policies", "P,P,…", "or all");
    parser.add_option("--models", "M,M,…", "the same of models");
    parser.add_option("--seeds", "1..100", "each point is run with each of these");
    parser.add_option("--measure", "M",
                      "mean_turnaround, mean_response, mean_wait, makespan, …, or a mark, measure or variable");
}

Result<SweepPlan> sweep_plan_in(const CommandParser& parser, const Settings& settings) {
    SweepPlan plan;
    plan.scenario = settings.scenario.substr(settings.scenario.find_last_of('/') + 1);  // wherever it stands
    plan.measure = parser.value("--measure").value_or(std::string(workspace::kUsualMeasure));
    Result<std::vector<Axis>> axes = axes_in(parser);
    if (!axes) return axes.error();
    plan.axes = std::move(*axes);
    plan.seeds = {settings.seed};
    if (const std::optional<std::string> given = parser.value("--seeds")) {
        Result<std::vector<std::uint64_t>> seeds = workspace::seeds_in("--seeds", *given);
        if (!seeds) return seeds.error();
        plan.seeds = std::move(*seeds);
    }
    if (const Result<void> fits = workspace::check_size(plan); !fits) return fits.error();
    return plan;
}

Json json_of_plan(const SweepPlan& plan) {
    Json axes = Json::array();
    for (const Axis& axis : plan.axes) axes.push_back({{"name", axis.name}, {"values", axis.values}});
    return {{"scenario", plan.scenario}, {"measure", plan.measure}, {"axes", axes}, {"seeds", plan.seeds}};
}

Result<SweepPlan> sweep_plan_from(const Json& json) {
    try {
        SweepPlan plan;
        json.at("scenario").get_to(plan.scenario);
        json.at("measure").get_to(plan.measure);
        json.at("seeds").get_to(plan.seeds);
        for (const Json& axis : json.at("axes"))
            plan.axes.push_back(
                {axis.at("name").get<std::string>(), axis.at("values").get<std::vector<std::string>>()});
        std::size_t runs = plan.seeds.size();
        for (const Axis& axis : plan.axes) runs = std::min(runs * axis.values.size(), workspace::kMostRunsOfSweep + 1);
        if (runs > 0 && runs <= workspace::kMostRunsOfSweep) return plan;
    } catch (const Json::exception&) {
    }
    return Error{"The parts do not say what sweep they are of: make them again."};
}

}  // namespace simul::command_line
