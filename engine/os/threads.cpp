#include "engine/os/threads.h"

#include <fmt/format.h>
#include <pthread.h>
#include <sched.h>
#include <sys/resource.h>
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

/// The owner's. It outlives the thread, who allocates and frees nothing on its own account: the first time costs it a
/// heap, which is dear where a thread is all that a short run waits for.
struct Thread::Running {
    std::function<void()> body;
    std::string name;
    pthread_t handle{};
    std::atomic<std::uint32_t> number{0};  ///< 0 until the thread began

    static void* run(void* argument) {
        Running& self = *static_cast<Running*>(argument);
        pthread_setname_np(pthread_self(), self.name.c_str());
        self.number = static_cast<std::uint32_t>(gettid());
        wake(self.number, kEveryone);
        self.body();
        return nullptr;
    }
};

Result<Thread> Thread::start(std::function<void()> body, std::string_view name, std::size_t stack_bytes) {
    auto running = std::make_unique<Running>();
    running->body = std::move(body);
    running->name = short_name(name);
    pthread_attr_t attributes;
    pthread_attr_init(&attributes);
    pthread_attr_setstacksize(&attributes, stack_bytes * kStackFactor);
    const int refused = pthread_create(&running->handle, &attributes, Running::run, running.get());
    pthread_attr_destroy(&attributes);
    if (refused == 0) return Thread(std::move(running));
    return failure(fmt::format("start the thread \"{}\"", name), refused,
                   "The limit on threads is reached (ulimit -u, or a container's): run fewer tasks, or choose --model "
                   "event_loop or thread_pool.");
}

Thread::Thread() = default;
Thread::Thread(std::unique_ptr<Running> running) : running_(std::move(running)) {}
Thread::Thread(Thread&& other) noexcept = default;
Thread::~Thread() { join(); }

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

bool be_nice(int nice) {
    if (nice < 0 && denied("nice")) return false;
    return setpriority(PRIO_PROCESS, 0, nice) == 0;
}

std::int64_t thread_id() { return gettid(); }

}  // namespace simul::os
