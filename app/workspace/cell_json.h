// The value of a variable in JSON.
#pragma once

#include <nlohmann/json.hpp>

#include "engine/base/words.h"

namespace simul::workspace {

inline nlohmann::ordered_json json_of(Cell cell) {
    switch (cell.type) {
        case CellType::boolean:
            return cell.bits != 0;
        case CellType::real:
            return cell.as_real();
        case CellType::integer:
            break;
    }
    return cell.bits;
}

}  // namespace simul::workspace
