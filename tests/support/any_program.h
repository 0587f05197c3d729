// Small programs, drawn from a seed: a few tasks that do a few operations on anything.
#pragma once

#include <cstdint>

#include "tests/support/small_story.h"

namespace simul::testing {

struct AnyProgram {
    std::uint64_t seed = 1;
    int tasks = 2;
    int operations = 4;    ///< of each; one more at its end says that it came so far
    bool waits = false;    ///< also conditions, events, barriers, tasks that begin tasks, and a main that awaits some
    bool cancels = false;  ///< and tasks that cancel each other, some of which continue; that close the pipe, wait for
                           ///< a second at most, call back when another has ended, sleep, or give way
    bool times_out = false;  ///< of these only waits of a second at most
};

/// How many of so many programs are worth trying; `SIMUL_PROGRAMS=100` makes it a hundred times as many. One thread
/// runs them all: TSan can find nothing there, and takes a hundred times as long.
std::uint64_t programs_of(std::uint64_t all);

/// Variables x and y, mutexes m and n, the semaphore permits, the channel pipe, and reached.
class AnyStory final : public SmallStory {
  public:
    explicit AnyStory(AnyProgram program);
    Task start_main(TaskContext& task) override;

  private:
    AnyProgram program_;
};

}  // namespace simul::testing
