#include "app/workspace/sweep_desk.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <utility>

#include "app/workspace/comparison.h"
#include "app/workspace/random_sheet.h"
#include "app/workspace/running.h"
#include "app/workspace/sheet_editing.h"
#include "app/workspace/workspace.h"
#include "engine/os/cores.h"
#include "engine/run/policies/policies.h"
#include "engine/run/wire.h"
#include "engine/study/figures.h"

namespace simul::workspace {
namespace {

/// How long the figures of a group are waited for, more or less: a curve grows while one looks.
constexpr std::size_t kMostOfGroup = 25, kGroupsOfCore = 8;
/// In each frame.
constexpr auto kPatience = std::chrono::milliseconds(8);

SweepDesk& desk_of(Workspace& workspace) { return workspace.story->sweep; }

/// All that its figures depend on, but for the wish.
std::string circumstances(const Workspace& workspace) {
    return wire::as_json(workspace.story->settings) + workspace.story->description.source;
}

/// In simulated time, by a policy of the list.
Settings settings_to_sweep_from(const Workspace& workspace) {
    Settings settings = workspace.story->settings;
    settings.policy = workspace.policy();
    if (settings.clock == Clock::real) settings.policy.reset();
    settings.clock = Clock::simulated;
    settings.schedule.reset();
    settings.by_hand = false;
    if (uses_one_core(workspace.model())) settings.policy.reset();
    const std::string& jobs = workspace.story->sweep.wish.jobs;
    if (const Knob* sheet = sheet_of(*workspace.story); sheet && !jobs.empty()) {
        std::erase_if(settings.knobs, [sheet](const auto& knob) { return knob.first == sheet->name; });
        settings.knobs.emplace_back(sheet->name, jobs);
    }
    return settings;
}

Result<SweepPlan> plan_of(const Workspace& workspace, const SweepWish& wish) {
    SweepPlan plan;
    plan.scenario = workspace.story->settings.scenario;
    plan.measure = wish.measure;
    if (can_compare_policies(workspace) && !wish.policies.empty())
        plan.axes.push_back({"policy", {wish.policies.begin(), wish.policies.end()}});
    Result<std::vector<std::string>> values = values_in(wish.over, wish.values);
    if (!values) return values.error();
    plan.axes.push_back({wish.over, std::move(*values)});
    Result<std::vector<std::uint64_t>> seeds = seeds_in("seeds", wish.seeds);
    if (!seeds) return seeds.error();
    plan.seeds = std::move(*seeds);
    if (const Result<void> fits = check_size(plan); !fits) return fits.error();
    return plan;
}

Result<SweepRuns> runs_of(const Workspace& workspace, const SweepDesk& desk) {
    Result<SweepPlan> plan = plan_of(workspace, desk.wish);
    if (!plan) return plan.error();
    Result<std::vector<Settings>> points = settings_at_points(*plan, desk.base);
    if (!points) return points.error();
    for (Settings point : *points)
        if (const Result<void> drawn = draw_sheet(point); !drawn) return drawn.error();
    return SweepRuns(std::move(*plan), std::move(*points));
}

/// Whoever wants another sweep gets an empty one; the error says what is wrong with the wish.
Result<void> begin_anew(Workspace& workspace) {
    SweepDesk& desk = desk_of(workspace);
    const bool same_story = desk.circumstances == circumstances(workspace) && desk.begun_wish.jobs == desk.wish.jobs;
    if (!same_story) desk.base = settings_to_sweep_from(workspace);
    Result<SweepRuns> runs = runs_of(workspace, desk);
    if (!runs) return runs.error();
    desk.figures.assign(runs->plan().runs(), std::nullopt);
    desk.made = 0;
    desk.runs.emplace(std::move(*runs));
    desk.begun_wish = desk.wish;
    desk.circumstances = circumstances(workspace);
    return {};
}

std::string values_in_words(const SweepPlan& plan, std::size_t point) {
    const std::vector<std::string> values = plan.values_at(point);
    std::vector<std::string> words;
    for (std::size_t i = 0; i < values.size(); ++i) words.push_back(fmt::format("{} {}", plan.axes[i].name, values[i]));
    return fmt::format("{}", fmt::join(words, ", "));
}

std::string why_none(const SweepPlan& plan, std::size_t run, std::string_view digest) {
    const std::string where = fmt::format("With {} and seed {} ", values_in_words(plan, run / plan.seeds.size()),
                                          plan.seeds[run % plan.seeds.size()]);
    if (digest == kFailed) return where + "a task fails; set it so and press Run to see why.";
    return where + fmt::format("the run has no {}; choose another measure.", plan.measure);
}

/// False: somebody left no figure, and the desk says why.
bool take(SweepDesk& desk, const std::vector<std::size_t>& group, const Digests& digests) {
    if (!digests) {
        desk.fault = digests.error().sentence();
        return false;
    }
    for (std::size_t i = 0; i < group.size(); ++i) {
        const std::optional<double> figure = figure_in((*digests)[i]);
        if (!figure) {
            desk.fault = why_none(desk.runs->plan(), group[i], (*digests)[i]);
            return false;
        }
        desk.figures[group[i]] = figure;
        ++desk.made;
    }
    return true;
}

// ---- What can be asked for

bool is_number(const Knob& knob) {
    return knob.kind == KnobKind::count || knob.kind == KnobKind::number || knob.kind == KnobKind::duration;
}

const Knob* knob_to_sweep(const Workspace& workspace, const std::set<std::string>& policies, const std::string& name) {
    const auto among = [&name](const Knobs& knobs) {
        const auto found =
            std::find_if(knobs.begin(), knobs.end(), [&](const Knob& knob) { return knob.name == name; });
        return found == knobs.end() ? nullptr : &*found;
    };
    for (const std::string& policy : policies)
        if (const PolicyEntry* entry = policy_named(policy))
            if (const Knob* knob = among(entry->parameters)) return knob;
    return among(workspace.story->untouched);
}

/// About so many values from the least to the most.
std::string values_of(const Knob& knob) {
    constexpr int kAbout = 10;
    if (knob.kind == KnobKind::choice) return fmt::format("{}", fmt::join(knob.choices, ","));
    const bool has_limits = knob.max > knob.min;
    const double least = has_limits ? knob.min : 1, most = has_limits ? knob.max : kAbout;
    const double step = std::max(1.0, std::floor((most - least) / kAbout));
    if (knob.kind == KnobKind::count || most - least >= kAbout)
        return fmt::format("{:.0f}..{:.0f}{}", std::ceil(least), most, step > 1 ? fmt::format(":{:.0f}", step) : "");
    std::vector<std::string> values;
    for (int i = 0; i <= kAbout; ++i) values.push_back(fmt::format("{:.3g}", least + (most - least) * i / kAbout));
    return fmt::format("{}", fmt::join(values, ","));
}

}  // namespace

std::vector<std::string> settings_to_sweep(const Workspace& workspace, const std::set<std::string>& policies) {
    std::vector<std::string> names;
    const auto add = [&names](const Knobs& knobs) {
        for (const Knob& knob : knobs)
            if ((is_number(knob) || knob.kind == KnobKind::choice) &&
                std::find(names.begin(), names.end(), knob.name) == names.end())
                names.push_back(knob.name);
    };
    const bool has_cores = !uses_one_core(workspace.model());
    const auto has_quantum = [](const std::string& policy) {
        const PolicyEntry* entry = policy_named(policy);
        return entry == nullptr || entry->has_quantum;
    };
    if (has_cores && std::any_of(policies.begin(), policies.end(), has_quantum)) names.emplace_back("quantum");
    add(workspace.story->untouched);
    if (has_cores)
        for (const std::string& policy : policies)
            if (const PolicyEntry* entry = policy_named(policy)) add(entry->parameters);
    if (has_cores) names.insert(names.end(), {"cores", "switch-cost"});
    return names;
}

std::vector<std::string> measures_to_sweep(const Workspace& workspace) {
    std::vector<std::string> names;
    for (const std::string_view name : figure_names()) names.emplace_back(name);
    if (workspace.run() == nullptr || workspace.run()->live()) return names;
    const Metrics& metrics = workspace.run()->metrics();
    const auto add = [&](const auto& figures) {
        for (const auto& figure : figures)
            if (figure_named(metrics, figure.name)) names.emplace_back(figure.name);
    };
    add(metrics.marks);
    add(metrics.measures);
    add(metrics.variables);
    return names;
}

std::string usual_values(const Workspace& workspace, const std::set<std::string>& policies, const std::string& over) {
    if (over == "quantum") return "1..10";
    if (over == "cores") return "1..8";
    if (over == "switch-cost") return "0,0.1,0.2,0.5,1";
    const Knob* knob = knob_to_sweep(workspace, policies, over);
    return knob ? values_of(*knob) : "1..10";
}

void show_sweep(Workspace& workspace) {
    if (!workspace.story || workspace.story->from_trace) return;
    SweepDesk& desk = desk_of(workspace);
    SweepWish& wish = desk.wish;
    workspace.story->playback.playing = false;
    workspace.story->comparison.reset();
    workspace.story->exercise.reset();
    workspace.story->shows_sweep = true;
    if (!wish.over.empty()) return;
    wish.policies = {policy_named(workspace.policy()) || is_written_policy(workspace.policy()) ? workspace.policy()
                                                                                               : std::string("fifo")};
    const std::vector<std::string> settings = settings_to_sweep(workspace, wish.policies);
    if (settings.empty()) return;
    wish.over = settings.front();
    wish.values = usual_values(workspace, wish.policies, wish.over);
}

void close_sweep(Workspace& workspace) {
    if (!workspace.story) return;
    stop_sweep(workspace);
    workspace.story->shows_sweep = false;
}

void wish_sweep(Workspace& workspace, SweepWish wish) {
    if (!workspace.story) return;
    SweepDesk& desk = desk_of(workspace);
    if (wish.over != desk.wish.over) wish.values = usual_values(workspace, wish.policies, wish.over);
    stop_sweep(workspace);
    desk.wish = std::move(wish);
    desk.fault.clear();
}

void start_sweep(Workspace& workspace) {
    if (!workspace.story || workspace.story->from_trace || desk_of(workspace).goes_on()) return;
    SweepDesk& desk = desk_of(workspace);
    desk.fault.clear();
    const bool continues = desk.runs && !desk.is_whole() && !is_outdated_sweep(workspace);
    if (!continues)
        if (const Result<void> begun = begin_anew(workspace); !begun) {
            desk.fault = begun.error().sentence();
            return;
        }
    const std::size_t most =
        std::clamp<std::size_t>(desk.figures.size() / (os::allowed_cores().size() * kGroupsOfCore), 1, kMostOfGroup);
    desk.groups = desk.runs->groups([&desk](std::size_t run) { return !desk.figures[run]; }, most);
    std::vector<Batch> batches;
    for (const std::vector<std::size_t>& group : desk.groups)
        batches.push_back({desk.runs->settings_of(group.front()), desk.runs->seeds_of(group)});
    desk.crew = std::make_unique<Crew>(*workspace.zygote, std::move(batches), desk.runs->plan().measure);
}

void stop_sweep(Workspace& workspace) {
    if (workspace.story) desk_of(workspace).crew.reset();
}

void open_point(Workspace& workspace, std::size_t point) {
    if (!workspace.story) return;
    SweepDesk& desk = desk_of(workspace);
    const std::optional<SweepPoint> so_far = point_so_far(desk, point);
    if (!so_far) return;
    const std::size_t seeds = desk.runs->plan().seeds.size();
    std::size_t nearest = desk.figures.size();
    const auto apart = [&](std::size_t run) { return std::abs(*desk.figures[run] - so_far->mean); };
    for (std::size_t run = point * seeds; run < (point + 1) * seeds; ++run)
        if (desk.figures[run] && (nearest == desk.figures.size() || apart(run) < apart(nearest))) nearest = run;
    stop_sweep(workspace);
    workspace.story->settings = desk.runs->settings_of(nearest);
    workspace.story->shows_sweep = false;
    start_run(workspace);
    desk.circumstances = circumstances(workspace);
}

bool take_news_of_sweep(Workspace& workspace) {
    if (!workspace.story || !desk_of(workspace).goes_on()) return false;
    SweepDesk& desk = desk_of(workspace);
    const std::size_t before = desk.made;
    const auto take_group = [&desk](std::size_t group, const Digests& digests) {
        return take(desk, desk.groups[group], digests);
    };
    // Short runs end sooner than a frame does, and then the cores would wait for it.
    const auto until = std::chrono::steady_clock::now() + kPatience;
    bool goes_on = true;
    do goes_on = desk.crew->take_news(1, -1, take_group);
    while (goes_on && std::chrono::steady_clock::now() < until);
    if (!goes_on) desk.crew.reset();
    return desk.made != before || !goes_on;
}

std::optional<SweepPoint> point_so_far(const SweepDesk& desk, std::size_t point) {
    const std::size_t seeds = desk.runs->plan().seeds.size();
    std::vector<double> figures;
    for (std::size_t run = point * seeds; run < (point + 1) * seeds; ++run)
        if (desk.figures[run]) figures.push_back(*desk.figures[run]);
    if (figures.empty()) return std::nullopt;
    return point_of(desk.runs->plan().values_at(point), figures);
}

bool is_outdated_sweep(const Workspace& workspace) {
    const SweepDesk& desk = workspace.story->sweep;
    return !(desk.begun_wish == desk.wish) || desk.circumstances != circumstances(workspace);
}

}  // namespace simul::workspace
