// What an operation looks like in the trace: the same for every executor.
#pragma once

#include <string>

#include "engine/base/random.h"
#include "engine/resources/rules.h"
#include "engine/scenario/operation.h"
#include "engine/trace/trace_event.h"

namespace simul {

/// Of a change of a resource; `raw`: of one whose events have no order.
TraceEvent event_of(const Operation& operation, const Change& change, bool raw);
/// That a task begins to wait: for its resource, or else for the end of `awaited`.
TraceEvent event_of_wait(const Operation& operation, TaskId awaited, std::uint16_t ticket = 0);
/// What such an event shows: a preview of the message, or nothing.
std::string text_of(const Operation& operation, const TraceEvent& event);

/// Of `now`, whose result is `since_start`, of timeout, and of print, mark, measure and expect, which show their text.
/// `limits_since` is what the end of a time limit is counted from.
TraceEvent event_of_telling(Operation& operation, Time since_start, Time limits_since);

/// Of `local_time`: what the clock shows.
void tell_time_in_seconds(Operation& operation, Duration shown);

/// Draws the number that `random` asks for.
TraceEvent event_of_draw(Operation& operation, Random& chance);

/// Of what an executor does to a resource by itself, as to the mutex of a condition.
TraceEvent event_on(EventKind kind, Phase phase, ResourceId resource, std::uint16_t ticket, std::uint16_t line,
                    std::int64_t value = 0);

// Why a future refuses; {0} is its name.
inline constexpr const char* kSetAlready = "invalid state: {0} is set already, and has one result; set it once";
inline constexpr const char* kCancelledBefore = "invalid state: {0} was cancelled; ask cancelled() before you set it";
inline constexpr const char* kNotByHand =
    "{0} is a task, which sets its result itself, by returning; make a future that you may set with future()";

inline constexpr const char* kLoopRunsAlready =
    "this event loop is already running, and cannot be run again inside; write await(coroutine)";
/// run_coroutine: whether it is to block until the coroutine has ended.
inline bool blocks_on_coroutine(const Operation& operation) {
    return operation.kind == OperationKind::run_coroutine && operation.expected != 0;
}

inline constexpr const char* kLongCallback =
    "what a done callback is given, its context variables included, has at most 4096 bytes together";
/// Of a task: about its process.
constexpr bool asks_of_process(OperationKind kind) {
    return kind == OperationKind::exit_code || kind == OperationKind::kill;
}
/// Whether what others wait for may have come to its end by it without theirs.
constexpr bool ends_others(OperationKind kind) {
    return kind == OperationKind::future_cancel || kind == OperationKind::kill;
}
/// Of a future: may call back before it comes back.
constexpr bool calls_back(OperationKind kind) {
    return kind == OperationKind::add_done_callback || kind == OperationKind::future_cancel ||
           kind == OperationKind::set_result || kind == OperationKind::set_exception;
}

/// What a future by hand is called, as a call.
std::string packed_name_of_future();
inline constexpr const char* kAwaitsItself = "a task cannot await itself: it would wait for its own end";

}  // namespace simul
