// How the body of a task has ended, by the exception that left it.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <exception>
#include <string>
#include <string_view>
#include <utility>

#include "engine/base/result.h"
#include "engine/base/words.h"
#include "engine/scenario/task.h"

namespace simul {

/// The story's error, and the line of its text where it lies; 0: that is not known.
class StoryErrorAt : public StoryError {
  public:
    StoryErrorAt(std::string told, std::size_t at_line)
        : StoryError(std::move(told)), line(static_cast<std::uint16_t>(std::min<std::size_t>(at_line, 0xffff))) {}
    explicit StoryErrorAt(const Error& error) : StoryErrorAt(error.sentence(), error.line) {}
    const std::uint16_t line;
};

/// The task's code ran in a process of its own, which is gone.
class ProcessDied : public StoryError {
  public:
    /// `signal`: 0 when it ended by itself.
    ProcessDied(int by_signal, const std::string& sentence) : StoryError(sentence), signal(by_signal) {}
    const int signal;
};

struct BodyEnd {
    Ending ending = Ending::returned;
    std::string told;        ///< of one that failed or died: all that crosses from task to task (StoryError::told)
    int signal = 0;          ///< of one that died; of one that returned: the exit code of its process
    std::uint16_t line = 0;  ///< of one that failed: where, in the story's text; 0: not known
};
/// Of a process whose task has ended so; `detail`: the signal that has killed it (0: it has left by itself), or what
/// exit gave.
int exit_code_of(Ending ending, int detail);
/// Null: it has returned.
BodyEnd body_end_of(const std::exception_ptr& exception);

/// What exit(3) raises, as sys.exit does: `throw StoryError(told_of_exit(3))`.
std::string told_of_exit(std::int64_t code);
/// What exit("why") prints if nobody has caught it, where a process ends by that. Empty: nothing.
std::string last_words_in(std::string_view told);
/// Of a body that exit(…) has left. Who has a thread or a process of its own ends with it, and so does main: that is no
/// failure. Elsewhere it is an error like others.
BodyEnd settled_exit(BodyEnd end, Model model, TaskId task);

/// What becomes of all that a pool of processes has, and of all that is given to it, once a worker was killed.
std::string told_of_broken_pool();
/// As Python raises it in who writes into a stream that nobody reads any more.
std::string told_of_broken_pipe(std::string_view stream);
/// Whose process is asked for.
struct AskedTask {
    TaskId task = kNoTask;
    bool by_hand = false;  ///< it is a future alone
    bool is_call = false;  ///< it is a done callback
};
/// Why a task has no exit code, or nobody can kill it. Empty: it has a process for that.
std::string why_no_process(OperationKind asks, Model model, const AskedTask& asked);

}  // namespace simul
