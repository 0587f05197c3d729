// Which core ran what, in a real run: from what the threads recorded, and from the kernel where it tells.
//
// How it works. In a ring, each event says on which core its thread was, and `run` says which thread that is (its
// value). So this knows at every moment whose task a thread works for, and a record of the kernel about the thread
// becomes `run` or `preempt` of the task. A task that waits stays as it is: its thread only looks whether the wait is
// over. A thread that loses its core while its task should run takes the task off the core, whatever the reason.
#pragma once

#include <cstdint>
#include <unordered_map>
#include <vector>

#include "engine/os/kernel_records.h"
#include "engine/run/core_table.h"

namespace simul {

class TrueCores {
  public:
    /// `cores`: those that the run may use.
    TrueCores(std::vector<int> cores, Model model)
        : ours_(std::move(cores)), model_(model), one_thread_(uses_one_core(model)) {}

    /// The next event, its time that of the trace. Appends it to `around` without what only a ring says, and what the
    /// trace must say just before it and just after it.
    void take(TraceEvent event, std::vector<TraceEvent>& around);
    /// The next record of the kernel, and when in the trace that is. Appends what the trace must say.
    void take(const os::SwitchRecord& record, Time when, std::vector<TraceEvent>& around);

    /// With records of the kernel: how long a task was ready while a core of the run had none of the run's threads, for
    /// each such task and core.
    Duration stolen() const { return stolen_; }

  private:
    struct Thread {
        TaskId task = kNoTask;  ///< whose code it runs, or waits for
        CoreId core = kNoCore;  ///< as the kernel says
        bool known_to_kernel = false;
    };

    void note_keeper(TaskId task);
    void note_thread(TraceEvent& run);
    void let_thread_go(TaskId task);
    CoreId seen_on(const TraceEvent& event) const;
    void move_thread(Thread& thread, const os::SwitchRecord& record);
    void go_on_until(Time when);
    bool is_free(CoreId core) const;

    CoreTable table_;
    std::unordered_map<std::uint32_t, Thread> threads_;
    std::unordered_map<TaskId, std::uint32_t> thread_of_;
    std::vector<std::uint32_t> holders_;  ///< by core: our thread there, as the kernel says; 0: none
    std::vector<int> ours_;
    Model model_;
    bool one_thread_;          ///< it runs all tasks in turn
    TaskId keeper_ = kNoTask;  ///< who waits, and keeps that thread meanwhile: by its own will, and stolen is nothing
    Time reached_{};
    Duration stolen_{0};
};

}  // namespace simul
