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
    /// A function. Of one that was made while the story ran, how many values follow it there: its code, then what it
    /// shares with the function around it.
    struct Function {
        enum class From : std::uint8_t {
            name,       ///< a word, or a global of the story
            file,       ///< made when the file was loaded: its number
            code,       ///< made while the story ran: the number of its code, kUnknownCode if it has none
            around_it,  ///< one that this value is a part of: how many lie between
        };
        From from;
        bool is_called;  ///< it is what a call calls, and not one of its arguments
        std::uint32_t number;
        std::uint32_t values;
        std::string_view name;
    };
    static constexpr std::uint32_t kUnknownCode = 0xffffffff;

    std::variant<std::monostate, bool, std::int64_t, double, std::string_view, ResourceId, TaskId, Table, Function>
        content;

    /// How many values follow that are a part of this one.
    std::uint32_t parts() const {
        if (const auto* table = std::get_if<Table>(&content)) return 2 * table->pairs;
        if (const auto* function = std::get_if<Function>(&content)) return function->values;
        return 0;
    }
};

/// Takes the first item off `bytes`, which must come from `pack`; damage breaks a promise of ours.
PackedItem take_item(std::string_view& bytes);

void pack_text(std::string_view text, std::string& into);

/// What a table begins with. So many pairs are to follow.
void pack_table(std::uint32_t pairs, std::string& into);
/// What a function begins with. So many values are to follow.
void pack_function(const PackedItem::Function& function, std::string& into);
/// How many pairs follow the beginning of a table at `place`, or bytes that of a text, is known only now.
void set_length(std::uint32_t length, std::size_t place, std::string& into);

}  // namespace simul
