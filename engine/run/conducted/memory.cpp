// Stores that are late (`MemoryOrder::tso`): other tasks see a store only once it has reached memory.
//
// How it works. Where tasks run at the same moment, each has a buffer. A store of a plain variable waits there, its own
// task sees it at once, and that the oldest reaches memory is a step of its own, a happening. Whatever tasks meet at (a
// lock, a message, an await, an exchange, a store that is atomic, a fence), the end of a task, and whatever gives its
// core away, waits until the buffer is empty. A load, also an atomic one, waits for nothing. A value that is no number
// is more than a store of a processor can hold: it is stored as an atomic one. Several machines have one core each
// here, so of theirs no store is late.
#include "engine/run/conducted/conducted.h"
#include "engine/run/operation_events.h"
#include "engine/trace/text_form.h"

namespace simul {

namespace {

Thing slot_thing(std::uint32_t slot) { return {Thing::Kind::slot_of_buffer, slot}; }

}  // namespace

bool Conducted::is_shared_variable(ResourceId resource) const {
    if (resource == kNoResource || infos_[index_of(resource)].kind != ResourceKind::variable) return false;
    return !copies_variables(plan_.model) || infos_[index_of(resource)].mmap;
}

/// Whether it is a store that may wait in a buffer.
bool Conducted::may_be_late(const Operation& operation) const {
    return operation.kind == OperationKind::store && operation.cell != CellType::packed &&
           is_shared_variable(operation.resource) && !infos_[index_of(operation.resource)].atomic;
}

/// While there is nobody else nobody can tell.
bool Conducted::is_late(const CoopTask& task, const Operation& operation) const {
    return may_be_late(operation) && (unended_ + daemons_ > 1 || buffers_.holds_any(task.id));
}

/// Whether it may come before stores of its own task that are late.
bool Conducted::passes_stores(const Operation& operation) const {
    switch (family_of(operation.kind)) {
        case Family::computes:
        case Family::draws:
            return true;
        case Family::tells:
            return operation.kind != OperationKind::fence;
        case Family::on_resource: {
            const bool is_variable = operation.resource != kNoResource &&
                                     infos_[index_of(operation.resource)].kind == ResourceKind::variable;
            return is_variable && (operation.kind == OperationKind::load || !is_shared_variable(operation.resource));
        }
        case Family::asks_device:
        case Family::rests:
        case Family::gives_way:
        case Family::spawns:
        case Family::awaits:
        case Family::asks_future:
            return false;
    }
    return false;
}

bool Conducted::waits_for_memory(const CoopTask& task, const Operation& operation) const {
    if (!late_stores_ || !buffers_.holds_any(task.id)) return false;
    return may_be_late(operation) ? buffers_.is_full(task.id) : !passes_stores(operation);
}

bool Conducted::stands_for_memory(const CoopTask& task) const {
    const bool ends = stands_[index_of(task.id)].ends;
    return ends ? late_stores_ && buffers_.holds_any(task.id) : waits_for_memory(task, *task.operation);
}

// ---- Operations.

/// Nothing: it is done in memory.
std::optional<Grant> Conducted::perform_in_buffer(CoopTask& task, Operation& operation) {
    const LateStore* own =
        operation.kind == OperationKind::load ? buffers_.newest_into(task.id, operation.resource) : nullptr;
    const bool is_late_store = is_late(task, operation);
    if (!own && !is_late_store) return std::nullopt;
    if (!may_perform()) return Grant::later;
    const Cell value = own ? own->value : Cell{operation.value, operation.cell};
    if (is_late_store) buffers_.add(task.id, {operation.resource, value});
    operation.value = value.bits;
    operation.cell = value.type;
    record_late(task, own ? EventKind::load : EventKind::buffer, {operation.resource, value}, operation.line);
    return Grant::granted;
}

void Conducted::record_late(CoopTask& task, EventKind kind, const LateStore& store, std::uint16_t line) {
    TraceEvent event = event_on(kind, Phase::done, store.variable, resources_[index_of(store.variable)].ticket++, line,
                                store.value.bits);
    event.cell = store.value.type;
    event.unordered = infos_[index_of(store.variable)].raw;
    record(task, event);
}

/// Its oldest store. The event has no line: its task stands elsewhere by now.
void Conducted::reach_memory(CoopTask& task) {
    if (notes_touches_) touch_by_reaching_memory(task);
    const LateStore store = buffers_.take_oldest(task.id);
    resources_[index_of(store.variable)].cell = store.value;
    record_late(task, EventKind::flush, store, 0);
}

void Conducted::reach_memory_all(CoopTask& task) {
    while (late_stores_ && buffers_.holds_any(task.id)) reach_memory(task);
}

/// As a step.
void Conducted::happen_to_store(TaskId id) {
    CoopTask& task = tasks_[id];
    reach_memory(task);
    const bool asks = index_of(id) < stands_.size() && stands_[index_of(id)].asked;
    if (asks && stands_[index_of(id)].at_once && !buffers_.holds_any(id)) go_on_at_once(task);
}

/// What it asks for is no step: it only stood for its stores.
void Conducted::go_on_at_once(CoopTask& task) {
    const bool ends = stands_[index_of(task.id)].ends;
    if (notes_touches_) touch(task.id, Use::follows, {Thing::Kind::task, static_cast<std::uint32_t>(acting_)});
    no_longer_asks(task.id);
    acting_ = task.id;
    take_core(task);
    if (ends) return end(task);
    task.doing = TaskProgress::running;
    Operation& operation = *task.operation;
    if (notes_touches_) touch_by(task);
    if (do_operation(task, operation) == Grant::later) return;
    remember(task, operation);
    go_on_in_story(task);
}

/// Behind the tasks.
void Conducted::enable_late_stores() {
    const std::size_t tasks = enabled_.size();
    for (const TaskId task : buffers_.tasks()) enabled_.push_back(flush_of(task));
    if (tells_stands_) record_happenings(tasks);
}

std::string Conducted::late_store_in_words(TaskId task) const { return text_of(buffers_.oldest(task).value); }

// ---- What it touches.

/// True: nothing else.
bool Conducted::touch_buffer(const CoopTask& task, const Operation& operation) {
    if (is_late(task, operation)) {
        const Thing slot = slot_thing(buffers_.next_slot(task.id));
        touch(task.id, Use::follows, slot);
        touch(task.id, Use::writes, slot);
        return true;
    }
    const LateStore* own =
        operation.kind == OperationKind::load ? buffers_.newest_into(task.id, operation.resource) : nullptr;
    if (own) touch(task.id, Use::reads, slot_thing(buffers_.slot_of(task.id, own)));
    if (!own && !passes_stores(operation))
        touch(task.id, Use::follows, {Thing::Kind::task, static_cast<std::uint32_t>(flush_of(task.id))});
    return own != nullptr;
}

/// It comes after its store, and takes its place in memory.
void Conducted::touch_by_reaching_memory(const CoopTask& task) {
    const Thing slot = slot_thing(buffers_.oldest_slot(task.id));
    touch(acting_, Use::follows, slot);
    touch(acting_, Use::writes, slot);
    touch(acting_, Use::writes,
          {Thing::Kind::resource, static_cast<std::uint32_t>(index_of(buffers_.oldest(task.id).variable))});
}

}  // namespace simul
