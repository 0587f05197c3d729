// Figures as CSV, for spreadsheets: the same as in JSON, a row for each.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>

namespace simul::command_line {

/// Of a list of objects with the same members: their names, then a row for each. What is null is empty.
std::string rows_as_csv(const nlohmann::ordered_json& rows);

}  // namespace simul::command_line
