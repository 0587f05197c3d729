// Processes: one of the operating system for each task, or a few for a pool. Each has its own copy of all memory but
// the region, taken from whoever spawned it: that is what fork does. In a story whose processes start by spawn the
// child then loads the story once more, and begins with its first values.
//
// How it works. The runner forks main; a task's process forks the next as its sibling, so that all are children of the
// runner, which hears of each end and, killed, takes all with it. No process ever has a second thread, so forking is
// safe.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <vector>

#include "engine/run/real/supervisor.h"
#include "engine/run/story_maker.h"

namespace simul {

class Processes : public Launcher, public Caretaker {
  public:
    Processes(SharedRun& run, Story& story, StoryMaker make);

    Result<void> launch_main();
    Result<void> launch(Worker& by, TaskId child) override;
    bool shares_memory() const override { return false; }
    /// Who records the ends of those that died.
    void set_own(Worker& own) { own_ = &own; }

    void take_care() override;
    bool remove(TaskId stuck) override;
    void arrive(TaskId) override {}
    /// The stop word is set: waits until all processes are gone, and kills those that do not go.
    void reap_all();

  protected:
    /// In the child: becomes a process of the run, does `body` with a worker, and ends.
    [[noreturn]] void be_child(const std::string& name, const std::function<void(Worker&)>& body);
    /// A child of the runner has ended before its time.
    virtual void mourn(int process, int signal);
    virtual void record_death(TaskId id, int signal);
    /// Kills its process, if it has not ended. False: it has.
    bool kill(TaskId id);
    /// Those that have not ended.
    std::vector<TaskId> tasks_of(int process) const;
    bool has_had_task(int process) const;
    void forget_callbacks_of(int process) const;
    void abandon(TaskId id);

    SharedRun& run_;
    Story& story_;
    Worker* own_ = nullptr;
    int runner_;
    int exit_code_ = 0;  ///< of a child: with which it ends

  private:
    /// A process that died, and no task says that it was its own.
    struct Unclaimed {
        int process, signal;
        std::int64_t forgotten_at;
    };
    void begin_anew();
    void mourn_tasks(const Unclaimed& death);
    void kill_as_asked();
    int exit_code_of(TaskId id) const;

    StoryMaker make_;
    /// Where processes are spawned: the last is this process' own, the others those of its ancestors.
    std::vector<std::unique_ptr<Story>> anew_;
    std::optional<OwnValues> values_;  ///< this process' own copies of the variables
    std::vector<Unclaimed> unclaimed_;
};

class ProcessPool final : public Processes {
  public:
    using Processes::Processes;

    Result<void> start_workers();
    Result<void> launch(Worker& by, TaskId child) override;
    void arrive(TaskId due) override;
    bool remove(TaskId stuck) override;
    void take_care() override;

  private:
    Result<void> start_worker();
    void replace_worker();
    void break_pool(TaskId first, int process, int signal);
    void fail_who_waits();
    void record_death(TaskId id, int signal) override;
    void mourn(int process, int signal) override;
};

}  // namespace simul
