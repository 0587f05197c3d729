// The host's own process: what it does after the fork.
#pragma once

#include "engine/os/messages.h"

namespace simul {

/// Serves until the other end of the runner's line is closed. Ends the process.
[[noreturn]] void be_device_host(os::Line runner);

}  // namespace simul
