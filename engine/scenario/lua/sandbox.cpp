// How it works. The file's _ENV is an empty table, so that every assignment to a global is seen: while the file loads
// it goes into kGlobals, later it is refused. Reading goes to kGlobals. Lua's own functions are taken by name from a
// list, never removed from one. Those whose time no budget bounds (pattern matching, sorting) first note their line in
// the task's context, for whoever finds that they never end.
#include "engine/scenario/lua/sandbox.h"

#include <cstring>
#include <string_view>

#include "engine/scenario/lua/freeze.h"
#include "engine/scenario/lua/knob_words.h"
#include "engine/scenario/lua/lua_task.h"
#include "engine/scenario/lua/node_words.h"
#include "engine/scenario/lua/operations.h"
#include "engine/scenario/lua/pairs.h"
#include "engine/scenario/lua/prelude.h"
#include "engine/scenario/lua/resources.h"
#include "engine/scenario/lua/shared_tables.h"

namespace simul::lua {

// ---- globals

static int assign_global(lua_State* L) {
    State& state = state_of(L);
    const char* name = lua_type(L, 2) == LUA_TSTRING ? lua_tostring(L, 2) : "?";
    if (!state.loading && !state.policy)
        return complain(
            L,
            "assignment to the global %s while the story runs; tasks share nothing but resources: write local %s, "
            "or make it a variable() at the top of the file",
            name, name);
    if (std::strcmp(name, "knobs") == 0) turn_knobs(L, 3);
    if (lua_type(L, 2) == LUA_TSTRING) state.globals[name] = line_of(L);
    lua_rawgetp(L, LUA_REGISTRYINDEX, &kGlobals);
    lua_insert(L, 2);
    lua_rawset(L, 2);
    return 0;
}

// ---- careful versions of Lua's own functions

/// Upvalue: the function of Lua's library.
static int noted(lua_State* L) {
    note_line(L);
    return lua_tocfunction(L, lua_upvalueindex(1))(L);
}

/// Upvalue: the iterator that gmatch made.
static int noted_iterator(lua_State* L) {
    note_line(L);
    lua_pushvalue(L, lua_upvalueindex(1));
    lua_insert(L, 1);
    lua_call(L, lua_gettop(L) - 1, LUA_MULTRET);
    return lua_gettop(L);
}

static int noted_gmatch(lua_State* L) {
    const int count = lua_tocfunction(L, lua_upvalueindex(1))(L);
    lua_pushcclosure(L, noted_iterator, 1);
    return count;
}

static int safe_tostring(lua_State* L) {
    luaL_checkany(L, 1);
    if (lua_type(L, 1) == LUA_TSTRING) return lua_settop(L, 1), 1;
    std::string& text = state_of(L).scratch;
    text.clear();
    append_text(L, 1, text);
    lua_pushlstring(L, text.data(), text.size());
    return 1;
}

/// Whether a format asks for an address. It may hold any bytes, and Lua reads on behind a zero.
static bool shows_address(std::string_view format) {
    for (std::size_t at = format.find('%'); at < format.size(); at = format.find('%', at)) {
        at = format.find_first_not_of("-+ #0123456789.", at + 1);
        if (at >= format.size()) return false;
        if (format[at++] == 'p') return true;
    }
    return false;
}

/// string.format without addresses.
static int safe_format(lua_State* L) {
    std::size_t length = 0;
    const char* format = luaL_checklstring(L, 1, &length);
    if (shows_address({format, length}))
        complain(L, "string.format: %%p would show an address, which is different in each run");
    for (int i = lua_gettop(L); i > 1; --i) {
        const int type = lua_type(L, i);
        if (type == LUA_TNUMBER || type == LUA_TSTRING || type == LUA_TBOOLEAN || type == LUA_TNIL) continue;
        std::string& text = state_of(L).scratch;
        text.clear();
        append_text(L, i, text);
        lua_pushlstring(L, text.data(), text.size());
        lua_replace(L, i);
    }
    return lua_tocfunction(L, lua_upvalueindex(1))(L);
}

/// Lua's own goes round as often as it is told, also when there is nothing to repeat.
static int safe_rep(lua_State* L) {
    note_line(L);
    const auto is_empty = [L](int index) { return lua_type(L, index) == LUA_TSTRING && lua_rawlen(L, index) == 0; };
    if (is_empty(1) && (lua_isnoneornil(L, 3) || is_empty(3))) return lua_settop(L, 1), 1;
    return lua_tocfunction(L, lua_upvalueindex(1))(L);
}

/// Lets through what no story may catch: a budget that is used up.
static int finish_pcall(lua_State* L, int status, lua_KContext) {
    if (status == LUA_OK || status == LUA_YIELD) return lua_gettop(L);
    if (state_of(L).fatal || status == LUA_ERRMEM) return lua_error(L);
    lua_pushboolean(L, 0);
    lua_insert(L, -2);
    return 2;
}

static int guarded_call(lua_State* L) {
    luaL_checkany(L, 1);
    lua_pushboolean(L, 1);
    lua_insert(L, 1);
    const int status = lua_pcallk(L, lua_gettop(L) - 2, LUA_MULTRET, 0, 0, finish_pcall);
    return finish_pcall(L, status, 0);
}

// ---- what is taken from Lua

struct Taken {
    const char* name;
    lua_CFunction instead = nullptr;  ///< gets Lua's own as its upvalue
};

static constexpr Taken kBase[] = {{"assert"}, {"error"}, {"ipairs", ipairs_of_any}, {"select"}, {"tonumber"}, {"type"}};
static constexpr Taken kString[] = {
    {"byte"},        {"char"}, {"find", noted}, {"format", safe_format}, {"gmatch", noted_gmatch},
    {"gsub", noted}, {"len"},  {"lower"},       {"match", noted},        {"rep", safe_rep},
    {"reverse"},     {"sub"},  {"upper"}};
static constexpr Taken kTable[] = {
    {"concat", concat_any},      {"insert", insert_into_any}, {"move", move_any},    {"pack"},
    {"remove", remove_from_any}, {"sort", sort_any},          {"unpack", unpack_any}};
static constexpr Taken kMath[] = {{"abs"}, {"acos"},       {"asin"}, {"atan"}, {"ceil"}, {"cos"}, {"deg"},
                                  {"exp"}, {"floor"},      {"fmod"}, {"huge"}, {"log"},  {"max"}, {"maxinteger"},
                                  {"min"}, {"mininteger"}, {"modf"}, {"pi"},   {"rad"},  {"sin"}, {"sqrt"},
                                  {"tan"}, {"tointeger"},  {"type"}, {"ult"}};

/// From the library at `from` into the table on top.
template <std::size_t count>
static void take(lua_State* L, int from, const Taken (&list)[count]) {
    for (const Taken& taken : list) {
        lua_getfield(L, from, taken.name);
        if (taken.instead) lua_pushcclosure(L, taken.instead, 1);
        lua_setfield(L, -2, taken.name);
    }
}

template <std::size_t count>
static void take_library(lua_State* L, const char* name, lua_CFunction open, const Taken (&list)[count]) {
    luaL_requiref(L, name, open, 0);
    const int library = lua_gettop(L);
    lua_createtable(L, 0, static_cast<int>(count));
    take(L, library, list);
    lua_remove(L, library);
}

/// The globals are on top.
static void open_lua(State& state, lua_State* L) {
    const int globals = lua_gettop(L);
    luaL_requiref(L, LUA_GNAME, luaopen_base, 0);
    lua_getfield(L, -1, "next");
    state.of_library = lua_tocfunction(L, -1);
    lua_pop(L, 1);
    lua_pushvalue(L, globals);
    take(L, globals + 1, kBase);
    lua_settop(L, globals);

    take_library(L, "string", luaopen_string, kString);
    freeze_table(L, -1, "string");
    lua_pushliteral(L, "");
    lua_getmetatable(L, -1);
    push_content(L, -3);
    lua_setfield(L, -2, "__index");
    lua_pop(L, 2);
    lua_setfield(L, globals, "string");

    take_library(L, "table", luaopen_table, kTable);
    lua_getfield(L, -1, "unpack");
    lua_setfield(L, globals, "unpack");
    freeze_table(L, -1, "table");
    lua_setfield(L, globals, "table");

    take_library(L, "math", luaopen_math, kMath);
    freeze_table(L, -1, "math");
    lua_setfield(L, globals, "math");

    static constexpr luaL_Reg kOurs[] = {
        {"tostring", safe_tostring}, {"pcall", guarded_call}, {"pairs", sorted_pairs}, {nullptr, nullptr}};
    luaL_setfuncs(L, kOurs, 0);
}

/// As in spawn(math.max, 1, 2). The globals are on top.
static void name_functions_of(lua_State* L, const char* library) {
    const int top = lua_gettop(L);
    lua_rawgetp(L, LUA_REGISTRYINDEX, &kFunctions);
    lua_getfield(L, top, library);
    push_content(L, -1);
    for (lua_pushnil(L); lua_next(L, top + 3) != 0; lua_pop(L, 1)) {
        if (!lua_isfunction(L, -1)) continue;
        lua_pushvalue(L, -1);
        lua_pushfstring(L, "%s.%s", library, lua_tostring(L, -3));
        lua_rawset(L, top + 1);
    }
    lua_settop(L, top);
}

/// The words themselves can be tasks, as in spawn(sleep, 1). Of two names of one word the first by letters counts.
static void name_words(lua_State* L) {
    const int globals = lua_gettop(L);
    lua_rawgetp(L, LUA_REGISTRYINDEX, &kFunctions);
    const int functions = lua_gettop(L);
    for (lua_pushnil(L); lua_next(L, globals) != 0; lua_pop(L, 1)) {
        if (!lua_isfunction(L, -1)) continue;
        lua_pushvalue(L, -1);
        lua_rawget(L, functions);
        const bool is_known = lua_isstring(L, -1) && std::strcmp(lua_tostring(L, -1), lua_tostring(L, -3)) < 0;
        lua_pop(L, 1);
        if (is_known) continue;
        lua_pushvalue(L, -1);
        lua_pushvalue(L, -3);
        lua_rawset(L, functions);
    }
    lua_settop(L, globals);
    for (const char* library : {"math", "string", "table"}) name_functions_of(L, library);
}

void open_sandbox(State& state) {
    lua_State* const L = state.main;
    task_of(L) = nullptr;
    lua_sethook(L, look_at_budget, LUA_MASKCOUNT, kInstructionsPerLook);  // tasks' threads inherit it
    lua_createtable(L, 0, 0);
    lua_rawsetp(L, LUA_REGISTRYINDEX, &kFunctions);

    lua_createtable(L, 0, 40);
    lua_pushvalue(L, -1);
    lua_rawsetp(L, LUA_REGISTRYINDEX, &kGlobals);
    open_lua(state, L);
    open_resources(L);
    open_operations(L);
    open_knobs(L);
    open_node_words(L);
    open_prelude(L);
    name_words(L);

    lua_createtable(L, 0, 0);  // what the file has as _ENV
    lua_createtable(L, 0, 2);
    lua_pushvalue(L, -3);
    lua_setfield(L, -2, "__index");
    lua_pushcfunction(L, assign_global);
    lua_setfield(L, -2, "__newindex");
    number_table(L);
    lua_setmetatable(L, -2);
    lua_remove(L, -2);
    lua_pushvalue(L, -1);
    lua_rawsetp(L, LUA_REGISTRYINDEX, &kEnvironment);
}

}  // namespace simul::lua
