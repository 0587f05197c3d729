#include "engine/scenario/packed_table.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>
#include <vector>

#include "engine/base/ensure.h"
#include "engine/base/state_hash.h"
#include "engine/scenario/plain_value.h"

namespace simul {

namespace {

/// Numbers, then strings, then truth values.
int rank_of(const PackedItem& key) {
    if (std::holds_alternative<bool>(key.content)) return 2;
    return std::holds_alternative<std::string_view>(key.content) ? 1 : 0;
}

double number_of(const PackedItem& key) {
    if (const auto* whole = std::get_if<std::int64_t>(&key.content)) return static_cast<double>(*whole);
    if (const auto* real = std::get_if<double>(&key.content)) return *real;
    const auto* truth = std::get_if<bool>(&key.content);
    return truth && *truth ? 1 : 0;
}

PackedItem item_of(std::string_view packed) { return take_item(packed); }

const std::int64_t* whole_of(const PackedItem& key) { return std::get_if<std::int64_t>(&key.content); }

std::uint32_t take_beginning(std::string_view& table) {
    const PackedItem item = take_item(table);
    const auto* const beginning = std::get_if<PackedItem::Table>(&item.content);
    ensure(beginning != nullptr, "a shared table holds a table");
    return beginning->pairs;
}

/// Where an entry stands in the bytes; or, if it is not there, would stand.
struct EntryPlace {
    std::size_t begin = 0, end = 0;
    bool found = false;
};

EntryPlace place_of(std::string_view table, std::string_view key) {
    const PackedItem wanted = item_of(key);
    EntryPlace place;
    place.begin = place.end = table.size();
    each_entry(table, [&](const PackedEntry& entry) {
        const bool found = entry.key == key;
        if (!found && in_order(item_of(entry.key), wanted)) return true;
        place.begin = static_cast<std::size_t>(entry.key.data() - table.data());
        place.found = found;
        place.end = place.begin + (found ? entry.key.size() + entry.value.size() : 0);
        return false;
    });
    return place;
}

}  // namespace

bool in_order(const PackedItem& left, const PackedItem& right) {
    const int rank = rank_of(left);
    if (rank != rank_of(right)) return rank < rank_of(right);
    if (rank == 1) return std::get<std::string_view>(left.content) < std::get<std::string_view>(right.content);
    return number_of(left) < number_of(right);
}

std::string_view take_value(std::string_view& packed) {
    const std::string_view all = packed;
    for (std::uint32_t left = take_item(packed).parts(); left > 0; --left) take_value(packed);
    return all.substr(0, all.size() - packed.size());
}

bool is_nothing(std::string_view packed_value) {
    return packed_value.empty() || std::holds_alternative<std::monostate>(item_of(packed_value).content);
}

void each_entry(std::string_view table, const std::function<bool(const PackedEntry&)>& visit) {
    for (std::uint32_t left = take_beginning(table); left > 0; --left) {
        const std::string_view key = take_value(table);
        if (!visit({key, take_value(table)})) return;
    }
}

std::string_view entry_of(std::string_view table, std::string_view key) {
    const EntryPlace place = place_of(table, key);
    return place.found ? table.substr(place.begin + key.size(), place.end - place.begin - key.size())
                       : std::string_view();
}

std::optional<PackedEntry> entry_after(std::string_view table, std::string_view key) {
    std::optional<PackedEntry> after;
    each_entry(table, [&](const PackedEntry& entry) {
        if (!key.empty() && !in_order(item_of(key), item_of(entry.key))) return true;
        after = entry;
        return false;
    });
    return after;
}

std::int64_t length_of(std::string_view table) {
    std::int64_t length = 0;
    each_entry(table, [&](const PackedEntry& entry) {
        const PackedItem key = item_of(entry.key);
        if (const auto* const whole = whole_of(key); whole && *whole == length + 1) ++length;
        return rank_of(key) == 0 && number_of(key) <= static_cast<double>(length) + 1;
    });
    return length;
}

void set_entry(std::string& table, std::string_view key, std::string_view value) {
    const EntryPlace place = place_of(table, key);
    const bool removes = is_nothing(value);
    if (removes && !place.found) return;
    std::string_view rest = table;
    const std::uint32_t count = take_beginning(rest) + (removes ? 0 : 1) - (place.found ? 1 : 0);
    const std::string entry = removes ? "" : std::string(key).append(value);
    table.replace(place.begin, place.end - place.begin, entry);
    set_length(count, 0, table);
}

/// Entries at `first` to `last` go to places so much further on, all at once.
static void renumber(std::string& table, std::int64_t first, std::int64_t last, std::int64_t by) {
    std::vector<std::pair<std::string, std::string_view>> entries;
    each_entry(table, [&](const PackedEntry& entry) {
        const PackedItem key = item_of(entry.key);
        const std::int64_t* const whole = whole_of(key);
        const bool moves = whole && *whole >= first && *whole <= last;
        entries.emplace_back(moves ? packed_whole(*whole + by) : std::string(entry.key), entry.value);
        return true;
    });
    // Between 2 and 3 there may stand 2.5, which is not moved.
    std::stable_sort(entries.begin(), entries.end(), [](const auto& one, const auto& other) {
        return in_order(item_of(one.first), item_of(other.first));
    });
    std::string_view rest = table;
    take_beginning(rest);
    std::string renumbered(table, 0, table.size() - rest.size());
    for (const auto& [key, value] : entries) renumbered.append(key).append(value);
    table = std::move(renumbered);
}

void open_gap(std::string& table, std::int64_t from, std::int64_t last) { renumber(table, from, last, 1); }

void close_gap(std::string& table, std::int64_t gap, std::int64_t last) { renumber(table, gap + 1, last, -1); }

std::string packed_whole(std::int64_t number) {
    std::string packed;
    pack(PlainValue(number), packed);
    return packed;
}

// ---- As people read it.

std::string label_of(std::string_view packed_key) {
    constexpr std::size_t kMostOfName = 40;
    const PackedItem key = item_of(packed_key);
    const auto* const name = std::get_if<std::string_view>(&key.content);
    if (const auto* const real = std::get_if<double>(&key.content)) return fmt::format("[{}]", *real);  // all digits
    if (!name) return fmt::format("[{}]", preview(packed_key));
    std::string label = preview(packed_key, kMostOfName);
    std::replace_if(
        label.begin(), label.end(), [](char letter) { return letter == '\n' || letter == '='; }, ' ');
    if (label == *name && !label.empty() && label.front() != '[' && label.front() != '"') return label;
    StateHash hash;
    hash.add(*name);
    return fmt::format("\"{}\" #{:016x}", label, static_cast<std::uint64_t>(hash.first));
}

std::string shown_entry(std::string_view key_and_value) {
    const std::string_view key = take_value(key_and_value);
    return is_nothing(key) ? "no more" : label_of(key) + " = " + shown_value(key_and_value);
}

std::string shown_entries(std::string_view table, const std::function<std::string(ResourceId)>& name_of) {
    std::string lines;
    each_entry(table, [&](const PackedEntry& entry) {
        const PackedItem value = item_of(entry.value);
        const auto* const resource = std::get_if<ResourceId>(&value.content);
        lines.append(label_of(entry.key)).append(" = ");
        lines.append(resource ? name_of(*resource) : shown_value(entry.value)).append("\n");
        return true;
    });
    return lines;
}

}  // namespace simul
