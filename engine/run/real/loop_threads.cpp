// The threads beside the event loop of this computer, as the loop sees them. They begin when there is none that is
// idle.
#include <fmt/format.h>

#include <utility>

#include "engine/os/futex.h"
#include "engine/run/own_threads.h"
#include "engine/run/real/event_loop.h"

namespace simul {

Result<void> EventLoop::open_threads() {
    if (!plan_.loop_has_pool) return {};
    if (const Result<void> made = make_poller(); !made) return made.error();
    Result<os::Notifier> news = os::Notifier::create();
    if (!news) return news.error();
    news_.emplace(std::move(*news));
    guard_ = &own_guard_;
    constexpr bool kAgainAndAgain = false;
    return poller_->add(news_->fd(), kNews, kAgainAndAgain);
}

/// It has its place, and has not begun.
void EventLoop::hand_to_thread(CoopTask& task) {
    enter_memory(task);
    ++on_threads_;
    const std::uint32_t number = task.extras->thread ^ thread_of_worker(0);
    if (threads_.size() <= number) threads_.resize(number + std::size_t{1});
    std::unique_ptr<LoopThread>& thread = threads_[number];
    if (!thread) {
        auto begun = std::make_unique<LoopThread>(*this, make_);
        if (const Result<void> started = begun->start(fmt::format("pool {}", number + 1)); !started)
            return fail_to_start(task, started.error());
        thread = std::move(begun);
    }
    thread->run_next(task.id);
}

void EventLoop::fail_to_start(CoopTask& task, const Error& error) {
    free_place(task);
    task.ending = Ending::failed;
    task.more().error = error.sentence();
    finish(task, error.sentence());
}

/// The loop looks whether there is something to tell, or whether that was the last.
void EventLoop::leave(CoopTask& task) {
    if (!is_on_thread(task) || !has_thread(task)) return;
    if (!task.started) leave_memory(task);
    --on_threads_;
    if (at_work_) news_->notify();
}

void EventLoop::end_threads() {
    ending_.store(1, std::memory_order_release);
    os::wake(ending_, os::kEveryone);
    threads_.clear();
}

// ---- What both the loop and its threads are asked for.

Grant EventLoop::perform(TaskContext& context, Operation& operation) {
    if (!guard_) return SingleThread::perform(context, operation);
    const std::lock_guard lock(*guard_);
    return SingleThread::perform(context, operation);
}

void EventLoop::hear_of_changed_copy(TaskContext& context, std::string_view what) {
    if (!guard_) return SingleThread::hear_of_changed_copy(context, what);
    const std::lock_guard lock(*guard_);
    SingleThread::hear_of_changed_copy(context, what);
}

void EventLoop::read_clock() { at_work_ ? at_work_->read_clock() : SingleThread::read_clock(); }

void EventLoop::record_here(CoopTask& task) {
    at_work_ ? at_work_->record_here(task) : SingleThread::record_here(task);
}

Grant EventLoop::compute(CoopTask& task, Operation& operation) {
    return at_work_ ? at_work_->compute(task, operation) : SingleThread::compute(task, operation);
}

std::optional<DeviceAnswer> EventLoop::call_device(CoopTask& task, const Operation& operation,
                                                   const DeviceRequest& request) {
    return at_work_ ? at_work_->call_device(task, operation, request)
                    : SingleThread::call_device(task, operation, request);
}

}  // namespace simul
