#include "app/workspace/exploration.h"

#include <fmt/format.h>

#include <chrono>
#include <nlohmann/json.hpp>

#include "app/workspace/cell_json.h"
#include "engine/analysis/challenges.h"
#include "engine/analysis/explore/exploration.h"
#include "engine/analysis/explore/tally.h"
#include "engine/analysis/explore/walked_text.h"
#include "engine/os/cores.h"
#include "engine/run/conducted/rehearsal.h"
#include "engine/run/conducted/stage.h"
#include "engine/run/conductors/by_priority.h"
#include "engine/run/conductors/by_schedule.h"
#include "engine/run/conductors/by_seed.h"
#include "engine/run/schedule.h"
#include "engine/scenario/memory_budget.h"

namespace simul::workspace {
namespace {

using Json = nlohmann::ordered_json;

/// The engine's runs, for the explorer.
class RehearsedStory final : public Explored {
  public:
    RehearsedStory(Story& story, const RunPlan& plan, Stage* stage) : rehearsal_(story, plan, stage) {}

    End run(Conductor& conductor) override {
        const Rehearsed end = rehearsal_.run(conductor);
        longest_ = std::max(longest_, end.steps);
        return {end.cut, end.cut ? StateHash{} : rehearsal_.state()};
    }
    std::unique_ptr<Trace> record(const Example& example) override {
        BySchedule conductor(example.choices);
        if (example.round_from) conductor.goes_round(*example.round_from);
        return rehearsal_.record(conductor);
    }
    void tell_marks_apart() override { rehearsal_.tell_marks_apart(); }
    std::size_t longest() const { return longest_; }

  private:
    Rehearsal rehearsal_;
    std::size_t longest_ = 0;
};

/// What the parts have found is long, and follows the rest as it is, each after a line with its length.
std::vector<std::string> found_in(std::string_view text) {
    std::vector<std::string> found;
    while (!text.empty()) {
        const std::size_t end = text.find('\n');
        const std::size_t length = std::stoull(std::string(text.substr(0, end)));
        found.emplace_back(text.substr(end + 1, length));
        text.remove_prefix(end + 1 + length);
    }
    return found;
}

ExplorationRequest request_from(std::string_view text) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    const Json json = Json::parse(text.substr(0, end));
    ExplorationRequest request;
    request.found = found_in(text.substr(std::min(end + 1, text.size())));
    if (const Json& part = json.at("part"); !part.is_null())
        request.part = Part{part.at(0).get<std::size_t>(), part.at(1).get<std::size_t>()};
    request.search = json.at("search").get<SearchKind>();
    json.at("runs").get_to(request.runs);
    json.at("depth").get_to(request.depth);
    json.at("steps").get_to(request.steps);
    json.at("bytes").get_to(request.bytes);
    json.at("seconds").get_to(request.seconds);
    json.at("jobs").get_to(request.jobs);
    if (!json.at("challenge").is_null()) request.challenge = json.at("challenge").get<std::size_t>();
    return request;
}

Bounds bounds_of(const ExplorationRequest& request, const std::function<bool()>& stopped) {
    const auto begin = std::chrono::steady_clock::now();
    const auto enough = [&stopped, begin, seconds = request.seconds]() -> std::string {
        if (stopped()) return "it was stopped";
        const std::chrono::duration<double> passed = std::chrono::steady_clock::now() - begin;
        return passed.count() > seconds ? "the time is up" : "";
    };
    return {request.steps, request.bytes, enough};
}

/// What is to hold at the end of every order; null: nothing more than what the story expects.
const Goal* goal_of(const ScenarioDescription& story, const ExplorationRequest& request) {
    return request.challenge && *request.challenge < story.challenges.size()
               ? &story.challenges[*request.challenge].goal
               : nullptr;
}

/// A few runs at random show how long they are.
std::size_t length_of_runs(RehearsedStory& rehearsed, const RunPlan& plan, const Bounds& bounds) {
    constexpr std::size_t kRehearsals = 8;
    const auto conductor = [&](std::size_t run) { return std::make_unique<BySeed>(~plan.seed, run); };
    tally_runs(rehearsed, kRehearsals, Part{}, conductor, bounds);
    return rehearsed.longest();
}

/// The story, loaded once more for each thread that helps to explore it.
class Helpers {
  public:
    static Result<Helpers> create(std::size_t count, const RunPlan& plan, const StoryMaker& make) {
        Helpers helpers;
        for (std::size_t i = 0; i < count; ++i) {
            Result<std::unique_ptr<Story>> story = make();
            if (!story) return story.error();
            helpers.stories_.push_back(std::move(*story));
            helpers.rehearsed_.push_back(std::make_unique<RehearsedStory>(*helpers.stories_.back(), plan, nullptr));
            helpers.explored_.push_back(helpers.rehearsed_.back().get());
        }
        return helpers;
    }
    std::span<Explored* const> all() const { return explored_; }

  private:
    std::vector<std::unique_ptr<Story>> stories_;
    std::vector<std::unique_ptr<RehearsedStory>> rehearsed_;
    std::vector<Explored*> explored_;
};

/// A thread for each core, where the tasks need no threads or processes of their own. One order of each class and runs
/// at random are explored by one.
std::size_t helpers_for(const RunPlan& plan, const ExplorationRequest& request) {
    constexpr std::size_t kMost = 16;
    if (Stage::is_for(plan) || request.search != SearchKind::all) return 0;
    const std::size_t cores = std::clamp<std::size_t>(os::allowed_cores().size(), 1, kMost);
    return (request.jobs == 0 ? cores : std::min(request.jobs, cores)) - 1;
}

/// Of a search at random, or by priorities.
ConductorOfRun conductor_of_runs(RehearsedStory& rehearsed, const RunPlan& plan, const ExplorationRequest& request,
                                 const Bounds& bounds) {
    if (request.search == SearchKind::random)
        return [seed = plan.seed](std::size_t run) { return std::make_unique<BySeed>(seed, run); };
    return [seed = plan.seed, depth = request.depth, steps = length_of_runs(rehearsed, plan, bounds)](std::size_t run) {
        return std::make_unique<ByPriority>(seed, run, depth, steps);
    };
}

Exploration explored(RehearsedStory& rehearsed, std::span<Explored* const> helpers, const ScenarioDescription& story,
                     const RunPlan& plan, const ExplorationRequest& request, const Bounds& bounds) {
    const Goal* goal = goal_of(story, request);
    if (request.search == SearchKind::all)
        return explore(rehearsed, bounds, goal ? holds_at_end(*goal) : EndCheck(), helpers);
    if (request.search == SearchKind::reduced) return explore_reduced(rehearsed, bounds);
    return search(rehearsed, request.runs, conductor_of_runs(rehearsed, plan, request, bounds), bounds);
}

/// Put together from what all parts have found.
Result<Exploration> merged(RehearsedStory& rehearsed, const RunPlan& plan, const ExplorationRequest& request,
                           const Bounds& bounds) {
    if (request.search == SearchKind::all) {
        const std::vector<std::string_view> parts(request.found.begin(), request.found.end());
        Result<Walked> walked = united(parts);
        if (!walked) return walked.error();
        return exploration_of(rehearsed, bounds, std::move(*walked));
    }
    Tally all;
    for (const std::string& found : request.found) {
        const Result<Tally> tally = tally_from(found);
        if (!tally) return tally.error();
        all.add(*tally);
    }
    return exploration_of(rehearsed, all, conductor_of_runs(rehearsed, plan, request, bounds), bounds);
}

/// A part is whole or not at all: what a bound leaves out would depend on who does it.
Result<std::string> found_by_part(RehearsedStory& rehearsed, std::span<Explored* const> helpers, const RunPlan& plan,
                                  const ExplorationRequest& request, const Bounds& bounds) {
    const auto whole = [](std::string text, const std::string& left_off) -> Result<std::string> {
        if (left_off.empty()) return text;
        return Error{
            fmt::format("A part is whole or not at all, and {}: raise that bound (--bound time=S, steps=N or "
                        "memory=MB), or make more parts.",
                        left_off)};
    };
    if (request.search != SearchKind::all) {
        const Tally tally = tally_runs(rehearsed, request.runs, *request.part,
                                       conductor_of_runs(rehearsed, plan, request, bounds), bounds);
        return whole(text_of(tally), tally.left_off);
    }
    std::vector<Explored*> stories{&rehearsed};
    stories.insert(stories.end(), helpers.begin(), helpers.end());
    const Walked walked = walk(stories, bounds, *request.part);
    return whole(walked.left_off.empty() ? text_of(walked) : "", walked.left_off);
}

/// A number; in digits, as a string, when it has more than 64 bits.
Json json_of(const BigCount& count) {
    if (const std::optional<std::uint64_t> small = count.small()) return *small;
    return count.text();
}

/// Writes an exploration of this story under this plan.
class ExplorationWriter {
  public:
    ExplorationWriter(const ScenarioDescription& story, const RunPlan& plan, const Exploration& exploration)
        : story_(story), plan_(plan), exploration_(exploration) {}

    Json json(const ExplorationRequest& request) const {
        Json json;
        json["scenario"] = story_.name;
        json["model"] = name_of(plan_.model);
        json["clock"] = name_of(plan_.clock);
        json["seed"] = plan_.seed;
        json["wakeups"] = name_of(plan_.wakeups);
        if (!story_.nodes.empty()) json["faults"] = simul::text_of(plan_.faults);
        if (plan_.memory != MemoryOrder::sc) json["memory"] = name_of(plan_.memory);
        json["search"] = kSearchNames[static_cast<std::size_t>(request.search)];
        json["interleavings"] = json_of(exploration_.interleavings);
        json["goes_round"] = exploration_.goes_round;
        json["distinct_states"] = exploration_.distinct_states;
        json["results"] = Json::array();
        for (const ExploredResult& result : exploration_.results) json["results"].push_back(json_of_result(result));
        json["findings"] = Json::array();
        for (const ExploredFinding& finding : exploration_.findings)
            json["findings"].push_back(json_of_finding(finding));
        json["complete"] = exploration_.complete;
        json["left_off"] = exploration_.complete ? Json(nullptr) : Json(exploration_.left_off);
        json["runs"] = exploration_.runs;
        if (const Goal* goal = goal_of(story_, request)) json["judgement"] = json_of_judgement(*goal);
        return json;
    }

  private:
    Json json_of_result(const ExploredResult& result) const {
        Json variables = Json::object();
        for (const auto& [name, value] : result.variables) variables[name] = workspace::json_of(value);
        Json json;
        json["result"] = {{"outcome", name_of(result.outcome)},
                          {"variables", std::move(variables)},
                          {"faults", json_of_faults(result.faults)}};
        json["count"] = json_of(result.count);
        json["share"] = result.count.about() / std::max(1.0, exploration_.interleavings.about());
        json["fails"] = result.fails;
        add_example(json, result.example);
        return json;
    }
    static Json json_of_faults(const std::vector<Fault>& faults) {
        Json list = Json::array();
        for (const Fault& fault : faults)
            list.push_back({{"kind", name_of(fault.kind)},
                            {"line", fault.line == 0 ? Json(nullptr) : Json(fault.line)},
                            {"text", fault.text}});
        return list;
    }
    Json json_of_finding(const ExploredFinding& finding) const {
        Json json;
        json["kind"] = name_of(finding.kind);
        json["text"] = finding.text;
        json["line"] = finding.line == 0 ? Json(nullptr) : Json(finding.line);
        json["count"] = finding.kind == FindingKind::data_race ? Json(nullptr) : json_of(finding.count);
        add_example(json, finding.example);
        return json;
    }
    Json json_of_judgement(const Goal& goal) const {
        const Judgement judgement = judge_mend(goal, exploration_);
        Json json;
        json["verdict"] = name_of(judgement.verdict);
        json["text"] = judgement.sentence;
        add_example(json, judgement.counterexample);
        if (judgement.counterexample.choices.empty()) json["example_schedule"] = nullptr;
        return json;
    }
    void add_example(Json& json, const Example& example) const {
        json["steps"] = example.choices.size();
        json["switches"] = example.switches();
        json["example_schedule"] = text_of(schedule_of(story_, plan_, example.choices, example.round_from));
    }

    const ScenarioDescription& story_;
    const RunPlan& plan_;
    const Exploration& exploration_;
};

/// Null: the tasks run in this thread. Else this process keeps one core from now on, where the turn is handed over
/// best.
Result<std::unique_ptr<Stage>> stage_of(Story& story, const RunPlan& plan, const StoryMaker& make) {
    if (!Stage::is_for(plan)) return std::unique_ptr<Stage>();
    if (const Result<void> confined = os::confine_to(1); !confined) return confined.error();
    return Stage::create(story, plan, make);
}

}  // namespace

std::string text_of(const ExplorationRequest& request) {
    Json json;
    json["search"] = request.search;
    json["runs"] = request.runs;
    json["depth"] = request.depth;
    json["steps"] = request.steps;
    json["bytes"] = request.bytes;
    json["seconds"] = request.seconds;
    json["jobs"] = request.jobs;
    json["challenge"] = request.challenge ? Json(*request.challenge) : Json(nullptr);
    json["part"] = request.part ? Json{request.part->number, request.part->of} : Json(nullptr);
    std::string text = json.dump() + "\n";
    for (const std::string& found : request.found) text += std::to_string(found.size()) + "\n" + found;
    return text;
}

Result<std::string> explore_here(Story& story, const RunPlan& plan, const StoryMaker& make, const std::string& asked,
                                 const std::function<bool()>& stopped) {
    if (story.description().nodes.empty() && plan.faults != FaultBounds())
        return Error{fmt::format("--faults {}: {} is a story of one machine; this is for stories of several",
                                 simul::text_of(plan.faults), story.description().name)};
    const ExplorationRequest request = request_from(asked);
    RunPlan conducted = plan;
    become_conducted(conducted);
    Result<std::unique_ptr<Stage>> stage = stage_of(story, conducted, make);
    if (!stage) return stage.error();
    RehearsedStory rehearsed(story, conducted, stage->get());
    // Whoever helps makes runs of its own, and one state may have as much memory as all of one run.
    if (!*stage) budget_of_run = nullptr;
    const Result<Helpers> helpers = Helpers::create(helpers_for(conducted, request), conducted, make);
    if (!helpers) return helpers.error();
    const Bounds bounds = bounds_of(request, stopped);
    if (request.part) return found_by_part(rehearsed, helpers->all(), conducted, request, bounds);
    const Result<Exploration> exploration =
        request.found.empty() ? explored(rehearsed, helpers->all(), story.description(), conducted, request, bounds)
                              : merged(rehearsed, conducted, request, bounds);
    if (!exploration) return exploration.error();
    return ExplorationWriter(story.description(), conducted, *exploration)
        .json(request)
        .dump(-1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace simul::workspace
