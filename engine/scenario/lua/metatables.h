// How resources and futures answer to what is written after them: methods, and what they are not.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "engine/base/words.h"
#include "engine/scenario/lua/state.h"

namespace simul::lua {

/// Of the metatable on top: calls and arithmetic are refused.
void refuse_other_uses(lua_State* L);

/// Leaves it on the stack. `kind`: as sentences call it, "a mutex".
void push_metatable(lua_State* L, Receiver receiver, const char* kind);

/// Of a global that holds a resource: it has no such method. Raises nothing.
std::optional<std::string> complaint_about_method(lua_State* L, std::string_view global, std::string_view method);

}  // namespace simul::lua
