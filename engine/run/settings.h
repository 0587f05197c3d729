// What the reader asked for, and what a run is made of once everything is settled.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/comparison.h"
#include "engine/base/ids.h"
#include "engine/base/result.h"
#include "engine/base/time.h"
#include "engine/base/words.h"
#include "engine/run/fault_bounds.h"
#include "engine/scenario/scenario.h"
#include "engine/scenario/written_policy.h"
#include "engine/trace/trace_header.h"

namespace simul {

/// As given on the command line or in the window; what is missing is settled by the scenario and the defaults.
struct Settings {
    std::string scenario;  ///< a name of the catalogue, or the path of a .lua file
    /// The text of the story, if it stands in no file of its own: `scenario` is then the name of the file that it had.
    std::optional<std::string> source;
    std::optional<std::string> preset;  ///< of the story: it gives what is missing here
    std::optional<Model> model;
    Clock clock = Clock::simulated;
    std::optional<std::int64_t> cores, workers;
    std::optional<std::string> policy;  ///< a name of the list, kOwnPolicy, or the path of a .lua file
    std::string policy_source;          ///< the text of that file, if it was read before; else empty
    std::optional<Duration> quantum;
    std::optional<double> scale;
    std::uint64_t seed = 1;
    Duration switch_cost{0}, spawn_cost{0}, message_cost{0};
    std::vector<std::string> crashes, cuts;  ///< of several machines: "bank@1:3", "shop-bank@1:3" (outages.h)
    std::int64_t max_events = 20'000'000;
    std::int64_t max_tasks = 100'000;
    Duration loop_limit = 100ms;  ///< a loop kept for longer is a finding; scenario time in simulated runs, else real
    KnobSettings knobs, policy_knobs;      ///< of the story; of the policy
    std::optional<std::string> schedule;   ///< the text of one that is played again (engine/run/schedule.h)
    Wakeups wakeups = Wakeups::fifo;       ///< conducted
    FaultBounds faults;                    ///< conducted, of several machines
    MemoryOrder memory = MemoryOrder::sc;  ///< conducted
    bool by_hand = false;                  ///< conducted: after the schedule whoever watches the run chooses
};

/// Of threads or processes: half of what a small computer has numbers for, so that it stays usable.
inline constexpr std::uint32_t kMostAtOnce = 16'000;

/// Gives the settings what the preset has and they lack. Of a real run only what this computer can be asked for.
void fill_in(Settings& settings, const Preset& preset, std::uint32_t real_cores);
/// The same of the preset that the settings name, if they name one; then they name none. The error says which there
/// are.
Result<void> fill_in_preset(Settings& settings, const ScenarioDescription& scenario, std::uint32_t real_cores);

class DeviceHost;

/// Whether it is written in Lua: that one, or one in a file.
bool is_written_policy(std::string_view policy);
bool is_policy_file(std::string_view policy);

/// A policy that somebody has written.
struct PolicyText {
    std::function<Result<std::unique_ptr<WrittenPolicy>>()> load;  ///< once more, in a state of its own
    Comparison comparison;
    std::string source;  ///< empty: the story's
};

/// Everything that an executor needs to know.
struct RunPlan {
    Model model{};
    Clock clock{};
    std::uint32_t cores = 1, workers = 1;  ///< cores: of each machine that does not say how many it has
    bool loop_has_pool = false;            ///< event loop: there are `workers` threads beside it
    std::string policy = "fifo";
    Duration quantum = 1s;
    Knobs policy_knobs;                        ///< the policy's parameters, as turned for this run
    std::optional<PolicyText> written_policy;  ///< one that is in no list
    double scale = 1;
    std::uint64_t seed = 1;
    Duration switch_cost{0}, spawn_cost{0}, message_cost{0};
    std::vector<Outage> outages;  ///< of several machines and their links
    std::uint64_t max_events = 20'000'000;
    std::uint32_t max_tasks = 100'000;
    std::uint32_t most_at_once = kMostAtOnce;
    Duration loop_limit = 100ms;
    std::optional<std::vector<TaskId>> choices;  ///< of a conducted run: who does each operation
    std::optional<std::size_t> round_from;       ///< after the last of them it goes round since this step
    Wakeups wakeups = Wakeups::fifo;             ///< conducted
    FaultBounds faults;                          ///< conducted, of several machines
    MemoryOrder memory = MemoryOrder::sc;        ///< conducted
    std::shared_ptr<DeviceHost> devices;         ///< real runs of stories that have some
    bool by_hand = false;                        ///< and then it is asked (conductors/by_hand.h)
};

/// Whether tasks are queued for a worker: all, or on an event loop those that leave it.
inline bool has_pool(const RunPlan& plan) { return is_pool(plan.model) || plan.loop_has_pool; }

/// The GIL's switch interval, as in CPython.
inline constexpr Duration kGlobalLockInterval = 5ms;

/// Fits the settings to the scenario. Errors name the option at fault and the remedy.
/// `real_cores`: how many CPUs this process may use.
Result<RunPlan> settle(const Settings& settings, const ScenarioDescription& scenario, std::uint32_t real_cores);

/// One operation at a time, on one core, whatever the policy was.
void become_conducted(RunPlan& plan);

/// The resources of a run: the story's, then "GIL" or "pool" where the model has one.
std::vector<ResourceInfo> resources_of(const ScenarioDescription& scenario, const RunPlan& plan);

/// The machines of a run, each with the cores that it has; none: there is one, of which nobody speaks.
std::vector<NodeInfo> nodes_of(const ScenarioDescription& scenario, const RunPlan& plan);
/// Why there is no real run of several machines that is conducted.
Error why_not_conducted_for_real(const ScenarioDescription& scenario);
/// Of all machines together.
std::uint32_t all_cores_of(const ScenarioDescription& scenario, const RunPlan& plan);

TraceHeader header_of(const ScenarioDescription& scenario, const RunPlan& plan);

}  // namespace simul
