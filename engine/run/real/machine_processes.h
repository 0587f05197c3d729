// Several machines for real, each a process of this computer; the runner, which is their parent, is the network.
//
// How it works. What a task sends to another machine goes through its machine's cable to the runner, which settles what
// becomes of it, holds it for as long as the link takes, and puts it into its channel, all by the same rules as in
// simulated time (network.h, message.h). So what is under way outlives the machine that it goes to. A crash is the end
// of a process: the runner kills it and says what went with it (the tasks; what its resources held). It stands still
// first, in the middle of no change and of no event, so that what all share stays whole. Who comes back is forked
// anew, and loads the story again. A machine whose process ends by accident is down from then on, and its tasks died.
#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "engine/run/message.h"
#include "engine/run/network.h"
#include "engine/run/real/cable.h"
#include "engine/run/real/supervisor.h"
#include "engine/run/story_maker.h"
#include "engine/run/strikes.h"

namespace simul {

class MachineProcesses final : public Launcher, public Caretaker {
  public:
    MachineProcesses(SharedRun& run, Story& story, StoryMaker make, LayCable lay_cable);

    /// Who records what the network and machines do.
    void set_own(Worker& own) { own_ = &own; }
    /// Forks the process of each machine.
    Result<void> start_machines();
    Result<void> launch_main();
    /// The stop word is set: waits until all processes are gone, and kills those that do not go.
    void reap_all();

    Result<void> launch(Worker& by, TaskId child) override;
    bool shares_memory() const override { return true; }

    void take_care() override;
    /// A thread cannot be stopped from outside: its runner is about to end, and takes all machines along.
    bool remove(TaskId stuck) override;
    void arrive(TaskId) override {}
    std::int64_t next_happening() override;
    bool somebody_comes() override;

  private:
    Result<void> start(NodeId node);
    [[noreturn]] void be_machine(NodeId node, std::unique_ptr<MachineEnd> cable);

    // The network.
    void take_in();
    void take_in(NodeId node);
    void send(const MessageHead& head, std::string packed);
    void deliver_due();
    void deliver(Message message);
    void lose(const Message& message, std::string_view why);
    void lose_unsent(TaskId sender);

    // What befalls machines and links.
    Time next_strike() const { return struck_ < strikes_.size() ? strikes_[struck_].when : kNever; }
    void strike_as_planned();
    void strike_as_asked();
    bool strike(const Strike& strike, TaskId by, std::uint16_t line);
    bool changes_anything(const Strike& strike);
    void crash(NodeId node);
    void suspend_at_rest(NodeId node) const;
    void bury(NodeId node, Ending ending, int signal);
    std::vector<TaskId> take_for_dead(NodeId node);
    void end_tasks_of(NodeId node, Ending ending, int signal);
    void forget_writers_of(int process) const;
    void come_back(NodeId node, TaskId by);
    void reap_dead();

    SharedRun& run_;
    Story& story_;
    const StoryMaker make_;
    const LayCable lay_cable_;
    Worker* own_ = nullptr;
    const int runner_;
    std::vector<std::unique_ptr<NetworkEnd>> cables_;  ///< by machine; none: it is down
    Network network_;
    Links links_;
    const std::vector<PlannedStrike> strikes_;
    std::size_t struck_ = 0;
};

}  // namespace simul
