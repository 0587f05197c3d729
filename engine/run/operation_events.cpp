#include "engine/run/operation_events.h"

#include "engine/run/device_requests.h"
#include "engine/run/latest_time.h"
#include "engine/scenario/packed_table.h"
#include "engine/scenario/plain_value.h"
#include "engine/scenario/selection.h"

namespace simul {

TraceEvent event_of(const Operation& operation, const Change& change, bool raw) {
    const Phase phase = change.answer == Answer::wait                       ? Phase::wanted
                        : change.answer == Answer::refused || change.failed ? Phase::failed
                                                                            : Phase::done;
    TraceEvent event =
        event_on(event_of(operation.kind), phase, operation.resource, change.ticket, operation.line, change.value);
    event.cell = operation.cell;
    event.unordered = raw;
    event.timed = phase == Phase::wanted && operation.is_timed();
    return event;
}

TraceEvent event_of_wait(const Operation& operation, TaskId awaited, std::uint16_t ticket) {
    TraceEvent event = event_on(event_of(operation.kind), Phase::wanted, operation.resource, ticket, operation.line,
                                awaited == kNoTask ? 0 : value_of(awaited));
    event.timed = operation.is_timed();
    if (selects(operation)) event.value = operation.expected;
    return event;
}

std::string text_of(const Operation& operation, const TraceEvent& event) {
    if (family_of(operation.kind) == Family::asks_device) return request_in_words(operation);
    if (is_on_stream(operation.kind)) {
        const bool has_bytes = operation.text && (event.phase == Phase::done || !gives_text(operation.kind));
        return has_bytes ? shown_bytes(*operation.text) : std::string();
    }
    if (is_on_entry(operation.kind)) return event.phase == Phase::done ? shown_entry(*operation.text) : std::string();
    if (operation.text && operation.cell == CellType::packed) return shown_value(*operation.text);
    const bool shows = operation.text && (event.phase == Phase::done ||
                                          info_of(operation.kind).arguments[0].type == ArgumentType::message);
    return shows ? preview_and_size(*operation.text) : std::string();
}

void tell_time_in_seconds(Operation& operation, Duration shown) {
    const Cell cell = Cell::real(seconds_of(shown));
    operation.value = cell.bits;
    operation.cell = cell.type;
}

TraceEvent event_of_telling(Operation& operation, Time since_start, Time limits_since) {
    TraceEvent event;
    event.kind = event_of(operation.kind);
    event.line = operation.line;
    if (operation.kind == OperationKind::now) operation.value = since_start.time_since_epoch().count();
    if (operation.kind == OperationKind::local_time) {
        tell_time_in_seconds(operation, since_start.time_since_epoch());
        event.cell = operation.cell;
    }
    if (operation.kind != OperationKind::print && operation.kind != OperationKind::mark) event.value = operation.value;
    if (operation.kind == OperationKind::timeout)
        operation.value = later(limits_since, Duration(operation.value)).time_since_epoch().count();
    if (operation.kind == OperationKind::expect && operation.value == 0) event.phase = Phase::failed;
    return event;
}

std::string packed_name_of_future() {
    std::string packed;
    pack(PlainValue(std::string("future")), packed);
    return packed;
}

TraceEvent event_of_draw(Operation& operation, Random& chance) {
    const Cell drawn = operation.cell == CellType::real
                           ? Cell::real(chance.fraction())
                           : Cell::integer(chance.between(operation.expected, operation.value));
    operation.value = drawn.bits;
    TraceEvent event;
    event.kind = EventKind::random;
    event.line = operation.line;
    event.value = drawn.bits;
    event.cell = drawn.type;
    return event;
}

TraceEvent event_on(EventKind kind, Phase phase, ResourceId resource, std::uint16_t ticket, std::uint16_t line,
                    std::int64_t value) {
    TraceEvent event;
    event.kind = kind;
    event.phase = phase;
    event.resource = resource;
    event.ticket = ticket;
    event.line = line;
    event.value = value;
    return event;
}

}  // namespace simul
