#include "engine/run/conducted/stage_threads.h"

#include "engine/base/ensure.h"
#include "engine/os/clock.h"

namespace simul {

StageThreads::~StageThreads() {
    for (const auto& each : threads_) desk(each->number).close();
    // A thread that never ends its story cannot be ended either: whoever runs this process ends it soon.
    for (auto& each : threads_)
        if (each->stuck) each.release();  // NOLINT(bugprone-unused-return-value)
}

std::uint32_t StageThreads::seat(const CoopTask&) {
    std::uint32_t number = 0;
    if (idle_.empty()) {
        number = start_thread().number;
    } else {
        number = idle_.front();
        idle_.pop_front();
    }
    lent(number).busy = true;
    lent(number).story->tell_locals(tells_locals_);
    return number;
}

StageThreads::Lent& StageThreads::start_thread() {
    auto fresh = std::make_unique<Lent>();
    fresh->number = free_desk();
    ensure(fresh->number == threads_.size() + 1, "a thread keeps its desk");
    Result<std::unique_ptr<Story>> story = make_();
    ensure(story.ok(), "a story that was loaded once can be loaded again");
    fresh->story = std::move(*story);
    auto serve = [this, own = fresh->story.get(), number = fresh->number] {
        os::precise_timers();
        Place place(works_, *own, number, nullptr);
        place.serve();
    };
    Result<os::Thread> thread = os::Thread::start(std::move(serve), "stage");
    if (!thread) {
        free(fresh->number);
        throw StoryError(thread.error().sentence());
    }
    fresh->thread = std::move(*thread);
    threads_.push_back(std::move(fresh));
    return *threads_.back();
}

void StageThreads::release(std::uint32_t number) {
    lent(number).busy = false;
    idle_.push_back(number);
}

/// What a task left behind when the run ended before it is destroyed where it was made.
void StageThreads::clear() {
    for (const auto& each : threads_) {
        if (!each->busy || each->stuck) continue;
        Desk& place = desk(each->number);
        os::wait(place.turn, static_cast<std::uint32_t>(Turn::bodys));
        place.errand = Errand::drop_all;
        place.hand_to(Turn::bodys, Turn::executors);
        os::wait(place.turn, static_cast<std::uint32_t>(Turn::bodys));
        release(each->number);
    }
}

std::int64_t StageThreads::core_time(std::uint32_t number) const {
    return os::cpu_time_of_thread(threads_[number - 1]->thread.native_handle());
}

void StageThreads::give_up(std::uint32_t number) { lent(number).stuck = true; }

}  // namespace simul
