// What a shared table holds, folded from the events of its entries.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "engine/trace/trace_event.h"

namespace simul {

/// An entry in words, as an event or a header has it: `Bob = 41` is of the label `Bob`.
struct ShownEntry {
    std::string_view label, value;
};
ShownEntry entry_in(std::string_view line);
/// Of which an event tells; empty: of none, or it is no event of a shared table's entry.
std::string_view label_in(const TraceEvent& event, std::string_view text);

class ShownTable {
  public:
    ShownTable() = default;
    /// `lines`: as a header has them (ResourceInfo::shown).
    explicit ShownTable(std::string_view lines);

    void apply(const TraceEvent& event, std::string_view text);
    /// `{5, 7, Ada = 36}`; of a large one the beginning, and how many entries there are.
    std::string text() const;
    /// Tells different contents apart.
    std::uint64_t hash() const { return hash_; }

  private:
    /// Numbers by their size, then the others.
    struct Key {
        explicit Key(std::string_view label);
        explicit Key(std::int64_t position);
        bool operator<(const Key& other) const;

        std::string label;
        std::optional<double> number;
    };
    void set(const Key& key, std::string_view value);
    void move(std::int64_t from, std::int64_t to);
    /// Where nothing stands, from there on.
    std::int64_t first_gap(std::int64_t from) const;

    std::map<Key, std::string> entries_;
    std::uint64_t hash_ = 0;  ///< of all entries, whatever their order
};

}  // namespace simul
