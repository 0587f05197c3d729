// The value of a variable in JSON.
#pragma once

#include <nlohmann/json.hpp>

#include "engine/analysis/variables.h"

namespace simul::workspace {

/// A text stands without its quotes; a table as it is shown.
inline nlohmann::ordered_json json_of(const ShownCell& value) {
    switch (value.type) {
        case CellType::boolean:
            return value.bits != 0;
        case CellType::real:
            return value.as_real();
        case CellType::packed: {
            if (value.text == "nil") return nullptr;
            const bool is_text = value.text.size() >= 2 && value.text.front() == '"' && value.text.back() == '"';
            return is_text ? value.text.substr(1, value.text.size() - 2) : value.text;
        }
        case CellType::integer:
            break;
    }
    return value.bits;
}

}  // namespace simul::workspace
