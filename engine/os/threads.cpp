#include "engine/os/threads.h"

#include <fmt/format.h>
#include <pthread.h>
#include <sched.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <string>

#include "engine/os/failure.h"
#include "engine/os/futex.h"

namespace simul::os {
namespace {

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr std::size_t kStackFactor = 4;  // sanitizers make frames larger
#else
constexpr std::size_t kStackFactor = 1;
#endif

std::string short_name(std::string_view name) { return std::string(name.substr(0, 15)); }

}  // namespace

/// Shared by the owner and the thread: either may be the last to need it.
struct Thread::Running {
    std::function<void()> body;
    std::string name;
    pthread_t handle{};
    std::atomic<std::uint32_t> number{0};  ///< 0 until the thread began

    static void* run(void* argument) {
        const std::unique_ptr<std::shared_ptr<Running>> own(static_cast<std::shared_ptr<Running>*>(argument));
        Running& self = **own;
        pthread_setname_np(pthread_self(), self.name.c_str());
        self.number = static_cast<std::uint32_t>(gettid());
        wake(self.number, kEveryone);
        self.body();
        return nullptr;
    }
};

Result<Thread> Thread::start(std::function<void()> body, std::string_view name, std::size_t stack_bytes) {
    auto running = std::make_shared<Running>();
    running->body = std::move(body);
    running->name = short_name(name);
    auto argument = std::make_unique<std::shared_ptr<Running>>(running);
    pthread_attr_t attributes;
    pthread_attr_init(&attributes);
    pthread_attr_setstacksize(&attributes, stack_bytes * kStackFactor);
    const int refused = pthread_create(&running->handle, &attributes, Running::run, argument.get());
    pthread_attr_destroy(&attributes);
    if (refused == 0) {
        argument.release();
        return Thread(std::move(running));
    }
    return failure(fmt::format("start the thread \"{}\"", name), refused,
                   "The limit on threads is reached (ulimit -u, or a container's): run fewer tasks, or choose --model "
                   "event_loop or thread_pool.");
}

Thread& Thread::operator=(Thread&& other) noexcept {
    if (this == &other) return *this;
    join();
    running_ = std::move(other.running_);
    return *this;
}

void Thread::join() {
    if (running_ == nullptr) return;
    pthread_join(running_->handle, nullptr);
    running_.reset();
}

long Thread::native_handle() const {
    ensure(running_ != nullptr, "a thread has a number until it is joined");
    wait(running_->number, 0);
    return static_cast<long>(running_->number.load());
}

void yield_core() { sched_yield(); }

std::int64_t thread_id() { return gettid(); }

}  // namespace simul::os
