// A packed table that is changed where it stands: what a shared table of a story holds. Keys and values are packed, one
// of each; an empty view is none. Entries stand in the order of their keys, so that equal tables have equal bytes.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "engine/scenario/packed_item.h"

namespace simul {

struct PackedEntry {
    std::string_view key, value;
};

/// Whether one key stands before the other: numbers, then texts, then truth values.
bool in_order(const PackedItem& left, const PackedItem& right);

/// The first value of the packed bytes, which loses it.
std::string_view take_value(std::string_view& packed);
bool is_nothing(std::string_view packed_value);

/// Until it gives false.
void each_entry(std::string_view table, const std::function<bool(const PackedEntry&)>& visit);
/// None: there is no such entry.
std::string_view entry_of(std::string_view table, std::string_view key);
/// The first whose key comes after this one; after no key: the first of all.
std::optional<PackedEntry> entry_after(std::string_view table, std::string_view key);
/// How many entries stand at 1, 2, … without a gap.
std::int64_t length_of(std::string_view table);
/// Nothing as a value removes the entry.
void set_entry(std::string& table, std::string_view key, std::string_view value);
/// Of the list at 1 to `last`, its length: what stands at `from` and later goes up by one, and leaves a gap there.
void open_gap(std::string& table, std::int64_t from, std::int64_t last);
/// What stands after `gap`, where there is nothing, goes down by one.
void close_gap(std::string& table, std::int64_t gap, std::int64_t last);

std::string packed_whole(std::int64_t number);

// ---- As people read it.

/// What an entry is called: `Bob`, `[3]`; of a long name, the beginning and a number that tells it from others.
std::string label_of(std::string_view packed_key);
/// A key and a value: `Bob = 41`.
std::string shown_entry(std::string_view key_and_value);
/// All of a table, each in a line. A resource has the name that `name_of` gives.
std::string shown_entries(std::string_view table, const std::function<std::string(ResourceId)>& name_of);

}  // namespace simul
