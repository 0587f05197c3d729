#include "app/workspace/what_if.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <optional>

#include "app/workspace/exploration.h"
#include "engine/run/simulated/in_place.h"

namespace simul::workspace {
namespace {

using Json = nlohmann::ordered_json;
using Kind = Trial::Kind;

constexpr const char* kTrials = "trials";

/// The story with one more permit of a semaphore.
class WithOneMorePermit final : public Story {
  public:
    WithOneMorePermit(Story& story, ResourceId semaphore) : story_(story), description_(story.description()) {
        ResourceDeclaration& declared = description_.resources.at(index_of(semaphore));
        ++declared.initial.bits;
        if (declared.capacity > 0) ++declared.capacity;
    }
    const ScenarioDescription& description() const override { return description_; }
    Task start_main(TaskContext& task) override { return story_.start_main(task); }
    Task start(TaskContext& task, std::string_view call) override { return story_.start(task, call); }
    ClockUse clock_use() const override { return story_.clock_use(); }
    bool may_cancel() const override { return story_.may_cancel(); }

  private:
    Story& story_;
    ScenarioDescription description_;
};

/// None: it does not finish, or makes too many events; or somebody's own policy chooses, which may fail where it has
/// not before.
std::optional<Duration> length_of(Story& story, RunPlan plan) {
    constexpr std::uint64_t kMostEvents = 1'000'000;
    if (plan.written_policy) return std::nullopt;
    plan.max_events = std::min(plan.max_events, kMostEvents);
    const std::unique_ptr<Trace> trace = simulate_in_place(story, plan);
    const Metrics metrics = metrics_of(*trace);
    if (metrics.outcome != Outcome::finished) return std::nullopt;
    return metrics.makespan.time_since_epoch();
}

std::optional<Duration> length_with(const Trial& trial, Story& story, RunPlan plan) {
    switch (trial.kind) {
        case Kind::core:
            ++plan.cores;
            break;
        case Kind::worker:
            ++plan.workers;
            break;
        case Kind::permit: {
            WithOneMorePermit changed(story, trial.semaphore);
            return length_of(changed, plan);
        }
        case Kind::free_switches:
            plan.switch_cost = Duration{0};
            break;
    }
    return length_of(story, plan);
}

Json json_of(const std::optional<Duration>& length) { return length ? Json(length->count()) : Json(nullptr); }

/// Each once as it is, and once with each change; a number of nanoseconds, or null.
std::string lengths_here(Story& story, const RunPlan& plan, const Json& trials, const std::function<bool()>& stopped) {
    Json lengths = Json::array({json_of(length_of(story, plan))});
    for (const Json& it : trials) {
        if (stopped()) break;
        const Trial trial{it.at(0).get<Kind>(), it.at(1).get<ResourceId>()};
        lengths.push_back(json_of(length_with(trial, story, plan)));
    }
    return lengths.dump();
}

std::optional<Duration> length_from(const Json& lengths, std::size_t place) {
    if (!lengths.is_array() || place >= lengths.size() || !lengths[place].is_number_integer()) return std::nullopt;
    const auto length = lengths[place].get<std::int64_t>();
    return length < 0 ? std::nullopt : std::optional(Duration(length));
}

}  // namespace

Result<std::string> study_here(Story& story, const RunPlan& plan, const StoryMaker& make, const std::string& asked,
                               const std::function<bool()>& stopped) {
    const Json json = Json::parse(asked.substr(0, asked.find('\n')));  // what follows is its own
    if (!json.contains(kTrials)) return explore_here(story, plan, make, asked, stopped);
    return lengths_here(story, plan, json.at(kTrials), stopped);
}

std::string Tryout::text() const {
    Json list = Json::array();
    for (const Trial& it : trials) list.push_back({it.kind, it.semaphore});
    return Json{{kTrials, std::move(list)}}.dump();
}

std::vector<WhatIf> Tryout::results_in(const std::string& answer) const {
    const Json lengths = Json::parse(answer, nullptr, false);
    const std::optional<Duration> as_it_is = length_from(lengths, 0);
    std::vector<WhatIf> what_ifs;
    if (!as_it_is) return what_ifs;
    for (std::size_t i = 0; i < trials.size(); ++i)
        if (const std::optional<Duration> changed = length_from(lengths, i + 1))
            what_ifs.push_back({trials[i], *as_it_is, *changed});
    return what_ifs;
}

std::optional<Tryout> tryout_of(const Settings& settings, const TraceHeader& header, const Metrics& metrics) {
    Tryout tryout{settings, trials_for(header, metrics)};
    if (tryout.trials.empty() || settings.schedule || settings.by_hand) return std::nullopt;
    tryout.settings.clock = Clock::simulated;
    if (!uses_one_core(header) && !header.has_nodes()) tryout.settings.cores = header.cores;
    if (header.workers > 0) tryout.settings.workers = header.workers;
    return tryout;
}

std::vector<WhatIf> try_out(Zygote& zygote, const Settings& settings, const TraceHeader& header,
                            const Metrics& metrics) {
    const std::optional<Tryout> tryout = tryout_of(settings, header, metrics);
    if (!tryout) return {};
    const Result<std::string> answer = zygote.study(tryout->settings, tryout->text(), -1);
    return answer ? tryout->results_in(*answer) : std::vector<WhatIf>{};
}

}  // namespace simul::workspace
