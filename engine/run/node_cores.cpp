#include "engine/run/node_cores.h"

#include <algorithm>

namespace simul {

std::vector<int> NodeCores::cpus_of(NodeId node) const {
    const std::size_t first = first_core_of(nodes_, node);
    std::vector<int> cpus;
    for (std::size_t i = 0; i < nodes_[index_of(node)].cores; ++i) cpus.push_back(cpus_[(first + i) % cpus_.size()]);
    return cpus;
}

CoreId NodeCores::core_of(NodeId node, CoreId cpu) const {
    const std::vector<int> cpus = cpus_of(node);
    const auto found = std::find(cpus.begin(), cpus.end(), static_cast<int>(index_of(cpu)));
    const auto place = found == cpus.end() ? 0 : found - cpus.begin();
    return static_cast<CoreId>(first_core_of(nodes_, node) + static_cast<std::size_t>(place));
}

void NodeCores::settle(TraceEvent& event) {
    if (event.task == kNoTask) return;
    if (event.kind == EventKind::place) {
        if (index_of(event.task) >= node_of_task_.size()) node_of_task_.resize(index_of(event.task) + 1);
        node_of_task_[index_of(event.task)] = static_cast<NodeId>(event.value);
    }
    if (event.core == kNoCore) return;
    const bool known = index_of(event.task) < node_of_task_.size();
    event.core = core_of(known ? node_of_task_[index_of(event.task)] : kFirstNode, event.core);
}

}  // namespace simul
