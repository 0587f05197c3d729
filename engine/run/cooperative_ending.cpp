// The end of an event loop, as asyncio.run ends it; and the end of those whose machine crashes.
//
// How it works. A loop runs for main. When main has ended, those who are ready have one more turn; then whoever is
// left is cancelled, and the loop continues until all of them have ended, for they may clean up. It continues for a few
// turns more, since asyncio.run has things to do: in these whoever becomes ready has its turn, as do calls (callbacks),
// which cannot be cancelled. Whoever is left then is cut off in the same way; calls that have not begun never come.
#include <string>
#include <utility>
#include <vector>

#include "engine/run/cooperative.h"
#include "engine/run/strikes.h"

namespace simul {

namespace {

/// After main's end, and the one in which it ends.
constexpr std::int32_t kTurnsAfterMain = 1;
/// In which asyncio.run closes generators and a pool of threads: two turns each.
constexpr std::int32_t kTurnsOfClosing = 4;
/// In which it hears that all who were cancelled have ended.
constexpr std::int32_t kTurnsOfHearing = 2;
constexpr std::int32_t kStaysOpen = -1;

}  // namespace

/// (Calls are not waited for.)
void Cooperative::note_end_on_loop(const CoopTask& task) {
    if (!is_on_loop(task) || index_of(task.id) >= loop_runs_for_ || task.callback) return;
    if (--loop_waits_for_ == 0)
        turns_left_ = task.id == kMainTask ? kTurnsAfterMain : kTurnsOfHearing + kTurnsOfClosing;
}

void Cooperative::end_last_turn() {
    if (turns_left_ == 0) close_loop();
    if (is_closing()) --turns_left_;
}

void Cooperative::close_loop() {
    std::vector<TaskId> left, calls, on_threads;
    for (std::size_t i = 0; i < tasks_.size(); ++i) {
        const CoopTask& task = tasks_[static_cast<TaskId>(i)];
        if (task.is_over() || task.by_hand) continue;
        (is_on_thread(task) ? on_threads : task.callback && !has_begun(task) ? calls : left).push_back(task.id);
    }
    const bool is_over = left.empty() && std::exchange(is_closed_, true);
    turns_left_ = left.empty() && !is_over ? kTurnsOfClosing : kStaysOpen;
    loop_runs_for_ = tasks_.size();
    loop_waits_for_ = left.size();
    is_closed_ = true;
    for (const TaskId id : on_threads) leave_behind(tasks_[id]);
    for (const TaskId id : is_over ? calls : left) {
        CoopTask& task = tasks_[id];
        if (is_over)
            end_without_running(task);
        else if (task.doing != TaskProgress::ended)
            cut_off(task);
    }
}

void Cooperative::cut_off(CoopTask& task) {
    note(NoteKind::cut_off, task, task.operation ? task.operation->line : std::uint16_t{0}, {});
    if (cut_before_next(task) || !cancel(task, kMainTask)) return;
    end_if_not_begun(task);
}

// ---- Machines that crash.

/// Who awaited it was on the same machine. What the task itself stood in goes with the machine, but for the line of
/// those who wait for any of several channels, which is one for all machines.
void Cooperative::end_by_crash(CoopTask& task) {
    forget_news(task);
    if (task.has_alarm()) forget_deadline(task);
    if (task.doing == TaskProgress::waiting && task.waiter.selects) rules_.remove(selecting_, task.id);
    const bool waits_at_device =
        task.doing == TaskProgress::waiting && family_of(task.operation->kind) == Family::asks_device;
    if (waits_at_device) rules_.remove(state_of(task.waiter.on).queue, task.id);
    task.ending = Ending::crashed;
    leave(task);
    task.doing = TaskProgress::ended;
    task.awaiting = {};
    --(task.daemon ? daemons_ : unended_);
    TraceEvent event;
    event.kind = EventKind::finish;
    event.phase = Phase::failed;
    event.value = static_cast<std::int64_t>(task.ending);
    record(task, event);
    if (!task.extras) return;
    drop_long_call(task);
    task.extras->callbacks.clear();
    task.extras->watchers.clear();
}

void Cooperative::restart(NodeId node, CoopTask* by) {
    const std::string call = packed_restart(story_.description(), node);
    if (call.empty()) return;
    if (tasks_.size() >= plan_.max_tasks) return void(too_many_tasks(by ? *by : tasks_[kMainTask], 0));
    CoopTask& task = new_task(nullptr, call);
    task.parent = by ? by->id : kNoTask;
    if (node != kFirstNode) task.more().node = node;
    arrive(task);
}

}  // namespace simul
