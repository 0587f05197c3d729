#include "engine/os/descriptor.h"

#include <unistd.h>

#include <utility>

namespace simul::os {

Descriptor& Descriptor::operator=(Descriptor&& other) noexcept {
    if (this == &other) return *this;
    close();
    fd_ = other.release();
    return *this;
}

int Descriptor::release() { return std::exchange(fd_, -1); }

void Descriptor::close() {
    // After EINTR the descriptor is closed all the same: a second close could hit somebody else's.
    if (fd_ >= 0) ::close(release());
}

}  // namespace simul::os
