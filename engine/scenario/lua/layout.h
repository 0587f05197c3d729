// What Lua 5.4 keeps to itself and exploring needs: where in its code each function on a suspended thread's stack
// stands, and which closures share a variable. The layout has been the same since 5.4.0; `layout_is_known` proves it
// for the library at hand, and without that proof nobody may read by it.
#pragma once

#include <lua.hpp>

#include <cstddef>
#include <cstdint>

namespace simul::lua {

/// A function's code: the beginning of Lua's Proto.
struct Code {
    void* next;
    std::uint8_t type, marked, parameters, is_vararg, registers;
    int upvalue_count, constant_count, instruction_count, line_info_size, nested_count, local_count,
        absolute_line_count, first_line, last_line;
    void* constants;
    const std::uint32_t* instructions;
    Code** nested;
    struct Upvalue {
        void* name;
        std::uint8_t in_stack;  ///< it is a register of the function around
        std::uint8_t index;
        std::uint8_t kind;
    };
    const Upvalue* upvalues;
};

/// What stands at lua_topointer of a Lua function: the beginning of LClosure.
struct Closure {
    void* next;
    std::uint8_t type, marked, upvalue_count;
    void* gray;
    const Code* code;
};

/// A call on the stack: the beginning of CallInfo. `lua_Debug::i_ci` points to one.
struct Call {
    char* function;  ///< where it stands in the stack; register 0 is the next place
    char* top;
    Call *previous, *next;
    /// Of a C function, where it continues after a wait.
    struct Continuation {
        lua_KFunction function;
        std::ptrdiff_t old_handler;
        lua_KContext context;
    };
    union {
        const std::uint32_t* next_instruction;  ///< of a Lua function
        Continuation c;
    };
};

/// What lua_upvalueid points to: the beginning of UpVal.
struct SharedVariable {
    void* next;
    std::uint8_t type, marked, to_be_closed;
    const char* value;  ///< in a stack while it is open, else within itself
};

inline constexpr std::size_t kRegisterSize = 16;

inline const Code* code_of(const void* closure) { return static_cast<const Closure*>(closure)->code; }
inline const Call* call_of(const lua_Debug& frame) { return reinterpret_cast<const Call*>(frame.i_ci); }

/// Whether the library is laid out so. Proved once.
bool layout_is_known();

}  // namespace simul::lua
