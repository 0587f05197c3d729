// Signals that end processes, in words.
#pragma once

#include <string>

namespace simul {

/// `signal 9 (SIGKILL)`.
std::string signal_in_words(int signal);

}  // namespace simul
