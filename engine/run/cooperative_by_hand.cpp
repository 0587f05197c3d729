// Futures that no task stands behind: who makes one, or whoever it is given to, sets its result.
#include <fmt/format.h>

#include "engine/run/cooperative.h"
#include "engine/run/operation_events.h"
#include "engine/scenario/plain_value.h"

namespace simul {

Grant Cooperative::make_future(CoopTask& task, Operation& operation) {
    CoopTask& future = new_task(&task, packed_name_of_future());
    future.by_hand = true;
    --unended_;  // nobody waits for its end but who awaits it
    add_future(future);
    operation.task = future.id;
    operation.value = value_of(future.id);
    TraceEvent event;
    event.kind = EventKind::make_future;
    event.value = operation.value;
    event.line = operation.line;
    record_text(task, event, name_to_record(future));
    return Grant::granted;
}

Grant Cooperative::set_by_hand(CoopTask& task, Operation& operation) {
    CoopTask& future = tasks_[operation.task];
    if (!future.by_hand) return refuse(task, operation, fmt::format(fmt::runtime(kNotByHand), name_of(future.id)));
    if (future.doing == TaskProgress::ended)
        return refuse(task, operation,
                      fmt::format(fmt::runtime(future.ending == Ending::cancelled ? kCancelledBefore : kSetAlready),
                                  name_of(future.id)));
    const bool fails = operation.kind == OperationKind::set_exception;
    if (is_long(*operation.text) && !held_.take(operation.text->size()))
        return refuse(task, operation, fmt::format(kNoMemoryLeft, "the result", operation.text->size()));
    record(task, event_of(operation.kind), Phase::done, value_of(future.id), operation.line);
    future.ending = fails ? Ending::failed : Ending::returned;
    put_on_thread_of(task, future);
    (fails ? future.more().error : future.more().result) = *operation.text;
    finish(future, fails ? std::string(raised_sentence(*operation.text)) : preview_and_size(*operation.text));
    return await_callbacks(task, operation, future.id);
}

}  // namespace simul
