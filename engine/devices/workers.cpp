#include "engine/devices/workers.h"

#include <fmt/format.h>

namespace simul {

Result<std::uint32_t> workers_for(const DeviceTraits& traits) {
    if (traits.at_once <= kMostWorkers) return traits.at_once == 0 ? kUsualWorkers : traits.at_once;
    return Error{fmt::format(
        "A real {} serves at most {} requests at a time, not {}: lower the number, or choose --clock simulated.",
        name_of(traits.kind), kMostWorkers, traits.at_once)};
}

Result<std::unique_ptr<Workers>> Workers::start(Loop& loop, std::uint32_t most, TellAnswer tell) {
    Result<os::Notifier> answered = os::Notifier::create();
    if (!answered) return answered.error();
    std::unique_ptr<Workers> workers(new Workers(loop, most, std::move(tell), std::move(*answered)));
    if (const Result<void> first = workers->start_one(); !first) return first.error();
    return workers;
}

Workers::Workers(Loop& loop, std::uint32_t most, TellAnswer tell, os::Notifier answered)
    : loop_(loop), most_(most), tell_(std::move(tell)), answered_(std::move(answered)) {
    loop_.watch(answered_.fd(), os::Interest::read, [this] { tell_answers(); });
}

Workers::~Workers() {
    {
        const std::lock_guard lock(mutex_);
        over_ = true;
        in_line_.clear();
    }
    wanted_.notify_all();
    threads_.clear();  // joins
    loop_.unwatch(answered_.fd());
}

Result<void> Workers::start_one() {
    const auto number = static_cast<std::uint32_t>(threads_.size());
    Result<os::Thread> thread = os::Thread::start([this, number] { do_work(number); }, "device worker");
    if (!thread) return thread.error();
    threads_.push_back(std::move(*thread));
    return {};
}

void Workers::add(Ticket ticket, Work work) {
    bool another = false;
    {
        const std::lock_guard lock(mutex_);
        in_line_.emplace(ticket, std::move(work));
        another = in_line_.size() > idle_ && threads_.size() < most_;
    }
    wanted_.notify_one();
    if (another) (void)start_one();  // if it cannot be had, the others do the work
}

void Workers::take_back(Ticket ticket) {
    const std::lock_guard lock(mutex_);
    in_line_.erase(ticket);
}

void Workers::do_work(std::uint32_t worker) {
    std::unique_lock lock(mutex_);
    while (true) {
        ++idle_;
        wanted_.wait(lock, [this] { return over_ || !in_line_.empty(); });
        --idle_;
        if (over_) return;
        const auto next = in_line_.extract(in_line_.begin());
        lock.unlock();
        DeviceAnswer answer = next.mapped()(worker);
        lock.lock();
        answers_.emplace_back(next.key(), std::move(answer));
        answered_.notify();
    }
}

void Workers::tell_answers() {
    answered_.clear();
    std::vector<std::pair<Ticket, DeviceAnswer>> answers;
    {
        const std::lock_guard lock(mutex_);
        answers.swap(answers_);
    }
    for (auto& [ticket, answer] : answers) tell_(ticket, std::move(answer));
}

}  // namespace simul
