// Whole messages between two of our processes, with open descriptors among them.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/base/result.h"
#include "engine/os/descriptor.h"

namespace simul::os {

inline constexpr std::size_t kMostMessageBytes = 64 * 1024;
inline constexpr std::size_t kMostMessageDescriptors = 16;

/// What receive() found. Who receives descriptors owns them and closes them.
struct Message {
    std::string bytes;
    std::vector<int> fds;
    bool closed = false;   ///< the other end is gone, and everything that it sent was received
    bool nothing = false;  ///< receive(false) only: no message stands there yet
};

/// One end of a SOCK_SEQPACKET pair: each receive takes exactly what one send gave. Its descriptor can be polled.
class Line {
  public:
    static Result<std::pair<Line, Line>> pair();

    Line() = default;
    /// Takes over an end that arrived by fork or message.
    explicit Line(int fd) : end_(fd) {}

    /// Waits while the buffer is full. 1 to kMostMessageBytes bytes; the descriptors stay open here as well.
    Result<void> send(std::string_view bytes, const std::vector<int>& fds = {});
    /// As send, but does not wait; false: the buffer is full, and nothing was sent.
    Result<bool> send_now(std::string_view bytes);
    /// A message of another program that is too large, or has too many descriptors, is an error, and thrown away.
    Result<Message> receive(bool wait);

    int fd() const { return end_.fd(); }
    /// The other end then receives `closed`.
    void close() { end_.close(); }
    /// Both ends are then closed, whoever else holds a copy of them.
    void hang_up();

  private:
    Descriptor end_;
};

}  // namespace simul::os
