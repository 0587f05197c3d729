// The CPUs of this computer that each machine of a real run uses, and the cores that they are drawn as.
//
// A machine has as many CPUs as it has cores; those of the next begin where they end, round and round. So a core of the
// trace is a machine on a CPU: machines that share a CPU have each a core of their own, and never run at the same time.
#pragma once

#include <vector>

#include "engine/base/nodes.h"
#include "engine/trace/trace_event.h"

namespace simul {

class NodeCores {
  public:
    /// `cpus`: that the run may use.
    NodeCores(std::vector<NodeInfo> nodes, std::vector<int> cpus) : nodes_(std::move(nodes)), cpus_(std::move(cpus)) {}

    std::vector<int> cpus_of(NodeId node) const;
    /// The machine's core that stands for a CPU.
    CoreId core_of(NodeId node, CoreId cpu) const;

    /// The event's core is a CPU, and becomes the core of its task's machine. Of a trace's events, in their order.
    void settle(TraceEvent& event);

  private:
    std::vector<NodeInfo> nodes_;
    std::vector<int> cpus_;
    std::vector<NodeId> node_of_task_;
};

}  // namespace simul
