// How it works. Two tables of the registry hold, by the number of a thread and by the thread of Lua on which a task
// runs, the values by the numbers of their variables. They are made when the first value is kept.
#include "engine/scenario/lua/own_values.h"

#include "engine/scenario/lua/lua_task.h"
#include "engine/scenario/lua/resources.h"
#include "engine/scenario/lua/state.h"
#include "engine/scenario/lua/values.h"

namespace simul::lua {

namespace {

constexpr const char* kContextMark = "\1context";
char kThreads, kContexts;  // places in the registry

/// Pushes the table at `place` of the registry. False: there is none, and nothing is pushed.
bool push_registered(lua_State* L, const char& place) {
    if (lua_rawgetp(L, LUA_REGISTRYINDEX, &place) == LUA_TTABLE) return true;
    lua_pop(L, 1);
    return false;
}

void push_or_make(lua_State* L, const char& place) {
    if (push_registered(L, place)) return;
    lua_createtable(L, 0, 1);
    lua_pushvalue(L, -1);
    lua_rawsetp(L, LUA_REGISTRYINDEX, &place);
}

/// The key is on top of a table, and gives way to the table that stands there.
void get_or_make(lua_State* L) {
    lua_pushvalue(L, -1);
    if (lua_rawget(L, -3) == LUA_TTABLE) return lua_remove(L, -2);
    lua_pop(L, 1);
    lua_createtable(L, 0, 1);
    lua_pushvalue(L, -1);
    lua_insert(L, -3);
    lua_rawset(L, -4);
}

void push_thread_of(lua_State* L, lua_State* thread) {
    lua_pushthread(thread);
    if (thread != L) lua_xmove(thread, L, 1);
}

}  // namespace

static LuaTask& task_that_asks(lua_State* L) {
    if (!task_of(L))
        complain(L, "what a task has for itself is read and written by tasks: do it in main() or another function");
    return *task_of(L);
}

static std::uint32_t thread_that_asks(lua_State* L) {
    const TaskContext& context = task_that_asks(L).context();
    return context.granter->thread_of(context);
}

static int push_values_of_task(lua_State* L) {
    push_or_make(L, kContexts);
    push_thread_of(L, task_of(L)->thread());
    get_or_make(L);
    return 1;
}

static int push_values_of_thread(lua_State* L, std::uint32_t thread) {
    push_or_make(L, kThreads);
    lua_pushinteger(L, thread);
    get_or_make(L);
    return 1;
}

/// Where it is not passed on, the context is the thread's, and that of a pool's worker is there for its next task.
int values_of_context(lua_State* L) {
    const std::uint32_t thread = thread_that_asks(L);
    return has_own_context(task_of(L)->context().granter->model()) ? push_values_of_task(L)
                                                                   : push_values_of_thread(L, thread);
}

/// A process that is forked has a copy of them, as of its context.
int values_of_thread(lua_State* L) {
    const std::uint32_t thread = thread_that_asks(L);
    const bool has_process = thread != 0 && has_own_context(task_of(L)->context().granter->model());
    return has_process ? push_values_of_task(L) : push_values_of_thread(L, thread);
}

int shares_thread(lua_State* L) {
    lua_pushboolean(L, thread_that_asks(L) == 0);
    return 1;
}

int own_future(lua_State* L) {
    if (lua_gettop(L) > 0) complain(L, "current_task() gives the future of the task that asks, and takes nothing");
    push_future(L, task_that_asks(L).context().id);
    return 1;
}

int is_loading(lua_State* L) {
    lua_pushboolean(L, task_of(L) == nullptr);
    return 1;
}

const char* pack_context(lua_State* L, std::string& call) {
    if (!push_registered(L, kContexts)) return nullptr;
    push_thread_of(L, task_of(L)->thread());
    const char* problem = nullptr;
    if (lua_rawget(L, -2) == LUA_TTABLE) {
        lua_pushboolean(L, 1);
        lua_setfield(L, -2, kContextMark);
        problem = pack_value(L, -1, call);
    }
    lua_pop(L, 2);
    return problem;
}

void take_context(lua_State* thread) {
    bool has_context = false;
    if (lua_istable(thread, -1)) {
        lua_pushstring(thread, kContextMark);
        has_context = lua_rawget(thread, -2) != LUA_TNIL;
        lua_pop(thread, 1);
    }
    if (!has_context && !push_registered(thread, kContexts)) return;
    if (has_context) {
        push_or_make(thread, kContexts);
        lua_insert(thread, -2);
    } else {
        lua_pushnil(thread);
    }
    lua_pushthread(thread);
    lua_insert(thread, -2);
    lua_rawset(thread, -3);
    lua_pop(thread, 1);
}

bool has_own_values(lua_State* L) {
    for (const char* place : {&kThreads, &kContexts})
        if (push_registered(L, *place)) {
            lua_pop(L, 1);
            return true;
        }
    return false;
}

}  // namespace simul::lua
