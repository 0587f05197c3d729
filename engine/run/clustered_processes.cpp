// Processes that are killed, and what their parents are told of their ends.
//
// How it works. Who is killed ends where it stands: it leaves the queue that it stands in, and its code is dropped.
// What it has locked stays locked, and what was reserved for it is lost, as in a process that is gone. In a pool
// another worker takes its place; or the pool is broken: all that it runs, and all that waits for a worker, ends with
// it.
#include <fmt/format.h>

#include "engine/run/clustered.h"
#include "engine/run/operation_events.h"

namespace simul {

namespace {

constexpr int kKillSignal = 9;
constexpr const char* kWasKilled = "its process was ended by SIGKILL (killed from outside)";

}  // namespace

Grant Clustered::ask_of_process(CoopTask& task, Operation& operation) {
    CoopTask& asked = tasks_[operation.task];
    const std::string why = why_no_process(operation.kind, plan_.model, {asked.id, asked.by_hand, asked.callback});
    if (!why.empty()) return refuse(task, operation, why);
    if (operation.kind == OperationKind::exit_code) return tell_exit_code(task, operation);
    operation.value = can_be_killed(asked);
    record(task, EventKind::kill, operation.value ? Phase::done : Phase::failed, value_of(asked.id), operation.line);
    if (!operation.value) return Grant::granted;
    asked.failure_taken = true;
    kill(asked);
    return task.doing == TaskProgress::ended ? Grant::later : Grant::granted;
}

Grant Clustered::tell_exit_code(CoopTask& task, Operation& operation) {
    CoopTask& asked = tasks_[operation.task];
    const bool ended = asked.doing == TaskProgress::ended;
    const int signal = asked.extras ? asked.extras->signal : 0;
    operation.succeeded = ended && asked.ending != Ending::cancelled;
    operation.value = exit_code_of(asked.ending, signal);
    asked.failure_taken |= ended;
    record(task, EventKind::exit_code, Phase::done, value_of(asked.id), operation.line);
    return Grant::granted;
}

/// In a pool there is a process for it once it has begun.
bool Clustered::can_be_killed(const CoopTask& task) const {
    if (task.doing == TaskProgress::ended || task.doing == TaskProgress::coming) return false;
    return task.started || !task.in_pool;
}

void Clustered::kill(CoopTask& task) {
    story_.kill(task);
    kill_calls_of(task);
    give_up_place(task);
    take_out_of_queue(task);
    task.ending = Ending::died;
    task.more().signal = kKillSignal;
    task.extras->error = kWasKilled;
    crashed_.push_back(task.id);
    task.in_pool ? die_in_pool(task, kWasKilled, kKillSignal) : finish(task, kWasKilled, kKillSignal);
}

/// Its done callbacks run in its process.
void Clustered::kill_calls_of(const CoopTask& task) {
    if (!task.called_back) return;
    for (std::size_t i = 0; i < tasks_.size(); ++i) {
        CoopTask& call = tasks_[static_cast<TaskId>(i)];
        if (call.callback && call.parent == task.id && call.doing != TaskProgress::ended) kill(call);
    }
}

void Clustered::take_out_of_queue(CoopTask& task) {
    forget_news(task);
    if (task.has_alarm()) forget_deadline(task);
    const bool was_woken = task.doing == TaskProgress::ready && task.resumes && is_on_stream(task.operation->kind);
    if (task.doing != TaskProgress::waiting && !was_woken) return;
    if (task.waiter.on == kNoResource) {
        if (task.operation->task != kNoTask) rules_.remove(tasks_[task.operation->task].awaiting, task.id);
        return;
    }
    rules_.leave_queue_for_good(task.id);
    tell_consequences(task.id);
}

// ---- A pool.

/// The worker that takes the place of its process begins anew.
void Clustered::die_in_pool(CoopTask& task, std::string_view text, int signal) {
    if (story_.description().killed_worker == KilledWorker::breaks && !pool_broken_)
        return break_pool(task, text, signal);
    task.more().variables = first_values();
    task.extras->thread = idle_workers_.number_of_another();
    if (!pool_broken_) note(NoteKind::worker_replaced, task, 0, {});
    finish(task, text, signal);
}

void Clustered::break_pool(CoopTask& first, std::string_view text, int signal) {
    pool_broken_ = true;
    const std::string told = told_of_broken_pool();
    std::vector<TaskId> waiting, running;
    for (std::size_t i = 0; i < tasks_.size(); ++i) {
        const CoopTask& task = tasks_[static_cast<TaskId>(i)];
        if (!task.in_pool || task.doing == TaskProgress::ended || task.id == first.id || task.by_hand) continue;
        (task.started ? running : waiting).push_back(task.id);
        if (!task.started && task.doing == TaskProgress::waiting) rules_.leave_queue(task.id);
    }
    note(NoteKind::pool_broken, first, 0, fmt::format("{}", waiting.size() + running.size()));
    first.more().error = told;
    finish(first, text, signal);
    for (const TaskId task : running) {
        kill(tasks_[task]);
        tasks_[task].extras->error = told;
    }
    for (const TaskId task : waiting) fail_before_it_begins(tasks_[task], told);
}

void Clustered::fail_before_it_begins(CoopTask& task, const std::string& told) {
    if (task.doing == TaskProgress::coming) forget_alarm(task);
    if (task.doing == TaskProgress::ready) free_place(task);
    task.ending = Ending::failed;
    task.more().error = told;
    finish(task, raised_sentence(told));
}

}  // namespace simul
