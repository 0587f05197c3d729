#include "engine/scenario/lua/resources.h"

#include <cstring>

#include "engine/scenario/lua/asking.h"
#include "engine/scenario/lua/operations.h"
#include "engine/scenario/lua/values.h"

namespace simul::lua {

static char kMetatables[8];  // one registry key for each kind

// ---- handles

ResourceId resource_at(lua_State* L, int index, ResourceKind kind, const char* method) {
    const Handle* handle = handle_at(L, index);
    if (!handle || handle->is_knob || handle->kind != kind)
        complain(L, "%s is for a %s, but was given %s; a method is called with a colon, as in name:%s()", method,
                 name_of(kind).data(), kind_at(L, index), method);
    return static_cast<ResourceId>(handle->index);
}

void push_resource(lua_State* L, ResourceId resource) {
    lua_rawgetp(L, LUA_REGISTRYINDEX, &kResources);
    lua_rawgeti(L, -1, static_cast<lua_Integer>(index_of(resource)) + 1);
    lua_remove(L, -2);
}

void push_future(lua_State* L, TaskId task) {
    lua_pushlightuserdata(L, reinterpret_cast<void*>(static_cast<std::uintptr_t>(task) + 1));
}

TaskId future_at(lua_State* L, int index) {
    return static_cast<TaskId>(reinterpret_cast<std::uintptr_t>(lua_touserdata(L, index)) - 1);
}

void append_resource_name(lua_State* L, int index, std::string& into) {
    const Handle* handle = handle_at(L, index);
    if (handle->is_knob)
        into += "knob";
    else if (const auto& declared = state_of(L).description.resources[handle->index]; !declared.name.empty())
        into += declared.name;
    else
        into += name_of(handle->kind);
}

const char* kind_of_userdata(lua_State* L, int index) {
    static constexpr const char* kWithArticle[] = {"a mutex",  "a semaphore", "a condition", "a barrier",
                                                   "an event", "a channel",   "a variable",  "a device"};
    const Handle* handle = handle_at(L, index);
    return handle->is_knob ? "a knob" : kWithArticle[static_cast<std::size_t>(handle->kind)];
}

// ---- making them

static ResourceDeclaration& declare(lua_State* L, ResourceKind kind) {
    constexpr std::size_t kMost = 60'000;
    State& state = state_of(L);
    if (!state.loading)
        complain(L, "a %s is made while the story runs; make it at the top of the file: name = %s(…)",
                 name_of(kind).data(), name_of(kind).data());
    if (state.description.resources.size() >= kMost)
        complain(L, "there are more than %d resources", static_cast<int>(kMost));
    auto* handle = static_cast<Handle*>(lua_newuserdatauv(L, sizeof(Handle), 0));
    *handle = {false, kind, static_cast<std::uint16_t>(state.description.resources.size())};
    lua_rawgetp(L, LUA_REGISTRYINDEX, &kMetatables[static_cast<std::size_t>(kind)]);
    lua_setmetatable(L, -2);
    lua_rawgetp(L, LUA_REGISTRYINDEX, &kResources);
    lua_pushvalue(L, -2);
    lua_rawseti(L, -2, handle->index + 1);
    lua_pop(L, 1);
    const std::uint16_t line = line_of(L);
    ResourceDeclaration& made = state.description.resources.emplace_back();
    made.kind = kind;
    made.line = line;
    return made;
}

static int make_mutex(lua_State* L) { return declare(L, ResourceKind::mutex), 1; }
static int make_condition(lua_State* L) { return declare(L, ResourceKind::condition), 1; }
static int make_event(lua_State* L) { return declare(L, ResourceKind::event), 1; }

static int make_semaphore(lua_State* L) {
    const std::int64_t permits = whole_at(L, 1, 0, 1'000'000, "semaphore takes its number of permits, 0 or more");
    return declare(L, ResourceKind::semaphore).initial = Cell::integer(permits), 1;
}

static int make_barrier(lua_State* L) {
    const std::int64_t parties = whole_at(L, 1, 1, 1'000'000, "barrier takes its number of parties, 1 or more");
    return declare(L, ResourceKind::barrier).capacity = parties, 1;
}

static Transport transport_at(lua_State* L, int index) {
    const char* given = lua_type(L, index) == LUA_TSTRING ? lua_tostring(L, index) : "";
    for (std::size_t i = 0; i < 3; ++i)
        if (kTransportNames[i] == given) return static_cast<Transport>(i);
    complain(L, "the transport of a channel is \"pipe\", \"socket\" or \"ring\", not \"%s\"", given);
    return {};
}

static int make_channel(lua_State* L) {
    constexpr const char* kTakes = "channel takes its capacity, 1 to 1024 messages";
    std::int64_t capacity = 64;
    Transport transport = Transport::pipe;
    if (lua_istable(L, 1)) {
        if (lua_getfield(L, 1, "capacity") != LUA_TNIL) capacity = whole_at(L, -1, 1, 1024, kTakes);
        if (lua_getfield(L, 1, "transport") != LUA_TNIL) transport = transport_at(L, -1);
    } else if (!lua_isnoneornil(L, 1)) {
        capacity = whole_at(L, 1, 1, 1024, kTakes);
    }
    ResourceDeclaration& made = declare(L, ResourceKind::channel);
    made.capacity = capacity;
    made.transport = transport;
    return 1;
}

static int make_variable(lua_State* L) {
    Cell initial;
    if (const char* problem = lua_isnoneornil(L, 1) ? nullptr : cell_at(L, 1, initial))
        complain(L, "%s, not %s; write variable(0)", problem, kind_at(L, 1));
    bool mmap = false, raw = false, atomic = false;
    if (lua_istable(L, 2)) {
        lua_getfield(L, 2, "mmap");
        mmap = lua_toboolean(L, -1) != 0;
        lua_getfield(L, 2, "raw");
        raw = lua_toboolean(L, -1) != 0;
        lua_getfield(L, 2, "atomic");
        atomic = lua_toboolean(L, -1) != 0;
    }
    ResourceDeclaration& made = declare(L, ResourceKind::variable);
    made.initial = initial;
    made.mmap = mmap;
    made.raw = raw;
    made.atomic = atomic;
    return 1;
}

// ---- metatables

/// Upvalue: who has no such method.
static int no_such_method(lua_State* L) {
    const char* name = lua_type(L, 2) == LUA_TSTRING ? lua_tostring(L, 2) : "?";
    return complain(L, "a %s has no %s; it has %s", lua_tostring(L, lua_upvalueindex(1)), name,
                    lua_tostring(L, lua_upvalueindex(2)));
}

static int no_fields(lua_State* L) {
    return complain(L, "nothing can be written into %s%s", kind_at(L, 1),
                    lua_type(L, 1) == LUA_TUSERDATA ? "; only a variable has a value" : "");
}

static void push_list_of_names(lua_State* L, const luaL_Reg* methods, const char* first) {
    lua_pushstring(L, first);
    int count = 1;
    for (const luaL_Reg* method = methods; method->name; ++method, ++count)
        lua_pushfstring(L, count == 1 && *first == '\0' ? "%s" : ", %s", method->name);
    lua_concat(L, count);
}

/// Leaves the table of methods on the stack; a wrong name complains.
static void push_methods(lua_State* L, const luaL_Reg* methods, const char* kind) {
    lua_createtable(L, 0, 8);
    luaL_setfuncs(L, methods, 0);
    lua_createtable(L, 0, 1);
    lua_pushstring(L, kind);
    push_list_of_names(L, methods, std::strcmp(kind, "variable") == 0 ? "value" : "");
    lua_pushcclosure(L, no_such_method, 2);
    lua_setfield(L, -2, "__index");
    lua_setmetatable(L, -2);
}

static void push_metatable(lua_State* L, const luaL_Reg* methods, const char* kind) {
    lua_createtable(L, 0, 2);
    push_methods(L, methods, kind);
    if (std::strcmp(kind, "variable") == 0) {
        lua_pushstring(L, "value");
        lua_pushcclosure(L, load_variable, 2);  // with the methods and the word
        lua_setfield(L, -2, "__index");
        lua_pushcfunction(L, store_variable);
    } else {
        lua_setfield(L, -2, "__index");
        lua_pushcfunction(L, no_fields);
    }
    lua_setfield(L, -2, "__newindex");
}

void open_resources(lua_State* L) {
    static constexpr luaL_Reg kMakers[] = {
        {"mutex", make_mutex}, {"semaphore", make_semaphore}, {"condition", make_condition}, {"barrier", make_barrier},
        {"event", make_event}, {"channel", make_channel},     {"variable", make_variable},   {nullptr, nullptr}};
    luaL_setfuncs(L, kMakers, 0);
    lua_createtable(L, 0, 0);
    lua_rawsetp(L, LUA_REGISTRYINDEX, &kResources);
    for (std::size_t kind = 0; kind < static_cast<std::size_t>(ResourceKind::device); ++kind) {
        push_metatable(L, methods_of(static_cast<ResourceKind>(kind)), kResourceKindNames[kind].data());
        lua_rawsetp(L, LUA_REGISTRYINDEX, &kMetatables[kind]);
    }
    lua_pushlightuserdata(L, nullptr);
    push_metatable(L, methods_of_futures(), "future");
    lua_setmetatable(L, -2);
    lua_pop(L, 1);
}

}  // namespace simul::lua
