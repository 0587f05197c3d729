// What a cooperative executor tells: marks, prints and measures of the story, and the events of the trace.
#include <fmt/format.h>

#include "engine/run/cooperative.h"

namespace simul {

Grant Cooperative::tell(CoopTask& task, Operation& operation) {
    TraceEvent event;
    event.kind = operation.kind;
    event.line = operation.line;
    if (operation.kind == EventKind::now) {
        event.value = operation.value = since_start().time_since_epoch().count();
        record(task, event);
        return Grant::granted;
    }
    if (operation.kind == EventKind::measure || operation.kind == EventKind::expect) event.value = operation.value;
    if (operation.kind == EventKind::expect && operation.value == 0) event.phase = Phase::failed;
    record_text(task, event, *operation.text);
    return Grant::granted;
}

Grant Cooperative::draw(CoopTask& task, Operation& operation) {
    Random& chance = chance_.try_emplace(task.id, plan_.seed, index_of(task.id)).first->second;
    const Cell drawn = operation.cell == CellType::real
                           ? Cell::real(chance.fraction())
                           : Cell::integer(chance.between(operation.expected, operation.value));
    operation.value = drawn.bits;
    TraceEvent event;
    event.kind = EventKind::random;
    event.line = operation.line;
    event.value = drawn.bits;
    event.cell = drawn.type;
    record(task, event);
    return Grant::granted;
}

// ---- Recording.

void Cooperative::record_change(CoopTask& task, const Operation& operation, const Change& change) {
    TraceEvent event;
    event.kind = operation.kind;
    event.phase = change.answer == Answer::wait                       ? Phase::wanted
                  : change.answer == Answer::refused || change.failed ? Phase::failed
                                                                      : Phase::done;
    event.resource = operation.resource;
    event.ticket = change.ticket;
    event.line = operation.line;
    event.value = change.value;
    event.cell = operation.cell;
    event.unordered = infos_[index_of(operation.resource)].raw;
    const bool shows = operation.text && (operation.kind == EventKind::send || event.phase == Phase::done);
    if (shows)
        record_text(task, event, preview(*operation.text));
    else
        record(task, event);
}

void Cooperative::record_on(CoopTask& task, EventKind kind, Phase phase, ResourceId resource, std::uint16_t ticket,
                            std::uint16_t line, std::int64_t value) {
    TraceEvent event;
    event.kind = kind;
    event.phase = phase;
    event.resource = resource;
    event.ticket = ticket;
    event.line = line;
    event.value = value;
    record(task, event);
}

void Cooperative::record_text(CoopTask& task, TraceEvent event, std::string_view text) {
    event.time = now_;
    event.task = task.id;
    event.sequence = task.sequence++;
    ++events_;
    recorder_.record(event, text);
}

void Cooperative::note(NoteKind kind, CoopTask& task, std::uint16_t line, std::string_view text) {
    TraceEvent event;
    event.kind = EventKind::note;
    event.value = static_cast<std::int64_t>(kind);
    event.line = line;
    record_text(task, event, text);
}

}  // namespace simul
