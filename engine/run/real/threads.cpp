#include "engine/run/real/threads.h"

#include <fmt/format.h>

#include <atomic>

#include "engine/base/ensure.h"
#include "engine/os/clock.h"
#include "engine/os/futex.h"

namespace simul {

Error too_many_at_once(const RunPlan& plan, std::string_view what) {
    return {
        fmt::format("Could not start another task: {} {} are under way, and more might make the computer unusable. "
                    "Let tasks end before others begin, or choose --model event_loop or thread_pool.",
                    plan.most_at_once, what)};
}

Result<void> Threads::launch(Worker&, TaskId child) {
    return start([child](Worker& worker) { worker.run_task_alone(child); }, run_.name_of(child));
}

Result<void> Threads::launch_main() {
    return start([](Worker& worker) { worker.run_main(); }, "main");
}

Result<void> Threads::start(std::function<void(Worker&)> body, const std::string& name) {
    if (is_full()) return too_many_at_once(run_.plan(), "threads");
    auto over = std::make_shared<std::atomic<bool>>(false);
    auto run = [this, body = std::move(body), over] {
        os::precise_timers();
        std::unique_ptr<Story> story = take_story();
        {
            Worker worker(run_, *story, *this, nullptr);
            body(worker);
        }
        give_back(std::move(story));
        over->store(true);
    };
    Result<os::Thread> thread = os::Thread::start(std::move(run), name);
    if (!thread) return thread.error();
    const std::lock_guard lock(mutex_);
    running_.push_back({std::move(*thread), std::move(over)});
    return {};
}

bool Threads::is_full() {
    const auto count = [this] {
        const std::lock_guard lock(mutex_);
        return running_.size();
    };
    if (count() < run_.plan().most_at_once) return false;
    take_care();
    return count() >= run_.plan().most_at_once;
}

std::unique_ptr<Story> Threads::take_story() {
    {
        const std::lock_guard lock(mutex_);
        if (!spare_.empty()) {
            std::unique_ptr<Story> story = std::move(spare_.back());
            spare_.pop_back();
            return story;
        }
    }
    Result<std::unique_ptr<Story>> story = make_();
    ensure(story.ok(), "a story that was loaded once can be loaded again");
    return std::move(*story);
}

void Threads::give_back(std::unique_ptr<Story> story) {
    const std::lock_guard lock(mutex_);
    spare_.push_back(std::move(story));
}

void Threads::take_care() {
    std::vector<Running> ended;
    {
        const std::lock_guard lock(mutex_);
        for (std::size_t i = 0; i < running_.size();) {
            if (!running_[i].over->load()) {
                ++i;
                continue;
            }
            ended.push_back(std::move(running_[i]));
            running_[i] = std::move(running_.back());
            running_.pop_back();
        }
    }
}

void Threads::join_all() {
    for (;;) {
        std::vector<Running> rest;
        {
            const std::lock_guard lock(mutex_);
            rest.swap(running_);
        }
        if (rest.empty()) return;
    }
}

// ---- A pool.

Result<void> ThreadPool::start_workers() {
    for (std::uint32_t i = 0; i < run_.plan().workers; ++i) {
        auto work = [this, i](Worker& worker) {
            worker.join_pool();
            if (wait_to_begin(worker, i))
                work_in_pool(run_, worker, [this](TaskId) { run_.note_idle(run_.supervisor()); });
        };
        const Result<void> started = start(std::move(work), fmt::format("worker {}", i + 1));
        if (!started) return started.error();
    }
    return {};
}

/// Until a task finds nobody idle. False: the run stops.
bool ThreadPool::wait_to_begin(Worker& worker, std::uint32_t number) {
    while (!run_.stopping()) {
        const std::uint32_t begun = run_.table().begun_workers.load(std::memory_order_acquire);
        if (begun > number) return true;
        worker.idle();
        os::wait_either(run_.table().begun_workers, begun, run_.head().stop, 0);
    }
    return false;
}

Result<void> ThreadPool::launch(Worker& by, TaskId child) {
    if (run_.slot(child).due == 0)
        by.queue_for_place(child);
    else
        run_.tell_supervisor();
    return {};
}

void ThreadPool::arrive(TaskId due) {
    own_->arrive(due);
    run_.slot(due).due = 0;
    own_->queue_for_place(due);
}

void work_in_pool(SharedRun& run, Worker& worker, const std::function<void(TaskId)>& after) {
    while (!run.stopping()) {
        const std::uint32_t seen = run.table().place_news.load(std::memory_order_acquire);
        worker.run_kept_callbacks();
        const TaskId task = run.take_placed(run.supervisor());
        if (task == kNoTask) {
            worker.idle();
            os::wait_either(run.table().place_news, seen, run.head().stop, 0);
            continue;
        }
        worker.run_task(task);
        after(task);
    }
}

}  // namespace simul
