// How long a task will still compute: as the story said, or guessed from what it did before.
#pragma once

#include "engine/run/policies/by_task.h"
#include "engine/run/policies/policies.h"

namespace simul {

/// The guess is the textbook's exponential average (Silberschatz, Galvin, Gagne, 5.3.2): the next burst will be
/// alpha · the last one + (1 - alpha) · the guess before.
class Bursts {
  public:
    explicit Bursts(const Knobs& parameters);

    static Knobs parameters();
    /// Of the burst that the task is in, or that comes next.
    Duration remaining(const TaskView& task);
    void ran(const TaskView& task, Duration length) { guesses_[task.id].used += length; }
    /// The burst is over.
    void left(const TaskView& task);

  private:
    struct Guess {
        Duration length;
        Duration used{0};
    };

    const double alpha_;
    ByTask<Guess> guesses_;
};

}  // namespace simul
