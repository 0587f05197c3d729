#include "engine/run/real/processes.h"

#include <fmt/format.h>

#include <utility>

#include "engine/os/clock.h"
#include "engine/os/futex.h"
#include "engine/os/processes.h"
#include "engine/run/real/threads.h"
#include "engine/run/run_memory.h"

namespace simul {

namespace {

/// How long tasks may take to unwind once the run stops; the watcher's own patience is a little longer.
constexpr std::int64_t kGrace = 200'000'000;
constexpr std::int64_t kLookForChildren = 2'000'000;
/// Less than it takes until the kernel gives a process' number away again.
constexpr std::int64_t kUntilClaimed = 1'000'000'000;

}  // namespace

Processes::Processes(SharedRun& run, Story& story)
    : run_(run), runner_(os::own_pid()), story_(story), values_(run.infos()) {}

void Processes::be_child(const std::string& name, const std::function<void(Worker&)>& body) {
    os::die_with_parent(runner_);
    os::precise_timers();
    os::name_process(name);
    {
        Worker worker(run_, story_, *this, &values_);
        WriterSlot& writer = worker.writer();
        RunMemory::begin_process(writer);
        body(worker);
        RunMemory::end_process(run_.head(), writer);
    }
    os::exit_now(0);
}

Result<void> Processes::launch_main() {
    const Result<int> pid = os::fork_child();
    if (!pid) return pid.error();
    if (*pid == 0)
        be_child("main", [](Worker& worker) {
            worker.run_main();
            worker.linger(kMainTask);
        });
    run_.slot(kMainTask).process.store(*pid);
    return {};
}

Result<void> Processes::launch(Worker&, TaskId child) {
    if (run_.table().unended.load() > run_.plan().most_at_once) return too_many_at_once(run_.plan(), "processes");
    const Result<int> pid = os::fork_sibling();
    if (!pid) return pid.error();
    if (*pid == 0)
        be_child(run_.name_of(child), [child](Worker& worker) {
            worker.run_task_alone(child);
            worker.linger(child);
        });
    run_.slot(child).process.store(*pid);
    return {};
}

void Processes::take_care() {
    for (const Unclaimed& death : std::exchange(unclaimed_, {}))
        if (os::monotonic_now() < death.forgotten_at) mourn_tasks(death);
    while (const std::optional<os::Ending> ending = os::reap_one(false))
        if (ending->by_signal || ending->code != 0) mourn(ending->pid, ending->by_signal ? ending->code : 0);
}

void Processes::mourn(int process, int signal) { mourn_tasks({process, signal, os::monotonic_now() + kUntilClaimed}); }

/// A process may die before anybody could note which task is its own.
void Processes::mourn_tasks(const Unclaimed& death) {
    const std::vector<TaskId> tasks = tasks_of(death.process);
    if (tasks.empty()) unclaimed_.push_back(death);
    for (const TaskId id : tasks) record_death(id, death.signal);
}

std::vector<TaskId> Processes::tasks_of(int process) const {
    std::vector<TaskId> tasks;
    const std::uint32_t count = run_.table().tasks.load();
    for (std::uint32_t i = 0; i < count; ++i) {
        const TaskSlot& slot = run_.slot(static_cast<TaskId>(i));
        if (slot.process.load() == process && slot.activity.load() != Activity::ended)
            tasks.push_back(static_cast<TaskId>(i));
    }
    return tasks;
}

void Processes::record_death(TaskId id, int signal) {
    abandon(id);
    own_->record_end(
        id, Ending::died, signal,
        fmt::format("its process was ended by {}", signal ? os::signal_name(signal) : "an exit of its own"));
    run_.forget_callbacks(id);
}

/// Its process is gone: what it waited for and what it was to be told is no longer its own.
void Processes::abandon(TaskId id) {
    TaskSlot& slot = run_.slot(id);
    slot.died.store(true);
    if (const std::uint32_t number = slot.writer.load(); number != 0) {
        WriterSlot& writer = run_.head().slots()[number - 1];
        writer.stream.horizon.store(kNothingPending);
        RunMemory::end_process(run_.head(), writer);
    }
    own_->take_out(id);
}

bool Processes::remove(TaskId stuck) {
    const int process = run_.slot(stuck).process.load();
    if (process == 0) return false;
    os::kill_process(process);
    const std::optional<os::Ending> ending = os::reap(process, true);
    abandon(stuck);
    run_.forget_callbacks(stuck);
    // A callback that is stuck takes the task that registered it along: they share a process.
    for (const TaskId id : tasks_of(process))
        if (id != stuck) record_death(id, ending ? ending->code : 0);
    return true;
}

void Processes::reap_all() {
    const std::int64_t patience = os::monotonic_now() + kGrace;
    for (;;) {
        const std::optional<os::Ending> ending = os::reap_one(false);
        if (ending) continue;
        if (!os::has_children()) return;
        if (os::monotonic_now() > patience) {
            const std::uint32_t count = run_.table().tasks.load();
            for (std::uint32_t i = 0; i < count; ++i)
                if (const int process = run_.slot(static_cast<TaskId>(i)).process.load(); os::is_child(process))
                    os::kill_process(process);
        }
        const std::atomic<std::uint32_t> nothing{0};
        os::wait(nothing, 0, os::monotonic_now() + kLookForChildren);
    }
}

// ---- A pool.

Result<void> ProcessPool::start_workers() {
    for (std::uint32_t i = 0; i < run_.plan().workers; ++i)
        if (const Result<void> started = start_worker(); !started) return started.error();
    return {};
}

Result<void> ProcessPool::start_worker() {
    const Result<int> pid = os::fork_child();
    if (!pid) return pid.error();
    if (*pid == 0)
        be_child("worker", [this](Worker& worker) {
            worker.join_pool();
            work_in_pool(run_, worker, [&](TaskId task) { worker.run_owed_callbacks(task); });
        });
    return {};
}

Result<void> ProcessPool::launch(Worker& by, TaskId child) {
    if (run_.slot(child).due == 0)
        by.queue_for_place(child);
    else
        run_.tell_supervisor();
    return {};
}

void ProcessPool::arrive(TaskId due) {
    own_->arrive(due);
    run_.slot(due).due = 0;
    own_->queue_for_place(due);
}

void ProcessPool::mourn(int process, int signal) {
    Processes::mourn(process, signal);
    replace_worker();
}

bool ProcessPool::remove(TaskId stuck) {
    const bool removed = Processes::remove(stuck);
    if (removed) replace_worker();
    return removed;
}

/// Without workers nothing would continue.
void ProcessPool::replace_worker() {
    const Result<void> started = start_worker();
    if (started) return;
    run_.head().error = run_.region().keep(started.error().sentence);
    run_.region().stop();
}

}  // namespace simul
