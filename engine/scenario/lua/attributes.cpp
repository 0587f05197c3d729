#include "engine/scenario/lua/attributes.h"

#include "engine/scenario/lua/describe_nodes.h"
#include "engine/scenario/lua/lua_task.h"

namespace simul::lua {

namespace {

/// A length of time, or a whole number within limits.
struct Attribute {
    std::string_view name;
    std::optional<Duration> TaskAttributes::*length;
    std::optional<std::int64_t> TaskAttributes::*number;
    std::int64_t least, most;
};

constexpr Attribute kAttributes[] = {
    {"burst", &TaskAttributes::burst, nullptr, 0, 0},
    {"priority", nullptr, &TaskAttributes::priority, -1'000'000, 1'000'000},
    {"nice", nullptr, &TaskAttributes::nice, -20, 19},
    {"tickets", nullptr, &TaskAttributes::tickets, 1, 1'000'000},
    {"period", &TaskAttributes::period, nullptr, 0, 0},
    {"deadline", &TaskAttributes::deadline, nullptr, 0, 0},
    {"gang", nullptr, &TaskAttributes::gang, 1, 1'000'000},
};

const Attribute* attribute_named(std::string_view name) {
    for (const Attribute& attribute : kAttributes)
        if (attribute.name == name) return &attribute;
    return nullptr;
}

/// The value is on top.
Duration length_of(lua_State* L, const char* attribute) {
    constexpr double kMost = 9e9;
    const double seconds = lua_type(L, -1) == LUA_TNUMBER ? lua_tonumber(L, -1) : -1;
    if (!(seconds >= 0 && seconds <= kMost))
        complain(L, "%s is a number of seconds from 0 to 9e9, but was given %s", attribute, kind_at(L, -1));
    return duration_of_seconds(seconds);
}

std::int64_t number_of(lua_State* L, const Attribute& attribute) {
    int is_whole = 0;
    const std::int64_t number = lua_type(L, -1) == LUA_TNUMBER ? lua_tointegerx(L, -1, &is_whole) : 0;
    if (is_whole == 0 || number < attribute.least || number > attribute.most)
        complain(L, "%s is a whole number from %I to %I, but was given %s", attribute.name.data(),
                 static_cast<LUAI_UACINT>(attribute.least), static_cast<LUAI_UACINT>(attribute.most), kind_at(L, -1));
    return number;
}

/// Its name is on top.
NodeId node_at_top(lua_State* L) {
    State& state = state_of(L);
    if (lua_type(L, -1) != LUA_TSTRING)
        complain(L, "the node of a task is its name, as in spawn_on(\"bank\", f), but was given %s", kind_at(L, -1));
    const std::string_view name = lua_tostring(L, -1);
    const std::optional<NodeId> node = node_named(state.description.nodes, name);
    if (!node) {
        state.scratch = no_such_node(state.description.nodes, name);
        complain(L, "%s", state.scratch.c_str());
    }
    return *node;
}

/// The key and its value are on top.
void read_pair(lua_State* L, const char* function, TaskAttributes& into) {
    const char* key = lua_type(L, -2) == LUA_TSTRING ? lua_tostring(L, -2) : "?";
    if (std::string_view(key) == "daemon") {
        if (lua_type(L, -1) != LUA_TBOOLEAN) complain(L, "daemon is true or false, but was given %s", kind_at(L, -1));
        into.daemon = lua_toboolean(L, -1) != 0;
        return;
    }
    if (std::string_view(key) == "node") {
        into.node = node_at_top(L);
        return;
    }
    if (std::string_view(key) == kGroupMark) {
        into.group = lua_tointeger(L, -1);
        return;
    }
    if (std::string_view(key) == kThreadMark) {
        into.on_thread = true;
        return;
    }
    const Attribute* attribute = attribute_named(key);
    if (!attribute)
        complain(L,
                 "%s: a task has no %s; it may have burst, priority, nice, tickets, period, deadline, gang, node and "
                 "daemon",
                 function, key);
    if (attribute->length)
        into.*attribute->length = length_of(L, attribute->name.data());
    else
        into.*attribute->number = number_of(L, *attribute);
}

}  // namespace

void take_attributes(lua_State* L, int index, const char* name) {
    if (!lua_istable(L, index)) return;
    TaskAttributes attributes;
    push_content(L, index);
    for (lua_pushnil(L); lua_next(L, -2) != 0; lua_pop(L, 1)) read_pair(L, name, attributes);
    lua_pop(L, 1);
    lua_remove(L, index);
    LuaTask& task = *task_of(L);
    task.attributes = std::make_unique<TaskAttributes>(attributes);
    task.operation.attributes = task.attributes.get();
}

}  // namespace simul::lua
