// Stories written in Lua. Behind this header stands the only Lua of the engine.
#pragma once

#include <memory>
#include <string>

#include "engine/base/result.h"
#include "engine/scenario/scenario.h"

namespace simul {

/// The story with this text. `source_name` stands in messages: `chess_exhibition.lua`. A text that is no story is
/// refused when it is loaded.
std::unique_ptr<Scenario> lua_scenario(std::string name, std::string source_name, std::string text);

/// The story in this file.
Result<std::unique_ptr<Scenario>> lua_scenario_from_file(const std::string& path);

}  // namespace simul
