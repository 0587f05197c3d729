// Operating-system threads whose stacks are small, so that a story may have thousands.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string_view>
#include <utility>

#include "engine/base/result.h"

namespace simul::os {

inline constexpr std::size_t kTaskStack = 256 * 1024;

/// Move-only. Joined at the latest by its destructor, so whoever owns it must make the body end.
class Thread {
  public:
    /// The body must not let an exception out. The first 15 bytes of the name are seen in ps and debuggers.
    /// Where the number of threads is limited, the error names the limit and the models that need fewer.
    static Result<Thread> start(std::function<void()> body, std::string_view name,
                                std::size_t stack_bytes = kTaskStack);

    Thread();
    Thread(Thread&& other) noexcept;
    Thread& operator=(Thread&& other) noexcept;
    ~Thread();

    /// Waits for the end of the body. A second time nothing happens.
    void join();
    bool joinable() const { return running_ != nullptr; }

    /// The kernel's number of this thread, as thread_id() gives it inside. Waits until the thread began.
    long native_handle() const;

  private:
    struct Running;

    explicit Thread(std::unique_ptr<Running> running);

    std::unique_ptr<Running> running_;
};

/// Lets others that are ready on this CPU go first.
void yield_core();

/// How nice the calling thread is to others from now on, from -20 to 19. False: only a privileged user may be less
/// nice.
bool be_nice(int nice);

/// The kernel's number of the calling thread; that of the main thread is the pid.
std::int64_t thread_id();

}  // namespace simul::os
