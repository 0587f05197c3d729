#include "engine/trace/event_check.h"

#include <optional>

#include "engine/base/happening.h"

namespace simul {

namespace {

/// Every task leaves an event at least, but those of tasks that run at once may come in any order, and some may be
/// lost.
constexpr std::size_t kTasksAhead = 1 << 16;
constexpr std::int64_t kMostSignals = 256;

/// The kind of resource that an operation is for; none: any, or no resource at all.
std::optional<ResourceKind> resource_for(EventKind kind) {
    if (kind == EventKind::answer) return ResourceKind::device;
    if (is_of_message(kind)) return ResourceKind::channel;
    if (kind == EventKind::buffer || kind == EventKind::flush) return ResourceKind::variable;
    if (!is_operation(kind)) return std::nullopt;
    const Receiver receiver = info_of(operation_of(kind)).receiver;
    if (receiver == Receiver::none || receiver == Receiver::future) return std::nullopt;
    return kind_of(receiver);
}

bool is_of_nobody(EventKind kind) {
    return kind == EventKind::end || kind == EventKind::note || kind == EventKind::lost || kind == EventKind::wipe ||
           kind == EventKind::may_happen || kind == EventKind::happens || is_of_machines(kind);
}

/// All that waits, sleeps or yields.
bool may_time_out(EventKind kind) {
    if (!is_operation(kind)) return false;
    const OperationInfo& operation = info_of(operation_of(kind));
    return operation.may_wait || operation.family == Family::gives_way;
}

bool is_below(std::int64_t value, std::size_t count) { return static_cast<std::uint64_t>(value) < count; }

}  // namespace

const char* EventCheck::problem_of(const TraceEvent& event) {
    ++events_;
    if (static_cast<std::size_t>(event.kind) >= kEventKindCount) return "its kind does not exist";
    if (event.phase == Phase::timed_out && !may_time_out(event.kind)) return "it cannot time out, as it does not wait";
    if (event.task == kNoTask ? !is_of_nobody(event.kind) : !is_possible(event.task))
        return "its task cannot have arrived";
    const std::size_t cores = header_->exact() ? header_->cores : kMostCoresOfTrace;
    if (event.core != kNoCore && index_of(event.core) >= cores) return "its core does not exist";
    if (const char* problem = problem_of_resource(event.kind, event.resource)) return problem;
    return problem_of_value(event);
}

bool EventCheck::is_possible(TaskId task) const { return index_of(task) < events_ + kTasksAhead; }

const char* EventCheck::problem_of_resource(EventKind kind, ResourceId resource) const {
    const std::optional<ResourceKind> needed = resource_for(kind);
    if (resource == kNoResource) return needed || kind == EventKind::wipe ? "an operation on no resource" : nullptr;
    if (index_of(resource) >= header_->resources.size()) return "an operation on a resource that does not exist";
    const bool fits = !needed || header_->resources[index_of(resource)].kind == *needed;
    return fits ? nullptr : "an operation on a resource of another kind";
}

const char* EventCheck::problem_of_value(const TraceEvent& event) const {
    constexpr const char* kImpossible = "its value is out of range";
    constexpr const char* kNoNode = "it names a node that does not exist";
    if (event.kind == EventKind::end) return is_below(event.value, std::size(kOutcomeNames)) ? nullptr : kImpossible;
    if (event.kind == EventKind::note)
        return event.value >= 0 && event.value <= static_cast<std::int64_t>(NoteKind::loop_hears) ? nullptr
                                                                                                  : kImpossible;
    const std::size_t nodes = header_->nodes.size();
    if (event.kind == EventKind::place) return is_below(event.value, nodes) ? nullptr : kNoNode;
    if (is_of_machines(event.kind))
        return event.value == value_of_ends(first_end(event.value), second_end(event.value)) &&
                       index_of(first_end(event.value)) < nodes && index_of(second_end(event.value)) < nodes
                   ? nullptr
                   : kNoNode;
    if (is_of_message(event.kind) && !header_->has_nodes()) return kNoNode;
    switch (info_of(event.kind).value) {
        case ValueMeaning::none:
        case ValueMeaning::boolean:
        case ValueMeaning::real:
        case ValueMeaning::cell:
            return nullptr;
        case ValueMeaning::number:
        case ValueMeaning::duration:
            return event.value >= 0 ? nullptr : kImpossible;
        case ValueMeaning::task:
            return event.other_task() == kNoTask || is_possible(event.other_task())
                       ? nullptr
                       : "it names a task that cannot have arrived";
        case ValueMeaning::ending:
            return event.ending() <= Ending::crashed && is_below(event.value >> 8, kMostSignals) ? nullptr
                                                                                                 : kImpossible;
        case ValueMeaning::intent:
            return problem_of(event.intent());
        case ValueMeaning::happening:
            return problem_of_happening(event);
    }
    return kImpossible;
}

const char* EventCheck::problem_of_happening(const TraceEvent& event) const {
    const TaskId id = event.happening();
    const std::size_t nodes = header_->nodes.size();
    const bool is_whole = event.task == kNoTask && event.value == value_of_happening(id, event.happening_channel());
    if (!is_happening(id) || !is_whole || id != id_of(happening_of(id))) return "it is nothing that can happen";
    const Happening it = happening_of(id);
    if (it.of_store())
        return is_possible(it.task) ? problem_of_resource(EventKind::flush, event.happening_channel())
                                    : "it names a task that cannot have arrived";
    if (index_of(it.node) >= nodes || index_of(it.other) >= nodes) return "it happens to a node that does not exist";
    if ((it.node == it.other) == (it.of_message() || it.of_link())) return "it is nothing that can happen";
    if (!it.of_message())
        return event.happening_channel() == kNoResource && it.place == 0 ? nullptr : "it is nothing that can happen";
    return problem_of_resource(EventKind::deliver, event.happening_channel());
}

const char* EventCheck::problem_of(const Intent& intent) const {
    if (intent.step > NextStep::end) return "its task stands before what is no step of a task";
    if (!is_operation_number(static_cast<std::size_t>(intent.kind)))
        return "its task stands before an operation that does not exist";
    if (intent.other != kNoTask && !is_possible(intent.other))
        return "its task stands before an operation on a task that cannot have arrived";
    return problem_of_resource(event_of(intent.kind), intent.resource);
}

}  // namespace simul
