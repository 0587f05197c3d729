#include "engine/scenario/lua/state.h"

#include <algorithm>
#include <cstdarg>
#include <cstdlib>
#include <new>

#include "engine/scenario/lua/function_names.h"
#include "engine/scenario/lua/lua_task.h"
#include "engine/scenario/lua/resources.h"

namespace simul::lua {

/// What the run's budget grants, and takes back, at once.
constexpr std::size_t kGranted = std::size_t{64} << 10;

/// Whether the state may have so much more; then it is granted. Without a limit it may, though nobody has counted it.
static bool may_grow(State& state, std::size_t more) {
    const std::size_t after = state.memory + more;
    if (after > state.most_memory() && !state.unlimited) return false;
    if (after <= state.granted) return true;
    const std::size_t missing = (after - state.granted + kGranted - 1) / kGranted * kGranted;
    if (!budget_of_run || budget_of_run->take(missing)) {
        state.granted += missing;
        return true;
    }
    state.refused_by_run |= !state.unlimited;
    return state.unlimited;
}

static void give_unneeded_back(State& state) {
    constexpr std::size_t kKept = 16 * kGranted;
    if (!budget_of_run || state.granted < state.memory + 2 * kKept) return;
    const std::size_t unneeded = (state.granted - state.memory - kKept) / kGranted * kGranted;
    state.granted -= unneeded;
    budget_of_run->give_back(unneeded);
}

/// What is garbage goes first, as where Lua itself allocates.
bool take_memory(lua_State* L, std::size_t bytes) {
    State& state = state_of(L);
    if (!may_grow(state, bytes)) {
        lua_gc(L, LUA_GCCOLLECT);
        if (!may_grow(state, bytes)) return false;
    }
    state.memory += bytes;
    return true;
}

void give_memory_back(State& state, std::size_t bytes) {
    state.memory -= bytes;
    give_unneeded_back(state);
}

void* allocate(void* owner, void* block, std::size_t old_size, std::size_t size) {
    State& state = *static_cast<State*>(owner);
    if (!block) old_size = 0;  // then Lua passes the kind of the object
    if (size == 0) {
        std::free(block);
        state.memory -= old_size;
        give_unneeded_back(state);
        return nullptr;
    }
    if (size > old_size && !may_grow(state, size - old_size)) return nullptr;
    void* grown = std::realloc(block, size);
    // Lua would raise, also where nothing catches it. Whoever runs stories may know a better end.
    if (const std::new_handler handler = std::get_new_handler(); !grown && handler) handler();
    if (grown) state.memory = state.memory - old_size + size;
    return grown;
}

/// The innermost function of the story on the stack, from `level` on.
static bool story_level(lua_State* L, int level, lua_Debug& found, const char* what) {
    for (; lua_getstack(L, level, &found) != 0; ++level) {
        lua_getinfo(L, what, &found);
        if (found.currentline > 0) return true;
    }
    return false;
}

std::uint16_t line_of(lua_State* L) {
    lua_Debug place;
    if (!story_level(L, 0, place, "l")) return 0;
    return static_cast<std::uint16_t>(place.currentline < 0xffff ? place.currentline : 0xffff);
}

int complain(lua_State* L, const char* format, ...) {
    lua_Debug place;
    if (story_level(L, 0, place, "Sl"))
        lua_pushfstring(L, "%s:%d: ", place.short_src, place.currentline);
    else
        lua_pushfstring(L, "%s: ", state_of(L).chunk.c_str());
    va_list values;
    va_start(values, format);
    lua_pushvfstring(L, format, values);
    va_end(values);
    lua_concat(L, 2);
    return lua_error(L);
}

static void append_function_name(lua_State* L, int index, std::string& into) {
    into += "function";
    if (const char* name = global_name_of(L, index)) into.append(" ").append(name);
}

void append_text(lua_State* L, int index, std::string& into) {
    index = lua_absindex(L, index);
    switch (lua_type(L, index)) {
        case LUA_TNIL:
            into += "nil";
            return;
        case LUA_TBOOLEAN:
            into += lua_toboolean(L, index) ? "true" : "false";
            return;
        case LUA_TTABLE:
            into += "table";
            return;
        case LUA_TFUNCTION:
            append_function_name(L, index, into);
            return;
        case LUA_TUSERDATA:
            append_resource_name(L, index, into);
            return;
        case LUA_TLIGHTUSERDATA:
            into.append("future of task ").append(std::to_string(index_of(future_at(L, index))));
            return;
        default:
            break;
    }
    std::size_t length = 0;
    lua_pushvalue(L, index);  // a number is turned into a string in place
    const char* text = lua_tolstring(L, -1, &length);
    if (text) into.append(text, std::min(length, kMostShown));
    lua_pop(L, 1);
}

const char* kind_at(lua_State* L, int index) {
    switch (lua_type(L, index)) {
        case LUA_TNONE:
            return "nothing";
        case LUA_TNIL:
            return "nil";
        case LUA_TBOOLEAN:
            return "a truth value";
        case LUA_TLIGHTUSERDATA:
            return "a future";
        case LUA_TNUMBER:
            return "a number";
        case LUA_TSTRING:
            return "a string";
        case LUA_TTABLE:
            return "a table";
        case LUA_TFUNCTION:
            return "a function";
        case LUA_TUSERDATA:
            return kind_of_userdata(L, index);
        default:
            return "something else";
    }
}

void note_line(lua_State* L) {
    if (LuaTask* task = task_of(L)) return task->note_line(line_of(L));
    if (ProgramPlace* policy = state_of(L).policy) policy->come_to(std::max<std::uint16_t>(1, line_of(L)));
}

void look_at_budget(lua_State* L, lua_Debug*) {
    State& state = state_of(L);
    note_line(L);
    const int most = state.policy ? kMostInstructionsOfPolicy : kMostInstructions;
    if (++state.looks <= most / kInstructionsPerLook) return;
    state.fatal = true;
    if (state.policy)
        complain(L, "%d million instructions ran in one call of the policy: give the loop an end", most / 1'000'000);
    complain(L, "%d million instructions ran without an operation: %s", kMostInstructions / 1'000'000,
             state.loading ? "what stands at the top of the file must end"
                           : "give the loop an end, or an operation such as sleep or compute in each round");
}

void number_table(lua_State* L) {
    lua_rawgetp(L, LUA_REGISTRYINDEX, &kNumber);
    lua_pushinteger(L, lua_tointeger(L, -1) + 1);
    lua_pushvalue(L, -1);
    lua_rawsetp(L, LUA_REGISTRYINDEX, &kNumber);
    lua_rawsetp(L, -3, &kNumber);
    lua_pop(L, 1);
}

void push_content(lua_State* L, int index) {
    index = lua_absindex(L, index);
    if (lua_getmetatable(L, index) != 0) {
        if (lua_rawgetp(L, -1, &kContent) == LUA_TTABLE) {
            lua_remove(L, -2);
            return;
        }
        lua_pop(L, 2);
    }
    lua_pushvalue(L, index);
}

}  // namespace simul::lua
