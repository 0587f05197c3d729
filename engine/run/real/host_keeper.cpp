#include "engine/run/real/host_keeper.h"

#include <utility>

#include "engine/os/futex.h"

namespace simul {

Result<std::unique_ptr<HostKeeper>> HostKeeper::create(DeviceHost& host, const std::atomic<std::uint32_t>& stop) {
    std::unique_ptr<HostKeeper> made(new HostKeeper(host));
    HostKeeper* const self = made.get();
    Result<os::Thread> thread = os::Thread::start(
        [self, &stop] {
            if (os::wait_either(self->no_longer_needed_, 0, stop, 0) == os::Woken::stop) self->host_.end();
        },
        "devices");
    if (!thread) return thread.error();
    made->thread_ = std::move(*thread);
    return made;
}

HostKeeper::~HostKeeper() {
    no_longer_needed_.store(1);
    os::wake(no_longer_needed_, os::kEveryone);
    thread_.join();
    host_.end();
}

}  // namespace simul
