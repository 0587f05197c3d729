#include "app/workspace/comparison.h"

#include <algorithm>
#include <set>
#include <utility>

#include "app/workspace/prediction.h"
#include "app/workspace/running.h"
#include "engine/base/kernel_policies.h"
#include "engine/run/policies/policies.h"

namespace simul::workspace {
namespace {

/// What a written policy has is known to whoever runs it: so far it is the story's (engine/run/policy_file.h).
bool has_parameter(const std::string& policy, const std::string& name) {
    const PolicyEntry* entry = policy_named(policy);
    return entry && std::any_of(entry->parameters.begin(), entry->parameters.end(),
                                [&](const Knob& knob) { return knob.name == name; });
}

bool is_of_kernel(const std::string& policy) { return kernel_policy_named(policy) != nullptr; }

Settings for_real(Settings settings) {
    settings.clock = Clock::real;
    settings.quantum.reset();
    settings.switch_cost = settings.spawn_cost = settings.message_cost = Duration(0);
    return settings;
}

void tell_refusal(Workspace& workspace, const OpenRun& run) {
    if (!run.live() && run.ending().error) workspace.error = *run.ending().error;
}

/// Those that are refused are told and passed over.
void start_next(Workspace& workspace) {
    SideBySide& comparison = *workspace.story->comparison;
    while (!comparison.live() && !comparison.to_come.empty()) {
        const Settings settings = std::move(comparison.to_come.front());
        comparison.to_come.erase(comparison.to_come.begin());
        Result<std::unique_ptr<OpenRun>> run = OpenRun::start(*workspace.zygote, settings);
        if (!run) {
            workspace.error = run.error();
            continue;
        }
        comparison.runs.push_back(std::move(*run));
        wait_a_little(*comparison.runs.back(), workspace.patience);
        tell_refusal(workspace, *comparison.runs.back());
    }
    if (comparison.of == SideBySide::Of::models && comparison.runs.empty()) workspace.story->comparison.reset();
}

/// What runs is stopped.
SideBySide& begin_comparison(Workspace& workspace, SideBySide::Of of) {
    OpenStory& story = *workspace.story;
    stop_runs(workspace);
    workspace.error.reset();
    story.playback.playing = false;
    story.comparison.emplace();
    story.comparison->of = of;
    story.comparison->edition = ++story.comparisons;
    return *story.comparison;
}

/// As the reader has chosen, in the order of the list.
std::vector<std::string> compared(const Workspace& workspace) {
    std::vector<std::string> names;
    for (const std::string& name : policies_to_compare(workspace))
        if (workspace.story->compared_policies.count(name) > 0) names.push_back(name);
    return names;
}

/// Of the next run, in simulated time.
Settings settings_to_compare(const Workspace& workspace, const std::vector<std::string>& policies) {
    Settings settings = workspace.story->settings;
    settings.clock = Clock::simulated;
    settle_cores(settings, policies, workspace.story->description.default_cores);
    return settings;
}

}  // namespace

Settings with_policy(Settings settings, const std::string& policy, const std::vector<std::string>& compared) {
    if (settings.policy != policy) settings.policy_source.clear();
    settings.policy = policy;
    KnobSettings given = settings.knobs;
    given.insert(given.end(), settings.policy_knobs.begin(), settings.policy_knobs.end());
    settings.knobs.clear();
    settings.policy_knobs.clear();
    for (const auto& knob : given) {
        if (has_parameter(policy, knob.first))
            settings.policy_knobs.push_back(knob);
        else if (std::none_of(compared.begin(), compared.end(),
                              [&](const std::string& other) { return has_parameter(other, knob.first); }))
            settings.knobs.push_back(knob);
    }
    return is_of_kernel(policy) ? for_real(std::move(settings)) : settings;
}

void settle_cores(Settings& settings, const std::vector<std::string>& compared, std::optional<std::int64_t> usual) {
    if (settings.cores || std::none_of(compared.begin(), compared.end(), is_of_kernel)) return;
    const bool needs_all = std::any_of(compared.begin(), compared.end(), [](const std::string& policy) {
        return kernel_policy_of(policy) == KernelPolicy::deadline;
    });
    settings.cores = needs_all ? real_cores() : std::min(real_cores(), usual.value_or(real_cores()));
}

void compare_models(Workspace& workspace) {
    if (!workspace.story || workspace.story->from_trace) return;
    SideBySide& comparison = begin_comparison(workspace, SideBySide::Of::models);
    const Settings& settings = workspace.story->settings;
    for (const Model model : suited_models(workspace.story->description)) {
        comparison.to_come.push_back(settings);
        comparison.to_come.back().model = model;
    }
    // For real, the slowest comes last, so that the others need not wait for it.
    if (settings.clock == Clock::real)
        std::stable_partition(comparison.to_come.begin(), comparison.to_come.end(),
                              [](const Settings& each) { return each.model != Model::sequential; });
    start_next(workspace);
}

void compare_policies(Workspace& workspace) {
    if (!workspace.story || workspace.story->from_trace || !can_compare_policies(workspace)) return;
    std::set<std::string>& chosen = workspace.story->compared_policies;
    if (chosen.empty()) {
        chosen.insert(std::begin(kComparedAtFirst), std::end(kComparedAtFirst));
        chosen.insert(workspace.policy());
    }
    const std::vector<std::string> policies = compared(workspace);
    const Settings settings = settings_to_compare(workspace, policies);
    SideBySide& comparison = begin_comparison(workspace, SideBySide::Of::policies);
    for (const std::string& policy : policies) comparison.to_come.push_back(with_policy(settings, policy, policies));
    start_next(workspace);
}

void toggle_compared(Workspace& workspace, const std::string& policy) {
    if (!workspace.story) return;
    std::set<std::string>& chosen = workspace.story->compared_policies;
    const bool is_last = chosen.size() == 1 && chosen.count(policy) > 0;
    if (is_last) return;  // there is something to see
    if (chosen.erase(policy) == 0) chosen.insert(policy);
    compare_policies(workspace);
}

std::vector<std::string> policies_to_compare(const Workspace& workspace) {
    std::vector<std::string> names;
    for (const PolicyEntry& policy : policies()) names.emplace_back(policy.name);
    if (workspace.story->description.has_own_policy) names.emplace_back(kOwnPolicy);
    if (is_policy_file(workspace.policy())) names.push_back(workspace.policy());
    for (const KernelPolicyEntry& policy : kKernelPolicies) names.emplace_back(policy.name);
    return names;
}

bool can_compare_policies(const Workspace& workspace) {
    return !workspace.story->from_trace && !uses_one_core(workspace.model());
}

void show_compared(Workspace& workspace, std::size_t run) {
    if (!workspace.comparing() || run >= workspace.story->comparison->runs.size()) return;
    OpenStory& story = *workspace.story;
    std::unique_ptr<OpenRun> shown = std::move(story.comparison->runs[run]);
    if (story.comparison->of == SideBySide::Of::models) {
        story.settings.model = shown->settings().model;
    } else {
        const std::optional<std::int64_t> cores = story.settings.cores;
        story.settings = shown->settings();
        if (shown->settings().clock == Clock::simulated) story.settings.cores = cores;
    }
    show_new_run(workspace, std::move(shown));
    story.playback = {};
    story.playback.playing = story.playback.follow = story.run->live();
    story.playhead = playhead_at(*story.run, story.run->end());
}

void close_comparison(Workspace& workspace) {
    if (!workspace.comparing()) return;
    workspace.story->comparison.reset();
    if (!workspace.story->run && !is_asked(workspace)) start_run(workspace);
}

bool take_news_of_comparison(Workspace& workspace) {
    if (!workspace.comparing() || !workspace.story->comparison->live()) return false;
    OpenRun& last = *workspace.story->comparison->runs.back();
    const bool news = last.take_news(0);
    tell_refusal(workspace, last);
    if (!last.live()) start_next(workspace);
    return news;
}

}  // namespace simul::workspace
