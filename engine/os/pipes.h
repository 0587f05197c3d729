// The channels of real processes: packets through a pipe or a socket, never waiting.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "engine/base/result.h"

namespace simul::os {

inline constexpr std::size_t kMostPacketBytes = 4096;

/// Two descriptors, which whoever made them closes.
struct Endpoints {
    int read_end;
    int write_end;
};

/// A pipe in packet mode. At least `messages` packets fit, whatever their size.
Result<Endpoints> packet_pipe(std::size_t messages);

/// A Unix socket pair. At least `messages` packets of at most `bytes_each` fit.
Result<Endpoints> packet_socket(std::size_t messages, std::size_t bytes_each = kMostPacketBytes);

/// Writes 1 to kMostPacketBytes bytes as one packet; false: no room now. Call let_writes_fail() once before.
Result<bool> write_packet(int fd, std::string_view bytes);

/// One whole packet; nothing: none stands there now; an empty string: all writers are gone.
Result<std::optional<std::string>> read_packet(int fd);

void close_fd(int fd);

}  // namespace simul::os
