#include "engine/run/true_cores.h"

#include <algorithm>
#include <utility>

namespace simul {

void TrueCores::take(TraceEvent event, std::vector<TraceEvent>& around) {
    go_on_until(event.time);
    if (event.task == kNoTask) return around.push_back(event);
    if (event.kind == EventKind::run) note_thread(event);
    const CoreId core = seen_on(event);
    const TaskState& state = table_.state_of(event.task);
    const bool ends_wait = event.phase != Phase::wanted && event.kind == event_of(state.operation);
    if (event.kind != EventKind::run && event.kind != EventKind::preempt) event.core = ends_wait ? core : kNoCore;
    table_.take(event, core, around);
    note_keeper(event.task);
    let_thread_go(event.task);
}

void TrueCores::note_keeper(TaskId task) {
    if (keeps_only_thread(model_, table_.state_of(task)))
        keeper_ = task;
    else if (keeper_ == task)
        keeper_ = kNoTask;
}

void TrueCores::note_thread(TraceEvent& run) {
    const auto number = static_cast<std::uint32_t>(std::exchange(run.value, 0));
    if (number == 0) return;
    Thread& thread = threads_[number];
    thread.task = run.task;
    thread_of_[run.task] = number;
    if (thread.core != kNoCore) run.core = thread.core;
}

/// A thread that has one task keeps it while it waits; the one that runs all has somebody else by then.
void TrueCores::let_thread_go(TaskId task) {
    const State state = table_.state_of(task).state;
    if (state != State::done && (!one_thread_ || state == State::running)) return;
    const auto number = thread_of_.find(task);
    if (number == thread_of_.end()) return;
    const auto thread = threads_.find(number->second);
    if (thread != threads_.end() && thread->second.task == task) thread->second.task = kNoTask;
    thread_of_.erase(number);
}

/// What the kernel says of the thread is truer than where it was a moment after it had read the clock.
CoreId TrueCores::seen_on(const TraceEvent& event) const {
    if (event.core == kNoCore) return kNoCore;
    const auto number = thread_of_.find(event.task);
    if (number == thread_of_.end()) return event.core;
    const auto thread = threads_.find(number->second);
    return thread != threads_.end() && thread->second.known_to_kernel ? thread->second.core : event.core;
}

void TrueCores::take(const os::SwitchRecord& record, Time when, std::vector<TraceEvent>& around) {
    go_on_until(when);
    Thread& thread = threads_[record.thread];
    const TaskId task = thread.task;
    move_thread(thread, record);
    if (record.what == os::SwitchRecord::What::exited) threads_.erase(record.thread);
    if (task == kNoTask) return;
    const TaskState& state = table_.state_of(task);
    const auto core = static_cast<CoreId>(record.core);
    const bool in = record.what == os::SwitchRecord::What::in;
    const bool begins = in && (state.state == State::ready || (state.state == State::running && state.core != core));
    const bool ends = !in && state.state == State::running;
    if (!begins && !ends) return;
    table_.take(unordered_event(in ? EventKind::run : EventKind::preempt, task, in ? core : state.core, when), kNoCore,
                around);
}

void TrueCores::move_thread(Thread& thread, const os::SwitchRecord& record) {
    const bool in = record.what == os::SwitchRecord::What::in;
    if (holders_.size() <= record.core) holders_.resize(record.core + std::size_t{1});
    if (in)
        holders_[record.core] = record.thread;
    else if (holders_[record.core] == record.thread)
        holders_[record.core] = 0;
    thread.core = in ? static_cast<CoreId>(record.core) : kNoCore;
    thread.known_to_kernel = true;
}

// ---- Stolen time.

void TrueCores::go_on_until(Time when) {
    if (when <= reached_) return;
    const Duration passed = when - std::exchange(reached_, when);
    if (table_.ready() == 0 || keeper_ != kNoTask) return;
    const auto free =
        std::count_if(ours_.begin(), ours_.end(), [&](int it) { return is_free(static_cast<CoreId>(it)); });
    stolen_ += passed * std::min<std::int64_t>(free, static_cast<std::int64_t>(table_.ready()));
}

bool TrueCores::is_free(CoreId core) const {
    const bool held = index_of(core) < holders_.size() && holders_[index_of(core)] != 0;
    return !held && table_.on_core(core) == kNoTask;
}

}  // namespace simul
