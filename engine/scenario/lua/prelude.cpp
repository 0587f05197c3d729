// How it works. What the prelude defines are functions without lines, so that errors and events have the line of the
// story that called. It gets from here, as arguments, what no story may use.
#include "engine/scenario/lua/prelude.h"

#include <cstring>
#include <string_view>
#include <utility>

#include "engine/base/ensure.h"
#include "engine/scenario/lua/asking.h"
#include "engine/scenario/lua/attributes.h"
#include "engine/scenario/lua/control.h"
#include "engine/scenario/lua/operations.h"
#include "engine/scenario/lua/own_values.h"
#include "engine/scenario/lua/resources.h"
#include "engine/scenario/lua/shared_tables.h"
#include "engine/scenario/lua/values.h"
#include "engine/scenario/selection.h"
#include "engine/scenario/until.h"

namespace simul::lua {

/// So many fit into what crosses to a task's own process in a conducted run.
static constexpr lua_Integer kMostWatched = 1000;

/// future_given(value, word): the value, if it is a future.
static int future_given(lua_State* L) {
    future_argument(L, 1, lua_tostring(L, 2));
    lua_settop(L, 1);
    return 1;
}

/// refuse(sentence) raises it with the story's line.
static int refuse(lua_State* L) {
    complain(L, "%s", lua_tostring(L, 1));
    return 0;
}

/// kind_of(value): "a number".
static int kind_of(lua_State* L) {
    lua_pushstring(L, kind_at(L, 1));
    return 1;
}

static void append_futures(lua_State* L, int index, std::string& list) {
    list.clear();
    const auto count = static_cast<lua_Integer>(lua_rawlen(L, index));
    for (lua_Integer i = 1; i <= count; ++i) {
        lua_rawgeti(L, index, i);
        append_future(list, future_at(L, -1));
        lua_pop(L, 1);
    }
}

/// As the prelude names them.
static Until until_named(std::string_view name) {
    constexpr std::pair<std::string_view, Until> kNames[] = {{"a failure", Until::a_failure},
                                                             {"an end", Until::an_end},
                                                             {"all ends", Until::all_ends},
                                                             {"each at last", Until::each_at_last},
                                                             {"each at first", Until::each_at_first},
                                                             {"each of the group", Until::each_of_group},
                                                             {"each at a failure", Until::each_at_failure}};
    for (const auto& [known, until] : kNames)
        if (known == name) return until;
    ensure(false, "the prelude knows what ends an await");
    return Until::an_end;
}

/// What a task has returned; if that is several values, a list of them.
static void push_result(lua_State* L, std::string_view packed) {
    push_packed(L, packed);
    if (packed.empty()) return;
    lua_createtable(L, 2, 0);
    lua_insert(L, -2);
    lua_rawseti(L, -2, 1);
    for (lua_Integer i = 2; !packed.empty(); ++i) {
        push_packed(L, packed);
        lua_rawseti(L, -2, i);
    }
}

static int finish_with_end(lua_State* L, int, lua_KContext) {
    const LuaTask& task = granted_task(L);
    push_future(L, task.operation.task);
    lua_pushinteger(L, watch_number(task.operation));
    lua_pushboolean(L, task.operation.succeeded);
    push_result(L, task.text);
    lua_pushinteger(L, task.operation.expected);
    return 5;
}

/// await_several(until, watch, futures, future, seconds) gives who ended, the number of the watch, whether it failed,
/// its value, and how many ends the watch knows of beyond that.
static int await_several(lua_State* L) {
    const Until until = until_named(lua_tostring(L, 1));
    const std::int64_t number = lua_tointeger(L, 2);
    ensure(lua_rawlen(L, 3) > 0, "the prelude awaits at least one future");
    Operation& operation = begin_operation(L, OperationKind::await);
    LuaTask& task = *task_of(L);
    task.text.clear();
    if (number == 0) append_futures(L, 3, task.text);
    watch(operation, until, number);
    lua_rawgeti(L, 3, 1);
    operation.task = future_at(L, waits_for_all(until) ? 4 : -1);
    operation.text = &task.text;
    if (lua_type(L, 5) == LUA_TNUMBER) operation.longest = wait_of_seconds(lua_tonumber(L, 5));
    return wait_for(L, finish_with_end);
}

static Cancelling& cancelling_of(lua_State* L) {
    if (!task_of(L)) complain(L, "task_group while the file loads: only a task can do this");
    return task_of(L)->context().cancelling();
}

/// begin_group() gives the number of a group of tasks, which is the task's own until end_group(number).
static int begin_group(lua_State* L) {
    lua_pushinteger(L, cancelling_of(L).begin_group());
    return 1;
}

static int end_group(lua_State* L) {
    cancelling_of(L).end_group(lua_tointeger(L, 1));
    return 0;
}

/// is_aborted(number): whether its tasks were cancelled.
static int is_aborted(lua_State* L) {
    lua_pushboolean(L, cancelling_of(L).group(lua_tointeger(L, 1))->aborted);
    return 1;
}

/// mark_aborted(number): from now on it is.
static int mark_aborted(lua_State* L) {
    cancelling_of(L).group(lua_tointeger(L, 1))->aborted = true;
    return 0;
}

/// leave_body(number): whether the task was cancelled for the group, and for nothing else.
static int leave_body(lua_State* L) {
    Cancelling& cancelling = cancelling_of(L);
    lua_pushboolean(L, cancelling.leave_body_of(*cancelling.group(lua_tointeger(L, 1))));
    return 1;
}

/// set_metatable(table, metatable) gives the table.
static int set_metatable(lua_State* L) {
    lua_setmetatable(L, 1);
    return 1;
}

static int finish_with_selected(lua_State* L, int, lua_KContext) {
    const LuaTask& task = granted_task(L);
    push_resource(L, task.operation.resource);
    std::string_view packed = task.text;
    push_packed(L, packed);
    return 2;
}

/// check_channels(channels): whether select can have them.
static int check_channels(lua_State* L) {
    const auto count = static_cast<lua_Integer>(lua_rawlen(L, 1));
    for (lua_Integer i = 1; i <= count; ++i) {
        lua_rawgeti(L, 1, i);
        if (!is_resource(L, -1, Receiver::channel))
            complain(L, "select takes channels, as in select{a, b}, but was given %s", kind_at(L, -1));
        lua_pop(L, 1);
    }
    return 0;
}

/// receive_any(channels, seconds) gives the channel and its message, or nil if that one is closed.
static int receive_any(lua_State* L) {
    Operation& operation = begin_operation(L, OperationKind::receive);
    LuaTask& task = *task_of(L);
    task.text.clear();
    operation.expected = static_cast<std::int64_t>(lua_rawlen(L, 1));
    for (lua_Integer i = operation.expected; i >= 1; --i) {
        lua_rawgeti(L, 1, i);
        operation.resource = resource_at(L, -1, Receiver::channel, "select");
        lua_pop(L, 1);
    }
    for (lua_Integer i = 1; i <= operation.expected; ++i) {
        lua_rawgeti(L, 1, i);
        append_channel(task.text, resource_at(L, -1, Receiver::channel, "select"));
        lua_pop(L, 1);
    }
    operation.text = &task.text;
    if (lua_type(L, 2) == LUA_TNUMBER) operation.longest = wait_of_seconds(lua_tonumber(L, 2));
    return wait_for(L, finish_with_selected);
}

static int append_dumped(lua_State*, const void* bytes, std::size_t size, void* into) {
    static_cast<std::string*>(into)->append(static_cast<const char*>(bytes), size);
    return 0;
}

/// Its functions have no lines.
static void load_part(lua_State* L, const char* text) {
    constexpr int kStrip = 1;
    std::string& dumped = state_of(L).scratch;
    dumped.clear();
    const int loaded = luaL_loadbufferx(L, text, std::strlen(text), "=prelude", "t");
    ensure(loaded == LUA_OK, "the prelude is a program");
    lua_dump(L, append_dumped, &dumped, kStrip);
    lua_pop(L, 1);
    luaL_loadbufferx(L, dumped.data(), dumped.size(), "=prelude", "b");
    lua_pushvalue(L, -2);
    lua_setupvalue(L, -2, 1);  // its _ENV: the globals themselves
}

static void run_part(lua_State* L, int given, int results = 0) {
    const int ran = lua_pcall(L, given, results, 0);
    ensure(ran == LUA_OK, "the prelude runs");
}

void open_prelude(lua_State* L) {
    load_part(L, kPrelude[0]);
    lua_pushcfunction(L, await_several);
    lua_pushcfunction(L, future_given);
    lua_pushinteger(L, kMostWatched);
    lua_pushnumber(L, kMostSeconds);
    lua_pushcfunction(L, refuse);
    lua_pushcfunction(L, kind_of);
    lua_pushcfunction(L, check_channels);
    lua_pushcfunction(L, receive_any);
    lua_pushinteger(L, kMostSelected);
    lua_pushcfunction(L, shares_thread);
    lua_pushstring(L, kGroupMark);
    lua_pushstring(L, kThreadMark);
    for (const lua_CFunction function : {begin_group, end_group, is_aborted, mark_aborted, leave_body, set_metatable})
        lua_pushcfunction(L, function);
    run_part(L, 18, 1);
    lua_insert(L, -2);  // below the globals
    const int called_either_way = lua_gettop(L) - 1;
    load_part(L, kPrelude[1]);
    lua_pushcfunction(L, refuse);
    lua_pushcfunction(L, kind_of);
    lua_pushcfunction(L, set_metatable);
    lua_pushvalue(L, called_either_way);
    run_part(L, 4 + push_control(L));
    load_part(L, kPrelude[2]);
    lua_pushcfunction(L, refuse);
    lua_pushcfunction(L, kind_of);
    lua_pushcfunction(L, set_metatable);
    lua_pushcfunction(L, values_of_thread);
    lua_pushcfunction(L, values_of_context);
    lua_pushcfunction(L, is_loading);
    lua_pushcfunction(L, own_future);
    run_part(L, 7);
    load_part(L, kPrelude[3]);
    lua_pushcfunction(L, refuse);
    lua_pushvalue(L, called_either_way);
    run_part(L, 2);
    load_part(L, kPrelude[4]);
    lua_pushcfunction(L, refuse);
    lua_pushcfunction(L, kind_of);
    lua_createtable(L, 0, 8);
    set_methods(L, Receiver::stream);
    run_part(L, 3, 1);
    add_methods_of_streams(L);
    lua_remove(L, called_either_way);
    load_part(L, kPrelude[5]);
    lua_pushcfunction(L, refuse);
    run_part(L, 1, 1);
    keep_words_for_lists(L);
}

}  // namespace simul::lua
