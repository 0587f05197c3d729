// Waiting for a few descriptors at once. For many, or for nanoseconds: poller.h.
#pragma once

#include <span>

namespace simul::os {

/// Bit i is set when fds[i] can be read or its other end is gone; 0 after the timeout. At most 31; -1 among them is
/// passed over; a negative timeout waits for ever.
int wait_readable(std::span<const int> fds, int timeout_ms);

}  // namespace simul::os
