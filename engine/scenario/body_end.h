// How the body of a task has ended, by the exception that left it.
#pragma once

#include <exception>
#include <string>

#include "engine/base/words.h"
#include "engine/scenario/task.h"

namespace simul {

/// The task's code ran in a process of its own, which is gone.
class ProcessDied : public StoryError {
  public:
    /// `signal`: 0 when it ended by itself.
    ProcessDied(int by_signal, const std::string& sentence) : StoryError(sentence), signal(by_signal) {}
    const int signal;
};

struct BodyEnd {
    Ending ending = Ending::returned;
    std::string told;  ///< of one that failed or died: all that crosses from task to task (StoryError::told)
    int signal = 0;    ///< of one that died
};
/// Null: it has returned.
BodyEnd body_end_of(const std::exception_ptr& exception);

}  // namespace simul
