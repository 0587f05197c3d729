#include "engine/run/conducted/rehearsal.h"

#include "engine/base/ensure.h"
#include "engine/run/conducted/conducted.h"
#include "engine/run/conducted/stage.h"
#include "engine/run/into_trace.h"

namespace simul {

Rehearsal::Rehearsal(Story& story, const RunPlan& plan, Stage* stage)
    : story_(stage ? *stage : story), stage_(stage), plan_(plan) {}

Rehearsal::~Rehearsal() = default;

Outcome Rehearsal::perform(Conducted& executor) {
    if (stage_) {
        const Result<void> ready = stage_->set_up();
        ensure(ready.ok(), "what could be forked once can be forked again");
    }
    const Outcome outcome = executor.run();
    state_ = executor.was_cut() ? StateHash{} : executor.state();
    if (stage_) stage_->clear();
    return outcome;
}

Rehearsed Rehearsal::run(Conductor& conductor) {
    if (executor_)
        executor_->begin_again(conductor);
    else
        executor_ = std::make_unique<Conducted>(story_, plan_, conductor, unread_, kNeverStopped);
    if (tells_marks_apart_) executor_->tell_marks_apart();
    const Outcome outcome = perform(*executor_);
    executor_->drop_bodies();
    return {outcome, executor_->was_cut(), executor_->steps()};
}

std::unique_ptr<Trace> Rehearsal::record(Conductor& conductor) {
    auto trace = std::make_unique<Trace>(header_of(story_.description(), plan_));
    StreamHeader stream;
    IntoTrace source(*trace);
    Recorder recorder(stream, source, nullptr);
    Conducted executor(story_, plan_, conductor, recorder, kNeverStopped);
    executor.tell_stands();
    story_.tell_locals(true);
    perform(executor);
    story_.tell_locals(false);
    StreamReader reader(stream, nullptr);
    source.drain(reader);
    return trace;
}

}  // namespace simul
