// Starting tasks and waiting for them.
#include "engine/scenario/lua/asking.h"
#include "engine/scenario/lua/attributes.h"
#include "engine/scenario/lua/operations.h"
#include "engine/scenario/lua/resources.h"
#include "engine/scenario/lua/values.h"

namespace simul::lua {

static int finish_with_future(lua_State* L, int, lua_KContext) {
    push_future(L, static_cast<TaskId>(static_cast<std::uint32_t>(granted_task(L).operation.value)));
    return 1;
}

static int spawn(lua_State* L) {
    Operation& operation = begin_operation(L, EventKind::spawn);
    take_attributes(L, 1, "spawn");
    call_at(L, 1, operation, "spawn");
    return wait_for(L, finish_with_future);
}

static int spawn_at(lua_State* L) {
    const Duration when = seconds_at(L, 1, "spawn_at");
    Operation& operation = begin_operation(L, EventKind::spawn_at);
    operation.value = when.count();
    take_attributes(L, 2, "spawn_at");
    call_at(L, 2, operation, "spawn_at");
    return wait_for(L, finish_with_future);
}

static TaskId future_argument(lua_State* L, int index, const char* name) {
    if (!is_future(L, index))
        complain(L, "%s is for a future, which spawn gives, but was given %s", name, kind_at(L, index));
    return future_at(L, index);
}

/// An operation on a future, whose text (if any) comes back in the task's.
static Operation& begin_on_future(lua_State* L, EventKind kind, const char* name) {
    const TaskId future = future_argument(L, 1, name);
    Operation& operation = begin_operation(L, kind);
    LuaTask& task = *task_of(L);
    task.text.clear();
    operation.task = future;
    operation.text = &task.text;
    return operation;
}

static int await(lua_State* L) {
    begin_on_future(L, EventKind::await, "await");
    return wait_for(L, finish_with_message);
}

static int result(lua_State* L) {
    begin_on_future(L, EventKind::future_result, "result");
    return wait_for(L, finish_with_message);
}

static int done(lua_State* L) {
    begin_on_future(L, EventKind::future_done, "done");
    return wait_for(L, finish_with_truth);
}

static int cancel(lua_State* L) {
    begin_on_future(L, EventKind::future_cancel, "cancel");
    return wait_for(L, finish_with_truth);
}

static int exception(lua_State* L) {
    begin_on_future(L, EventKind::future_exception, "exception");
    return wait_for(L, [](lua_State* state, int, lua_KContext) {
        const std::string& text = granted_task(state).text;
        if (text.empty())
            lua_pushnil(state);
        else
            lua_pushlstring(state, text.data(), text.size());
        return 1;
    });
}

static int add_done_callback(lua_State* L) {
    const TaskId future = future_argument(L, 1, "add_done_callback");
    Operation& operation = begin_operation(L, EventKind::add_done_callback);
    operation.task = future;
    lua_settop(L, 2);
    lua_pushvalue(L, 1);  // the callback is called with the future
    call_at(L, 2, operation, "add_done_callback");
    return wait_for(L, finish_with_nothing);
}

// ---- gather: awaits in order. The stack holds the list of futures, then the list of values.

static int await_next(lua_State* L, lua_Integer place);

static int take_gathered(lua_State* L, int, lua_KContext place) {
    std::string_view packed = granted_task(L).text;
    push_packed(L, packed);
    lua_rawseti(L, 2, static_cast<lua_Integer>(place));
    return await_next(L, static_cast<lua_Integer>(place) + 1);
}

static int await_next(lua_State* L, lua_Integer place) {
    if (lua_geti(L, 1, place) == LUA_TNIL) {
        lua_settop(L, 2);
        return 1;
    }
    const TaskId future = future_argument(L, -1, "gather");
    lua_pop(L, 1);
    Operation& operation = begin_operation(L, EventKind::await);
    LuaTask& task = *task_of(L);
    task.text.clear();
    operation.task = future;
    operation.text = &task.text;
    return wait_for(L, take_gathered, static_cast<lua_KContext>(place));
}

static int gather(lua_State* L) {
    if (!lua_istable(L, 1)) {
        const int count = lua_gettop(L);
        lua_createtable(L, count, 0);
        lua_insert(L, 1);
        for (int i = count; i >= 1; --i) lua_rawseti(L, 1, i);
    }
    lua_settop(L, 1);
    lua_createtable(L, 0, 0);
    return await_next(L, 1);
}

// ---- lists

const luaL_Reg* methods_of_futures() {
    static constexpr luaL_Reg kMethods[] = {{"result", result},
                                            {"done", done},
                                            {"cancel", cancel},
                                            {"exception", exception},
                                            {"add_done_callback", add_done_callback},
                                            {nullptr, nullptr}};
    return kMethods;
}

void open_futures(lua_State* L) {
    static constexpr luaL_Reg kWords[] = {
        {"spawn", spawn}, {"spawn_at", spawn_at}, {"await", await}, {"gather", gather}, {nullptr, nullptr}};
    luaL_setfuncs(L, kWords, 0);
}

}  // namespace simul::lua
