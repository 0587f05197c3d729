#include "engine/analysis/shown_table.h"

#include <fmt/format.h>

#include <cmath>
#include <cstdlib>
#include <optional>

#include "engine/base/event_kinds.h"
#include "engine/base/state_hash.h"

namespace simul {

namespace {

std::optional<double> number_in(std::string_view label) {
    if (label.size() < 3 || label.front() != '[') return std::nullopt;
    const std::string text(label.substr(1, label.size() - 2));
    char* end = nullptr;
    const double number = std::strtod(text.c_str(), &end);
    const bool is_number = end == text.c_str() + text.size() && !std::isnan(number);
    return is_number ? std::optional(number) : std::nullopt;
}

/// Of a list; 0: it is none. A stranger's trace may say anything.
std::int64_t position_in(std::string_view label) {
    constexpr double kMost = 1e9;
    const double number = number_in(label).value_or(0);
    const bool is_position = number >= 1 && number <= kMost && number == std::floor(number);
    return is_position ? static_cast<std::int64_t>(number) : 0;
}

std::uint64_t hash_of(std::string_view label, std::string_view value) {
    StateHash hash;
    hash.add(label);
    hash.add(value);
    return hash.first;
}

std::string label_at(std::int64_t position) { return fmt::format("[{}]", position); }

}  // namespace

ShownEntry entry_in(std::string_view line) {
    constexpr std::string_view kIs = " = ";
    const std::size_t at = line.find(kIs);
    if (at == std::string_view::npos) return {};
    return {line.substr(0, at), line.substr(at + kIs.size())};
}

std::string_view label_in(const TraceEvent& event, std::string_view text) {
    const bool of_entry = is_operation(event.kind) && is_on_entry(operation_of(event.kind));
    return of_entry ? entry_in(text).label : std::string_view();
}

ShownTable::Key::Key(std::string_view name) : label(name), number(number_in(name)) {}

ShownTable::Key::Key(std::int64_t position) : label(label_at(position)), number(static_cast<double>(position)) {}

bool ShownTable::Key::operator<(const Key& other) const {
    if (number && other.number && *number != *other.number) return *number < *other.number;
    if (number.has_value() != other.number.has_value()) return number.has_value();
    return label < other.label;
}

ShownTable::ShownTable(std::string_view lines) {
    while (!lines.empty()) {
        const std::size_t end = lines.find('\n');
        const ShownEntry entry = entry_in(lines.substr(0, end));
        set(Key(entry.label), entry.value);
        lines.remove_prefix(end == std::string_view::npos ? lines.size() : end + 1);
    }
}

/// What it reads is what is there; so is what it walks by.
void ShownTable::apply(const TraceEvent& event, std::string_view text) {
    const ShownEntry entry = entry_in(text);
    if (event.phase != Phase::done || entry.label.empty()) return;
    const std::int64_t position = position_in(entry.label);
    const bool inserts = event.kind == EventKind::insert_entry, removes = event.kind == EventKind::remove_entry;
    const std::int64_t gap = inserts ? first_gap(position) : 0,
                       end = removes && position > 0 ? first_gap(position + 1) : 0;
    for (std::int64_t at = gap - 1; inserts && at >= position; --at) move(at, at + 1);
    set(Key(entry.label), removes ? "nil" : entry.value);
    for (std::int64_t at = position + 1; at < end; ++at) move(at, at - 1);
}

void ShownTable::set(const Key& key, std::string_view value) {
    const auto found = entries_.find(key);
    if (found != entries_.end()) hash_ ^= hash_of(key.label, found->second);
    if (value != "nil") hash_ ^= hash_of(key.label, value);
    if (value == "nil") {
        if (found != entries_.end()) entries_.erase(found);
    } else if (found != entries_.end()) {
        found->second = value;
    } else {
        entries_.emplace(key, value);
    }
}

void ShownTable::move(std::int64_t from, std::int64_t to) {
    const auto moved = entries_.find(Key(from));
    if (moved == entries_.end()) return;
    const std::string value = moved->second;
    set(Key(from), "nil");
    set(Key(to), value);
}

std::int64_t ShownTable::first_gap(std::int64_t from) const {
    while (entries_.count(Key(from)) > 0) ++from;
    return from;
}

std::string ShownTable::text() const {
    constexpr std::size_t kMost = 200;
    std::string text = "{";
    std::int64_t next = 1;
    for (const auto& [key, value] : entries_) {
        if (text.size() > 1) text += ", ";
        if (text.size() > kMost) return fmt::format("{}…}} ({} entries)", text, entries_.size());
        const bool is_next = key.label == label_at(next);
        if (is_next) ++next;
        text += is_next ? value : fmt::format("{} = {}", key.label, value);
    }
    return text + "}";
}

}  // namespace simul
