// The base of executors that know several machines: simulated time, and conducted runs.
//
// How it works. Tasks of different machines share nothing; whoever is elsewhere can only send a message into a channel.
// What that means, and what a crash or a cut does, stands here: one set of rules. When a message arrives, and whether
// it does, the derived executor decides.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "engine/run/cooperative.h"
#include "engine/run/elsewhere.h"
#include "engine/run/message.h"
#include "engine/run/strikes.h"

namespace simul {

class Clustered : public Cooperative, public Homes {
  public:
    Clustered(Story& story, const RunPlan& plan, Recorder& recorder, const std::atomic<std::uint32_t>& stop);

    NodeId node_of(const TaskContext& context) const override;
    NodeId home_of(TaskId task) const override { return node_of(tasks_[task]); }
    NodeId home_of(ResourceId resource) const override { return infos_[index_of(resource)].node; }

  protected:
    // ---- What a derived executor decides.

    /// The message is under way: it calls `deliver` or `lose` for it, at once or later.
    virtual void send_away(Message message, double bytes) = 0;
    /// The task is ended by a crash, or killed: what else it has is to be given up.
    virtual void give_up_place(CoopTask&) {}
    /// That has happened to a node or a link, and was recorded.
    virtual void follow_strike(OperationKind, NodeId, NodeId /*other*/) {}

    // ---- For derived executors.

    /// Before another run.
    void begin_anew_with_machines();
    /// What is of machines only; none: it is not.
    std::optional<Grant> perform_on_machines(CoopTask& task, Operation& operation);
    /// Its link, or its machine, or its channel may not take it: then it is lost.
    void deliver(Message message);
    void lose(const Message& message, std::string_view why);
    /// Whether it is done to something that stands on another machine: it never waits.
    bool crosses(const CoopTask& task, const Operation& operation) const {
        return !nodes_.empty() && static_cast<bool>(elsewhere(*this, task.id, operation));
    }
    bool is_down(NodeId node) const { return standing_[index_of(node)].down; }

    /// `by`: nobody, if it is no task's doing. False: it changes nothing, and by nobody is not even recorded.
    bool strike(const Strike& strike, CoopTask* by, std::uint16_t line);
    /// Of those who were ended from outside.
    void drop_crashed();

    const std::vector<NodeInfo> nodes_;  ///< none: there is one machine
    Links links_;
    std::vector<TaskId> crashed_;  ///< ended by a crash, or killed, and their code is still to be dropped

  private:
    struct NodeStanding {
        bool down = false;             ///< it has crashed, and is not back
        std::size_t first_to_end = 0;  ///< of the tasks: those before it on this node were ended by its last crash
    };

    Grant perform_elsewhere(CoopTask& task, Operation& operation, const Elsewhere& there);
    Grant refuse_resource(CoopTask& task, Operation& operation, ResourceId resource);
    Grant refuse_future(CoopTask& task, Operation& operation, TaskId future);
    Grant transmit(CoopTask& task, Operation& operation);
    Grant find_no_room(CoopTask& task, Operation& operation);

    Grant strike(CoopTask& task, Operation& operation);
    bool changes_anything(const Strike& strike);
    void record_strike(const Strike& strike, CoopTask* by, Phase phase, std::uint16_t line);
    void crash(NodeId node);
    Grant tell_local_time(CoopTask& task, Operation& operation);

    // Processes that are killed (clustered_processes.cpp).
    Grant ask_of_process(CoopTask& task, Operation& operation) override;
    Grant tell_exit_code(CoopTask& task, Operation& operation);
    bool can_be_killed(const CoopTask& task) const;
    void kill(CoopTask& task);
    void kill_calls_of(const CoopTask& task);
    void take_out_of_queue(CoopTask& task);
    void die_in_pool(CoopTask& task, std::string_view text, int signal) override;
    void break_pool(CoopTask& first, std::string_view text, int signal);
    void fail_before_it_begins(CoopTask& task, const std::string& told);

    std::vector<NodeStanding> standing_;
    std::int64_t sent_ = 0;  ///< messages, so far
};

}  // namespace simul
