#include "engine/run/watchdog.h"

#include <fmt/format.h>

#include <utility>

#include "engine/os/clock.h"
#include "engine/os/futex.h"
#include "engine/os/processes.h"

namespace simul {

namespace {

constexpr std::int64_t kLook = 50'000'000;
constexpr int kStoryFailed = 1;
constexpr int kBadFile = 2;

}  // namespace

Watchdog::Watchdog(Region& region, std::string scenario)
    : region_(region), scenario_(std::move(scenario)), watched_(static_cast<long>(os::thread_id())) {
    Result<os::Thread> thread = os::Thread::start([this] { look_on(); }, "watchdog");
    if (thread) thread_ = std::move(*thread);
}

Watchdog::~Watchdog() { rest(); }

void Watchdog::loaded() { watching_.store(Watching::nothing); }

void Watchdog::watch(const Progress& progress) {
    progress_.store(&progress);
    watching_.store(Watching::story);
}

void Watchdog::rest() {
    over_.store(1);
    os::wake(over_, os::kEveryone);
    thread_.reset();
}

void Watchdog::look_on() {
    CoreTimeBudget budget;
    Watching before = Watching::loading;
    while (os::wait(over_, 0, os::monotonic_now() + kLook) == os::Woken::timeout) {
        const Watching watching = watching_.load();
        if (std::exchange(before, watching) != watching) budget = {};
        const Progress* progress = watching == Watching::story ? progress_.load() : nullptr;
        const TaskContext* task = progress ? progress->task.load(std::memory_order_relaxed) : nullptr;
        const ProgramPlace* policy = progress ? progress->policy : nullptr;
        const std::uint16_t line_of_policy = policy ? policy->line() : 0;
        const bool in_story_code = watching == Watching::loading || task || line_of_policy > 0;
        const std::uint64_t operations = progress ? progress->operations.load(std::memory_order_relaxed) : 0;
        const std::uint64_t asked = operations + (policy ? policy->calls() : 0);
        if (!budget.exceeded(in_story_code, asked, os::cpu_time_of_thread(watched_))) continue;
        if (watching == Watching::loading)
            give_up(kBadFile, {fmt::format("{} was not loaded within a second of core time: something at its top never "
                                           "ends; look for a loop or a pattern",
                                           scenario_),
                               ErrorKind::story});
        if (line_of_policy > 0)
            give_up(kBadFile, {"a second of core time went by in one call of the policy: look for a loop or a pattern "
                               "that never ends",
                               ErrorKind::story, progress->policy_source_name, line_of_policy});
        give_up(kStoryFailed, stuck(progress->source_name, task->noted_line(), progress->name_of(task->id)));
    }
}

void Watchdog::give_up(int exit_code, const Error& error) {
    RegionHead& head = region_.head();
    region_.leave_error(error);
    head.exit_code = exit_code;
    head.ended.store(os::monotonic_now());
    head.phase.store(RunPhase::ended, std::memory_order_release);
    os::exit_now(exit_code);
}

bool CoreTimeBudget::exceeded(bool in_story_code, std::uint64_t operations, std::int64_t core_time) {
    if (!std::exchange(looked_before_, true) || !in_story_code || operations != operations_) {
        operations_ = operations;
        since_ = core_time;
    }
    return core_time - since_ > kMostCoreTime;
}

Error stuck(const std::string& source_name, std::uint16_t line, const std::string& name) {
    return {fmt::format("in task {}: a second of core time went by without an operation: look for a loop or a pattern "
                        "that never ends",
                        name),
            ErrorKind::story, line == 0 ? "" : source_name, line};
}

}  // namespace simul
