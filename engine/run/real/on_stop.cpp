#include "engine/run/real/on_stop.h"

#include <utility>

#include "engine/os/futex.h"

namespace simul {

Result<std::unique_ptr<OnStop>> OnStop::create(const std::atomic<std::uint32_t>& stop, const char* name,
                                               std::function<void()> action) {
    std::unique_ptr<OnStop> made(new OnStop);
    OnStop* const self = made.get();
    Result<os::Thread> thread = os::Thread::start(
        [self, &stop, action = std::move(action)] {
            if (os::wait_either(self->no_longer_needed_, 0, stop, 0) == os::Woken::stop) action();
        },
        name);
    if (!thread) return thread.error();
    made->thread_ = std::move(*thread);
    return made;
}

OnStop::~OnStop() {
    no_longer_needed_.store(1);
    os::wake(no_longer_needed_, os::kEveryone);
    thread_.join();
}

}  // namespace simul
