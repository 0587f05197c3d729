#include "engine/run/real/processes.h"

#include <fmt/format.h>

#include <utility>

#include "engine/base/ensure.h"
#include "engine/os/clock.h"
#include "engine/os/futex.h"
#include "engine/os/processes.h"
#include "engine/run/real/reaping.h"
#include "engine/run/real/threads.h"
#include "engine/run/run_memory.h"
#include "engine/scenario/body_end.h"

namespace simul {

namespace {

/// Less than it takes until the kernel gives a process' number away again.
constexpr std::int64_t kUntilClaimed = 1'000'000'000;

/// Of a process that was spawned: it is loaded when the process has its task, and so counts as what that task does.
class StoryAnew final : public Story {
  public:
    StoryAnew(const ScenarioDescription& description, const StoryMaker& make)
        : description_(description), make_(make) {}

    const ScenarioDescription& description() const override { return description_; }
    Task start_main(TaskContext& task) override { return loaded().start_main(task); }
    Task start(TaskContext& task, std::string_view call) override { return loaded().start(task, call); }

  private:
    Story& loaded() {
        if (story_) return *story_;
        Result<std::unique_ptr<Story>> story = make_();
        ensure(story.ok(), "a story that was loaded once can be loaded again");
        story_ = std::move(*story);
        return *story_;
    }

    const ScenarioDescription& description_;
    const StoryMaker& make_;
    std::unique_ptr<Story> story_;
};

}  // namespace

Processes::Processes(SharedRun& run, Story& story, StoryMaker make)
    : run_(run), story_(story), runner_(os::own_pid()), make_(std::move(make)), values_(run.infos()) {}

void Processes::be_child(const std::string& name, const std::function<void(Worker&)>& body) {
    os::die_with_parent(runner_);
    os::precise_timers();
    os::name_process(name);
    {
        Worker worker(run_, anew_.empty() ? story_ : *anew_.back(), *this, &*values_);
        WriterSlot& writer = worker.writer();
        RunMemory::begin_process(writer);
        body(worker);
        RunMemory::end_process(run_.head(), writer);
    }
    os::exit_now(exit_code_);
}

/// Of the process of this task, which has ended.
int Processes::exit_code_of(TaskId id) const {
    const TaskSlot& slot = run_.slot(id);
    return simul::exit_code_of(slot.ending.load(), slot.signal.load());
}

Result<void> Processes::launch_main() {
    const Result<int> pid = os::fork_child();
    if (!pid) return pid.error();
    if (*pid == 0)
        be_child("main", [this](Worker& worker) {
            worker.run_main();
            worker.linger(kMainTask);
            exit_code_ = exit_code_of(kMainTask);
        });
    run_.slot(kMainTask).process.store(*pid);
    return {};
}

Result<void> Processes::launch(Worker&, TaskId child) {
    if (run_.table().unended.load() > run_.plan().most_at_once) return too_many_at_once(run_.plan(), "processes");
    const Result<int> pid = os::fork_sibling();
    if (!pid) return pid.error();
    if (*pid == 0) {
        if (!forks_spawner(run_.plan().model, story_.description().start_method)) begin_anew();
        be_child(run_.name_of(child), [this, child](Worker& worker) {
            worker.run_task_alone(child);
            worker.linger(child);
            exit_code_ = exit_code_of(child);
        });
    }
    run_.slot(child).process.store(*pid);
    return {};
}

/// In a child: nothing that its spawner has changed is known to it.
void Processes::begin_anew() {
    anew_.push_back(std::make_unique<StoryAnew>(story_.description(), make_));
    values_.emplace(run_.infos());
}

void Processes::take_care() {
    if (run_.table().kills.exchange(0) > 0) kill_as_asked();
    for (const Unclaimed& death : std::exchange(unclaimed_, {}))
        if (os::monotonic_now() < death.forgotten_at) mourn_tasks(death);
    while (const std::optional<os::Ending> ending = os::reap_one(false))
        if (ending->by_signal || ending->code != 0) mourn(ending->pid, ending->by_signal ? ending->code : 0);
}

void Processes::kill_as_asked() {
    const std::uint32_t count = run_.table().tasks.load();
    for (std::uint32_t i = 0; i < count; ++i) {
        TaskSlot& slot = run_.slot(static_cast<TaskId>(i));
        if (slot.kill_asked.load() == 0) continue;
        const int process = slot.process.load();
        const bool begins = process == 0 && slot.activity.load() != Activity::ended;
        if (begins) {  // and nobody has noted its process yet
            run_.table().kills.fetch_add(1);
            continue;
        }
        if (kill(static_cast<TaskId>(i))) mourn(process, os::kKillSignal);
        slot.kill_asked.store(0);
        os::wake(slot.kill_asked, os::kEveryone);
    }
}

/// While its guard is held it is not in the middle of its end.
bool Processes::kill(TaskId id) {
    TaskSlot& slot = run_.slot(id);
    run_.guard(slot.guard, run_.supervisor());
    const int process = slot.process.load();
    const bool is_there = slot.activity.load() != Activity::ended && process != 0;
    if (is_there) {
        os::kill_process(process);
        os::reap(process, true);
    }
    run_.unguard(slot.guard);
    return is_there;
}

void Processes::mourn(int process, int signal) { mourn_tasks({process, signal, os::monotonic_now() + kUntilClaimed}); }

/// A process may die before anybody could note which task is its own. One that failed, or has left by exit, has ended.
void Processes::mourn_tasks(const Unclaimed& death) {
    const std::vector<TaskId> tasks = tasks_of(death.process);
    if (tasks.empty() && !has_had_task(death.process)) unclaimed_.push_back(death);
    for (const TaskId id : tasks) record_death(id, death.signal);
    forget_callbacks_of(death.process);
}

/// Of those that had ended in it, too: a worker of a pool still has their callbacks to run.
void Processes::forget_callbacks_of(int process) const {
    const std::uint32_t count = run_.table().tasks.load();
    for (std::uint32_t i = 0; i < count; ++i) {
        TaskSlot& slot = run_.slot(static_cast<TaskId>(i));
        if (slot.process.load() != process) continue;
        slot.died.store(true);
        run_.forget_callbacks(static_cast<TaskId>(i));
    }
}

bool Processes::has_had_task(int process) const {
    const std::uint32_t count = run_.table().tasks.load();
    for (std::uint32_t i = 0; i < count; ++i)
        if (run_.slot(static_cast<TaskId>(i)).process.load() == process) return true;
    return false;
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
    forget_callbacks_of(process);
    return true;
}

void Processes::reap_all() {
    reap_all_children([this] {
        const std::uint32_t count = run_.table().tasks.load();
        for (std::uint32_t i = 0; i < count; ++i)
            if (const int process = run_.slot(static_cast<TaskId>(i)).process.load(); os::is_child(process))
                os::kill_process(process);
    });
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
            work_in_pool(run_, worker, [&](TaskId task) { worker.keep_callbacks_of(task); });
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

void ProcessPool::take_care() {
    Processes::take_care();
    if (run_.table().pool_broken.load()) fail_who_waits();  // those whose time has come meanwhile, too
}

void ProcessPool::mourn(int process, int signal) {
    if (process == run_.slot(kMainTask).process.load()) return Processes::mourn(process, signal);
    const std::vector<TaskId> tasks = tasks_of(process);
    const TaskId first = tasks.empty() ? kMainTask : tasks.front();
    if (story_.description().killed_worker == KilledWorker::breaks) return break_pool(first, process, signal);
    Processes::mourn(process, signal);
    own_->note(first, NoteKind::worker_replaced, 0, {});
    replace_worker();
}

bool ProcessPool::remove(TaskId stuck) {
    const bool removed = Processes::remove(stuck);
    if (removed) replace_worker();
    return removed;
}

void ProcessPool::record_death(TaskId id, int signal) {
    if (!run_.table().pool_broken.load() || id == kMainTask) return Processes::record_death(id, signal);
    abandon(id);
    own_->record_end(id, Ending::died, signal, told_of_broken_pool());
    run_.forget_callbacks(id);
}

/// All that it runs, and all that waits for a worker, ends with the first.
void ProcessPool::break_pool(TaskId first, int process, int signal) {
    const std::uint32_t count = run_.table().tasks.load();
    std::vector<TaskId> others;
    for (std::uint32_t i = 0; i < count; ++i) {
        const auto id = static_cast<TaskId>(i);
        if (id != first && run_.slot(id).in_pool && run_.slot(id).activity.load() != Activity::ended)
            others.push_back(id);
    }
    if (!run_.table().pool_broken.exchange(true))
        own_->note(first, NoteKind::pool_broken, 0, fmt::format("{}", others.size()));
    fail_who_waits();
    Processes::mourn(process, signal);
    for (const TaskId id : others) {
        const int its_own = run_.slot(id).process.load();
        if (kill(id)) Processes::mourn(its_own, os::kKillSignal);
    }
}

void ProcessPool::fail_who_waits() {
    const std::string told = told_of_broken_pool();
    const std::uint32_t count = run_.table().tasks.load();
    for (std::uint32_t i = 0; i < count; ++i) {
        const auto id = static_cast<TaskId>(i);
        const TaskSlot& slot = run_.slot(id);
        const bool may_wait = id != kMainTask && !slot.by_hand && slot.called_back_by == kNoTask;
        if (may_wait && slot.start.load() == Start::pending) own_->end_before_it_begins(id, Ending::failed, told);
    }
}

/// Without workers nothing would continue.
void ProcessPool::replace_worker() {
    const Result<void> started = start_worker();
    if (started) return;
    run_.region().leave_error(started.error());
    run_.region().stop();
}

}  // namespace simul
