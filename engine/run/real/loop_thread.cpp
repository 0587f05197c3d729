#include "engine/run/real/loop_thread.h"

#include <algorithm>
#include <utility>

#include "engine/base/ensure.h"
#include "engine/os/cores.h"
#include "engine/os/futex.h"
#include "engine/run/real/event_loop.h"

namespace simul {

/// This thread has the guard, and what is recorded is recorded here.
class LoopThread::AtWork {
  public:
    explicit AtWork(LoopThread& thread) : thread_(thread) { thread_.begin_work(); }
    ~AtWork() { thread_.stop_work(); }
    AtWork(const AtWork&) = delete;
    AtWork& operator=(const AtWork&) = delete;

  private:
    LoopThread& thread_;
};

/// In the middle of that, it has let the guard go.
class LoopThread::Away {
  public:
    explicit Away(LoopThread& thread) : thread_(thread) { thread_.stop_work(); }
    ~Away() { thread_.begin_work(); }
    Away(const Away&) = delete;
    Away& operator=(const Away&) = delete;

  private:
    LoopThread& thread_;
};

void LoopThread::begin_work() {
    loop_.guard_->lock();
    loop_.at_work_ = this;
    loop_.recorder_ = &writer_->recorder;
}

void LoopThread::stop_work() {
    loop_.recorder_ = &loop_.writer_.recorder;
    loop_.at_work_ = nullptr;
    loop_.guard_->unlock();
}

LoopThread::LoopThread(EventLoop& loop, const StoryMaker& make)
    : loop_(loop), make_(make), devices_(loop.plan_.devices.get()) {
    progress_.source_name = loop.progress_.source_name;
    progress_.name_of = loop.progress_.name_of;
}

Result<void> LoopThread::start(std::string_view name) {
    writer_ = loop_.region_.take_writer();
    if (!writer_) return Error{"Could not start another thread beside the event loop: the run has too many"};
    Result<os::Thread> thread = os::Thread::start([this] { serve(); }, name);
    if (!thread) {
        loop_.region_.give_back(*writer_);
        return thread.error();
    }
    thread_ = std::move(*thread);
    return {};
}

void LoopThread::run_next(TaskId task) {
    next_.push_back(task);
    news_.fetch_add(1, std::memory_order_release);
    os::wake(news_, 1);
}

// ---- On the thread.

void LoopThread::serve() {
    os::precise_timers();
    thread_id_ = os::thread_id();
    core_.emplace(loop_.region_.head(), loop_.plan_, writer_->stream.horizon, [this](const os::Gap& it) { gap(it); });
    Watchdog watchdog(loop_.region_, progress_.source_name);
    Result<std::unique_ptr<Story>> story = make_();
    ensure(story.ok(), "a story that was loaded once can be loaded again");
    watchdog.loaded();
    watchdog.watch(progress_);
    while (loop_.ending_.load(std::memory_order_acquire) == 0) {
        const std::uint32_t seen = news_.load(std::memory_order_acquire);
        if (const TaskId task = take_next(); task != kNoTask) {
            run(task, **story);
            continue;
        }
        writer_->stream.horizon.store(kNothingPending, std::memory_order_release);
        os::wait_either(news_, seen, loop_.ending_, 0);
    }
    watchdog.rest();
    loop_.region_.give_back(*writer_);
}

TaskId LoopThread::take_next() {
    const AtWork at_work(*this);
    if (next_.empty()) return kNoTask;
    const TaskId task = next_.front();
    next_.pop_front();
    return task;
}

void LoopThread::run(TaskId id, Story& story) {
    const AtWork at_work(*this);
    CoopTask& task = loop_.task(id);
    if (task.doing != TaskProgress::ready || loop_.over()) return;  // it was cancelled meanwhile
    core_->forget_delay();
    read_clock();
    record_here(task);
    task.doing = TaskProgress::running;
    task.granter = this;
    loop_.start_body(task, story);
    {
        const Away away(*this);
        progress_.task.store(&task, std::memory_order_relaxed);
        task.resume();
        progress_.task.store(nullptr, std::memory_order_relaxed);
    }
    ensure(task.ended(), "what runs on a thread continues until it has ended");
    if (loop_.over()) return task.drop_body();
    read_clock();
    loop_.end(task);
}

Grant LoopThread::perform(TaskContext& context, Operation& operation) {
    auto& task = static_cast<CoopTask&>(context);
    progress_.task.store(nullptr, std::memory_order_relaxed);
    progress_.operations.store(progress_.operations.load(std::memory_order_relaxed) + 1, std::memory_order_relaxed);
    {
        const AtWork at_work(*this);
        notice_gap(task);
        const bool granted = loop_.Cooperative::perform(context, operation) == Grant::granted;
        if (!granted || loop_.over()) context.stop_next();
    }
    progress_.task.store(&task, std::memory_order_relaxed);
    return Grant::granted;
}

void LoopThread::hear_of_changed_copy(TaskContext& context, std::string_view what) {
    const AtWork at_work(*this);
    loop_.Cooperative::hear_of_changed_copy(context, what);
}

std::uint32_t LoopThread::thread_of(const TaskContext& context) const { return loop_.thread_of(context); }

void LoopThread::read_clock() {
    now_ = os::monotonic_now();
    loop_.now_ = Time(Duration(now_));
    writer_->stream.horizon.store(now_, std::memory_order_release);
}

void LoopThread::record_here(CoopTask& task) {
    task.core = static_cast<CoreId>(os::current_core());
    loop_.record(task, EventKind::run, Phase::done, thread_id_, 0, task.core);
}

// ---- What takes time.

Grant LoopThread::compute(CoopTask& task, Operation& operation) {
    loop_.record(task, event_of(operation.kind), Phase::wanted, operation.value, operation.line);
    RealCore::Use use{core_->real(Duration(operation.value)), 0, false};
    bool went_on = false;
    {
        const Away away(*this);
        computing_ = &task;
        went_on = core_->go_on(operation, use, &loop_.ending_);
        computing_ = nullptr;
    }
    read_clock();
    if (!went_on || !use.done) return Grant::later;
    loop_.record(task, event_of(operation.kind), Phase::done, operation.value, operation.line);
    core_->forget_delay();  // after the clock was read: what goes by in here is seen next time
    return Grant::granted;
}

Grant LoopThread::rest(CoopTask& task, Operation& operation) {
    loop_.record(task, event_of(operation.kind), Phase::wanted, operation.value, operation.line);
    task.doing = TaskProgress::resting;
    const std::int64_t deadline = now_ + core_->real(Duration(operation.value));
    const std::int64_t delay_before = core_->delay().nanoseconds();
    os::Woken woken{};
    {
        const Away away(*this);
        writer_->stream.horizon.store(deadline, std::memory_order_release);
        woken = os::wait(loop_.ending_, 0, deadline);
    }
    task.doing = TaskProgress::running;
    if (woken != os::Woken::timeout) return Grant::later;
    // How long it was ready without a core is known to the scheduler only.
    const std::int64_t awake = os::monotonic_now();
    loop_.now_ = Time(Duration(std::max(deadline, awake - (core_->delay().nanoseconds() - delay_before))));
    loop_.record(task, EventKind::ready, Phase::done, value_of(kNoTask));
    core_->forget_delay();
    read_clock();
    record_here(task);
    loop_.record(task, event_of(operation.kind), Phase::done, operation.value, operation.line);
    return Grant::granted;
}

Grant LoopThread::give_way(CoopTask& task, Operation& operation) {
    loop_.record(task, event_of(operation.kind), Phase::done, 0, operation.line);
    const Away away(*this);
    os::yield_core();
    return Grant::granted;
}

std::optional<DeviceAnswer> LoopThread::call_device(CoopTask& task, const Operation& operation,
                                                    const DeviceRequest& request) {
    const std::int64_t deadline =
        operation.is_timed() ? now_ + core_->real(loop_.next_deadline(task)) : os::kNoDeadline;
    std::optional<DeviceAnswer> answer;
    {
        const Away away(*this);
        writer_->stream.horizon.store(kNothingPending, std::memory_order_release);
        answer = devices_.call(request, deadline);
    }
    core_->forget_delay();
    read_clock();
    return answer;
}

// ---- When its core was taken away.

void LoopThread::notice_gap(CoopTask& task) {
    const std::int64_t before = now_, now = os::monotonic_now();
    if (const std::int64_t away = core_->missed(before, now); away > 0) {
        const auto here = static_cast<CoreId>(os::current_core());
        record_loss(task, now - away, now, task.core, here);
    }
    read_clock();
}

void LoopThread::gap(const os::Gap& gap) {
    const AtWork at_work(*this);
    record_loss(*computing_, gap.from, gap.until, static_cast<CoreId>(gap.core_before),
                static_cast<CoreId>(gap.core_after));
}

void LoopThread::record_loss(CoopTask& task, std::int64_t from, std::int64_t until, CoreId before, CoreId after) {
    loop_.now_ = Time(Duration(from));
    loop_.record_run(task, EventKind::preempt, before);
    loop_.now_ = Time(Duration(until));
    task.core = after;
    loop_.record(task, EventKind::run, Phase::done, thread_id_, 0, after);
}

}  // namespace simul
