#include "engine/run/conducted/stage_processes.h"

#include <fmt/format.h>

#include "engine/os/clock.h"
#include "engine/os/processes.h"
#include "engine/scenario/body_end.h"

namespace simul {

Result<void> StageProcesses::set_up() {
    for (std::uint32_t i = 0; is_pool(plan_.model) && i < plan_.workers; ++i) {
        const Result<std::uint32_t> worker = fork_place();
        if (!worker) return worker.error();
        idle_.push_back(*worker);
    }
    const Result<std::uint32_t> main = fork_place();
    if (!main) return main.error();
    seats_[kMainTask] = *main;
    return {};
}

/// From the runner, in which no task ever ran.
Result<std::uint32_t> StageProcesses::fork_place() {
    const std::uint32_t number = free_desk();
    const Result<int> pid = os::fork_child();
    if (!pid) return pid.error();
    if (*pid == 0) {
        be_place(works_, story_, number, std::make_shared<OwnValues>(works_.infos));
    }
    desk(number).process.store(*pid);
    houses_[number] = {};
    return number;
}

void StageProcesses::clear() {
    while (!houses_.empty()) remove(houses_.begin()->first);
    seats_.clear();
    idle_.clear();
}

void StageProcesses::remove(std::uint32_t number) {
    if (const int process = desk(number).process.load(); process != 0) {
        os::kill_process(process);
        os::reap(process, true);
    }
    houses_.erase(number);
    free(number);
}

// ---- Who runs where.

void StageProcesses::prepare_spawn(Desk& spawner, TaskId child) {
    if (is_pool(plan_.model)) return;
    const std::uint32_t number = free_desk();
    houses_[number] = {};
    seats_[child] = spawner.heir = number;
}

std::uint32_t StageProcesses::seat(const CoopTask& task) {
    if (task.callback) return seats_[task.id] = seats_.at(task.parent);
    if (!task.in_pool) return seats_.at(task.id);
    const std::uint32_t number = idle_.front();
    idle_.pop_front();
    return seats_[task.id] = number;
}

/// A process that may still owe callbacks stays until the run ends.
void StageProcesses::leave(std::uint32_t number, const CoopTask& task) {
    if (task.in_pool)
        idle_.push_back(number);
    else if (!task.callback && !task.called_back)
        remove(number);
}

// ---- Those that die.

void StageProcesses::look_after(std::uint32_t number, bool closely) {
    Desk& place = desk(number);
    House& house = houses_.at(number);
    const int process = place.process.load();
    if (process == 0 && !house.ended) throw StoryError("its process could not be started");
    if (process != 0) {
        if (!closely) return;
        house.ended = os::reap(process, false);
        if (!house.ended) return;
        place.process.store(0);
        lost_somebody_ = true;
        replace(number);
    }
    const int signal = houses_.at(number).ended->by_signal ? houses_.at(number).ended->code : 0;
    throw ProcessDied(signal, fmt::format("its process was ended by {}",
                                          signal != 0 ? os::signal_name(signal) : "an exit of its own"));
}

void StageProcesses::kill(const TaskContext& context) {
    const auto& task = static_cast<const CoopTask&>(context);
    if (task.callback || seats_.count(task.id) == 0) return;
    const std::uint32_t number = seats_.at(task.id);
    const bool is_worker = task.in_pool && task.started;
    remove(number);
    if (is_worker) replace(number);
}

/// Without workers nothing of a pool would continue.
void StageProcesses::replace(std::uint32_t number) {
    if (!is_pool(plan_.model) || number == seats_.at(kMainTask)) return;
    if (description().killed_worker == KilledWorker::breaks) return;
    const Result<std::uint32_t> worker = fork_place();
    if (!worker) throw StoryError(worker.error().sentence());
    idle_.push_back(*worker);
}

std::int64_t StageProcesses::core_time(std::uint32_t number) const {
    const Result<std::int64_t> used = os::cpu_time_of_process(works_.desks[number].process.load());
    return used ? *used : 0;
}

void StageProcesses::give_up(std::uint32_t number) {
    Desk& place = desk(number);
    const int process = place.process.exchange(0);
    os::kill_process(process);
    houses_.at(number).ended = os::reap(process, true);
    replace(number);
}

}  // namespace simul
