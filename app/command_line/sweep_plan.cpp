#include "app/command_line/sweep_plan.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>
#include <optional>

#include "app/command_line/policy_lists.h"
#include "app/command_line/words.h"
#include "app/workspace/comparison.h"
#include "engine/run/policies/policies.h"

namespace simul::command_line {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t kMostValues = 10'000, kMostRuns = 100'000;

Result<std::vector<std::string>> values_in(const std::string& option, const std::string& text) {
    const std::size_t dots = text.find("..");
    if (dots == std::string::npos) return words_of_list(text);
    const std::size_t colon = text.find(':', dots);
    const auto number = [&](const std::string& word) { return whole_number(option, word); };
    const Result<std::int64_t> first = number(text.substr(0, dots));
    const Result<std::int64_t> last =
        number(text.substr(dots + 2, colon == std::string::npos ? colon : colon - dots - 2));
    const Result<std::int64_t> step = colon == std::string::npos ? 1 : number(text.substr(colon + 1));
    for (const Result<std::int64_t>* each : {&first, &last, &step})
        if (!*each) return each->error();
    if (*last < *first || *step < 1 || (*last - *first) / *step >= static_cast<std::int64_t>(kMostValues))
        return Error{fmt::format("{} {}: FIRST..LAST or FIRST..LAST:STEP is expected, at most {} values.", option,
                                 shown(text), kMostValues)};
    std::vector<std::string> values;
    for (std::int64_t value = *first; value <= *last; value += *step) values.push_back(fmt::format("{}", value));
    return values;
}

Result<Axis> axis_in(const std::string& word) {
    const std::size_t equals = word.find('=');
    if (equals == std::string::npos || equals == 0)
        return Error{fmt::format("--over {}: NAME=VALUES is expected, as in --over quantum=1..20.", shown(word))};
    const Result<std::vector<std::string>> values = values_in("--over", word.substr(equals + 1));
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

Result<std::vector<std::uint64_t>> seeds_in(const CommandParser& parser, const Settings& settings) {
    const std::optional<std::string> given = parser.value("--seeds");
    if (!given) return std::vector<std::uint64_t>{settings.seed};
    const Result<std::vector<std::string>> words = values_in("--seeds", *given);
    if (!words) return words.error();
    std::vector<std::uint64_t> seeds;
    for (const std::string& word : *words) {
        const Result<std::int64_t> seed = whole_number("--seeds", word);
        if (!seed) return seed.error();
        seeds.push_back(static_cast<std::uint64_t>(*seed));
    }
    return seeds;
}

/// One setting gets one value. What no option is called is a knob, of the policy or of the story.
Result<void> turn_setting(Settings& settings, const std::string& name, const std::string& value) {
    const auto take = [&](auto& target, const auto& read) -> Result<void> {
        if (!read) return read.error();
        target = *read;
        return {};
    };
    const std::string option = "--over " + name;
    if (name == "quantum") return take(settings.quantum, duration(option, value));
    if (name == "switch-cost") return take(settings.switch_cost, duration(option, value));
    if (name == "spawn-cost") return take(settings.spawn_cost, duration(option, value));
    if (name == "message-cost") return take(settings.message_cost, duration(option, value));
    if (name == "cores") return take(settings.cores, whole_number(option, value));
    if (name == "workers") return take(settings.workers, whole_number(option, value));
    if (name == "model") {
        const std::optional<Model> model = word_named<Model>(value, kModelNames);
        if (!model) return Error{fmt::format("--models {}: there is no such model.", shown(value))};
        settings.model = *model;
    } else if (name != "policy") {
        settings.knobs.emplace_back(name, value);
    }
    return {};
}

/// The policy of this point, with what is its own of all that was turned.
Result<void> choose_policy(Settings& settings, const SweepPlan& plan, const std::vector<std::string>& values) {
    std::string policy = settings.policy.value_or("");
    std::vector<std::string> compared;
    for (std::size_t i = 0; i < plan.axes.size(); ++i) {
        if (plan.axes[i].name != "policy") continue;
        policy = values[i];
        compared = plan.axes[i].values;
    }
    if (policy.empty()) return {};
    if (!policy_named(policy) && !is_written_policy(policy))
        return Error{fmt::format("--policy {}: there is no such policy.", shown(policy))};
    compared.push_back(policy);
    settings = workspace::with_policy(settings, policy, compared);
    return {};
}

}  // namespace

std::size_t SweepPlan::points() const {
    std::size_t count = 1;
    for (const Axis& axis : axes) count *= axis.values.size();
    return count;
}

std::vector<std::string> SweepPlan::values_at(std::size_t point) const {
    std::vector<std::string> values(axes.size());
    for (std::size_t i = axes.size(); i > 0; --i) {
        const std::vector<std::string>& all = axes[i - 1].values;
        values[i - 1] = all[point % all.size()];
        point /= all.size();
    }
    return values;
}

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
    plan.measure = parser.value("--measure").value_or("mean_turnaround");
    Result<std::vector<Axis>> axes = axes_in(parser);
    if (!axes) return axes.error();
    plan.axes = std::move(*axes);
    Result<std::vector<std::uint64_t>> seeds = seeds_in(parser, settings);
    if (!seeds) return seeds.error();
    plan.seeds = std::move(*seeds);
    std::size_t runs = plan.seeds.size();
    for (const Axis& axis : plan.axes) runs = std::min(runs * axis.values.size(), kMostRuns * kMostValues);
    if (runs > kMostRuns) return Error{fmt::format("These are {} runs; at most {} are made.", runs, kMostRuns)};
    return plan;
}

Result<std::vector<Settings>> settings_at_points(const SweepPlan& plan, const Settings& settings) {
    std::vector<Settings> all;
    for (std::size_t point = 0; point < plan.points(); ++point) {
        Settings& turned = all.emplace_back(settings);
        const std::vector<std::string> values = plan.values_at(point);
        for (std::size_t i = 0; i < plan.axes.size(); ++i)
            if (const Result<void> done = turn_setting(turned, plan.axes[i].name, values[i]); !done)
                return done.error();
        if (const Result<void> chosen = choose_policy(turned, plan, values); !chosen) return chosen.error();
    }
    return all;
}

Json json_of(const SweepPlan& plan) {
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
        for (const Axis& axis : plan.axes) runs = std::min(runs * axis.values.size(), kMostRuns + 1);
        if (runs > 0 && runs <= kMostRuns) return plan;
    } catch (const Json::exception&) {
    }
    return Error{"The parts do not say what sweep they are of: make them again."};
}

}  // namespace simul::command_line
