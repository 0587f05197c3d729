// Names that a story calls or looks into, and that nobody has: found in its text, before it runs.
#pragma once

#include <string>
#include <string_view>

#include "engine/base/result.h"
#include "engine/scenario/lua/state.h"

namespace simul::lua {

/// Whether each name that is called, or has a field or a method asked for, is a word of the language, a local, a
/// parameter, or assigned somewhere. The error has file and line.
Result<void> names_are_known(State& state, std::string_view source);

/// Once the file has run: whether the resources that globals hold have the methods that are called on them.
Result<void> methods_are_known(State& state, std::string_view source);

/// What Lua says of a line that it cannot read; and what to write instead, if that can be seen.
Error explained_grammar(const State& state, Error error);

}  // namespace simul::lua
