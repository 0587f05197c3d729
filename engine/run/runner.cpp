#include "engine/run/runner.h"

#include <algorithm>
#include <new>

#include <fmt/format.h>

#include "engine/devices/host.h"
#include "engine/os/clock.h"
#include "engine/os/confinement.h"
#include "engine/os/cores.h"
#include "engine/os/futex.h"
#include "engine/os/processes.h"
#include "engine/os/signals.h"
#include "engine/os/threads.h"
#include "engine/os/urgency.h"
#include "engine/run/device_requests.h"
#include "engine/run/executors.h"
#include "engine/run/exit_codes.h"
#include "engine/run/policy_file.h"
#include "engine/run/run_memory.h"
#include "engine/run/simulated/in_place.h"
#include "engine/run/watchdog.h"
#include "engine/trace/file_blocks.h"

namespace simul {

namespace {

[[noreturn]] void leave(Region& region, int exit_code) {
    RegionHead& head = region.head();
    head.exit_code = exit_code;
    head.ended.store(os::monotonic_now());
    head.phase.store(RunPhase::ended, std::memory_order_release);
    os::exit_now(exit_code);
}

[[noreturn]] void refuse(Region& region, const Error& error) {
    region.leave_error(error);
    leave(region, kBadUsage);
}

// A handler has no argument of ours, so what it needs stands here.
Region* region_of_runner = nullptr;
int runner = 0;

/// For std::set_new_handler; a task's process comes here, too. Nothing that needs memory can be done any more.
[[noreturn]] void end_for_want_of_memory() {
    RegionHead& head = region_of_runner->head();
    if (head.error == 0)
        region_of_runner->leave_error(
            "The run needs more memory than there is, or than a story may have. Run fewer tasks at once, send less, "
            "choose --model event_loop, end other programs, or raise the limit (ulimit -v).");
    if (os::own_pid() == runner) leave(*region_of_runner, kBadUsage);
    region_of_runner->stop();
    os::exit_now(kBadUsage);
}

/// Before anything of a stranger's is read. What the runner holds of others, it needs no more.
void keep_to_itself(const Region& region) { os::keep_only({region.fd(), region.head().notify_fd}); }

/// Beside what stories keep (scenario/memory_budget.h): the executor's own tasks, messages in queues, what is not read
/// yet; and the stacks of threads, which are mostly never touched. An exploration has its own limit.
void limit_memory(const wire::Request& request) {
    constexpr std::size_t kForAll = std::size_t{512} << 20, kForTask = std::size_t{4} << 10;
    const Settings& settings = request.settings;
    if (request.is_study) return;
    const auto tasks = static_cast<std::size_t>(std::clamp<std::int64_t>(settings.max_tasks, 1, 10'000'000));
    const std::size_t threads = settings.clock == Clock::real ? std::min<std::size_t>(tasks, kMostAtOnce) : 0;
    os::limit_private_memory(kForAll + tasks * kForTask + threads * os::kTaskStack);
}

/// From here on a story that breaks out of its language finds nothing to reach.
void give_up_the_world(const Settings& settings) {
    os::StillNeeded needed;
    needed.scheduler_statistics = needed.children = needed.kernel_policies = settings.clock == Clock::real;
    os::confine(needed);
}

/// Of the story or the policy, if it was sent along.
std::optional<std::string> text_in(const Region& region, std::uint64_t offset) {
    if (offset == 0) return std::nullopt;
    return region.copy_of_text(offset);
}

/// Until the watcher follows this process; before anything else, while there is one thread to follow.
void wait_for_go(const RegionHead& head) { os::wait_either(head.go, 0, head.stop, 0); }

Result<ScenarioDescription> description_of(const std::string& scenario, FindScenario find) {
    constexpr std::uint64_t kSeed = 1;
    const Result<std::unique_ptr<Scenario>> found = find(scenario, std::nullopt);
    if (!found) return found.error();
    const Result<std::unique_ptr<Story>> story = (*found)->load({}, kSeed);
    if (!story) return story.error();
    return (*story)->description();
}

[[noreturn]] void describe_each(Region& region, const std::vector<std::string>& scenarios, FindScenario find) {
    Descriptions descriptions;
    for (const std::string& scenario : scenarios) descriptions.push_back(description_of(scenario, find));
    region.head().header = region.keep(wire::as_json(descriptions));
    leave(region, 0);
}

/// With what the preset gives that is named: it is known once the story has been loaded without it.
Result<Settings> settings_with_preset(Settings settings, const Scenario& scenario, std::uint32_t real_cores) {
    if (!settings.preset) return settings;
    const Result<std::unique_ptr<Story>> story = scenario.load({}, settings.seed);
    if (!story) return story.error();
    if (const Result<void> filled = fill_in_preset(settings, (*story)->description(), real_cores); !filled)
        return filled.error();
    return settings;
}

/// Real devices are played by a process that was forked before this one gave up the world. Most stories have none.
using Host = std::shared_ptr<DeviceHost>;

Result<Host> host_for(const Settings& settings, const wire::Request& request, const Scenario& scenario) {
    const bool runs_for_real = settings.clock == Clock::real && !request.only_describe && !request.is_study;
    if (!runs_for_real || settings.schedule || settings.by_hand || !scenario.may_have_devices()) return Host();
    Result<DeviceHost> host = DeviceHost::start();
    if (!host) return host.error();
    return std::make_shared<DeviceHost>(std::move(*host));
}

/// Now that the story has said which there are.
Result<Host> with_devices(Host host, const ScenarioDescription& story, const RunPlan& plan) {
    if (!host) return host;
    const DeviceList devices = devices_among(resources_of(story, plan), plan.scale);
    if (const Result<void> opened = devices.empty() ? Result<void>() : host->open(devices); !opened) {
        host->end();
        return opened.error();
    }
    if (!devices.empty()) return host;
    host->end();
    return Host();
}

/// On its cores. Whoever looks after the run is to get one at once, also where its tasks do not give one up.
Result<void> settle_in_kernel(const RunPlan& plan) {
    if (const Result<void> confined = os::confine_to(static_cast<int>(plan.cores)); !confined) return confined.error();
    const KernelPolicy policy = kernel_policy_of(plan.policy);
    if (policy == KernelPolicy::other) return {};
    if (policy != KernelPolicy::deadline) return os::be_scheduled(policy, kMostUrgent);
    const os::DeadlineShare trial{1ms, 100ms, 100ms};
    if (const Result<void> possible = os::be_scheduled_by_deadline(trial); !possible) return possible.error();
    return os::be_scheduled(KernelPolicy::fifo, kMostUrgent);
}

void execute(Region& region, Story& story, const RunPlan& plan, const StoryMaker& make, Watchdog& watchdog) {
    RegionHead& head = region.head();
    head.cpus = plan.cores;
    head.patient = plan.clock == Clock::simulated || plan.choices;
    TraceHeader header = header_of(story.description(), plan);
    if (head.kernel_records) header.core_source = "records";
    for (std::size_t i = 0; plan.devices && i < header.resources.size(); ++i)
        header.resources[i].played_by = plan.devices->played_by(static_cast<std::uint16_t>(i));
    head.header = region.keep(file_blocks::as_json(header));
    head.began.store(os::monotonic_now());
    head.phase.store(RunPhase::running, std::memory_order_release);
    const Result<Outcome> outcome = run_story(region, story, plan, make, watchdog);
    if (!outcome) refuse(region, outcome.error());
    leave(region, *outcome == Outcome::failed ? 1 : 0);
}

/// What is common to the runs of `simulate_each`.
struct EachRun {
    const Region& region;
    const Scenario& scenario;
    const PolicyFile& policy;
    Settings settings;
    std::uint32_t cores;
};

Result<std::unique_ptr<Trace>> simulated(const EachRun& each, Watchdog& watchdog) {
    const Result<std::unique_ptr<Story>> story = each.scenario.load(each.settings.knobs, each.settings.seed);
    if (!story) return story.error();
    watchdog.loaded();
    Result<RunPlan> plan = settle(each.settings, (*story)->description(), each.cores);
    if (!plan) return plan.error();
    if (const Result<void> settled = each.policy.settle(*plan, each.scenario, each.settings); !settled)
        return settled.error();
    return simulate_in_place(**story, *plan, each.region.head().stop, &watchdog);
}

/// Each run is loaded, settled and watched as one that has a process of its own.
[[noreturn]] void simulate_each(Region& region, EachRun each, const wire::Request& request, DigestRun digest) {
    const std::string asked = region.copy_of_text(request.asked_text);
    std::string digests;
    for (const std::uint64_t seed : request.seeds) {
        if (region.stopping()) break;
        each.settings.seed = seed;
        Watchdog watchdog(region, each.settings.scenario);
        const Result<std::unique_ptr<Trace>> trace = simulated(each, watchdog);
        if (!trace) refuse(region, trace.error());
        digests += digest(**trace, asked) + "\n";
    }
    region.head().header = region.keep(digests);
    leave(region, 0);
}

}  // namespace

void be_runner(Region& region, const wire::Request& request, const RunnerWork& work) {
    os::ignore_stop_requests();
    os::let_writes_fail();
    os::become_subreaper();
    os::precise_timers();
    region_of_runner = &region;
    runner = os::own_pid();
    std::set_new_handler(end_for_want_of_memory);
    if (request.waits_for_go) wait_for_go(region.head());
    keep_to_itself(region);
    limit_memory(request);
    if (!request.each.empty()) {
        give_up_the_world(request.settings);
        describe_each(region, request.each, work.find);
    }
    const auto cores = static_cast<std::uint32_t>(os::allowed_cores().size());
    const Result<std::unique_ptr<Scenario>> scenario =
        work.find(request.settings.scenario, text_in(region, request.source));
    if (!scenario) refuse(region, scenario.error());
    const Result<Host> host = host_for(request.settings, request, **scenario);
    if (!host) refuse(region, host.error());
    Result<PolicyFile> policy = PolicyFile::of(request.settings, work.find, text_in(region, request.policy_source));
    if (!policy) refuse(region, policy.error());
    give_up_the_world(request.settings);
    RunMemory memory(region.head());
    Watchdog watchdog(region, request.settings.scenario);
    Result<Settings> settings = settings_with_preset(request.settings, **scenario, cores);
    if (!settings) refuse(region, settings.error());
    if (const Result<void> taken = policy->take_knobs(*settings); !taken) refuse(region, taken.error());
    if (!request.seeds.empty()) {
        watchdog.rest();
        simulate_each(region, {region, **scenario, *policy, *settings, cores}, request, work.digest);
    }
    const StoryMaker make = [&] { return (*scenario)->load(settings->knobs, settings->seed); };
    const Result<std::unique_ptr<Story>> story = make();
    if (!story) refuse(region, story.error());
    watchdog.loaded();
    if (request.only_describe) {
        region.head().header = region.keep(wire::as_json((*story)->description()));
        leave(region, 0);
    }
    // A study is conducted: on one core, with as many workers of a pool as in simulated time.
    const std::uint32_t cores_to_fit =
        request.is_study ? static_cast<std::uint32_t>((*story)->description().default_cores.value_or(4)) : cores;
    Result<RunPlan> plan = settle(*settings, (*story)->description(), cores_to_fit);
    if (!plan) refuse(region, plan.error());
    if (const Result<void> settled = policy->settle(*plan, **scenario, *settings); !settled)
        refuse(region, settled.error());
    if (request.is_study && plan->clock == Clock::real && !(*story)->description().nodes.empty())
        refuse(region, why_not_conducted_for_real((*story)->description()));
    if (request.is_study) {
        watchdog.rest();
        const Result<std::string> answer = work.study(**story, *plan, make, region.copy_of_text(request.asked_text),
                                                      [&region] { return region.stopping(); });
        if (!answer) refuse(region, answer.error());
        region.head().header = region.keep(*answer);
        leave(region, 0);
    }
    if (plan->clock == Clock::real)
        if (const Result<void> settled = settle_in_kernel(*plan); !settled) refuse(region, settled.error());
    const Result<Host> devices = with_devices(*host, (*story)->description(), *plan);
    if (!devices) refuse(region, devices.error());
    plan->devices = *devices;
    execute(region, **story, *plan, make, watchdog);
    os::exit_now(0);
}

}  // namespace simul
