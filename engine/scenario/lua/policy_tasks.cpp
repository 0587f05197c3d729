#include "engine/scenario/lua/policy_tasks.h"

#include <cmath>

#include "engine/scenario/lua/asking.h"

namespace simul::lua {

void PolicyTasks::make() {
    lua_createtable(thread_, 0, 0);
    tables_ = luaL_ref(thread_, LUA_REGISTRYINDEX);
    lua_createtable(thread_, 0, 0);
    numbers_ = luaL_ref(thread_, LUA_REGISTRYINDEX);
}

void PolicyTasks::push(TaskId task) {
    lua_rawgeti(thread_, LUA_REGISTRYINDEX, tables_);
    lua_rawgeti(thread_, -1, static_cast<lua_Integer>(index_of(task)) + 1);
    lua_remove(thread_, -2);
}

TaskId PolicyTasks::at(int index) {
    if (!lua_istable(thread_, index)) return kNoTask;
    index = lua_absindex(thread_, index);
    lua_rawgeti(thread_, LUA_REGISTRYINDEX, numbers_);
    lua_pushvalue(thread_, index);
    const bool is_task = lua_rawget(thread_, -2) == LUA_TNUMBER;
    const auto task = is_task ? static_cast<TaskId>(lua_tointeger(thread_, -1)) : kNoTask;
    lua_pop(thread_, 2);
    return task;
}

void PolicyTasks::meet(TaskId task, const std::string& name) {
    constexpr int kFields = 16;
    lua_settop(thread_, 0);
    lua_createtable(thread_, 0, kFields);
    lua_pushlstring(thread_, name.data(), name.size());
    lua_setfield(thread_, 1, "name");
    set_number("number", static_cast<std::int64_t>(index_of(task)));
    lua_rawgeti(thread_, LUA_REGISTRYINDEX, numbers_);
    lua_pushvalue(thread_, 1);
    lua_pushinteger(thread_, static_cast<lua_Integer>(index_of(task)));
    lua_rawset(thread_, -3);
    lua_rawgeti(thread_, LUA_REGISTRYINDEX, tables_);
    lua_pushvalue(thread_, 1);
    lua_rawseti(thread_, -2, static_cast<lua_Integer>(index_of(task)) + 1);
    lua_settop(thread_, 0);
}

void PolicyTasks::set_seconds(const char* field, Duration length) {
    lua_pushnumber(thread_, length == kForever ? HUGE_VAL : seconds_of(length));
    lua_setfield(thread_, 1, field);
}

void PolicyTasks::set_number(const char* field, std::int64_t number) {
    lua_pushinteger(thread_, number);
    lua_setfield(thread_, 1, field);
}

void PolicyTasks::write(const TaskView& task) {
    constexpr std::int64_t kTickets = 100;
    lua_settop(thread_, 0);
    push(task.id);
    set_seconds("arrival", task.arrival.time_since_epoch());
    set_seconds("ready_since", task.ready_since.time_since_epoch());
    set_seconds("used", task.used);
    set_seconds("burst", task.given.burst.value_or(kForever));
    set_seconds("remaining", task.remaining().value_or(kForever));
    set_seconds("period", task.given.period.value_or(kForever));
    set_seconds("deadline",
                task.absolute_deadline() == kNever ? kForever : task.absolute_deadline().time_since_epoch());
    set_number("priority", task.priority());
    set_number("nice", task.given.nice.value_or(0));
    set_number("tickets", task.given.tickets.value_or(kTickets));
    if (task.given.gang) set_number("gang", *task.given.gang);
    if (task.last_core != kNoCore) set_number("last_core", static_cast<std::int64_t>(index_of(task.last_core)) + 1);
    lua_settop(thread_, 0);
}

void PolicyTasks::forget(TaskId task) {
    lua_settop(thread_, 0);
    lua_rawgeti(thread_, LUA_REGISTRYINDEX, numbers_);
    push(task);
    lua_pushnil(thread_);
    lua_rawset(thread_, 1);
    lua_rawgeti(thread_, LUA_REGISTRYINDEX, tables_);
    lua_pushnil(thread_);
    lua_rawseti(thread_, -2, static_cast<lua_Integer>(index_of(task)) + 1);
    lua_settop(thread_, 0);
}

// ---- Chance.

/// `random` as tasks have it, in no time. Its upvalue is where it draws from.
static int draw_at_once(lua_State* L) {
    constexpr const char* kTakes = "random takes nothing, or one or two whole numbers";
    constexpr std::int64_t kLeast = INT64_MIN, kMost = INT64_MAX;
    Random& source = *static_cast<Random*>(lua_touserdata(L, lua_upvalueindex(1)));
    if (lua_isnone(L, 1)) {
        lua_pushnumber(L, source.fraction());
        return 1;
    }
    const bool has_low = !lua_isnone(L, 2);
    const std::int64_t low = has_low ? whole_at(L, 1, kLeast, kMost, kTakes) : 1;
    const std::int64_t high = whole_at(L, has_low ? 2 : 1, has_low ? kLeast : 1, kMost, kTakes);
    if (low > high) complain(L, "random(low, high): low must not be above high");
    lua_pushinteger(L, source.between(low, high));
    return 1;
}

void give_random(State& state, Random& source) {
    lua_State* const L = state.main;
    lua_rawgetp(L, LUA_REGISTRYINDEX, &kGlobals);
    lua_pushliteral(L, "random");
    lua_pushlightuserdata(L, &source);
    lua_pushcclosure(L, draw_at_once, 1);
    lua_rawset(L, -3);
    lua_pop(L, 1);
}

}  // namespace simul::lua
