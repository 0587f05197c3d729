// How it works. A thread of Lua has a stack of its own, so a function that runs in it can be left and gone into again.
// It can be left for two reasons: it gives control back, or what it runs asks for an operation. Then the thread below
// asks in its place, and so on down to the task's own, which the engine drives; when the operation is granted, each
// goes into the one above again.
#include "engine/scenario/lua/control.h"

#include <utility>

#include "engine/scenario/lua/asking.h"

namespace simul::lua {

/// make_thread(f): nothing of f runs yet.
static int make_thread(lua_State* L) {
    if (!task_of(L)) complain(L, "control passes while the file loads: only a task can do this; put it into main()");
    lua_State* const made = lua_newthread(L);
    lua_pushvalue(L, 1);
    lua_xmove(L, made, 1);
    return 1;
}

/// How many time limits count.
static std::size_t limits_of(const LuaTask& task) {
    const Cancelling* const cancelling = task.context().cancelling_if_any();
    return cancelling ? cancelling->limits().size() : 0;
}

/// The thread stands at 1. `outer`: how many time limits counted for whoever went into it before.
static int go_into(lua_State* L, int given, lua_KContext outer) {
    LuaTask& task = *task_of(L);
    lua_State* const thread = lua_tothread(L, 1);
    int results = 0;
    const int status = lua_resume(thread, L, given, &results);
    const bool gives_control = std::exchange(task.gives_control, false);
    if (status == LUA_YIELD && !gives_control)
        return lua_yieldk(L, 0, outer,
                          [](lua_State* again, int, lua_KContext limits) { return go_into(again, 0, limits); });
    task.outer_limits = static_cast<std::size_t>(outer);
    if (status != LUA_OK && status != LUA_YIELD) {
        lua_xmove(thread, L, 1);
        return lua_error(L);
    }
    luaL_checkstack(L, results + 1, "too many values");
    lua_settop(L, 1);
    lua_pushboolean(L, status == LUA_YIELD);
    lua_xmove(thread, L, results);
    return 1 + results;
}

/// resume(thread, …) continues there, and gives whether it gave control back or, else, ended; and what it gave.
static int resume(lua_State* L) {
    LuaTask& task = *task_of(L);
    lua_State* const thread = lua_tothread(L, 1);
    const int given = lua_gettop(L) - 1;
    if (lua_checkstack(thread, given) == 0) complain(L, "too many values");
    task_of(thread) = &task;
    const std::size_t outer = std::exchange(task.outer_limits, limits_of(task));
    lua_xmove(L, thread, given);
    return go_into(L, given, static_cast<lua_KContext>(outer));
}

/// suspend(thread, what, …) gives control back to who went into it; what is given when control comes again is returned.
static int suspend(lua_State* L) {
    LuaTask& task = *task_of(L);
    if (lua_tothread(L, 1) != L)
        complain(L,
                 "%s in a function that it has called by way of another generator or greenlet: only the one that "
                 "runs can be left",
                 lua_tostring(L, 2));
    if (limits_of(task) != task.outer_limits)
        complain(L, "%s inside of timeout: its time would continue while others run; leave timeout first",
                 lua_tostring(L, 2));
    task.gives_control = true;
    return lua_yieldk(L, lua_gettop(L) - 2, 0,
                      [](lua_State* again, int, lua_KContext) { return lua_gettop(again) - 2; });
}

static int this_thread(lua_State* L) {
    lua_pushthread(L);
    return 1;
}

/// tell_control(where): the operation, which takes no time.
static int tell_control(lua_State* L) {
    Operation& operation = begin_operation(L, OperationKind::pass_control);
    text_at(L, 1, operation, "control passes somewhere");
    return wait_for(L, finish_with_nothing);
}

int push_control(lua_State* L) {
    lua_CFunction const functions[] = {make_thread, resume, suspend, this_thread, tell_control};
    for (lua_CFunction const function : functions) lua_pushcfunction(L, function);
    return static_cast<int>(std::size(functions));
}

}  // namespace simul::lua
