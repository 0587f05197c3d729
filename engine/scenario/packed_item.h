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

void pack_text(std::string_view text, std::string& into);

/// What a table begins with. So many pairs are to follow.
void pack_table(std::uint32_t pairs, std::string& into);
/// How many follow the beginning of a table at `place` is known only now.
void set_pairs(std::uint32_t pairs, std::size_t place, std::string& into);

}  // namespace simul
