// Mutexes, channels, variables … and futures as Lua values: made while the file loads, used by their methods.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "engine/base/ids.h"
#include "engine/base/operation_kinds.h"
#include "engine/base/words.h"
#include "engine/scenario/lua/state.h"

namespace simul::lua {

/// What a full userdata of a story holds: a resource, or a knob that is not yet in `knobs`.
struct Handle {
    bool is_knob = false;
    ResourceKind kind{};
    DeviceKind device{};      ///< of a device
    std::uint16_t index = 0;  ///< the ResourceId, or the place in made_knobs
    bool is_table = false;    ///< a variable that is a shared table
};

/// Null if there is none at `index`. All full userdata that a story can reach are ours.
inline Handle* handle_at(lua_State* L, int index) {
    return lua_type(L, index) == LUA_TUSERDATA ? static_cast<Handle*>(lua_touserdata(L, index)) : nullptr;
}

/// What can be done to it.
inline Receiver receiver_of(const Handle& handle) { return simul::receiver_of(handle.kind, handle.device); }

/// "a mutex".
const char* with_article(Receiver receiver);
bool is_resource(lua_State* L, int index, Receiver receiver);
/// The resource at `index`, or a complaint: "lock is for a mutex, written judit:lock()".
ResourceId resource_at(lua_State* L, int index, Receiver receiver, const char* method);

/// Makes a resource while the file loads, and leaves its handle on the stack.
ResourceDeclaration& declare(lua_State* L, ResourceKind kind, DeviceKind device = {});

void push_resource(lua_State* L, ResourceId resource);

/// The stream into which a task writes that has this end.
ResourceId written_from(lua_State* L, ResourceId stream);
/// From the table on top, which is popped: byte streams have them, too, from now on.
void add_methods_of_streams(lua_State* L);

/// A future is a light userdata: it needs no memory, and equal ones are equal.
void push_future(lua_State* L, TaskId task);
inline bool is_future(lua_State* L, int index) { return lua_type(L, index) == LUA_TLIGHTUSERDATA; }
TaskId future_at(lua_State* L, int index);
/// The future at `index`, or a complaint that begins with `name`.
TaskId future_argument(lua_State* L, int index, const char* name);

void append_resource_name(lua_State* L, int index, std::string& into);
const char* kind_of_userdata(lua_State* L, int index);

/// Puts mutex(), semaphore() … and knob handles' metatables into the state. The globals table is on top.
void open_resources(lua_State* L);

}  // namespace simul::lua
