// What the parts of an exploration have found, put together.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

#include "app/command_line/session.h"

namespace simul::command_line {

/// `asked`: of the parts. The exit code.
int merge_exploration(const nlohmann::ordered_json& asked, const std::vector<std::string>& found, bool json,
                      Session& session);

}  // namespace simul::command_line
