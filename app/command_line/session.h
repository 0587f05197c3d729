// What every verb has at hand: the words after it, the zygote, and the two ways to speak.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/base/result.h"
#include "engine/run/run.h"

namespace simul::command_line {

/// What scripts may depend on.
enum ExitCode : int {
    kExitDone = 0,     ///< the run ended, a deadlock included
    kExitFailure = 1,  ///< a task failed and nobody took its exception
    kExitRefused = 2,  ///< bad usage, a bad file, or the world refused something
    kExitStopped = 130,
};

using Arguments = std::vector<std::string>;

struct Session {
    Result<Zygote>& zygote;
};

/// Writes to standard output. The first failure is told on stderr; true when all was written.
bool tell(std::string_view text);

/// One sentence on stderr, made harmless for terminals. All of them together stay below 1 000 characters: what is
/// longer is cut, and what no longer fits is left out.
void complain(std::string_view sentence);

/// Complains and answers kExitRefused.
int refuse(const Error& error);

}  // namespace simul::command_line
