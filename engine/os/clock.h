// The clocks of this computer, in nanoseconds. Scenario time is elsewhere: engine/base/time.h.
#pragma once

#include <cstdint>
#include <ctime>

#include "engine/base/result.h"
#include "engine/os/descriptor.h"

namespace simul::os {

/// A deadline that never comes.
inline constexpr std::int64_t kNoDeadline = INT64_MAX;

constexpr std::int64_t nanoseconds_of(const timespec& time) {
    return std::int64_t{time.tv_sec} * 1'000'000'000 + time.tv_nsec;
}

/// CLOCK_MONOTONIC: the same for all processes of this computer. About 20 ns, no system call.
inline std::int64_t monotonic_now() {
    timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return nanoseconds_of(now);
}

/// Core time that the calling thread has used. About 240 ns, a system call.
inline std::int64_t thread_cpu_now() {
    timespec now;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return nanoseconds_of(now);
}

/// Core time that all threads of a process have used so far, without its children.
Result<std::int64_t> cpu_time_of_process(int pid);

/// Core time of another thread of this process, named by Thread::native_handle() or thread_id(); 0 when it is gone.
std::int64_t cpu_time_of_thread(long native_handle);
/// The same of a thread of another process, by the kernel's numbers; 0 when it has ended.
std::int64_t cpu_time_of_thread_in(int process, long thread);

/// Lets the calling thread's sleeps and waits end within a nanosecond of slack instead of 50 us. Children inherit it.
void precise_timers();

/// How long a thread was ready without a core, as the scheduler counts it. Reads are 0.4 us: the file is kept open.
class RunDelay {
  public:
    /// Opens the count of the calling thread. Any thread of the process may read it.
    RunDelay();

    /// Whether this kernel counts at all.
    bool available() const { return available_; }
    /// The total so far; 0 if unavailable, or when the thread has ended.
    std::int64_t nanoseconds() const;

  private:
    Descriptor schedstat_;
    bool available_ = false;
};

}  // namespace simul::os
