#include "engine/os/clock.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/prctl.h>
#include <unistd.h>

#include <array>
#include <charconv>
#include <cstdlib>

#include "engine/os/failure.h"

namespace simul::os {
namespace {

/// As the kernel makes it (MAKE_THREAD_CPUCLOCK): the thread's number, a bit for "one thread", and the scheduler's
/// clock.
constexpr clockid_t cpu_clock_of_thread(long thread) {
    return static_cast<clockid_t>((~static_cast<unsigned>(thread) << 3) | 6u);
}

}  // namespace

Result<std::int64_t> cpu_time_of_process(int pid) {
    clockid_t clock;
    timespec used;
    int refused = clock_getcpuclockid(pid, &clock);
    if (refused == 0 && clock_gettime(clock, &used) != 0) refused = errno;
    if (refused == 0) return nanoseconds_of(used);
    return failure(fmt::format("read the core time of process {}", pid), refused, "It has probably ended.");
}

std::int64_t cpu_time_of_thread(long native_handle) {
    timespec used;
    return clock_gettime(cpu_clock_of_thread(native_handle), &used) == 0 ? nanoseconds_of(used) : 0;
}

std::int64_t cpu_time_of_thread_in(int process, long thread) {
    const Descriptor counts(
        ::open(fmt::format("/proc/{}/task/{}/schedstat", process, thread).c_str(), O_RDONLY | O_CLOEXEC));
    std::array<char, 64> text{};  // "<time on a core> <time ready> <times on a core>"
    if (pread(counts.fd(), text.data(), text.size() - 1, 0) <= 0) return 0;
    return std::strtoll(text.data(), nullptr, 10);
}

void precise_timers() { prctl(PR_SET_TIMERSLACK, 1UL); }

RunDelay::RunDelay()
    : schedstat_(::open(fmt::format("/proc/self/task/{}/schedstat", gettid()).c_str(), O_RDONLY | O_CLOEXEC)) {
    std::array<char, 64> text;
    available_ = pread(schedstat_.fd(), text.data(), text.size(), 0) > 0;
}

std::int64_t RunDelay::nanoseconds() const {
    std::array<char, 64> text;  // "<time on a core> <time ready> <times on a core>"
    const ssize_t length = pread(schedstat_.fd(), text.data(), text.size(), 0);
    if (length <= 0) return 0;
    const char* const end = text.data() + length;
    std::uint64_t on_core = 0;
    std::uint64_t ready = 0;
    const auto first = std::from_chars(text.data(), end, on_core);
    if (first.ec != std::errc{} || first.ptr == end) return 0;
    std::from_chars(first.ptr + 1, end, ready);
    return static_cast<std::int64_t>(ready);
}

}  // namespace simul::os
