// The process of one machine: its tasks are threads in it.
//
// How it works. Tasks of the machine begin those beside them, as `threads` does. What others begin here, and main, and
// what begins when the machine is back, the runner and the other machines put into a list in shared memory; the
// process' first thread begins it. Nothing else comes in: messages are put into their channels by the network.
#pragma once

#include <memory>
#include <string_view>
#include <utility>

#include "engine/run/real/cable.h"
#include "engine/run/real/threads.h"

namespace simul {

class NodeThreads final : public Threads {
  public:
    NodeThreads(SharedRun& run, StoryMaker make, NodeId node, std::unique_ptr<MachineEnd> cable)
        : Threads(run, std::move(make)), node_(node), cable_(std::move(cable)) {}

    /// Begins what is to begin here, until the run stops.
    void serve();

    Result<void> launch(Worker& by, TaskId child) override;
    bool send_away(std::string_view packed) override { return cable_->send(packed); }

  private:
    Result<void> begin(TaskId task);

    const NodeId node_;
    std::unique_ptr<MachineEnd> cable_;
};

}  // namespace simul
