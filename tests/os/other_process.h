// Tests that need a second process: the part that runs there, and how the test looks at it from outside.
#pragma once

#include <gtest/gtest.h>
#include <sched.h>

#include <atomic>
#include <cstdint>
#include <functional>
#include <string>

#include "engine/os/files.h"
#include "engine/os/memory.h"
#include "engine/os/processes.h"

namespace simul::os {

/// Forks; the child exits with what the part returns. It dies with the test, so nothing is left behind.
inline int start_process(const std::function<int()>& part) {
    const int parent = own_pid();
    const auto forked = fork_child();
    EXPECT_TRUE(forked.ok());
    if (*forked != 0) return *forked;
    die_with_parent(parent);
    exit_now(part());
}

/// The exit code of the part, which runs in a process of its own; 1000 + the signal if one ended it.
inline int in_process(const std::function<int()>& part) {
    const auto ending = reap(start_process(part), true);
    EXPECT_TRUE(ending.has_value());
    return ending->by_signal ? 1000 + ending->code : ending->code;
}

/// Returns when the kernel says that the process sleeps in a wait.
inline void until_asleep(int pid) {
    while (true) {
        const auto stat = read_file("/proc/" + std::to_string(pid) + "/stat", 4096);
        ASSERT_TRUE(stat.ok());
        if (stat->substr(stat->rfind(')') + 2, 1) == "S") return;
        sched_yield();
    }
}

/// A few words that parent and child share, all zero at first.
class SharedWords {
  public:
    SharedWords() : memory_(std::move(SharedMemory::create("test", 4096).value())) {}
    std::atomic<std::uint32_t>& operator[](std::size_t place) {
        return reinterpret_cast<std::atomic<std::uint32_t>*>(memory_.data())[place];
    }

  private:
    SharedMemory memory_;
};

}  // namespace simul::os
