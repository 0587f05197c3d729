// The event loop, for real: one thread, a queue of ready tasks, timers, and what the kernel says of descriptors.
#pragma once

#include <atomic>
#include <deque>
#include <memory>
#include <mutex>
#include <optional>
#include <unordered_map>
#include <vector>

#include "engine/os/pipes.h"
#include "engine/os/poller.h"
#include "engine/run/policies/ready_queue.h"
#include "engine/run/real/loop_thread.h"
#include "engine/run/real/single_thread.h"
#include "engine/run/real/stop_notifier.h"
#include "engine/run/simulated/timer_wheel.h"

namespace simul {

class EventLoop final : public SingleThread {
  public:
    /// Opens the pipes and sockets of the story's channels. `make`: for each thread beside the loop.
    static Result<std::unique_ptr<EventLoop>> create(Story& story, const RunPlan& plan, Region& region,
                                                     StoryMaker make = {});
    ~EventLoop() override;

    Grant perform(TaskContext& context, Operation& operation) override;
    void hear_of_changed_copy(TaskContext& context, std::string_view what) override;

  private:
    friend class LoopThread;
    using SingleThread::SingleThread;

    Result<void> open_channels();
    Result<void> open_devices();
    Result<void> make_poller();
    Result<void> open_threads();
    void drive() override;
    void go_round();
    Grant compute(CoopTask& task, Operation& operation) override;
    std::optional<DeviceAnswer> call_device(CoopTask& task, const Operation& operation,
                                            const DeviceRequest& request) override;
    void record_here(CoopTask& task) override;
    void read_clock() override;
    bool is_alone() const override { return on_threads_ == 0; }
    Grant rest(CoopTask& task, Operation& operation) override;
    Grant give_way(CoopTask& task, Operation& operation) override;
    void enqueue(CoopTask& task) override { is_on_thread(task) ? hand_to_thread(task) : ready_.push(task.id); }
    void enqueue_end(CoopTask& ended) override { ready_.push(ended.id); }
    void hand_to_thread(CoopTask& task);
    void fail_to_start(CoopTask& task, const Error& error);
    void leave(CoopTask& task) override;
    void end_threads();
    void wait(CoopTask&) override {}
    void begin_at(CoopTask& child, Time when) override;
    void set_deadline(CoopTask& task, Duration length) override { set_alarm(task, deadline_after(length)); }
    void forget_alarm(CoopTask& task) override {
        ++task.alarm;
        --live_alarms_;
    }
    void forget_news(CoopTask& task) override;
    void begin_request(CoopTask& task, const DeviceRequest& request) override;
    void put_message(ResourceId channel, std::string_view message) override;
    void take_message(ResourceId channel, std::string& message) override;

    void fire_alarms(bool nobody_else);
    void fire(const Alarm& alarm);
    void fire_next();
    void fire_close_alarms();
    bool wait_for_news();
    void run_ready();
    void fetch_next();
    void poll(std::int64_t deadline);
    std::span<const std::uint64_t> wait_without_guard_for_news(std::int64_t deadline);
    void set_alarm(CoopTask& task, std::int64_t when);

    void bring_answers();
    void hold_until_turn(CoopTask& task);
    void lose_devices(const Error& error);

    /// What has come to the loop from outside.
    struct Due {
        Alarm alarm;
        bool is_answer;  ///< else a timer
    };
    ReadyQueue ready_;
    std::deque<Due> due_;               ///< of this turn; in the queue kNoTask stands for each of them
    std::optional<os::Poller> poller_;  ///< where there are descriptors to watch
    std::unique_ptr<StopNotifier> stop_notifier_;
    TimerWheel<Alarm, TaskForesight> alarms_{TaskForesight{tasks_}};
    std::size_t live_alarms_ = 0;                           ///< those that somebody still waits for
    std::vector<std::optional<os::Endpoints>> carriers_;    ///< by channel: its pipe or socket
    std::optional<DeviceLine> line_;                        ///< to the devices, where there are some
    std::unordered_map<std::uint64_t, TaskId> unanswered_;  ///< requests by number: who made them

    // Threads beside the loop (loop_threads.cpp).
    static constexpr std::uint64_t kNews = UINT64_MAX - 2;  ///< what the poller is told when they have some
    StoryMaker make_;
    std::mutex own_guard_;
    std::optional<os::Notifier> news_;
    std::atomic<std::uint32_t> ending_{0};              ///< futex: they are to end
    std::size_t on_threads_ = 0;                        ///< tasks that they have and that have not ended
    LoopThread* at_work_ = nullptr;                     ///< who has the guard; null: the loop
    std::vector<std::unique_ptr<LoopThread>> threads_;  ///< by worker; last, as they use all else
};

}  // namespace simul
