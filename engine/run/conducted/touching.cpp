// What the steps of a conducted run touch, for a conductor who wants to know which of them may change places.
//
// How it works. A step is an operation and what follows from it by itself: others continue, a task ends, main begins
// more tasks. Each task touches things in its own name. What main waits for at once is no touch: whichever of two tasks
// ends first, it continues after both. But it may begin tasks then, which takes their numbers: so who ends adds to the
// numbering.
#include "engine/base/state_hash.h"
#include "engine/run/conducted/conducted.h"
#include "engine/scenario/packed_table.h"

namespace simul {

namespace {

Thing of_resource(ResourceId resource) {
    return {Thing::Kind::resource, static_cast<std::uint32_t>(index_of(resource))};
}
Thing of_task(Thing::Kind kind, TaskId task) { return {kind, static_cast<std::uint32_t>(index_of(task))}; }

constexpr Thing kNumbering{Thing::Kind::numbering, 0};

}  // namespace

void Conducted::touch_everything() { touch(acting_, Use::writes, kEverything); }

/// What could still have been done when the run came to its end might have come before that.
void Conducted::touch_what_is_left_undone() {
    if (cut_ || unended_ > 0) return;
    find_enabled();
    for (const TaskId id : enabled_) touch(id, Use::wants, kEverything);
}

void Conducted::tell_touches() {
    conductor_->look_on(touches_);
    touches_.clear();
}

/// Before its operation is done: what follows from it comes after it.
void Conducted::touch_by(const CoopTask& task) {
    if (index_of(task.id) < stands_.size() && stands_[index_of(task.id)].relocks)
        return touch(task.id, Use::writes, of_resource(task.waiter.on));
    const Operation& operation = *task.operation;
    if (is_closing() || stands_[index_of(task.id)].ends) touch(task.id, Use::writes, kEverything);
    if (crosses(task, operation)) {
        if (operation.kind == OperationKind::send) touch_by_sending(task, operation.resource);
        return;
    }
    if (late_stores_ && touch_buffer(task, operation)) return;
    switch (info_of(operation.kind).touches) {
        case Touches::everything:
            if (operation.kind == OperationKind::now && !clock_matters()) return;
            if (operation.kind == OperationKind::local_time && !clock_matters()) return;
            return touch(task.id, Use::writes, kEverything);
        case Touches::numbering:
            return touch(task.id, Use::writes, kNumbering);
        case Touches::end_of_future:
            return touch_future(task.id, operation);
        case Touches::receiver:
            if (operation.resource != kNoResource) touch_resource(task.id, operation);
    }
}

void Conducted::number_slots() {
    slots_.assign(infos_.size(), {});
    std::uint32_t next = 0;
    for (std::size_t i = 0; i < infos_.size(); ++i) {
        slots_[i].first = next;
        if (infos_[i].kind == ResourceKind::channel) next += static_cast<std::uint32_t>(infos_[i].capacity);
    }
}

void Conducted::touch_by_looking(TaskId task, std::uint32_t channel) {
    touch(task, Use::reads, {Thing::Kind::sending, channel});
    touch(task, Use::reads, {Thing::Kind::receiving, channel});
}

void Conducted::touch_both_ends(TaskId task, const std::vector<ResourceId>& channels) {
    for (const ResourceId channel : channels) {
        const auto number = static_cast<std::uint32_t>(index_of(channel));
        touch(task, Use::writes, {Thing::Kind::sending, number});
        touch(task, Use::writes, {Thing::Kind::receiving, number});
    }
}

/// Whoever waits for any of several channels is given to the first that has news: the others have it no more.
void Conducted::touch_channels_of_selectors(TaskId task, ResourceId channel) {
    for (TaskId at = selecting_.first; at != kNoTask; at = looked_at(at).waiter.next)
        if (selects_from(at, channel)) touch_both_ends(task, selected_by(*looked_at(at).operation));
}

/// A message is put into the next slot in turn, and taken from the next in turn. So a send and a receive meet only
/// where the one takes what the other put, or makes the room that the other needs.
void Conducted::touch_channel(TaskId task, const Operation& operation) {
    if (selects(operation)) {
        touch_both_ends(task, selected_by(operation));
        return touch(task, Use::writes, kEverything);
    }
    const ResourceState& channel = resources_[index_of(operation.resource)];
    const auto number = static_cast<std::uint32_t>(index_of(operation.resource));
    const auto capacity = static_cast<std::uint32_t>(channel.capacity);
    Slots& slots = slots_[number];
    const OperationKind kind = operation.kind;
    if (channel.counts) touch(task, Use::writes, of_resource(operation.resource));
    if (kind == OperationKind::task_done || kind == OperationKind::channel_join) return;
    const bool meets_waiters = capacity == 0 || plan_.model == Model::event_loop;
    if (meets_waiters && kind != OperationKind::channel_length) {
        touch_both_ends(task, {operation.resource});
        return touch_channels_of_selectors(task, operation.resource);
    }
    const bool is_full = channel.open && channel.count >= channel.capacity;
    const bool is_empty = channel.open && channel.count == 0;
    const bool finds_no_room = is_full && (kind == OperationKind::send || kind == OperationKind::try_send);
    const bool finds_nothing = is_empty && (kind == OperationKind::receive || kind == OperationKind::try_receive);
    if (kind == OperationKind::channel_length || finds_no_room || finds_nothing) return touch_by_looking(task, number);
    const bool sends = kind == OperationKind::send || kind == OperationKind::try_send;
    const bool closes = kind == OperationKind::close;
    if (sends || closes) touch(task, Use::writes, {Thing::Kind::sending, number});
    if (!sends) touch(task, Use::writes, {Thing::Kind::receiving, number});
    if (sends && channel.open) touch(task, Use::writes, {Thing::Kind::slot, slots.first + slots.put++ % capacity});
    if (!sends && !closes && channel.count > 0)
        touch(task, Use::writes, {Thing::Kind::slot, slots.first + slots.taken++ % capacity});
}

void Conducted::touch_resource(TaskId task, const Operation& operation) {
    if (infos_[index_of(operation.resource)].kind == ResourceKind::channel) return touch_channel(task, operation);
    const bool own = own_variables_ && infos_[index_of(operation.resource)].kind == ResourceKind::variable &&
                     !infos_[index_of(operation.resource)].mmap;
    if (is_on_table(operation.kind) && !own) return touch_table(task, operation);
    touch(task, use_of(operation), own ? of_task(Thing::Kind::memory, task) : of_resource(operation.resource));
    if (operation.kind == OperationKind::condition_wait) touch(task, Use::writes, of_resource(operation.mutex));
    if (operation.kind == OperationKind::notify || operation.kind == OperationKind::notify_all)
        touch_mutexes_of_waiters(task, operation.resource);
}

/// Different entries have nothing to do with each other. How many there are, and which, changes when one is written;
/// what is inserted or removed moves others.
void Conducted::touch_table(TaskId task, const Operation& operation) {
    const auto number = static_cast<std::uint32_t>(index_of(operation.resource));
    const Thing table = of_resource(operation.resource), entries{Thing::Kind::entries, number};
    const bool reads = operation.kind == OperationKind::read_entry,
               writes = operation.kind == OperationKind::write_entry;
    if (!reads && !writes) {
        touch(task, info_of(operation.kind).use, table);
        if (info_of(operation.kind).use == Use::writes) touch(task, Use::writes, entries);
        return;
    }
    std::string_view given = *operation.text;
    StateHash entry;
    entry.add(number);
    entry.add(take_value(given));
    const auto known = static_cast<std::uint32_t>(entry_numbers_.size());
    touch(task, Use::reads, entries);
    touch(task, writes ? Use::writes : Use::reads,
          {Thing::Kind::entry, entry_numbers_.try_emplace(entry.first, known).first->second});
    if (writes) touch(task, Use::adds, table);
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
    const bool is_noticed =
        operation.kind == OperationKind::release && (resource.capacity > 0 || !resource.queue.empty());
    return must_wait || is_noticed ? Use::writes : info_of(operation.kind).use;
}

/// (Whoever's time is up on an event loop cancels what it awaits.)
void Conducted::touch_future(TaskId task, const Operation& operation) {
    const bool cancels = plan_.model == Model::event_loop && operation.limit != kNever &&
                         operation.kind == OperationKind::await && !can_end(operation, looked_at(task));
    if (cancels) return touch(task, Use::writes, kEverything);
    if (until_of(operation) != Until::its_end) return touch_watched(task, operation);
    const Thing end = of_task(Thing::Kind::end, operation.task);
    if (operation.kind == OperationKind::add_done_callback) {
        touch(task, Use::writes, end);
        return touch(task, Use::writes, kNumbering);
    }
    const bool ended = looked_at(operation.task).is_over();
    const bool may_ask_too_early = plan_.model == Model::event_loop || operation.is_timed();
    const bool is_in_time = ended && operation.is_timed();  // before it has ended the time might have been up
    if (operation.kind == OperationKind::future_done || is_in_time || (!ended && may_ask_too_early))
        return touch(task, Use::reads, end);
    if (ended) touch(task, Use::follows, of_task(Thing::Kind::task, operation.task));
}

/// Which of them has ended decides how it continues.
void Conducted::touch_watched(TaskId task, const Operation& operation) {
    const std::vector<TaskId> watched = watch_number(operation) == 0
                                            ? listed_futures(*operation.text)
                                            : watch_of(looked_at(task), watch_number(operation)).watched;
    for (const TaskId id : watched) touch(task, Use::reads, of_task(Thing::Kind::end, id));
}

void Conducted::touch_by_end(const CoopTask& task) {
    if (stand_of(task).asked && acting_ != task.id) touch_by_being_cancelled(task);
    // (In a pool of threads the first of its callbacks has begun already.)
    const bool calls_back = task.extras && (plan_.model == Model::thread_pool || !task.extras->callbacks.empty() ||
                                            !task.extras->watchers.empty());
    touch(task.id, Use::writes, of_task(Thing::Kind::end, task.id));
    touch(task.id, calls_back ? Use::writes : Use::adds, kNumbering);
    if (task.started) touch_pool(task.id, task);
    const bool cancels_group =
        task.ending == Ending::failed && task.extras && task.extras->attributes && task.extras->attributes->group != 0;
    if (cancels_group) touch(acting_ == kNoTask ? task.id : acting_, Use::writes, kEverything);
    if (task.id == kMainTask && plan_.model == Model::event_loop)
        touch(acting_ == kNoTask ? task.id : acting_, Use::writes, kEverything);
    const bool ends_run = !nodes_.empty() && unended_ == 1 && !task.daemon;
    if (daemons_ > 0 || ends_run) touch(acting_ == kNoTask ? task.id : acting_, Use::writes, kEverything);
}

/// It could have done a step before whoever acts cancelled it, and now does not.
void Conducted::touch_by_being_cancelled(const CoopTask& task) {
    const Thing end = of_task(Thing::Kind::end, task.id);
    touch(acting_, Use::writes, end);
    touch(task.id, Use::wants, end);
}

/// It continues because of who acts: as its child, or after a wait. Before, it could have had what it waited for, or
/// its time could have run out.
void Conducted::touch_by_going_on(const CoopTask& task) {
    if (acting_ == kNoTask || acting_ == task.id) return;
    const bool could_go_on = stands_[index_of(task.id)].asked;
    if (could_go_on && task.cancel_asked) touch_by_being_cancelled(task);
    if (could_go_on && !task.cancel_asked) touch_in_vain(task);
    if (!task.started) touch_pool(acting_, task);
    if (!task.started && own_variables_ && task.parent != acting_ && task.parent != kNoTask)
        touch(acting_, Use::reads, of_task(Thing::Kind::memory, task.parent));
    touch(task.id, Use::follows, of_task(Thing::Kind::task, acting_));
}

/// What it waited for is kept for it; a mutex that it owns, a message that it takes or puts, others can see.
void Conducted::touch_by_completing(const CoopTask& task) {
    if (family_of(task.operation->kind) != Family::on_resource) return;
    const bool has_it = !task.cancel_asked && !task.timed_out;
    const ResourceKind kind = infos_[index_of(task.waiter.on)].kind;
    if (has_it && (kind == ResourceKind::event || kind == ResourceKind::semaphore)) return;
    if (has_it && kind == ResourceKind::barrier) return touch(task.id, Use::reads, of_resource(task.waiter.on));
    touch_resource(task.id, *task.operation);
}

/// Because of who notified it, or without cause.
void Conducted::touch_by_waking(const CoopTask& task, TaskId cause) {
    if (cause != kNoTask) touch(task.id, Use::follows, of_task(Thing::Kind::task, cause));
    touch(task.id, Use::writes, of_resource(task.waiter.on));
    touch(task.id, Use::writes, of_resource(task.waiter.mutex));
}

/// Who has the event loop gives it away by that. If what it asks for had been there it would have kept the loop, and
/// its turn would be longer.
void Conducted::touch_by_being_held_back(const CoopTask& task) {
    const bool gives_loop_away = plan_.model == Model::event_loop && loop_ == task.id;
    if (gives_loop_away && !stands_[index_of(task.id)].held) return touch_by_beginning_to_wait(task);
    touch_in_vain(task);
}

/// What the next operation of a task is done to, or to any of which.
std::vector<ResourceId> Conducted::wanted_by(TaskId id) const {
    const Operation& operation = *looked_at(id).operation;
    if (selects(operation)) return selected_by(operation);
    const ResourceId resource = intent_of(id).resource;
    return resource == kNoResource ? std::vector<ResourceId>() : std::vector{resource};
}

/// It is held back by a resource.
void Conducted::touch_in_vain(const CoopTask& task) {
    Intent intent = intent_of(task.id);
    for (const ResourceId resource : wanted_by(task.id)) {
        intent.resource = resource;
        touch(task.id, Use::wants, wanted_thing(intent));
    }
}

/// It could not if somebody made the thing free before.
void Conducted::touch_by_beginning_to_wait(const CoopTask& task) {
    const Intent intent = intent_of(task.id);
    const bool on_resource = intent.resource != kNoResource;
    if (on_resource && infos_[index_of(intent.resource)].kind == ResourceKind::channel) {
        for (const ResourceId channel : wanted_by(task.id))
            touch_by_looking(task.id, static_cast<std::uint32_t>(index_of(channel)));
        return;
    }
    if (on_resource) return touch(task.id, Use::reads, of_resource(intent.resource));
    if (until_of(*task.operation) != Until::its_end) return touch_watched(task.id, *task.operation);
    touch(task.id, Use::reads, of_task(Thing::Kind::end, task.operation->task));
}

Thing Conducted::wanted_thing(const Intent& intent) const {
    const Thing thing = of_resource(intent.resource);
    if (intent.kind == OperationKind::send) return {Thing::Kind::sending, thing.number};
    if (intent.kind == OperationKind::receive) return {Thing::Kind::receiving, thing.number};
    return thing;
}

/// Of a task that needs a place in the pool, or has one: `task` takes it, or makes it free.
void Conducted::touch_pool(TaskId task, const CoopTask& child) {
    if (child.in_pool) touch(task, Use::writes, of_resource(pool_));
}

}  // namespace simul
