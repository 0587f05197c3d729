// How a story written in C++ asks for operations: `co_await compute(5s);`, `Operation got = co_await load(counter);`.
// Each function says which line asked. Durations are scenario time.
#pragma once

#include <string>

#include "engine/scenario/operation.h"

namespace simul {

// The line is the caller's: the default argument is evaluated there. (std::source_location is missing in libc++ 13.)
#define SIMUL_LINE std::uint16_t line = static_cast<std::uint16_t>(__builtin_LINE())

namespace operations {

inline Operation on(EventKind kind, ResourceId resource, std::uint16_t line) {
    Operation operation(kind, line);
    operation.resource = resource;
    return operation;
}
inline Operation of_length(EventKind kind, Duration length, std::uint16_t line) {
    Operation operation(kind, line);
    operation.value = length.count();
    return operation;
}
inline Operation of_task(EventKind kind, TaskId task, std::uint16_t line) {
    Operation operation(kind, line);
    operation.task = task;
    return operation;
}
inline Operation with_text(EventKind kind, std::string& text, std::uint16_t line) {
    Operation operation(kind, line);
    operation.text = &text;
    return operation;
}

inline Operation compute(Duration length, SIMUL_LINE) { return of_length(EventKind::compute, length, line); }
inline Operation sleep(Duration length, SIMUL_LINE) { return of_length(EventKind::sleep, length, line); }
inline Operation yield(SIMUL_LINE) { return Operation(EventKind::yield, line); }
inline Operation now(SIMUL_LINE) { return Operation(EventKind::now, line); }
/// After it was granted, Cell{value, cell} is in [0, 1).
inline Operation random_fraction(SIMUL_LINE) {
    Operation operation(EventKind::random, line);
    operation.cell = CellType::real;
    return operation;
}

inline Operation lock(ResourceId mutex, SIMUL_LINE) { return on(EventKind::lock, mutex, line); }
inline Operation unlock(ResourceId mutex, SIMUL_LINE) { return on(EventKind::unlock, mutex, line); }
inline Operation acquire(ResourceId semaphore, SIMUL_LINE) { return on(EventKind::acquire, semaphore, line); }
inline Operation release(ResourceId semaphore, SIMUL_LINE) {
    Operation operation = on(EventKind::release, semaphore, line);
    operation.value = 1;
    return operation;
}

inline Operation load(ResourceId variable, SIMUL_LINE) { return on(EventKind::load, variable, line); }
inline Operation store(ResourceId variable, std::int64_t value, SIMUL_LINE) {
    Operation operation = on(EventKind::store, variable, line);
    operation.value = value;
    return operation;
}
inline Operation atomic_add(ResourceId variable, std::int64_t amount, SIMUL_LINE) {
    Operation operation = on(EventKind::atomic_add, variable, line);
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
inline Operation spawn(std::string& call, SIMUL_LINE) { return with_text(EventKind::spawn, call, line); }
inline Operation await(TaskId future, SIMUL_LINE) { return of_task(EventKind::await, future, line); }

inline Operation mark(std::string& name, SIMUL_LINE) { return with_text(EventKind::mark, name, line); }
inline Operation measure(std::string& name, double value, SIMUL_LINE) {
    Operation operation = with_text(EventKind::measure, name, line);
    operation.value = Cell::real(value).bits;
    return operation;
}
inline Operation expect(bool truth, std::string& sentence, SIMUL_LINE) {
    Operation operation = with_text(EventKind::expect, sentence, line);
    operation.value = truth;
    return operation;
}

}  // namespace operations

#undef SIMUL_LINE

}  // namespace simul
