// A worker and the futures that no task stands behind.
#include <fmt/format.h>

#include "engine/os/clock.h"
#include "engine/run/operation_events.h"
#include "engine/run/real/worker.h"
#include "engine/scenario/plain_value.h"

namespace simul {

void Worker::make_future(TaskContext& context, Operation& operation) {
    const TaskId id = run_.new_future(context.id, packed_name_of_future(), current_);
    if (id == kNoTask) return too_many_tasks(context, operation);
    TaskSlot& future = slot(id);
    future.activity.store(Activity::coming);
    operation.task = id;
    operation.value = value_of(id);
    TraceEvent event;
    event.kind = EventKind::make_future;
    event.value = operation.value;
    event.line = operation.line;
    record(context.id, event, run_.name_of(id));
}

/// Whoever begins it, as a cancel does, too, has set it.
void Worker::set_by_hand(TaskContext& context, Operation& operation) {
    TaskSlot& future = slot(operation.task);
    const std::size_t bytes = is_long(*operation.text) ? operation.text->size() : 0;
    if (bytes > 0 && !run_.take_memory(bytes)) return refuse_long(context, operation, "the result");
    Start pending = Start::pending;
    const bool sets = future.by_hand && future.start.compare_exchange_strong(pending, Start::begun);
    record(context.id, event_of(operation.kind), sets ? Phase::done : Phase::failed, value_of(operation.task),
           operation.line);
    if (!sets) run_.give_memory_back(bytes);
    if (!sets)
        return context.fail_next(fmt::format(fmt::runtime(why_not_set(operation.task)), run_.name_of(operation.task)));
    const bool fails = operation.kind == OperationKind::set_exception;
    const Offset told = run_.region().keep(*operation.text);
    (fails ? future.error : future.result) = told;
    finish(operation.task, fails ? Ending::failed : Ending::returned, 0,
           fails ? std::string(raised_sentence(*operation.text)) : preview_and_size(*operation.text));
}

const char* Worker::why_not_set(TaskId future) const {
    const TaskSlot& slot = run_.slot(future);
    if (!slot.by_hand) return kNotByHand;
    return slot.start.load() == Start::refused ? kCancelledBefore : kSetAlready;
}

}  // namespace simul
