// The machines of a story that has several: who is ready on each, in a line of its own.
#pragma once

#include <algorithm>
#include <cstddef>
#include <vector>

#include "engine/base/ids.h"
#include "engine/base/nodes.h"
#include "engine/run/policies/ready_queue.h"

namespace simul {

class Machines {
  public:
    struct Machine {
        std::size_t first_core = 0, cores = 0;
        ReadyQueue line;
    };

    explicit Machines(const std::vector<NodeInfo>& nodes) {
        std::size_t core = 0;
        for (const NodeInfo& node : nodes) {
            Machine& machine = machines_.emplace_back();
            machine.first_core = core;
            machine.cores = node.cores;
            core += node.cores;
        }
    }

    /// There is only one, of which nobody speaks.
    bool empty() const { return machines_.empty(); }
    auto begin() { return machines_.begin(); }
    auto end() { return machines_.end(); }

    void add(NodeId node, TaskId task) { machines_[index_of(node)].line.push(task); }
    bool anybody_ready(NodeId node) const { return !machines_[index_of(node)].line.empty(); }
    bool anybody_ready() const {
        return std::any_of(machines_.begin(), machines_.end(), [](const Machine& it) { return !it.line.empty(); });
    }

  private:
    std::vector<Machine> machines_;
};

}  // namespace simul
