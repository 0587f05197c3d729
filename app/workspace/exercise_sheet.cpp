#include "app/workspace/exercise_sheet.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>

#include "engine/base/random.h"
#include "engine/run/policies/policies.h"
#include "engine/trace/stream.h"
#include "engine/trace/text_form.h"

namespace simul::workspace {
namespace {

/// What a policy looks at besides arrival and burst, and the values that are drawn from.
struct Trait {
    std::string_view policy, name;
    std::array<std::int64_t, 4> values;
};
constexpr Trait kTraits[] = {
    {"priority", "priority", {1, 2, 3, 4}},
    {"lottery", "tickets", {25, 50, 75, 100}},
    {"stride", "tickets", {25, 50, 100, 200}},
    {"edf", "deadline", {8, 12, 16, 24}},
    {"deadline_monotonic", "deadline", {8, 12, 16, 24}},
    {"gang", "gang", {1, 2, 1, 2}},
};

/// Their decisions fall on whole seconds.
constexpr std::string_view kByHand[] = {"fifo",    "sjf",    "srtf",  "hrrn", "round_robin",        "priority", "mlfq",
                                        "lottery", "stride", "eevdf", "edf",  "deadline_monotonic", "gang"};

constexpr std::size_t kJobs = 4;
constexpr std::int64_t kMostBurst = 7, kMostGap = 3, kMostQuantum = 3;

/// One is enough to see what most policies do; a gang needs several.
std::size_t cores_for(std::string_view policy) { return policy == "gang" ? 2 : 1; }

std::string title_of(const Exercise& exercise) { return std::string(policy_named(exercise.policy)->title); }

}  // namespace

std::span<const std::string_view> policies_by_hand() { return kByHand; }

Result<Exercise> exercise_for(std::string_view policy, std::uint64_t seed) {
    if (std::find(std::begin(kByHand), std::end(kByHand), policy) == std::end(kByHand))
        return Error{fmt::format("There are no exercises for {}. Choose one of {}.", quoted(cut_text(policy, 60)),
                                 fmt::join(kByHand, ", "))};
    Random random(seed, 0xe8e1);
    Exercise exercise{std::string(policy), seed, 0, cores_for(policy), {}};
    std::int64_t arrival = 0;
    for (std::size_t i = 0; i < kJobs; ++i) {
        ExerciseJob job;
        job.arrival = arrival;
        job.burst = random.between(1, kMostBurst);
        for (const Trait& trait : kTraits)
            if (trait.policy == policy) {
                job.name = trait.name;
                job.value = trait.values[static_cast<std::size_t>(random.between(0, 3))];
            }
        exercise.jobs.push_back(job);
        arrival += random.between(0, exercise.cores == 1 ? kMostGap : 1);
    }
    if (policy_named(policy)->has_quantum) exercise.quantum = random.between(1, kMostQuantum);
    return exercise;
}

std::string knob_text(const Exercise& exercise) {
    std::vector<std::string> rows;
    for (const ExerciseJob& job : exercise.jobs) {
        rows.push_back(fmt::format("{}:{}", job.arrival, job.burst));
        if (!job.name.empty()) rows.back() += fmt::format(":{}={}", job.name, job.value);
    }
    return fmt::format("{}", fmt::join(rows, " "));
}

Settings settings_of(const Exercise& exercise) {
    Settings settings;
    settings.scenario = "job_sheet";
    settings.model = Model::threads;
    settings.cores = static_cast<std::int64_t>(exercise.cores);
    settings.policy = exercise.policy;
    settings.seed = exercise.seed;
    if (exercise.quantum > 0) settings.quantum = exercise.quantum * 1s;
    settings.knobs = {{"jobs", knob_text(exercise)}};
    return settings;
}

std::vector<std::string> question(const Exercise& exercise) {
    const PolicyEntry& policy = *policy_named(exercise.policy);
    std::vector<std::string> lines = {
        fmt::format("{}: {}.", title_of(exercise), policy.sentence),
        fmt::format(
            "{} jobs share {} in each second? Fill in the chart. Then give the response time, "
            "the turnaround and the waiting time of each job, and their means.",
            exercise.jobs.size(),
            exercise.cores == 1 ? "one core. Who has it" : fmt::format("{} cores. Who has one", exercise.cores))};
    if (exercise.quantum > 0) lines.push_back(fmt::format("The quantum is {} s.", exercise.quantum));
    if (exercise.policy == "mlfq")
        lines.push_back(
            "There are 3 queues, all with this quantum; who uses it up goes one queue down. There is no boost.");
    if (exercise.policy == "gang")
        lines.back() +=
            " Jobs with the same number are a gang. The gang whose turn it is has the cores; those that it leaves "
            "free go to the other one. Its turn ends after a quantum, or when it is done; then its jobs that had a "
            "core stand behind those that had none.";
    lines.push_back(
        "Of equals, who became ready first goes first; jobs that arrive together stand in the order of the sheet. At "
        "one "
        "instant a quantum that ends comes before an arrival.");
    return lines;
}

}  // namespace simul::workspace
