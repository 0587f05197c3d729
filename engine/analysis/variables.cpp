#include "engine/analysis/variables.h"

namespace simul {

VariableFold::VariableFold(const TraceHeader& header) : header_(&header) {
    for (const ResourceInfo& resource : header.resources) values_.push_back(resource.initial);
}

void VariableFold::apply(const TraceEvent& event) {
    switch (event.kind) {
        case EventKind::spawn:
        case EventKind::spawn_at:
            if (event.phase == Phase::done && header_->model == Model::processes)
                inherit(event.other_task(), event.task);
            return;
        case EventKind::load:
        case EventKind::store:
        case EventKind::atomic_add:
        case EventKind::compare_exchange:
            break;
        default:
            return;
    }
    const bool tells = event.phase != Phase::wanted && event.resource != kNoResource;
    if (!tells || header_->resources[index_of(event.resource)].raw) return;
    const Cell value{event.value, event.cell};
    (has_copies(event.resource) ? copies_[event.task][event.resource] : values_[index_of(event.resource)]) = value;
}

Cell VariableFold::value(ResourceId variable, TaskId reader) const {
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
}

}  // namespace simul
