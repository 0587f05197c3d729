// What an operation takes and gives, as its row in operations.def says it.
#pragma once

#include <cstdint>

namespace simul {

enum class ArgumentType : std::uint8_t {
    none,
    seconds,
    timeout,        ///< the most seconds that the operation may wait; left out, it waits for as long as it must
    count,          ///< a whole number from `least` to `most`; left out, it is `least`
    size,           ///< of what `work` does, from `least` to `most`
    number,         ///< any number
    amount,         ///< a number that a variable can hold
    value,          ///< what can travel to another task: what a variable becomes
    cell,           ///< a number or a truth value: what a variable becomes
    expected_cell,  ///< the same: what it is expected to be
    truth,          ///< anything; nil and false are false
    text,           ///< a string of at most 256 bytes
    name,           ///< of a page, a file or a row: a string of 1 to kMostDeviceName bytes, in one line
    other_name,     ///< the same: a second one
    node,           ///< the name of a machine of the story
    other_node,     ///< the same, of another: both have a link
    message,        ///< a value that can travel to another task
    bytes,          ///< a string, of any bytes
    result,         ///< the same, or nothing
    error,          ///< what error() takes: a sentence, or a value that can travel
    mutex,
    kernel,      ///< which Kernel
    native,      ///< { native = true }
    gpu_kernel,  ///< which GpuKernel
    gpu_size,    ///< the n of that kernel
    rounds,      ///< of a kernel that has them, from `least` to `most`; left out, it is `least`
    range,       ///< nothing, the highest, or the lowest and the highest whole number
    call,        ///< a function of the story, then its arguments
    body,        ///< any function, then its arguments: it is called where it stands
    callback,    ///< a function of the story, which is called with the future
    coroutine,
    anything,  ///< any number of values
};

struct Argument {
    ArgumentType type = ArgumentType::none;
    const char* name = "";  ///< in usages: `seconds`, `n`
    bool optional = false;
    std::int64_t least = 0, most = 0;
};

/// For rows: `.arguments = {takes(ArgumentType::seconds, "time"), takes(ArgumentType::call, "f")}`.
constexpr Argument takes(ArgumentType type, const char* name) { return {type, name}; }
constexpr Argument takes_whole(ArgumentType type, const char* name, std::int64_t least, std::int64_t most) {
    return {type, name, false, least, most};
}
constexpr Argument optional(Argument argument) {
    argument.optional = true;
    return argument;
}

/// What the call of an operation gives back.
enum class Gives : std::uint8_t {
    nothing,
    truth,
    in_time,  ///< whether it got what it waited for before its time was up
    seconds,
    number,
    number_or_nil,  ///< nil: there is none
    cell,
    value,           ///< of a variable
    exchanged,       ///< whether it was, and the value found
    message,         ///< or nil: closed and empty
    message_or_why,  ///< or nil, and why: "empty" or "closed"
    bytes,           ///< a string; empty: the writing end is closed, and all was read
    result,          ///< of a task
    error,           ///< of a task, or nil
    future,
};

/// How a story asks for it.
enum class CallForm : std::uint8_t {
    method,        ///< judit:lock()
    call,          ///< compute(5), await(future)
    reads_value,   ///< counter.value
    writes_value,  ///< counter.value = 1
    entry          ///< of a shared table, as Lua writes it: ages.Bob = 41
};

}  // namespace simul
