#include "app/command_line/csv_report.h"

#include <nlohmann/json.hpp>

namespace simul::command_line {
namespace {

using Json = nlohmann::ordered_json;

/// In quotes where a comma, a quote or a line's end is in it.
std::string field(const Json& value) {
    if (value.is_null()) return {};
    if (!value.is_string()) return value.dump();
    const std::string text = value.get<std::string>();
    if (text.find_first_of(",\"\n\r") == std::string::npos) return text;
    std::string quoted = "\"";
    for (const char letter : text) quoted += letter == '"' ? std::string("\"\"") : std::string(1, letter);
    return quoted + "\"";
}

}  // namespace

std::string rows_as_csv(const Json& rows) {
    std::string text;
    for (const Json& row : rows) {
        std::string titles, fields;
        for (const auto& [name, value] : row.items()) {
            titles += (titles.empty() ? "" : ",") + name;
            fields += (&value == &row.begin().value() ? "" : ",") + field(value);
        }
        if (text.empty()) text = titles + "\n";
        text += fields + "\n";
    }
    return text;
}

}  // namespace simul::command_line
