// The end of an event loop, as asyncio.run ends it.
//
// How it works. The loop runs for main. When main has ended, those who are ready have one more turn; then whoever is
// left is cancelled, and the loop continues until all of them have ended, for they may clean up. Whatever they began
// meanwhile is cut off in the same way.
#include "engine/run/cooperative.h"

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

}  // namespace simul
