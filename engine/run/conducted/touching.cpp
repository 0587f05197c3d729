// What the steps of a conducted run touch, for a conductor who wants to know which of them may change places.
//
// How it works. A step is an operation and what follows from it by itself: others go on, a task ends, main begins more
// tasks. Each task touches things in its own name. What main waits for at once is no touch: whichever of two tasks ends
// first, it goes on after both. But it may begin tasks then, which takes their numbers: so who ends adds to the
// numbering.
#include "engine/run/conducted/conducted.h"

namespace simul {

namespace {

Thing of_resource(ResourceId resource) {
    return {Thing::Kind::resource, static_cast<std::uint32_t>(index_of(resource))};
}
Thing of_task(Thing::Kind kind, TaskId task) { return {kind, static_cast<std::uint32_t>(index_of(task))}; }

constexpr Thing kNumbering{Thing::Kind::numbering, 0}, kAll{Thing::Kind::all, 0};

}  // namespace

void Conducted::tell_touches() {
    conductor_->look_on(touches_);
    touches_.clear();
}

/// Before its operation is done: what follows from it comes after it.
void Conducted::touch_by(const CoopTask& task) {
    if (index_of(task.id) < stands_.size() && stands_[index_of(task.id)].relocks)
        return touch(task.id, Use::writes, of_resource(task.waiter.on));
    const Operation& operation = *task.operation;
    switch (info_of(operation.kind).touches) {
        case Touches::everything:
            return touch(task.id, Use::writes, kAll);
        case Touches::numbering:
            return touch(task.id, Use::writes, kNumbering);
        case Touches::end_of_future:
            return touch_future(task.id, operation);
        case Touches::receiver:
            if (operation.resource != kNoResource) touch_resource(task.id, operation);
    }
}

void Conducted::touch_resource(TaskId task, const Operation& operation) {
    const bool own = own_variables_ && infos_[index_of(operation.resource)].kind == ResourceKind::variable &&
                     !infos_[index_of(operation.resource)].mmap;
    touch(task, use_of(operation), own ? of_task(Thing::Kind::memory, task) : of_resource(operation.resource));
    if (operation.kind == OperationKind::condition_wait) touch(task, Use::writes, of_resource(operation.mutex));
    if (operation.kind == OperationKind::notify || operation.kind == OperationKind::notify_all)
        touch_mutexes_of_waiters(task, operation.resource);
}

/// Whoever is notified wants its mutex from then on.
void Conducted::touch_mutexes_of_waiters(TaskId task, ResourceId condition) {
    TaskId at = resources_[index_of(condition)].queue.first;
    for (; at != kNoTask; at = looked_at(at).waiter.next)
        touch(task, Use::writes, of_resource(looked_at(at).waiter.mutex));
}

Use Conducted::use_of(const Operation& operation) const {
    const ResourceState& resource = resources_[index_of(operation.resource)];
    const bool must_wait = operation.kind == OperationKind::event_wait && !resource.is_set;
    return must_wait ? Use::writes : info_of(operation.kind).use;
}

void Conducted::touch_future(TaskId task, const Operation& operation) {
    const Thing end = of_task(Thing::Kind::end, operation.task);
    if (operation.kind == OperationKind::add_done_callback) {
        touch(task, Use::writes, end);
        return touch(task, Use::writes, kNumbering);
    }
    const bool ended = looked_at(operation.task).doing == Doing::ended;
    const bool may_ask_too_early = plan_.model == Model::event_loop || operation.timed;
    if (operation.kind == OperationKind::future_done || (!ended && may_ask_too_early))
        return touch(task, Use::reads, end);
    if (ended) touch(task, Use::follows, of_task(Thing::Kind::task, operation.task));
}

void Conducted::touch_by_end(const CoopTask& task) {
    const bool calls_back = task.extras && !task.extras->callbacks.empty();
    touch(task.id, Use::writes, of_task(Thing::Kind::end, task.id));
    touch(task.id, calls_back ? Use::writes : Use::adds, kNumbering);
    if (task.started) touch_pool(task.id, task);
}

/// It goes on because of who acts: as its child, or after a wait.
void Conducted::touch_by_going_on(const CoopTask& task) {
    if (acting_ == kNoTask || acting_ == task.id) return;
    if (!task.started) touch_pool(acting_, task);
    if (!task.started && own_variables_ && task.parent != acting_ && task.parent != kNoTask)
        touch(acting_, Use::reads, of_task(Thing::Kind::memory, task.parent));
    touch(task.id, Use::follows, of_task(Thing::Kind::task, acting_));
}

/// It is held back by a resource.
void Conducted::touch_in_vain(const CoopTask& task) {
    const ResourceId resource = intent_of(task.id).resource;
    if (resource != kNoResource) touch(task.id, Use::wants, of_resource(resource));
}

/// Of a task that needs a place in the pool, or has one: `task` takes it, or makes it free.
void Conducted::touch_pool(TaskId task, const CoopTask& child) {
    if (child.in_pool) touch(task, Use::writes, of_resource(pool_));
}

}  // namespace simul
