// The end of an event loop, as asyncio.run ends it; and the end of those whose machine crashes.
//
// How it works. A loop runs for main. When main has ended, those who are ready have one more turn; then whoever is
// left is cancelled, and the loop continues until all of them have ended, for they may clean up. Whatever they began
// meanwhile is cut off in the same way.
#include <string>

#include "engine/run/cooperative.h"
#include "engine/scenario/plain_value.h"

namespace simul {

void Cooperative::note_end_on_loop(const CoopTask& task) {
    constexpr std::uint32_t kThisAndOneMore = 2;
    if (plan_.model != Model::event_loop || index_of(task.id) >= loop_runs_for_) return;
    if (--loop_waits_for_ == 0) turns_left_ = kThisAndOneMore;
}

void Cooperative::close_loop() {
    turns_left_ = 0;
    loop_runs_for_ = tasks_.size();
    loop_waits_for_ = unended_;
    for (std::size_t i = 0; i < loop_runs_for_; ++i)
        if (CoopTask& task = tasks_[static_cast<TaskId>(i)]; task.doing != Doing::ended && !task.by_hand) cut_off(task);
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
    const bool has_alarm = task.doing == Doing::coming || task.doing == Doing::resting || task.has_deadline;
    if (has_alarm) forget_deadline(task);
    if (task.doing == Doing::waiting && task.waiter.selects) rules_.remove(selecting_, task.id);
    const bool waits_at_device = task.doing == Doing::waiting && family_of(task.operation->kind) == Family::asks_device;
    if (waits_at_device) rules_.remove(state_of(task.waiter.on).queue, task.id);
    leave(task);
    task.doing = Doing::ended;
    task.ending = Ending::crashed;
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
    const std::string& function = story_.description().restart;
    if (function.empty()) return;
    if (tasks_.size() >= plan_.max_tasks) return void(too_many_tasks(by ? *by : tasks_[kMainTask], 0));
    std::string call;
    pack(PlainValue(function), call);
    pack(PlainValue(story_.description().nodes[index_of(node)].name), call);
    CoopTask& task = new_task(nullptr, call);
    task.parent = by ? by->id : kNoTask;
    if (node != kFirstNode) task.more().node = node;
    arrive(task);
}

}  // namespace simul
