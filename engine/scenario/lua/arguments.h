// What a call was given, against what it takes: each argument is read, or complained about.
#pragma once

#include <cstddef>
#include <string_view>

#include "engine/base/operation_kinds.h"
#include "engine/scenario/lua/state.h"

namespace simul::lua {

/// Complains if there are more than `most` values from the place `first` on; nil at the end is nothing. `usage` is how
/// the call is written.
void expect_at_most(lua_State* L, const char* usage, int first, int most, const char* hint = "");
/// Of an operation, and says so if a timeout was meant.
void expect_no_more(lua_State* L, OperationKind kind, int first);

/// Reads the arguments from the place `first` on into the operation, which has begun.
void take_arguments(lua_State* L, OperationKind kind, int first, Operation& operation);

/// Complains about what is neither nothing nor a table with these fields, as in { mmap = true }.
void expect_options(lua_State* L, int index, const char* usage, std::initializer_list<const char*> fields);

}  // namespace simul::lua
