#include "app/workspace/sweep_plan.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>

#include "app/workspace/comparison.h"
#include "app/workspace/random_sheet.h"
#include "engine/run/option_words.h"
#include "engine/run/policies/policies.h"

namespace simul::workspace {
namespace {

constexpr std::size_t kMostValues = 10'000;

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
        std::erase_if(settings.knobs, [&](const auto& knob) { return knob.first == name; });
        std::erase_if(settings.policy_knobs, [&](const auto& knob) { return knob.first == name; });
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
    settings = with_policy(settings, policy, compared);
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

Result<std::vector<std::uint64_t>> seeds_in(const std::string& option, const std::string& text) {
    const Result<std::vector<std::string>> words = values_in(option, text);
    if (!words) return words.error();
    std::vector<std::uint64_t> seeds;
    for (const std::string& word : *words) {
        const Result<std::int64_t> seed = whole_number(option, word);
        if (!seed) return seed.error();
        seeds.push_back(static_cast<std::uint64_t>(*seed));
    }
    return seeds;
}

Result<void> check_size(const SweepPlan& plan) {
    std::size_t runs = plan.seeds.size();
    for (const Axis& axis : plan.axes) runs = std::min(runs * axis.values.size(), kMostRunsOfSweep * kMostValues);
    if (runs > kMostRunsOfSweep)
        return Error{fmt::format("These are {} runs; at most {} are made.", runs, kMostRunsOfSweep)};
    return {};
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

SweepPoint point_of(std::vector<std::string> values, std::span<const double> figures) {
    SweepPoint point{std::move(values), figures.size()};
    for (const double figure : figures) point.mean += figure;
    point.mean /= static_cast<double>(figures.size());
    double squares = 0;
    for (const double figure : figures) squares += (figure - point.mean) * (figure - point.mean);
    point.deviation = figures.size() < 2 ? 0 : std::sqrt(squares / static_cast<double>(figures.size() - 1));
    const auto [least, most] = std::minmax_element(figures.begin(), figures.end());
    point.least = *least;
    point.most = *most;
    return point;
}

Settings SweepRuns::settings_of(std::size_t run) const {
    Settings settings = points_[run / plan_.seeds.size()];
    settings.seed = plan_.seeds[run % plan_.seeds.size()];
    ensure(draw_sheet(settings).ok(), "whether a sheet can be drawn was looked at before");
    return settings;
}

std::vector<std::vector<std::size_t>> SweepRuns::groups(const std::function<bool(std::size_t)>& wanted,
                                                        std::size_t most) const {
    const std::size_t seeds = plan_.seeds.size();
    std::vector<std::vector<std::size_t>> groups;
    for (std::size_t run = 0; run < plan_.runs(); ++run) {
        if (!wanted(run)) continue;
        const bool same_point = !groups.empty() && groups.back().back() / seeds == run / seeds &&
                                !draws_sheet(points_[run / seeds]);  // of its own for each seed
        if (!same_point || groups.back().size() == most) groups.emplace_back();
        groups.back().push_back(run);
    }
    return groups;
}

std::vector<std::uint64_t> SweepRuns::seeds_of(const std::vector<std::size_t>& group) const {
    std::vector<std::uint64_t> seeds;
    for (const std::size_t run : group) seeds.push_back(plan_.seeds[run % plan_.seeds.size()]);
    return seeds;
}

std::optional<double> figure_in(std::string_view digest) {
    double figure = 0;
    const auto [end, failure] = std::from_chars(digest.data(), digest.data() + digest.size(), figure);
    if (failure != std::errc() || end != digest.data() + digest.size()) return std::nullopt;
    return figure;
}

}  // namespace simul::workspace
