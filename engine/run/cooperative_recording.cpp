// What a cooperative executor tells: marks, prints and measures of the story, and the events of the trace.
#include <fmt/format.h>

#include "engine/run/cooperative.h"
#include "engine/run/operation_events.h"
#include "engine/scenario/plain_value.h"

namespace simul {

/// (A timeout of no time is over at once, also for who gives way in this turn.)
Grant Cooperative::tell(CoopTask& task, Operation& operation) {
    if (blocks_on_coroutine(operation) && plan_.model == Model::event_loop)
        return refuse(task, operation, kLoopRunsAlready);
    const bool is_over = operation.kind == OperationKind::timeout && operation.value == 0;
    const TraceEvent event = event_of_telling(operation, since_start(), is_over ? time_of_turn() : time_of_limits());
    if (operation.text)
        record_text(task, event, shortened(*operation.text));
    else
        record(task, event);
    return Grant::granted;
}

Grant Cooperative::draw(CoopTask& task, Operation& operation) {
    Random& chance = chance_.try_emplace(task.id, plan_.seed, index_of(task.id)).first->second;
    record(task, event_of_draw(operation, chance));
    return Grant::granted;
}

// ---- Recording.

void Cooperative::record_change(CoopTask& task, const Operation& operation, const Change& change) {
    if (!recorder_->is_read()) return void(++events_);
    const TraceEvent event = event_of(operation, change, infos_[index_of(operation.resource)].raw);
    if (operation.text)
        record_text(task, event, text_of(operation, event));
    else
        record(task, event);
}

void TaskRecording::record_on(CoopTask& task, EventKind kind, Phase phase, ResourceId resource, std::uint16_t ticket,
                              std::uint16_t line, std::int64_t value) {
    record(task, event_on(kind, phase, resource, ticket, line, value));
}

void TaskRecording::record_text(CoopTask& task, TraceEvent event, std::string_view text) {
    if (!recorder_->is_read()) return void(++events_);
    event.time = now_;
    event.task = task.id;
    event.sequence = task.sequence++;
    ++events_;
    recorder_->record(event, text);
}

void TaskRecording::record_of_nobody(TraceEvent event, std::string_view text) {
    if (!recorder_->is_read()) return void(++events_);
    event.time = now_;
    ++events_;
    recorder_->record(event, text);
}

void Cooperative::end_round(CoopTask& task, const Operation& operation, NoteKind kind, std::string_view sentence) {
    note(kind, task, operation.line, sentence);
    over_ = true;
}

void Cooperative::note(NoteKind kind, CoopTask& task, std::uint16_t line, std::string_view text) {
    TraceEvent event;
    event.kind = EventKind::note;
    event.value = static_cast<std::int64_t>(kind);
    event.line = line;
    record_text(task, event, text);
}

/// To another process or machine it is a copy in every language.
void Cooperative::hear_of_changed_copy(TaskContext& context, std::string_view what) {
    auto& task = static_cast<CoopTask&>(context);
    if (copies_variables(plan_.model) || task.parent == kNoTask) return;
    if (node_of(task) != node_of(tasks_[task.parent])) return;
    read_clock();
    note(NoteKind::changed_copy, task, 0, what);
}

/// Simulated lengths are exact.
void Cooperative::note_kept_loop(CoopTask& task, const Operation& operation, Duration length) {
    const bool exact = plan_.clock == Clock::simulated;
    const std::string seconds = fmt::format(fmt::runtime(exact ? "{}" : "{:.3g}"), seconds_of(length));
    note(NoteKind::loop_blocked, task, operation.line,
         fmt::format("{} keeps the event loop for {} s", info_of(operation.kind).verb, seconds));
}

}  // namespace simul
