// A thread beside the event loop of this computer: it runs what would block the loop (to_thread).
//
// How it works. The state of the run is the event loop's, and whoever works on it has its guard: the loop's thread, or
// one of these. Story code runs without the guard, each thread with a story of its own, and so does all that takes
// time: computing, sleeping, waiting for a device. What a thread does is recorded in a stream of its own.
#pragma once

#include <atomic>
#include <cstdint>
#include <deque>
#include <memory>
#include <optional>

#include "engine/os/threads.h"
#include "engine/run/real/device_caller.h"
#include "engine/run/real/real_core.h"
#include "engine/run/story_maker.h"
#include "engine/run/task_table.h"
#include "engine/run/watchdog.h"

namespace simul {

class EventLoop;

class LoopThread final : public OperationGranter {
  public:
    LoopThread(EventLoop& loop, const StoryMaker& make);
    /// It was told to end.
    ~LoopThread() = default;

    Result<void> start(std::string_view name);
    /// After what it has still to do. Whoever calls has the guard.
    void run_next(TaskId task);

    Grant perform(TaskContext& context, Operation& operation) override;
    void hear_of_changed_copy(TaskContext& context, std::string_view what) override;
    std::uint32_t thread_of(const TaskContext& context) const override;
    Model model() const override { return Model::event_loop; }

    // ---- For its loop, on this thread, which has the guard. Those that take time let it go meanwhile.
    Grant compute(CoopTask& task, Operation& operation);
    Grant rest(CoopTask& task, Operation& operation);
    Grant give_way(CoopTask& task, Operation& operation);
    std::optional<DeviceAnswer> call_device(CoopTask& task, const Operation& operation, const DeviceRequest& request);
    void read_clock();
    void record_here(CoopTask& task);

  private:
    class AtWork;
    class Away;

    // These have the guard, or let it go; what is recorded meanwhile is recorded here.
    void begin_work();
    void stop_work();
    void serve();
    TaskId take_next();
    void run(TaskId id, Story& story);
    void notice_gap(CoopTask& task);
    void gap(const os::Gap& gap);
    void record_loss(CoopTask& task, std::int64_t from, std::int64_t until, CoreId before, CoreId after);

    EventLoop& loop_;
    const StoryMaker& make_;
    std::deque<TaskId> next_;             ///< with the guard
    std::atomic<std::uint32_t> news_{0};  ///< futex: something was added there
    WriterSlot* writer_ = nullptr;
    std::optional<RealCore> core_;
    DeviceCaller devices_;
    Progress progress_;
    CoopTask* computing_ = nullptr;
    std::int64_t now_ = 0, thread_id_ = 0;
    os::Thread thread_;  ///< last: it uses all else
};

}  // namespace simul
