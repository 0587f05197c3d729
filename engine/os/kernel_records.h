// Which thread was on which CPU when, from the kernel's own records of its context switches.
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "engine/base/result.h"

namespace simul::os {

/// One moment at which a thread got or lost a CPU.
struct SwitchRecord {
    enum class What : std::uint8_t {
        in,             ///< runs from now on
        out_waiting,    ///< gave the CPU up: it waits or sleeps
        out_preempted,  ///< lost the CPU although it could continue
        exited,         ///< ended; no `out` follows
    };

    std::int64_t time;  ///< CLOCK_MONOTONIC
    std::uint32_t process;
    std::uint32_t thread;
    std::uint16_t core;
    What what;
};

/// Watches one process and all threads and children that it starts afterwards. Needs no privilege where
/// perf_event_paranoid is 2 or less; gap detection (spin.h) is the normal way elsewhere.
class KernelRecords {
  public:
    /// Attach while the process still has one thread: others that run already are not seen.
    /// SIMUL_DENY=kernel_records makes this fail.
    static Result<KernelRecords> attach(int pid);

    KernelRecords(KernelRecords&& other) noexcept;
    KernelRecords& operator=(KernelRecords&& other) noexcept;
    ~KernelRecords();

    /// Appends what is new: CPU after CPU, each in its own order of time, so the whole still has to be sorted by time.
    /// A ring holds 16 000 records: drain each millisecond or so.
    void drain(std::vector<SwitchRecord>& into);

    /// Records that the kernel dropped because a ring was full, so far.
    std::uint64_t lost() const { return lost_; }

  private:
    class Ring;

    KernelRecords();

    std::vector<std::unique_ptr<Ring>> rings_;
    std::uint64_t lost_ = 0;
};

}  // namespace simul::os
