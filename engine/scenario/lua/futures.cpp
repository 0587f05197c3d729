// gather: awaits futures in order. The stack holds the list of futures, then the list of values.
#include "engine/scenario/lua/asking.h"
#include "engine/scenario/lua/operations.h"
#include "engine/scenario/lua/resources.h"
#include "engine/scenario/lua/values.h"

namespace simul::lua {

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
    Operation& operation = begin_operation(L, OperationKind::await);
    LuaTask& task = *task_of(L);
    task.text.clear();
    operation.task = future;
    operation.text = &task.text;
    return wait_for(L, take_gathered, static_cast<lua_KContext>(place));
}

/// A table for gather is a list: what has another key would not be looked at.
static void expect_list(lua_State* L) {
    push_content(L, 1);
    const auto length = static_cast<lua_Integer>(lua_rawlen(L, -1));
    for (lua_pushnil(L); lua_next(L, -2) != 0; lua_pop(L, 1)) {
        if (lua_isinteger(L, -2) && lua_tointeger(L, -2) >= 1 && lua_tointeger(L, -2) <= length) continue;
        const char* name = lua_type(L, -2) == LUA_TSTRING ? lua_tostring(L, -2) : kind_at(L, -2);
        complain(L,
                 "gather takes futures, as in gather{a, b}, and no option: it does not know %s; who wants to know "
                 "what failed asks each future for its exception()",
                 name);
    }
    lua_pop(L, 1);
}

int gather(lua_State* L) {
    const int count = lua_gettop(L);
    if (lua_istable(L, 1)) {
        if (count > 1) complain(L, "gather takes one list of futures, or futures, but was given a list and more");
        expect_list(L);
    } else {
        for (int i = 1; i <= count; ++i) future_argument(L, i, "gather");
        lua_createtable(L, count, 0);
        lua_insert(L, 1);
        for (int i = count; i >= 1; --i) lua_rawseti(L, 1, i);
    }
    lua_settop(L, 1);
    lua_createtable(L, 0, 0);
    return await_next(L, 1);
}

}  // namespace simul::lua
