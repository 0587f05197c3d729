// The base of the two models that run for real on one thread: the event loop, and one after another.
#pragma once

#include "engine/os/clock.h"
#include "engine/os/futex.h"
#include "engine/run/cooperative.h"
#include "engine/run/real/device_caller.h"
#include "engine/run/real/real_core.h"
#include "engine/run/region.h"
#include "engine/run/round_watch.h"

namespace simul {

class SingleThread : public Cooperative {
  public:
    /// Takes a writer of the region for the calling thread.
    SingleThread(Story& story, const RunPlan& plan, Region& region);
    ~SingleThread() override;

    Grant perform(TaskContext& context, Operation& operation) override;

  protected:
    void read_clock() override;
    Time since_start() const override { return core_.since_start(raw_now()); }
    Grant compute(CoopTask& task, Operation& operation) override;
    void leave(CoopTask&) override {}
    bool keeps_thread(const CoopTask& task, const Operation& operation) const override {
        return plan_.model == Model::sequential || is_on_thread(task) || info_of(operation.kind).keeps_loop;
    }
    Grant ask_and_block(CoopTask& task, Operation& operation, const DeviceRequest& request) override;
    /// The calling thread waits for the answer; none: its time is up.
    virtual std::optional<DeviceAnswer> call_device(CoopTask& task, const Operation& operation,
                                                    const DeviceRequest& request);
    /// The task runs on whatever CPU the thread is on, and the ring says which thread that is.
    virtual void record_here(CoopTask& task);
    /// False: there are other threads, whose tasks change what those of this one look at.
    virtual bool is_alone() const { return true; }
    void begin_request(CoopTask&, const DeviceRequest&) override {}

    std::int64_t raw_now() const { return now_.time_since_epoch().count(); }
    /// Blocks the thread. False: the run is to stop.
    bool rest_until(std::int64_t deadline);
    /// The same as what a task asked for: it sleeps and keeps the thread.
    bool rest_blocking(CoopTask& task, std::int64_t deadline);
    /// The task continues on whatever CPU the thread is on.
    void run_task(CoopTask& task);
    void blocks_loop(CoopTask& task, const Operation& operation, std::int64_t real_ns);
    std::int64_t deadline_after(Duration length) const { return raw_now() + core_.real(length); }

    Region& region_;
    WriterSlot& writer_;
    RealCore core_;

  private:
    SingleThread(Story& story, const RunPlan& plan, Region& region, WriterSlot& writer);
    void stand_at(std::int64_t now);
    void gap(const os::Gap& gap);
    bool compute_without_guard(const Operation& operation, RealCore::Use& use);
    os::Woken wait_without_guard(std::int64_t deadline);
    void notice_gap(CoopTask& task);
    bool comes_round(const CoopTask& task, const Operation& operation);

    DeviceCaller devices_;
    RoundWatch rounds_;
    TaskId looks_ = kNoTask;  ///< who did the last operation
    CoopTask* computing_ = nullptr;
    std::int64_t thread_;  ///< the kernel's number of the only one
    std::int64_t delay_before_;
};

}  // namespace simul
