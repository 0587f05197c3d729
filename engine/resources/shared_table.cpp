#include "engine/resources/shared_table.h"

#include <fmt/format.h>

#include <optional>
#include <utility>

#include "engine/scenario/packed_table.h"
#include "engine/scenario/plain_value.h"

namespace simul {

namespace {

std::string packed_nothing() {
    std::string packed;
    pack(PlainValue(), packed);
    return packed;
}

/// What the event shows of a value: a number or a truth value as it is.
Cell cell_of_value(std::string_view packed) {
    std::string_view bytes = packed;
    const PackedItem item = take_item(bytes);
    if (const auto* const whole = std::get_if<std::int64_t>(&item.content)) return Cell::integer(*whole);
    if (const auto* const real = std::get_if<double>(&item.content)) return Cell::real(*real);
    if (const auto* const truth = std::get_if<bool>(&item.content)) return Cell::boolean(*truth);
    return cell_of(packed);
}

/// One operation on one table, which is copied, and given back if it was changed.
class TableAccess {
  public:
    TableAccess(ResourceRules& rules, Operation& operation, TaskId who)
        : rules_(rules), operation_(operation), cell_(rules.host().cell_of(operation.resource, who)) {
        rules.host().load_content(operation.resource, cell_, table_);
        if (!operation.text) return;
        std::string_view given = *operation.text;
        key_ = take_value(given);
        value_ = given.empty() ? packed_nothing() : std::string(given);
    }

    Change attempt() {
        if (operation_.kind == OperationKind::table_length) return tell_length();
        const std::string refusal = access();
        if (!refusal.empty()) return rules_.refused(rules_.state_of(operation_.resource), refusal);
        operation_.text->assign(key_).append(value_);
        const Cell told = cell_of_value(value_);
        operation_.value = told.bits;
        operation_.cell = told.type;
        return rules_.granted(rules_.state_of(operation_.resource), told.bits);
    }

  private:
    Change tell_length() {
        operation_.value = length_of(table_);
        return rules_.granted(rules_.state_of(operation_.resource), operation_.value);
    }

    /// Why it cannot be done; empty: it is done.
    std::string access() {
        switch (operation_.kind) {
            case OperationKind::write_entry:
                set_entry(table_, key_, value_);
                return put_back();
            case OperationKind::walk_entry:
                walk();
                return {};
            case OperationKind::insert_entry:
                return insert();
            case OperationKind::remove_entry:
                return remove();
            default:
                find(key_);
                return {};
        }
    }

    void find(const std::string& key) {
        const std::string_view found = entry_of(table_, key);
        value_ = found.empty() ? packed_nothing() : std::string(found);
    }

    void walk() {
        const std::optional<PackedEntry> next =
            entry_after(table_, is_nothing(key_) ? std::string_view() : std::string_view(key_));
        value_ = next ? std::string(next->value) : packed_nothing();
        key_ = next ? std::string(next->key) : packed_nothing();
    }

    /// Null: what was asked for is no place of the list, from 1 to `most`. Nothing asked for: `otherwise`.
    std::optional<std::int64_t> position(std::int64_t most, std::int64_t otherwise) const {
        if (is_nothing(key_)) return otherwise;
        std::string_view bytes = key_;
        const PackedItem item = take_item(bytes);
        const auto* const whole = std::get_if<std::int64_t>(&item.content);
        return whole && *whole >= 1 && *whole <= most ? std::optional(*whole) : std::nullopt;
    }

    std::string insert() {
        const std::int64_t length = length_of(table_);
        const std::optional<std::int64_t> at = position(length + 1, length + 1);
        if (!at) return out_of_bounds("insert", length + 1);
        open_gap(table_, *at, length);
        key_ = packed_whole(*at);
        set_entry(table_, key_, value_);
        return put_back();
    }

    std::string remove() {
        const std::int64_t length = length_of(table_);
        if (length == 0 && is_nothing(key_)) return {};
        const std::optional<std::int64_t> at = position(length, length);
        if (!at) return out_of_bounds("remove", length);
        key_ = packed_whole(*at);
        find(key_);
        set_entry(table_, key_, {});
        close_gap(table_, *at, length);
        return put_back();
    }

    std::string out_of_bounds(const char* verb, std::int64_t most) {
        return fmt::format("table.{} of {} takes a position from 1 to {}, as it has {} now", verb,
                           rules_.host().name_of(operation_.resource), most,
                           length_of(table_) == 1 ? "one entry" : fmt::format("{} entries", length_of(table_)));
    }

    std::string put_back() {
        const Cell changed = cell_of(table_);
        if (!rules_.host().keep_content(operation_.resource, changed, table_))
            return fmt::format(kNoMemoryLeft, "the table", table_.size());
        cell_ = changed;
        return {};
    }

    ResourceRules& rules_;
    Operation& operation_;
    Cell& cell_;
    std::string table_, key_, value_;
};

}  // namespace

Change attempt_on_table(ResourceRules& rules, Operation& operation, TaskId who) {
    return TableAccess(rules, operation, who).attempt();
}

}  // namespace simul
