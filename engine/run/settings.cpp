#include "engine/run/settings.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <limits>
#include <vector>

#include "engine/base/kernel_policies.h"
#include "engine/run/outages.h"
#include "engine/run/policies/policies.h"
#include "engine/run/schedule.h"
#include "engine/scenario/packed_table.h"

namespace simul {

namespace {

std::string policy_names() {
    std::vector<std::string_view> names;
    for (const PolicyEntry& entry : policies()) names.push_back(entry.name);
    return fmt::format("{}", fmt::join(names, ", "));
}

std::string kernel_policy_names() {
    std::vector<std::string_view> names;
    for (const KernelPolicyEntry& entry : kKernelPolicies) names.push_back(entry.name);
    return fmt::format("{}", fmt::join(names, ", "));
}

std::string model_names(const std::vector<Model>& models) {
    std::vector<std::string_view> names;
    for (const Model model : models) names.push_back(name_of(model));
    return fmt::format("{}", fmt::join(names, ", "));
}

Result<Model> fitting_model(const Settings& settings, const ScenarioDescription& scenario) {
    const Model model = settings.model.value_or(scenario.default_model);
    for (const auto& [unsuited, why] : scenario.unsuited)
        if (unsuited == model)
            return Error{fmt::format("{} does not run on {}: {}", scenario.name, name_of(model), why)};
    if (!suits(scenario, model))
        return Error{fmt::format("{} does not run on {}: it is a story for {}", scenario.name, name_of(model),
                                 model_names(scenario.models))};
    return model;
}

Result<void> check_counts(const Settings& settings, std::uint32_t real_cores) {
    const std::int64_t cores = settings.cores.value_or(1);
    const bool real = settings.clock == Clock::real;
    if (cores < 1 || cores > (real ? real_cores : kMostCores))
        return Error{real ? fmt::format("--cores {}: this computer gives us {}; choose 1 to {}, or --clock simulated",
                                        cores, real_cores, real_cores)
                          : fmt::format("--cores {}: choose 1 to {}", cores, kMostCores)};
    if (settings.workers && (*settings.workers < 1 || *settings.workers > kMostCores))
        return Error{fmt::format("--workers {}: choose 1 to {}", *settings.workers, kMostCores)};
    if (settings.max_events < 1) return Error{fmt::format("--max-events {}: choose at least 1", settings.max_events)};
    if (settings.max_tasks < 1 || settings.max_tasks > 10'000'000)
        return Error{fmt::format("--max-tasks {}: choose 1 to 10000000", settings.max_tasks)};
    if (settings.scale && !(*settings.scale > 0 && *settings.scale <= 1e9))
        return Error{
            fmt::format("--scale {}: scenario seconds per real second, above 0 and at most 1e9", *settings.scale)};
    return {};
}

Result<void> check_policy(const Settings& settings, std::int64_t real_cores) {
    const bool real = settings.clock == Clock::real;
    const bool of_kernel = settings.policy && kernel_policy_named(*settings.policy);
    if (real && settings.policy && !of_kernel)
        return Error{
            fmt::format("--policy {} with --clock real: the computer's own kernel schedules a real run; use --clock "
                        "simulated, or choose one of the kernel's policies: {}",
                        *settings.policy, kernel_policy_names())};
    if (real && settings.quantum)
        return Error{
            "--quantum with --clock real: the computer's own kernel schedules a real run; use --clock simulated"};
    if (of_kernel && !real)
        return Error{
            fmt::format("--policy {}: that is a policy of this computer's kernel; add --clock real", *settings.policy)};
    if (of_kernel && (settings.schedule || settings.by_hand))
        return Error{fmt::format("--policy {}: in a conducted run the schedule says who goes next; leave it out",
                                 *settings.policy)};
    const bool by_deadline = of_kernel && kernel_policy_of(*settings.policy) == KernelPolicy::deadline;
    if (by_deadline && settings.cores.value_or(real_cores) < real_cores)
        return Error{
            fmt::format("--policy {}: Linux gives it only to threads that may use every core; leave --cores out, or "
                        "choose {}",
                        *settings.policy, real_cores)};
    if (settings.policy && !of_kernel && !policy_named(*settings.policy) && !is_written_policy(*settings.policy))
        return Error{fmt::format("--policy {}: there is no such policy; there are {}; or give the path of a .lua file",
                                 *settings.policy, policy_names())};
    if (!settings.policy_knobs.empty() && settings.clock == Clock::real)
        return Error{
            fmt::format("--set {} with --clock real: the computer's own kernel schedules a real run; use "
                        "--clock simulated",
                        settings.policy_knobs.front().first)};
    if (settings.quantum && *settings.quantum <= 0ns) return Error{"--quantum: choose more than 0 seconds"};
    for (const auto& [name, cost] : {std::pair{"switch", settings.switch_cost}, std::pair{"spawn", settings.spawn_cost},
                                     std::pair{"message", settings.message_cost}}) {
        if (cost < 0ns) return Error{fmt::format("--{}-cost: choose 0 seconds or more", name)};
        if (cost > 0ns && settings.clock == Clock::real)
            return Error{
                fmt::format("--{}-cost with --clock real: a real run pays the real cost; use --clock simulated", name)};
    }
    return {};
}

/// The policy, its parameters and its quantum. Where one thread does everything there is nobody to choose among.
Result<void> settle_policy(RunPlan& plan, const Settings& settings, const ScenarioDescription& scenario) {
    plan.quantum = settings.quantum.value_or(scenario.default_quantum.value_or(1s));
    plan.policy = settings.policy.value_or(scenario.default_policy.value_or("fifo"));
    if (uses_one_core(plan.model)) plan.policy = "fifo";
    if (plan.policy == kOwnPolicy && !scenario.has_own_policy)
        return Error{
            fmt::format("--policy own: {} has no policy of its own; write function policy.pick(ready, core, "
                        "now) … end into it, or choose one of {}",
                        scenario.name, policy_names())};
    if (is_written_policy(plan.policy)) return {};
    const PolicyEntry* entry = policy_named(plan.policy);
    if (!entry)
        return Error{fmt::format("{} asks for the policy {}: there is no such policy; there are {}", scenario.name,
                                 plan.policy, policy_names())};
    if (uses_one_core(plan.model)) return {};
    plan.policy_knobs = entry->parameters;
    if (const Result<void> turned = turn(plan.policy_knobs, settings.policy_knobs); !turned) return turned.error();
    const Result<std::unique_ptr<Policy>> made = try_policy_of(plan);
    return made ? Result<void>() : made.error();
}

/// What there is not yet where a story has several machines.
Result<void> check_nodes(const RunPlan& plan, const Settings& settings, const ScenarioDescription& scenario) {
    if (scenario.nodes.empty()) return {};
    if (plan.clock == Clock::real && (settings.schedule || settings.by_hand))
        return why_not_conducted_for_real(scenario);
    if (plan.clock == Clock::real && kernel_policy_of(plan.policy) == KernelPolicy::deadline)
        return Error{
            fmt::format("--policy {}: Linux gives it only to threads that may use every core, and each of several "
                        "machines has cores of its own; choose another of the kernel's policies: {}",
                        plan.policy, kernel_policy_names())};
    if (plan.clock == Clock::real) return {};
    if (plan.policy != "fifo" && plan.policy != "round_robin")
        return Error{
            fmt::format("--policy {}: each of several machines serves its tasks in a line; choose fifo or "
                        "round_robin",
                        plan.policy)};
    if (all_cores_of(scenario, plan) > kMostCores)
        return Error{fmt::format("--cores {}: all machines of {} together have more than {} cores; choose fewer",
                                 plan.cores, scenario.name, kMostCores)};
    return {};
}

/// As many as ThreadPoolExecutor has, which asyncio.to_thread uses.
std::uint32_t threads_beside_loop(std::uint32_t cores) { return std::min(32U, cores + 4); }

/// The choices of the schedule, if there is one, and of the hand after it.
Result<void> conduct_as_told(RunPlan& plan, const Settings& settings, const ScenarioDescription& scenario) {
    plan.by_hand = settings.by_hand;
    if (plan.by_hand) {
        plan.faults = FaultBounds::any();
        plan.choices.emplace();
        become_conducted(plan);
    }
    if (!settings.schedule) return {};
    Result<Schedule> schedule = schedule_from(*settings.schedule);
    if (!schedule) return schedule.error();
    if (schedule->scenario != scenario.name)
        return Error{fmt::format("The schedule is for {}, and this is {}: run the scenario that it names",
                                 schedule->scenario, scenario.name),
                     ErrorKind::schedule};
    plan.choices = std::move(schedule->choices);
    plan.wakeups = schedule->wakeups;
    if (!plan.by_hand) plan.faults = schedule->faults;
    plan.memory = schedule->memory;
    plan.round_from = schedule->round_from;
    become_conducted(plan);
    return {};
}

}  // namespace

Error why_not_conducted_for_real(const ScenarioDescription& scenario) {
    return Error{fmt::format(
        "{} is a story of several machines: step by step, and in all orders, they run in simulated time only; "
        "use --clock simulated",
        scenario.name)};
}

bool is_policy_file(std::string_view policy) { return policy.size() > 4 && policy.substr(policy.size() - 4) == ".lua"; }
bool is_written_policy(std::string_view policy) { return policy == kOwnPolicy || is_policy_file(policy); }

void become_conducted(RunPlan& plan) {
    plan.cores = 1;
    plan.policy = kConducted;
    plan.scale = 1;
}

Result<RunPlan> settle(const Settings& settings, const ScenarioDescription& scenario, std::uint32_t real_cores) {
    const Result<Model> model = fitting_model(settings, scenario);
    if (!model) return model.error();
    if (const Result<void> counts = check_counts(settings, real_cores); !counts) return counts.error();
    if (const Result<void> policy = check_policy(settings, real_cores); !policy) return policy.error();
    RunPlan plan;
    plan.model = *model;
    plan.clock = settings.clock;
    const bool real = settings.clock == Clock::real;
    const auto cores =
        static_cast<std::uint32_t>(settings.cores.value_or(real ? real_cores : scenario.default_cores.value_or(4)));
    plan.loop_has_pool = *model == Model::event_loop && scenario.leaves_loop;
    plan.cores = plan.loop_has_pool ? std::max(cores, real ? 1U : 2U) : uses_one_core(*model) ? 1 : cores;
    const std::uint32_t workers = plan.loop_has_pool ? threads_beside_loop(plan.cores) : cores;
    plan.workers = static_cast<std::uint32_t>(settings.workers.value_or(workers));
    if (real)
        plan.policy = settings.policy.value_or("");  // the kernel's, if one was asked for
    else if (const Result<void> policy = settle_policy(plan, settings, scenario); !policy)
        return policy.error();
    if (const Result<void> nodes = check_nodes(plan, settings, scenario); !nodes) return nodes.error();
    Result<std::vector<Outage>> outages = outages_in(settings.crashes, settings.cuts, scenario);
    if (!outages) return outages.error();
    plan.outages = std::move(*outages);
    plan.scale = real ? settings.scale.value_or(scenario.scale) : 1;
    plan.seed = settings.seed;
    plan.wakeups = settings.wakeups;
    plan.faults = settings.faults;
    plan.memory = settings.memory;
    plan.switch_cost = settings.switch_cost;
    plan.spawn_cost = settings.spawn_cost;
    plan.message_cost = settings.message_cost;
    plan.max_events = static_cast<std::uint64_t>(settings.max_events);
    plan.max_tasks = static_cast<std::uint32_t>(settings.max_tasks);
    plan.loop_limit = duration_of_seconds(seconds_of(settings.loop_limit) * (real ? plan.scale : scenario.scale));
    if (const Result<void> conducted = conduct_as_told(plan, settings, scenario); !conducted) return conducted.error();
    if (plan.choices && !plan.outages.empty())
        return Error{
            fmt::format("--{} {}: a conducted run has no time; choose the moment by hand, or let the explorer find it: "
                        "simul explore {} --faults crash=1,cut=1",
                        plan.outages.front().of_link() ? "cut" : "crash",
                        as_option(plan.outages.front(), scenario.nodes), scenario.name)};
    return plan;
}

std::vector<ResourceInfo> resources_of(const ScenarioDescription& scenario, const RunPlan& plan) {
    std::vector<ResourceInfo> resources;
    const auto named = [&](ResourceId id) { return scenario.resources[index_of(id)].name; };
    for (const ResourceDeclaration& it : scenario.resources)
        resources.push_back(
            {it.kind,
             it.name,
             it.initial,
             it.capacity,
             it.rule,
             it.prefer,
             it.counts,
             it.transport,
             it.mmap,
             it.raw,
             it.atomic,
             it.device,
             it.line,
             it.protocol,
             it.ceiling,
             it.content.empty() ? "" : it.table ? shown_entries(it.content, named) : shown_value(it.content),
             it.content,
             it.node,
             it.table,
             {}});
    ResourceInfo own;
    if (plan.model == Model::threads_gil) {
        own.kind = ResourceKind::mutex;
        own.name = "GIL";
        resources.push_back(own);
    }
    if (has_pool(plan)) {
        own.kind = ResourceKind::semaphore;
        own.name = "pool";
        own.initial = Cell::integer(plan.workers);
        resources.push_back(own);
    }
    return resources;
}

std::vector<NodeInfo> nodes_of(const ScenarioDescription& scenario, const RunPlan& plan) {
    std::vector<NodeInfo> nodes = scenario.nodes;
    for (NodeInfo& node : nodes) {
        if (node.cores == 0 || plan.policy == kConducted) node.cores = plan.cores;
        if (plan.clock == Clock::real) node.cores = std::min(node.cores, plan.cores);  // more are not there
    }
    return nodes;
}

std::uint32_t all_cores_of(const ScenarioDescription& scenario, const RunPlan& plan) {
    if (scenario.nodes.empty()) return plan.cores;
    std::uint32_t all = 0;
    for (const NodeInfo& node : nodes_of(scenario, plan)) all += node.cores;
    return all;
}

TraceHeader header_of(const ScenarioDescription& scenario, const RunPlan& plan) {
    TraceHeader header;
    header.scenario = scenario.name;
    header.title = scenario.title;
    header.model = plan.model;
    header.clock = plan.clock;
    if (copies_variables(plan.model)) header.start_method = scenario.start_method;
    header.cores = all_cores_of(scenario, plan);
    header.nodes = nodes_of(scenario, plan);
    header.network = scenario.network;
    header.outages = plan.outages;
    header.workers = has_pool(plan) ? plan.workers : 0;
    const bool simulated = plan.clock == Clock::simulated, conducted = plan.policy == kConducted;
    header.policy = plan.policy;
    if (plan.written_policy) {
        header.comparison = plan.written_policy->comparison;
        header.policy_source = plan.written_policy->source;
    }
    header.quantum_ns = simulated ? plan.quantum.count() : 0;
    if (const PolicyEntry* entry = simulated ? policy_named(plan.policy) : nullptr)
        header.comparison = entry->comparison;
    for (const Knob& knob : plan.policy_knobs) header.policy_knobs.emplace_back(knob.name, knob.value_as_text());
    header.seed = plan.seed;
    header.scale = plan.scale;
    header.switch_cost_ns = plan.switch_cost.count();
    header.spawn_cost_ns = plan.spawn_cost.count();
    header.message_cost_ns = plan.message_cost.count();
    header.core_source = simulated ? "simulated" : conducted ? "conducted" : "gaps";
    for (const Knob& knob : scenario.knobs) header.knobs.emplace_back(knob.name, knob.value_as_text());
    header.resources = resources_of(scenario, plan);
    header.source_name = scenario.source_name;
    header.source = scenario.source;
    header.words = scenario.words;
    return header;
}

}  // namespace simul
