// Between Lua values and plain values.
#pragma once

#include <string>
#include <string_view>

#include "engine/scenario/lua/state.h"
#include "engine/scenario/plain_value.h"

namespace simul::lua {

/// So deep may tables and functions stand in each other.
inline constexpr int kDeepestPacked = 32;

/// Which functions may be in a value that is packed. One that was made while the story ran travels as its code, and
/// with copies of what it shares with the function around it.
enum class Functions : std::uint8_t {
    none,
    of_file,  ///< words, and those that were made when the file was loaded: as pickling has it
    any,
};

/// Of a message or a result: to another process it is pickled.
constexpr Functions functions_that_cross(Model model) {
    return copies_variables(model) ? Functions::of_file : Functions::any;
}
/// Of a call. Who has been forked has all functions of its spawner.
constexpr Functions functions_of_call(Model model, StartMethod start) {
    return copies_variables(model) && !forks_spawner(model, start) ? Functions::of_file : Functions::any;
}

/// Appends the packed value at `index`, unless there are more than `most` bytes then. Null, or why it cannot travel.
/// Raises nothing and allocates nothing in Lua.
const char* pack_value(lua_State* L, int index, Packed& into, std::size_t most = kShortBytes,
                       Functions functions = Functions::none);
/// The same of the function that a call calls.
const char* pack_called(lua_State* L, int index, Packed& into, std::size_t most, Functions functions);
/// So much memory may the state have yet, for what is long.
std::size_t most_to_pack(lua_State* L);

/// Pushes the first packed value (nil if there is none), and takes it off. May raise: what it makes counts as the
/// story's memory, and a story may have filled its stack.
void push_packed(lua_State* L, std::string_view& packed);

/// A number or a truth value; null, or why it is none.
const char* cell_at(lua_State* L, int index, Cell& into);
void push_cell(lua_State* L, Cell cell);

}  // namespace simul::lua
