// How a story written in C++ asks for operations: `co_await compute(5s);`, `Operation got = co_await load(counter);`.
// Each function says which line asked. Durations are scenario time.
#pragma once

#include <string>

#include "engine/base/nodes.h"
#include "engine/scenario/operation.h"

namespace simul {

// The line is the caller's: the default argument is evaluated there. (std::source_location is missing in libc++ 13.)
#define SIMUL_LINE std::uint16_t line = static_cast<std::uint16_t>(__builtin_LINE())

namespace operations {

inline Operation on(OperationKind kind, ResourceId resource, std::uint16_t line) {
    Operation operation(kind, line);
    operation.resource = resource;
    return operation;
}
inline Operation on_with_text(OperationKind kind, ResourceId resource, std::string& text, std::uint16_t line) {
    Operation operation = on(kind, resource, line);
    operation.text = &text;
    return operation;
}
inline Operation of_length(OperationKind kind, Duration length, std::uint16_t line) {
    Operation operation(kind, line);
    operation.value = length.count();
    return operation;
}
inline Operation of_task(OperationKind kind, TaskId task, std::uint16_t line) {
    Operation operation(kind, line);
    operation.task = task;
    return operation;
}
inline Operation with_text(OperationKind kind, std::string& text, std::uint16_t line) {
    Operation operation(kind, line);
    operation.text = &text;
    return operation;
}

inline Operation compute(Duration length, SIMUL_LINE) { return of_length(OperationKind::compute, length, line); }
inline Operation sleep(Duration length, SIMUL_LINE) { return of_length(OperationKind::sleep, length, line); }
inline Operation yield(SIMUL_LINE) { return Operation(OperationKind::yield, line); }
inline Operation fence(SIMUL_LINE) { return Operation(OperationKind::fence, line); }
inline Operation now(SIMUL_LINE) { return Operation(OperationKind::now, line); }
/// After it was granted, Cell{value, cell} is in [0, 1).
inline Operation random_fraction(SIMUL_LINE) {
    Operation operation(OperationKind::random, line);
    operation.cell = CellType::real;
    return operation;
}

/// The same operation, which waits no longer than this: `co_await within(5s, lock(judit))`.
inline Operation within(Duration longest, Operation operation) {
    operation.longest = longest;
    return operation;
}

inline Operation lock(ResourceId mutex, SIMUL_LINE) { return on(OperationKind::lock, mutex, line); }
inline Operation unlock(ResourceId mutex, SIMUL_LINE) { return on(OperationKind::unlock, mutex, line); }
inline Operation acquire(ResourceId semaphore, SIMUL_LINE) { return on(OperationKind::acquire, semaphore, line); }
inline Operation release(ResourceId semaphore, SIMUL_LINE) {
    Operation operation = on(OperationKind::release, semaphore, line);
    operation.value = 1;
    return operation;
}

inline Operation try_lock(ResourceId mutex, SIMUL_LINE) { return on(OperationKind::try_lock, mutex, line); }
inline Operation try_acquire(ResourceId semaphore, SIMUL_LINE) {
    return on(OperationKind::try_acquire, semaphore, line);
}

inline Operation lock_read(ResourceId lock, SIMUL_LINE) { return on(OperationKind::lock_read, lock, line); }
inline Operation unlock_read(ResourceId lock, SIMUL_LINE) { return on(OperationKind::unlock_read, lock, line); }
inline Operation lock_write(ResourceId lock, SIMUL_LINE) { return on(OperationKind::lock_write, lock, line); }
inline Operation unlock_write(ResourceId lock, SIMUL_LINE) { return on(OperationKind::unlock_write, lock, line); }

/// `value`: how many were there before; the last of three gets 2.
inline Operation wait_at(ResourceId barrier, SIMUL_LINE) { return on(OperationKind::barrier_wait, barrier, line); }
inline Operation abort(ResourceId barrier, SIMUL_LINE) { return on(OperationKind::barrier_abort, barrier, line); }
inline Operation reset(ResourceId barrier, SIMUL_LINE) { return on(OperationKind::barrier_reset, barrier, line); }

// For channels that count (ResourceDeclaration::counts).
inline Operation task_done(ResourceId channel, SIMUL_LINE) { return on(OperationKind::task_done, channel, line); }
inline Operation join(ResourceId channel, SIMUL_LINE) { return on(OperationKind::channel_join, channel, line); }

// What only looks gives `value`.
inline Operation is_locked(ResourceId mutex, SIMUL_LINE) { return on(OperationKind::mutex_locked, mutex, line); }
inline Operation is_set(ResourceId event, SIMUL_LINE) { return on(OperationKind::event_is_set, event, line); }
inline Operation is_broken(ResourceId barrier, SIMUL_LINE) { return on(OperationKind::barrier_broken, barrier, line); }
inline Operation length_of(ResourceId channel, SIMUL_LINE) { return on(OperationKind::channel_length, channel, line); }

// The packed message stays the caller's until the operation is granted; what is received is put into `message`.
inline Operation send(ResourceId channel, std::string& message, SIMUL_LINE) {
    return on_with_text(OperationKind::send, channel, message, line);
}
inline Operation receive(ResourceId channel, std::string& message, SIMUL_LINE) {
    return on_with_text(OperationKind::receive, channel, message, line);
}
// Bytes of a stream: those that are written stay the caller's, those that were read are put into `bytes`.
inline Operation write_into(ResourceId stream, std::string& bytes, SIMUL_LINE) {
    return on_with_text(OperationKind::stream_write, stream, bytes, line);
}
inline Operation read_from(ResourceId stream, std::int64_t most, std::string& bytes, SIMUL_LINE) {
    Operation operation = on_with_text(OperationKind::stream_read, stream, bytes, line);
    operation.value = most;
    return operation;
}
inline Operation read_line_from(ResourceId stream, std::string& bytes, SIMUL_LINE) {
    return on_with_text(OperationKind::stream_read_line, stream, bytes, line);
}
inline Operation close_read(ResourceId stream, SIMUL_LINE) {
    return on(OperationKind::stream_close_read, stream, line);
}
inline Operation close_write(ResourceId stream, SIMUL_LINE) {
    return on(OperationKind::stream_close_write, stream, line);
}
/// `value`: whether there was room.
inline Operation try_send(ResourceId channel, std::string& message, SIMUL_LINE) {
    return on_with_text(OperationKind::try_send, channel, message, line);
}
/// `succeeded`: whether there was a message; else `value` says whether the channel is closed.
inline Operation try_receive(ResourceId channel, std::string& message, SIMUL_LINE) {
    return on_with_text(OperationKind::try_receive, channel, message, line);
}

inline Operation load(ResourceId variable, SIMUL_LINE) { return on(OperationKind::load, variable, line); }
inline Operation store(ResourceId variable, std::int64_t value, SIMUL_LINE) {
    Operation operation = on(OperationKind::store, variable, line);
    operation.value = value;
    return operation;
}
inline Operation atomic_add(ResourceId variable, std::int64_t amount, SIMUL_LINE) {
    Operation operation = on(OperationKind::atomic_add, variable, line);
    operation.value = amount;
    return operation;
}

/// What `work` takes in simulated runs: about what its units take on a computer of 2024.
constexpr Duration nominal_length(Kernel kernel, std::int64_t size) {
    switch (kernel) {
        case Kernel::factorial:
            return size * 4us;
        case Kernel::search:
            return size * 5us;
        case Kernel::mandelbrot:
            return size * 2us;
    }
    return Duration(0);
}
inline constexpr std::int64_t kLargestWork = 1'000'000;

/// The call stays the caller's until the operation is granted: `std::string call = …; co_await spawn(call);`.
inline Operation spawn(std::string& call, SIMUL_LINE) { return with_text(OperationKind::spawn, call, line); }
inline Operation await(TaskId future, SIMUL_LINE) { return of_task(OperationKind::await, future, line); }

/// After it was granted, `task` of the operation is a future that anybody may set, once.
inline Operation future(SIMUL_LINE) { return Operation(OperationKind::make_future, line); }
/// `packed` as a message is; a sentence.
inline Operation set_result(TaskId future, std::string& packed, SIMUL_LINE) {
    Operation operation = with_text(OperationKind::set_result, packed, line);
    operation.task = future;
    return operation;
}
inline Operation set_exception(TaskId future, std::string& sentence, SIMUL_LINE) {
    Operation operation = with_text(OperationKind::set_exception, sentence, line);
    operation.task = future;
    return operation;
}

// Of tasks with a process of their own. `succeeded`: it has an exit code, which is `value`: what exit(…) gave, 1 after
// an error, -signal if it was killed.
inline Operation exit_code(TaskId future, SIMUL_LINE) { return of_task(OperationKind::exit_code, future, line); }
/// By SIGKILL. `value`: whether there was one to kill.
inline Operation kill(TaskId future, SIMUL_LINE) { return of_task(OperationKind::kill, future, line); }

inline Operation mark(std::string& name, SIMUL_LINE) { return with_text(OperationKind::mark, name, line); }
inline Operation measure(std::string& name, double value, SIMUL_LINE) {
    Operation operation = with_text(OperationKind::measure, name, line);
    operation.value = Cell::real(value).bits;
    return operation;
}
inline Operation expect(bool truth, std::string& sentence, SIMUL_LINE) {
    Operation operation = with_text(OperationKind::expect, sentence, line);
    operation.value = truth;
    return operation;
}

// Of stories of several machines. `value`: whether it changed anything.
inline Operation of_ends(OperationKind kind, NodeId node, NodeId other, std::uint16_t line) {
    Operation operation(kind, line);
    operation.expected = value_of_ends(node, other);
    return operation;
}
inline Operation crash(NodeId node, SIMUL_LINE) { return of_ends(OperationKind::crash, node, kFirstNode, line); }
inline Operation come_back(NodeId node, SIMUL_LINE) {
    return of_ends(OperationKind::come_back, node, kFirstNode, line);
}
inline Operation cut(NodeId node, NodeId other, SIMUL_LINE) { return of_ends(OperationKind::cut, node, other, line); }
inline Operation mend(NodeId node, NodeId other, SIMUL_LINE) { return of_ends(OperationKind::mend, node, other, line); }
/// After it was granted, Cell{value, cell} is what the clock of the task's node shows, in seconds.
inline Operation local_time(SIMUL_LINE) { return Operation(OperationKind::local_time, line); }

}  // namespace operations

#undef SIMUL_LINE

}  // namespace simul
