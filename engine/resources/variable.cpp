// Variable: `cell` is the one of all, or of main where tasks have memory of their own. A shared table is one whose
// value is a table, and changes entry by entry (shared_table.h).
#include <fmt/format.h>

#include "engine/resources/resource_type.h"
#include "engine/resources/shared_table.h"

namespace simul {

namespace {

constexpr const char* kAddsToNoNumber =
    "add to {}, which holds no number; read its value, and write what it becomes, under a lock";
constexpr const char* kComparesNoNumber =
    "compare_exchange of {}, which holds neither a number nor a truth value; compare its value, and write it, under a "
    "lock";

Cell sum_of(const Cell& one, const Cell& other) {
    if (one.type != CellType::integer || other.type != CellType::integer)
        return Cell::real(one.as_real() + other.as_real());
    const std::uint64_t sum = static_cast<std::uint64_t>(one.bits) + static_cast<std::uint64_t>(other.bits);
    return Cell::integer(static_cast<std::int64_t>(sum));
}

class VariableType final : public ResourceType {
  public:
    Change attempt(ResourceRules& rules, Operation& operation, TaskId who) const override {
        if (is_on_table(operation.kind)) return attempt_on_table(rules, operation, who);
        Cell& cell = rules.host().cell_of(operation.resource, who);
        if (const std::string refusal = why_not(rules, operation, cell); !refusal.empty())
            return rules.refused(rules.state_of(operation.resource), refusal);
        Change change = rules.granted(rules.state_of(operation.resource));
        const Cell given{operation.value, operation.cell}, found = cell;
        if (operation.kind == OperationKind::store) cell = given;
        if (operation.kind == OperationKind::atomic_add) cell = sum_of(found, given);
        if (operation.kind == OperationKind::compare_exchange) {
            operation.succeeded = cell == Cell{operation.expected, operation.expected_cell};
            change.failed = !operation.succeeded;
            if (operation.succeeded) cell = given;
        }
        const Cell& told = operation.kind == OperationKind::compare_exchange ? found : cell;
        operation.value = told.bits;
        operation.cell = told.type;
        change.value = cell.bits;
        if (operation.kind == OperationKind::load && cell.is_packed() && operation.text)
            rules.host().load_content(operation.resource, cell, *operation.text);
        return change;
    }

    /// Keeps what a packed value stands for, if that is to be stored.
    static std::string why_not(ResourceRules& rules, const Operation& operation, const Cell& found) {
        const Cell given{operation.value, operation.cell};
        const std::string name =
            found.is_number() && !given.is_packed() ? "" : rules.host().name_of(operation.resource);
        if (operation.kind == OperationKind::atomic_add && !found.is_number())
            return fmt::format(kAddsToNoNumber, name);
        if (operation.kind == OperationKind::compare_exchange && found.is_packed())
            return fmt::format(kComparesNoNumber, name);
        if (operation.kind != OperationKind::store || !given.is_packed()) return {};
        if (rules.state_of(operation.resource).only_numbers) return fmt::format(kRawHoldsNumbers, name);
        const bool kept = rules.host().keep_content(operation.resource, given, *operation.text);
        return kept ? "" : fmt::format(kNoMemoryLeft, "the value", operation.text->size());
    }

    bool holds_back(const ResourceState&, OperationKind, TaskId) const override { return false; }
    const char* obstacle(OperationKind) const override { return "{0} is never waited for"; }

    /// Its values have a fold of their own (engine/analysis/variables.h), because tasks may have copies.
    bool fold(ResourceFold&, const EventOfResource&) const override { return false; }
    std::int64_t level(const ResourceFold&, const ResourceInfo&) const override { return 0; }

    /// An exchange comes after those whose value it finds, also one that leaves it as it was.
    void order(TaskClocks& tasks, ResourceClocks& variable, const EventOfResource& it) const override {
        const TraceEvent& event = it.event;
        if (event.phase == Phase::wanted) return;
        const bool atomic = it.info().atomic;
        if (exchanges(event.kind) || (atomic && event.kind == EventKind::load))
            tasks.acquire(event.task, variable.released);
        if (event.phase == Phase::done && (exchanges(event.kind) || (atomic && event.kind == EventKind::store)))
            tasks.release(event.task, variable.released);
    }
};

}  // namespace

const ResourceType& variable_type() {
    static const VariableType kType;
    return kType;
}

}  // namespace simul
