#include "engine/scenario/lua/metatables.h"

#include <algorithm>
#include <string>
#include <vector>

#include "engine/scenario/foreign_words.h"
#include "engine/scenario/lua/operations.h"
#include "engine/scenario/lua/resources.h"
#include "engine/scenario/lua/values.h"
#include "engine/scenario/nearest.h"

namespace simul::lua {

/// Of those in the table on top, sorted; a variable has its value, too.
static std::string names_of_methods(lua_State* L, Receiver receiver) {
    std::vector<std::string> list;
    for (lua_pushnil(L); lua_next(L, -2) != 0; lua_pop(L, 1)) list.emplace_back(lua_tostring(L, -2));
    if (receiver == Receiver::variable) list.emplace_back("value");
    std::sort(list.begin(), list.end());
    return listed(list);
}

/// Upvalues: the receiver, its name, its methods.
static int no_such_method(lua_State* L) {
    const auto receiver = static_cast<Receiver>(lua_tointeger(L, lua_upvalueindex(1)));
    const char* kind = lua_tostring(L, lua_upvalueindex(2));
    const char* methods = lua_tostring(L, lua_upvalueindex(3));
    const char* name = lua_type(L, 2) == LUA_TSTRING ? lua_tostring(L, 2) : "?";
    State& state = state_of(L);
    state.scratch = word_instead_of(name, receiver, methods);
    return complain(L, "%s has no %s; %s", kind, name, state.scratch.c_str());
}

std::optional<std::string> complaint_about_method(lua_State* L, std::string_view global, std::string_view method) {
    const int top = lua_gettop(L);
    lua_rawgetp(L, LUA_REGISTRYINDEX, &kGlobals);
    lua_pushlstring(L, global.data(), global.size());
    lua_rawget(L, -2);
    const Handle* handle = handle_at(L, -1);
    std::optional<std::string> complaint;
    if (handle && handle->is_table) {
        complaint = std::string(global) + " is a shared table, which has entries and no methods; write table.insert(" +
                    std::string(global) + ", value), table.remove(" + std::string(global) + "), " +
                    std::string(global) + ".key = value";
    } else if (handle && !handle->is_knob) {
        lua_createtable(L, 0, 8);
        set_methods(L, receiver_of(*handle));
        lua_pushlstring(L, method.data(), method.size());
        lua_pushvalue(L, -1);
        if (lua_rawget(L, -3) == LUA_TNIL) {
            lua_settop(L, top + 3);
            complaint = std::string(global) + " is " + with_article(receiver_of(*handle)) + " and has no " +
                        std::string(method.substr(0, 60)) + "; " +
                        word_instead_of(method, receiver_of(*handle), names_of_methods(L, receiver_of(*handle)));
        }
    }
    lua_settop(L, top);
    return complaint;
}

/// `v + 1`, `#q`, `f .. "!"`: what stands for something else has no value of its own.
static int no_value(lua_State* L) {
    const int index = handle_at(L, 1) || is_future(L, 1) ? 1 : 2;
    const Handle* handle = handle_at(L, index);
    std::string& name = state_of(L).scratch;
    name.clear();
    if (!handle)
        return complain(L, "a future is not its result; write await(f), which waits for the result and gives it");
    append_resource_name(L, index, name);
    if (handle->is_table)
        return complain(L, "%s is a shared table, and has no value to work with; its entries have one: %s.key",
                        name.c_str(), name.c_str());
    if (!handle->is_knob && handle->kind == ResourceKind::variable)
        return complain(L, "%s is a variable, not its value; write %s.value", name.c_str(), name.c_str());
    if (!handle->is_knob && handle->kind == ResourceKind::channel)
        return complain(L, "%s is a channel, and has no value to work with; %s:length() is how many messages are in it",
                        name.c_str(), name.c_str());
    if (handle->is_knob) return complain(L, "a knob is not its value; write knob.NAME once knobs is assigned");
    return complain(L, "%s is %s, and has no value to work with", name.c_str(), kind_at(L, index));
}

static int no_call(lua_State* L) {
    std::string& name = state_of(L).scratch;
    name.clear();
    append_text(L, 1, name);
    return complain(L, "%s is %s, and cannot be called like a function; call one of its methods, as in name:method()",
                    name.c_str(), kind_at(L, 1));
}

static int no_fields(lua_State* L) {
    return complain(L, "nothing can be written into %s%s", kind_at(L, 1),
                    lua_type(L, 1) == LUA_TUSERDATA ? "; only a variable has a value" : "");
}

/// All that may be done to a number or a function, and not to this.
void refuse_other_uses(lua_State* L) {
    for (const char* event :
         {"__add", "__sub", "__mul", "__div", "__mod", "__idiv", "__pow", "__unm", "__concat", "__lt", "__le"}) {
        lua_pushcfunction(L, no_value);
        lua_setfield(L, -2, event);
    }
    lua_pushcfunction(L, no_call);
    lua_setfield(L, -2, "__call");
}

/// Leaves the table of methods on the stack; a wrong name complains.
static void push_methods(lua_State* L, Receiver receiver, const char* kind) {
    lua_createtable(L, 0, 8);
    set_methods(L, receiver);
    const std::string names = names_of_methods(L, receiver);
    lua_createtable(L, 0, 1);
    lua_pushinteger(L, static_cast<lua_Integer>(receiver));
    lua_pushstring(L, kind);
    lua_pushlstring(L, names.data(), names.size());
    lua_pushcclosure(L, no_such_method, 3);
    lua_setfield(L, -2, "__index");
    number_table(L);
    lua_setmetatable(L, -2);
}

void push_metatable(lua_State* L, Receiver receiver, const char* kind) {
    lua_createtable(L, 0, 16);
    push_methods(L, receiver, kind);
    if (receiver == Receiver::variable) {
        lua_pushstring(L, "value");
        lua_pushcclosure(L, load_variable, 2);  // with the methods and the word
        lua_setfield(L, -2, "__index");
        lua_pushcfunction(L, store_variable);
    } else {
        lua_setfield(L, -2, "__index");
        lua_pushcfunction(L, no_fields);
    }
    lua_setfield(L, -2, "__newindex");
    lua_pushcfunction(L, no_value);
    lua_setfield(L, -2, "__len");
    refuse_other_uses(L);
}

}  // namespace simul::lua
