// Threads of the host, for what would hold up its loop: files and the database cannot be waited for in a loop.
#pragma once

#include <condition_variable>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <utility>
#include <vector>

#include "engine/devices/loop.h"
#include "engine/devices/real_device.h"
#include "engine/os/poller.h"
#include "engine/os/threads.h"

namespace simul {

/// How many requests a folder or database may serve at a time, and how many it does if nothing is said.
inline constexpr std::uint32_t kMostWorkers = 256, kUsualWorkers = 8;
/// The number of workers, or the sentence that it is too large.
Result<std::uint32_t> workers_for(const DeviceTraits& traits);

/// First come, first served. A thread begins when there is work and all others are busy, up to so many.
class Workers {
  public:
    /// By which of the threads, counted from 0.
    using Work = std::function<DeviceAnswer(std::uint32_t worker)>;

    /// Not before one thread is there.
    static Result<std::unique_ptr<Workers>> start(Loop& loop, std::uint32_t most, TellAnswer tell);
    /// Waits for work that was begun; the rest is not done.
    ~Workers();

    void add(Ticket ticket, Work work);
    /// If it was not begun, it will not be.
    void take_back(Ticket ticket);

  private:
    Workers(Loop& loop, std::uint32_t most, TellAnswer tell, os::Notifier answered);
    Result<void> start_one();
    void do_work(std::uint32_t worker);
    void tell_answers();

    Loop& loop_;
    const std::uint32_t most_;
    TellAnswer tell_;
    os::Notifier answered_;

    std::mutex mutex_;  ///< guards what follows, but the threads
    std::condition_variable wanted_;
    std::map<Ticket, Work> in_line_;
    std::uint32_t idle_ = 0;
    bool over_ = false;
    std::vector<std::pair<Ticket, DeviceAnswer>> answers_;
    std::vector<os::Thread> threads_;
};

}  // namespace simul
