// Notices story code that burns a second of core time between two operations: an endless loop that no sandbox sees,
// such as a pattern match. A thread of the runner looks on; when it must, it ends the runner with a sentence.
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>

#include "engine/os/threads.h"
#include "engine/run/region.h"
#include "engine/scenario/task.h"
#include "engine/scenario/written_policy.h"

namespace simul {

/// What an executor's thread does at this moment, for whoever looks on.
struct Progress {
    std::atomic<std::uint64_t> operations{0};       ///< asked for so far
    std::atomic<const TaskContext*> task{nullptr};  ///< whose story code runs; null: none
    std::string source_name;
    std::function<std::string(TaskId)> name_of;
    const ProgramPlace* policy = nullptr;  ///< of a policy that the reader has written; null: none
    std::string policy_source_name;
};

/// How much core time went by in story code since its last operation.
class CoreTimeBudget {
  public:
    /// `core_time`: all that the thread has used so far, in ns. True once more than a second went by.
    bool exceeded(bool in_story_code, std::uint64_t operations, std::int64_t core_time);

  private:
    static constexpr std::int64_t kMostCoreTime = 1'000'000'000;
    bool looked_before_ = false;
    std::uint64_t operations_ = 0;
    std::int64_t since_ = 0;
};

/// "story.lua:12: in task game 3: a second of core time went by …". Without a source there is no place to name.
Error stuck(const std::string& source_name, std::uint16_t line, const std::string& name);

class Watchdog {
  public:
    /// Watches the calling thread, which loads `scenario` now.
    Watchdog(Region& region, std::string scenario);
    ~Watchdog();

    /// The scenario is loaded. Until `watch`, nothing is expected.
    void loaded();
    /// From now on the calling thread runs stories, and says so in `progress`.
    void watch(const Progress& progress);
    /// The stories are over, or are watched otherwise. For good: the thread ends.
    void rest();

  private:
    enum class Watching : std::uint8_t { loading, nothing, story };

    void look_on();
    [[noreturn]] void give_up(int exit_code, const Error& error);

    Region& region_;
    const std::string scenario_;
    long watched_;
    std::atomic<Watching> watching_{Watching::loading};
    std::atomic<const Progress*> progress_{nullptr};
    std::atomic<std::uint32_t> over_{0};  ///< futex
    std::optional<os::Thread> thread_;
};

}  // namespace simul
