#include "engine/analysis/variables.h"

#include <algorithm>
#include <charconv>

#include "engine/trace/text_form.h"

namespace simul {

std::string text_of(const ShownCell& value) {
    return value.is_packed() ? printable(value.text) : text_of(static_cast<const Cell&>(value));
}

static ShownCell shown_cell_of(const ShownTable& table) { return {Cell::packed(table.hash()), table.text()}; }

static ShownCell first_value_of(const ResourceInfo& resource) {
    return resource.table ? shown_cell_of(ShownTable(resource.shown)) : ShownCell{resource.initial, resource.shown};
}

VariableFold::VariableFold(const TraceHeader& header) : header_(&header) {
    for (const ResourceInfo& resource : header.resources) values_.push_back(first_value_of(resource));
}

void VariableFold::apply(const TraceEvent& event, std::string_view text) {
    switch (event.kind) {
        case EventKind::spawn:
        case EventKind::spawn_at:
            if (event.phase == Phase::done && forks_spawner(header_->model, header_->start_method))
                inherit(event.other_task(), event.task);
            return;
        case EventKind::wipe:
            if (event.resource == kNoResource) return;
            tables_.erase({kNoTask, event.resource});
            values_[index_of(event.resource)] = first_value_of(header_->resources[index_of(event.resource)]);
            return;
        case EventKind::buffer:
            late_[event.task].push_back({event.resource, Cell{event.value, event.cell}});
            return;
        case EventKind::flush:
            reach_memory(event);
            break;
        case EventKind::load:
            if (sees_own_store(event)) return;
            break;
        case EventKind::store:
        case EventKind::atomic_add:
        case EventKind::compare_exchange:
            break;
        case EventKind::read_entry:
        case EventKind::write_entry:
        case EventKind::walk_entry:
        case EventKind::insert_entry:
        case EventKind::remove_entry:
            return apply_to_table(event, text);
        default:
            return;
    }
    const bool stores_packed = event.kind == EventKind::store && event.cell == CellType::packed;
    if (event.phase == Phase::failed && (stores_packed || event.kind == EventKind::atomic_add)) return;  // refused
    const bool tells = event.phase != Phase::wanted && event.resource != kNoResource;
    if (!tells || header_->resources[index_of(event.resource)].raw) return;
    const Cell cell{event.value, event.cell};
    const ShownCell value{cell, std::string(cell.is_packed() ? text : std::string_view())};
    (has_copies(event.resource) ? copies_[event.task][event.resource] : values_[index_of(event.resource)]) = value;
}

/// An entry that is a resource: `[1] = resource 2` says which by its number, and is shown by its name.
static std::string with_name_of_resource(std::string_view entry, const TraceHeader& header) {
    constexpr std::string_view kResource = "resource ";
    const std::string_view value = entry_in(entry).value;
    std::size_t number = header.resources.size();
    if (value.substr(0, kResource.size()) == kResource)
        std::from_chars(value.data() + kResource.size(), value.data() + value.size(), number);
    if (number >= header.resources.size()) return std::string(entry);
    return std::string(entry.substr(0, entry.size() - value.size())) + header.resources[number].name;
}

void VariableFold::apply_to_table(const TraceEvent& event, std::string_view text) {
    ShownTable& table = table_of(event);
    table.apply(event, with_name_of_resource(text, *header_));
    (has_copies(event.resource) ? copies_[event.task][event.resource] : values_[index_of(event.resource)]) =
        shown_cell_of(table);
}

/// As the task that does it has it.
ShownTable& VariableFold::table_of(const TraceEvent& event) {
    const TaskId whose = has_copies(event.resource) ? event.task : kNoTask;
    const auto known = tables_.find({whose, event.resource});
    if (known != tables_.end()) return known->second;
    return tables_[{whose, event.resource}] = ShownTable(header_->resources[index_of(event.resource)].shown);
}

void VariableFold::reach_memory(const TraceEvent& flush) {
    const auto late = late_.find(flush.task);
    if (late == late_.end()) return;
    late->second.erase(late->second.begin());
    if (late->second.empty()) late_.erase(late);
}

/// What it reads is not in memory yet.
bool VariableFold::sees_own_store(const TraceEvent& load) const {
    const std::vector<ShownLateStore>& late = late_stores_of(load.task);
    return std::any_of(late.begin(), late.end(),
                       [&](const ShownLateStore& it) { return it.variable == load.resource; });
}

const std::vector<ShownLateStore>& VariableFold::late_stores_of(TaskId task) const {
    static const std::vector<ShownLateStore> kNone;
    const auto late = late_.find(task);
    return late == late_.end() ? kNone : late->second;
}

const ShownCell& VariableFold::value(ResourceId variable, TaskId reader) const {
    if (has_copies(variable)) {
        const auto copies = copies_.find(reader);
        if (copies != copies_.end()) {
            const auto copy = copies->second.find(variable);
            if (copy != copies->second.end()) return copy->second;
        }
    }
    return values_[index_of(variable)];
}

bool VariableFold::has_copies(ResourceId variable) const {
    return copies_variables(header_->model) && !header_->resources[index_of(variable)].mmap;
}

void VariableFold::inherit(TaskId child, TaskId spawner) {
    const auto copies = copies_.find(spawner);
    if (copies == copies_.end()) return;
    Copies inherited = copies->second;
    copies_[child] = std::move(inherited);
    for (std::size_t i = 0; i < header_->resources.size(); ++i) {
        const auto table = tables_.find({spawner, static_cast<ResourceId>(i)});
        if (table != tables_.end()) tables_[{child, static_cast<ResourceId>(i)}] = table->second;
    }
}

}  // namespace simul
