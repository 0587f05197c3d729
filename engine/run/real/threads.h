// Threads, with or without a global lock: a thread of the operating system for each task, or a few for a pool.
#pragma once

#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/os/threads.h"
#include "engine/run/real/supervisor.h"
#include "engine/run/story_maker.h"

namespace simul {

/// `what`: threads or processes.
Error too_many_at_once(const RunPlan& plan, std::string_view what);

class Threads : public Launcher, public Caretaker {
  public:
    Threads(SharedRun& run, StoryMaker make) : run_(run), make_(std::move(make)) {}
    ~Threads() override { join_all(); }

    Result<void> launch(Worker& by, TaskId child) override;
    Result<void> launch_main();
    bool shares_memory() const override { return true; }

    void take_care() override;
    bool remove(TaskId) override { return false; }
    void arrive(TaskId) override {}

    /// The stop word is set: every thread unwinds its task.
    void join_all();

  protected:
    /// A thread that has a story and a worker of its own.
    Result<void> start(std::function<void(Worker&)> body, const std::string& name);

    SharedRun& run_;

  private:
    struct Running {
        os::Thread thread;
        std::shared_ptr<std::atomic<bool>> over;
    };

    bool is_full();
    std::unique_ptr<Story> take_story();
    void give_back(std::unique_ptr<Story> story);

    StoryMaker make_;
    std::mutex mutex_;
    std::vector<std::unique_ptr<Story>> spare_;  ///< frozen, so the next thread can use them
    std::vector<Running> running_;
};

class ThreadPool final : public Threads {
  public:
    using Threads::Threads;

    Result<void> start_workers();
    Result<void> launch(Worker& by, TaskId child) override;
    void arrive(TaskId due) override;
    /// Who records the arrivals of spawn_at.
    void set_own(Worker& own) { own_ = &own; }

  private:
    bool wait_to_begin(Worker& worker, std::uint32_t number);

    Worker* own_ = nullptr;
};

/// What a worker of a pool does until the run stops. `after`: what is to be done after each task.
void work_in_pool(SharedRun& run, Worker& worker, const std::function<void(TaskId)>& after);

}  // namespace simul
