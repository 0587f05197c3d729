// Small programs, drawn from a seed: a few tasks that do a few operations on anything.
#pragma once

#include "tests/support/small_story.h"

namespace simul::testing {

struct AnyProgram {
    std::uint64_t seed = 1;
    int tasks = 2;
    int operations = 4;  ///< of each; one more at its end says that it came so far
    bool waits = false;  ///< also conditions, events, barriers, tasks that begin tasks, and a main that awaits some
};

/// Variables x and y, mutexes m and n, the semaphore permits, the channel pipe, and reached.
class AnyStory final : public SmallStory {
  public:
    explicit AnyStory(AnyProgram program);
    Task start_main(TaskContext& task) override;

  private:
    AnyProgram program_;
};

}  // namespace simul::testing
