#include "engine/scenario/lua/resources.h"

#include <algorithm>
#include <cstring>
#include <string>
#include <vector>

#include "engine/scenario/lua/arguments.h"
#include "engine/scenario/lua/asking.h"
#include "engine/scenario/lua/devices.h"
#include "engine/scenario/lua/metatables.h"
#include "engine/scenario/lua/operations.h"
#include "engine/scenario/lua/shared_tables.h"
#include "engine/scenario/lua/values.h"
#include "engine/scenario/nearest.h"

namespace simul::lua {

/// One registry key for each receiver, the future apart.
static char kMetatables[static_cast<std::size_t>(Receiver::future)];

static void* key_of_metatable(Receiver receiver) { return &kMetatables[static_cast<std::size_t>(receiver)]; }

// ---- handles

const char* with_article(Receiver receiver) {
    static constexpr const char* kWords[] = {
        "nothing",    "a mutex",        "a semaphore", "a condition", "a barrier",       "an event",   "a channel",
        "a variable", "an HTTP server", "a folder",    "a database",  "a graphics card", "an rw_lock", "a byte stream"};
    return kWords[static_cast<std::size_t>(receiver)];
}

bool is_resource(lua_State* L, int index, Receiver receiver) {
    const Handle* handle = handle_at(L, index);
    return handle && !handle->is_knob && !handle->is_table && receiver_of(*handle) == receiver;
}

ResourceId resource_at(lua_State* L, int index, Receiver receiver, const char* method) {
    const Handle* handle = handle_at(L, index);
    if (!is_resource(L, index, receiver))
        complain(L, "%s is for %s, but was given %s; a method is called with a colon, as in name:%s()", method,
                 with_article(receiver), kind_at(L, index), method);
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

TaskId future_argument(lua_State* L, int index, const char* name) {
    if (!is_future(L, index))
        complain(L, "%s is for a future, which spawn gives, but was given %s%s", name, kind_at(L, index),
                 lua_isnil(L, index) ? "; f(1) calls f and gives its result, spawn(f, 1) gives a future"
                                     : "; gather, shield and wait_for wait themselves, and give the result");
    return future_at(L, index);
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
    const Handle* handle = handle_at(L, index);
    if (handle->is_table) return "a shared table";
    return handle->is_knob ? "a knob" : with_article(receiver_of(*handle));
}

// ---- making them

ResourceDeclaration& declare(lua_State* L, ResourceKind kind, DeviceKind device) {
    constexpr std::size_t kMost = 60'000;
    State& state = state_of(L);
    const char* const word = kind == ResourceKind::device   ? name_of(device).data()
                             : kind == ResourceKind::stream ? "pipe"
                                                            : name_of(kind).data();
    if (!state.loading)
        complain(L, "%s is made while the story runs; make it at the top of the file: name = %s(…)",
                 with_article(simul::receiver_of(kind, device)), word);
    if (state.description.resources.size() >= kMost)
        complain(L, "there are more than %d resources", static_cast<int>(kMost));
    auto* handle = static_cast<Handle*>(lua_newuserdatauv(L, sizeof(Handle), 0));
    *handle = {false, kind, device, static_cast<std::uint16_t>(state.description.resources.size())};
    lua_rawgetp(L, LUA_REGISTRYINDEX, key_of_metatable(receiver_of(*handle)));
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

static LockProtocol protocol_at(lua_State* L, int index) {
    const auto protocol =
        word_named<LockProtocol>(lua_type(L, index) == LUA_TSTRING ? lua_tostring(L, index) : "", kLockProtocolNames);
    if (!protocol) complain(L, "the protocol of a mutex is \"none\", \"inherit\" or \"ceiling\"");
    return *protocol;
}

constexpr const char* kHowToLock = "; to lock one, write judit:lock()";

/// Of one that has an owner, to whom it may lend a priority.
static int make_owned(lua_State* L, LockRule rule) {
    const char* const kind = name_of(rule).data();
    if (!lua_istable(L, 1)) expect_at_most(L, rule == LockRule::owner ? "mutex()" : "rlock()", 1, 0, kHowToLock);
    expect_options(L, 1, kind, {"protocol", "ceiling"});
    LockProtocol protocol{};
    std::int64_t ceiling = 0;
    if (lua_istable(L, 1)) {
        if (lua_getfield(L, 1, "protocol") != LUA_TNIL) protocol = protocol_at(L, -1);
        const bool has_ceiling = lua_getfield(L, 1, "ceiling") != LUA_TNIL;
        if (has_ceiling) ceiling = whole_at(L, -1, -1'000'000, 1'000'000, "the ceiling of a mutex is a priority");
        if (protocol == LockProtocol::ceiling && !has_ceiling)
            complain(
                L,
                "this %s has no ceiling: write %s{ protocol = \"ceiling\", ceiling = 1 }, with the priority of the "
                "most urgent task that locks it",
                kind, kind);
    }
    ResourceDeclaration& made = declare(L, ResourceKind::mutex);
    made.rule = rule;
    made.protocol = protocol;
    made.ceiling = ceiling;
    return 1;
}
static int make_mutex(lua_State* L) { return make_owned(L, LockRule::owner); }
static int make_rlock(lua_State* L) { return make_owned(L, LockRule::reentrant); }
static int make_lock(lua_State* L) {
    expect_at_most(L, "lock()", 1, 0, kHowToLock);
    declare(L, ResourceKind::mutex).rule = LockRule::anybody;
    return 1;
}

static int make_condition(lua_State* L) {
    expect_at_most(L, "condition(door)", 1, 1, "; its mutex is given to wait, too, as in full:wait(door)");
    const Handle* const door = handle_at(L, 1);
    if (!lua_isnoneornil(L, 1) && (!door || door->is_knob || door->kind != ResourceKind::mutex))
        complain(L, "condition takes its mutex, or nothing, but was given %s", kind_at(L, 1));
    return declare(L, ResourceKind::condition).initial = Cell::integer(door ? door->index + 1 : 0), 1;
}

static int make_event(lua_State* L) {
    expect_at_most(L, "event()", 1, 0);
    return declare(L, ResourceKind::event), 1;
}

static int make_semaphore(lua_State* L) {
    expect_at_most(L, "semaphore(permits)", 1, 1);
    const std::int64_t permits = whole_at(L, 1, 0, 1'000'000, "semaphore takes its number of permits, 0 or more");
    return declare(L, ResourceKind::semaphore).initial = Cell::integer(permits), 1;
}

static int make_bounded_semaphore(lua_State* L) {
    expect_at_most(L, "bounded_semaphore(permits)", 1, 1);
    const std::int64_t permits =
        whole_at(L, 1, 1, 1'000'000, "bounded_semaphore takes its number of permits, 1 or more");
    ResourceDeclaration& made = declare(L, ResourceKind::semaphore);
    made.initial = Cell::integer(permits);
    made.capacity = permits;
    return 1;
}

static int make_barrier(lua_State* L) {
    expect_at_most(L, "barrier(parties)", 1, 1);
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
    constexpr const char* kTakes = "channel takes its capacity, 0 to 1024 messages";
    std::int64_t capacity = kUsualCapacity, bytes = 0;
    Transport transport = Transport::pipe;
    expect_at_most(L, "channel([capacity])", 1, 1,
                   "; a transport is written channel{ capacity = 8, transport = \"ring\" }");
    if (lua_istable(L, 1)) {
        expect_options(L, 1, "channel", {"capacity", "transport", "bytes"});
        if (lua_getfield(L, 1, "capacity") != LUA_TNIL) capacity = whole_at(L, -1, 0, 1024, kTakes);
        if (lua_getfield(L, 1, "transport") != LUA_TNIL) transport = transport_at(L, -1);
        if (capacity == 0 && !lua_isnil(L, -1))
            complain(L, "a channel of capacity 0 has no transport: it hands each message from task to task");
        if (lua_getfield(L, 1, "bytes") != LUA_TNIL)
            bytes = whole_at(L, -1, 1, 1'000'000'000'000, "a message of a channel has 1 to 1e12 bytes");
    } else if (!lua_isnoneornil(L, 1)) {
        capacity = whole_at(L, 1, 0, 1024, kTakes);
    }
    ResourceDeclaration& made = declare(L, ResourceKind::channel);
    made.capacity = capacity;
    made.transport = transport;
    made.message_bytes = bytes;
    return 1;
}

static int make_rw_lock(lua_State* L) {
    constexpr const char* kUsage = "rw_lock{ prefer = \"readers\" }";
    expect_at_most(L, kUsage, 1, 1);
    expect_options(L, 1, kUsage, {"prefer"});
    std::optional<LockPreference> prefer = LockPreference::fair;
    if (lua_istable(L, 1) && lua_getfield(L, 1, "prefer") != LUA_TNIL)
        prefer =
            word_named<LockPreference>(lua_type(L, -1) == LUA_TSTRING ? lua_tostring(L, -1) : "", kLockPreferenceNames);
    if (!prefer) complain(L, "an rw_lock prefers \"fair\", \"readers\" or \"writers\"");
    declare(L, ResourceKind::rw_lock).prefer = *prefer;
    return 1;
}

static std::int64_t stream_capacity_at(lua_State* L, const char* usage) {
    constexpr std::int64_t kAsLinux = 65'536;
    expect_at_most(L, usage, 1, 1);
    if (lua_isnoneornil(L, 1)) return kAsLinux;
    return whole_at(L, 1, 1, kMostStreamBytes, "a byte stream has room for 1 to 1048576 bytes");
}

static int make_pipe(lua_State* L) {
    const std::int64_t capacity = stream_capacity_at(L, "pipe([capacity])");
    declare(L, ResourceKind::stream).capacity = capacity;
    return 1;
}

/// Each end is the stream that is read there; what is written there comes into the other.
static int make_socket_pair(lua_State* L) {
    const std::int64_t capacity = stream_capacity_at(L, "socket_pair([capacity])");
    const auto first = static_cast<std::uint16_t>(state_of(L).description.resources.size());
    for (std::uint16_t i = 0; i < 2; ++i) {
        ResourceDeclaration& made = declare(L, ResourceKind::stream);
        made.capacity = capacity;
        made.peer = static_cast<ResourceId>(first + 1 - i);
    }
    return 2;
}

ResourceId written_from(lua_State* L, ResourceId stream) {
    const ResourceId peer = state_of(L).description.resources[index_of(stream)].peer;
    return peer == kNoResource ? stream : peer;
}

static int make_variable(lua_State* L) {
    constexpr const char* kUsage = "variable(value, { mmap = true })";
    expect_at_most(L, kUsage, 1, 2);
    expect_options(L, 2, kUsage, {"mmap", "raw", "atomic"});
    Cell initial;
    std::string& content = state_of(L).scratch;
    content.clear();
    const int type = lua_type(L, 1);
    if (type == LUA_TNUMBER || type == LUA_TBOOLEAN)
        cell_at(L, 1, initial);
    else if (type != LUA_TNONE) {
        if (const char* problem = pack_value(L, 1, content))
            complain(L, "a variable cannot hold this first: %s", problem);
        initial = cell_of(content);
    }
    bool mmap = false, raw = false, atomic = false;
    if (lua_istable(L, 2)) {
        lua_getfield(L, 2, "mmap");
        mmap = lua_toboolean(L, -1) != 0;
        lua_getfield(L, 2, "raw");
        raw = lua_toboolean(L, -1) != 0;
        lua_getfield(L, 2, "atomic");
        atomic = lua_toboolean(L, -1) != 0;
    }
    if (raw && initial.is_packed()) complain(L, "a raw variable holds numbers and truth values only");
    ResourceDeclaration& made = declare(L, ResourceKind::variable);
    made.initial = initial;
    if (initial.is_packed()) made.content = state_of(L).scratch;
    made.mmap = mmap;
    made.raw = raw;
    made.atomic = atomic;
    return 1;
}

static void open_methods(lua_State* L, Receiver receiver) {
    push_metatable(L, receiver, with_article(receiver));
    lua_rawsetp(L, LUA_REGISTRYINDEX, key_of_metatable(receiver));
}

void add_methods_of_streams(lua_State* L) {
    lua_rawsetp(L, LUA_REGISTRYINDEX, &kMethodsOfStreams);
    open_methods(L, Receiver::stream);
}

void open_resources(lua_State* L) {
    static constexpr luaL_Reg kMakers[] = {{"mutex", make_mutex},
                                           {"lock", make_lock},
                                           {"rlock", make_rlock},
                                           {"semaphore", make_semaphore},
                                           {"bounded_semaphore", make_bounded_semaphore},
                                           {"condition", make_condition},
                                           {"barrier", make_barrier},
                                           {"event", make_event},
                                           {"channel", make_channel},
                                           {"variable", make_variable},
                                           {"shared_table", make_shared_table},
                                           {"rw_lock", make_rw_lock},
                                           {"pipe", make_pipe},
                                           {"socket_pair", make_socket_pair},
                                           {"http_server", make_http_server},
                                           {"folder", make_folder},
                                           {"database", make_database},
                                           {"gpu", make_gpu},
                                           {nullptr, nullptr}};
    luaL_setfuncs(L, kMakers, 0);
    lua_createtable(L, 0, 0);
    lua_rawsetp(L, LUA_REGISTRYINDEX, &kResources);
    for (std::size_t i = static_cast<std::size_t>(Receiver::mutex); i < static_cast<std::size_t>(Receiver::future);
         ++i) {
        open_methods(L, static_cast<Receiver>(i));
    }
    open_shared_tables(L);
    lua_pushlightuserdata(L, nullptr);
    push_metatable(L, Receiver::future, "a future");
    lua_setmetatable(L, -2);
    lua_pop(L, 1);
}

}  // namespace simul::lua
