// Packed values one after another, without taking tables apart: for who turns them into something else.
#pragma once

#include <cstdint>
#include <string_view>
#include <variant>

#include "engine/base/ids.h"

namespace simul {

/// One value in its bytes, not copied. Of a table only how many pairs follow it there: a key and a value each.
struct PackedItem {
    struct Table {
        std::uint32_t pairs;
    };
    std::variant<std::monostate, bool, std::int64_t, double, std::string_view, ResourceId, TaskId, Table> content;
};

/// Takes the first item off `bytes`, which must come from `pack`; damage breaks a promise of ours.
PackedItem take_item(std::string_view& bytes);

}  // namespace simul
