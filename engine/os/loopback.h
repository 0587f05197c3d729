// Connections within this computer, by TCP: no other computer reaches them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <utility>

#include "engine/base/result.h"
#include "engine/os/descriptor.h"

namespace simul::os {

/// What stood ready to be received or sent. Nothing here waits.
struct Passed {
    std::size_t bytes = 0;
    bool over = false;  ///< the other end is gone: no more will ever pass
};
Passed receive_some(int fd, char* into, std::size_t most);
Passed send_some(int fd, std::string_view bytes);

/// Takes connections at a port of the loopback that the kernel has chosen.
class Listener {
  public:
    static Result<Listener> create();

    int fd() const { return socket_.fd(); }
    std::uint16_t port() const { return port_; }

    /// The next who wants to connect.
    struct Accepted {
        Descriptor connection;      ///< -1: nobody, for now
        bool out_of_files = false;  ///< somebody does, and this process can have no more descriptors
    };
    Accepted accept();

  private:
    Listener(Descriptor socket, std::uint16_t port) : socket_(std::move(socket)), port_(port) {}

    Descriptor socket_;
    std::uint16_t port_;
};

}  // namespace simul::os
