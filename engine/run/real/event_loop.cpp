#include "engine/run/real/event_loop.h"

#include <algorithm>
#include <utility>

#include "engine/base/ensure.h"
#include "engine/os/futex.h"
#include "engine/run/let_go.h"
#include "engine/scenario/plain_value.h"

namespace simul {

namespace {

/// What the poller is told when the run is to stop.
constexpr std::uint64_t kStop = UINT64_MAX;
/// And when devices have answered.
constexpr std::uint64_t kDevices = kStop - 1;

}  // namespace

Result<std::unique_ptr<EventLoop>> EventLoop::create(Story& story, const RunPlan& plan, Region& region,
                                                     StoryMaker make) {
    std::unique_ptr<EventLoop> loop(new EventLoop(story, plan, region));
    loop->make_ = std::move(make);
    if (const Result<void> opened = loop->open_channels(); !opened) return opened.error();
    if (const Result<void> opened = loop->open_devices(); !opened) return opened.error();
    if (const Result<void> opened = loop->open_threads(); !opened) return opened.error();
    return loop;
}

EventLoop::~EventLoop() {
    for (const std::optional<os::Endpoints>& carrier : carriers_) {
        if (!carrier) continue;
        os::close_fd(carrier->read_end);
        os::close_fd(carrier->write_end);
    }
}

Result<void> EventLoop::open_channels() {
    carriers_.resize(infos_.size());
    for (std::size_t i = 0; i < infos_.size(); ++i) {
        const ResourceInfo& info = infos_[i];
        if (info.kind != ResourceKind::channel || info.transport == Transport::ring || info.capacity == 0) continue;
        const auto messages = static_cast<std::size_t>(info.capacity);
        Result<os::Endpoints> carrier =
            info.transport == Transport::pipe ? os::packet_pipe(messages) : os::packet_socket(messages);
        if (!carrier) return carrier.error();
        carriers_[i] = *carrier;
    }
    return {};
}

Result<void> EventLoop::open_devices() {
    if (!plan_.devices) return {};
    if (const Result<void> made = make_poller(); !made) return made.error();
    Result<DeviceLine> line = plan_.devices->open_line();
    if (!line) return line.error();
    line_.emplace(std::move(*line));
    constexpr bool kAgainAndAgain = false;
    return poller_->add(line_->fd(), kDevices, kAgainAndAgain);
}

Result<void> EventLoop::make_poller() {
    if (poller_) return {};
    Result<os::Poller> poller = os::Poller::create();
    if (!poller) return poller.error();
    poller_.emplace(std::move(*poller));
    Result<std::unique_ptr<StopNotifier>> notifier = StopNotifier::create(*poller_, kStop, stop_);
    if (!notifier) return notifier.error();
    stop_notifier_ = std::move(*notifier);
    return {};
}

// ---- The loop.

void EventLoop::drive() {
    if (!guard_) return go_round();
    {
        const std::lock_guard lock(*guard_);
        go_round();
    }
    end_threads();
}

void EventLoop::go_round() {
    while (!over() && unended_ > 0) {
        read_clock();
        const bool nobody_else = ready_.empty();
        if (!nobody_else && !unanswered_.empty()) poll(0);
        fire_alarms(nobody_else);
        if (ready_.empty() && !is_closing()) {
            if (!wait_for_news()) return;
            fire_close_alarms();
        }
        turn_began_ = time_of_limits();
        run_ready();
        end_turn();
    }
}

/// As in asyncio, what comes from outside has its effect behind all who are ready when the turn begins. When very many
/// timers are due, not all at once: those that fire now are run while their memory is still near.
void EventLoop::fire_alarms(bool nobody_else) {
    constexpr int kMostInOneTurn = 256;
    for (int fired = 0; fired < kMostInOneTurn && alarms_.next(now_) != kNever; ++fired) {
        const Alarm alarm = alarms_.take();
        if (tasks_[alarm.task].alarm != alarm.number) continue;
        if (nobody_else) {
            fire(alarm);
            continue;
        }
        due_.push_back({alarm, false});
        ready_.push(kNoTask);
    }
}

void EventLoop::fire(const Alarm& alarm) {
    CoopTask& task = tasks_[alarm.task];
    if (task.alarm != alarm.number) return;  // its wait has ended since it was due
    --live_alarms_;
    end_wait_for_time(task);
}

void EventLoop::fire_next() {
    const Due due = due_.front();
    due_.pop_front();
    if (!due.is_answer) return fire(due.alarm);
    CoopTask& task = tasks_[due.alarm.task];
    task.doing = TaskProgress::ready;
    enqueue(task);
}

/// Sleeps of one length that began in one turn end in one turn, however slow the computer is: alarms that are due soon
/// after those that ended the wait fire with them. (asyncio waits for whole milliseconds, to the same effect.)
void EventLoop::fire_close_alarms() {
    constexpr Duration kClose = 500us;
    if (alarms_.next(now_) == kNever) return;
    const Time latest = now_ + kClose;
    fire_alarms(true);
    for (Time next = alarms_.next(latest); next != kNever && next > now_; next = alarms_.next(latest)) {
        if (!rest_until(next.time_since_epoch().count())) return;
        fire_alarms(true);
    }
}

/// The place where the loop waits. False when nothing can ever be ready again, or the run is to stop.
bool EventLoop::wait_for_news() {
    if (live_alarms_ == 0 && unanswered_.empty() && on_threads_ == 0) return false;
    const Time bound = alarms_.bound();
    const std::int64_t deadline = bound == kNever ? os::kNoDeadline : bound.time_since_epoch().count();
    if (!poller_) return rest_until(deadline);
    poll(deadline);
    return !over();
}

/// Those that are ready now; who becomes ready meanwhile has its turn after timers and descriptors were looked at.
void EventLoop::run_ready() {
    read_clock();
    for (std::size_t left = ready_.size(); left > 0 && !over(); --left) {
        fetch_next();
        const TaskId next = ready_.pop();
        if (next == kNoTask) {
            fire_next();
            continue;
        }
        CoopTask& task = tasks_[next];
        if (task.doing == TaskProgress::ready && !is_on_thread(task)) {
            run_task(task);
        } else if (task.doing == TaskProgress::ready_later && !is_on_thread(task)) {
            task.doing = TaskProgress::ready;
            ready_.push(task.id);
        } else {
            do_after_end(task);
        }
    }
}

/// Memory takes its time: what those need who come soon is asked for now.
void EventLoop::fetch_next() {
    constexpr std::size_t kSoon = 8, kNext = 4;
    const TaskId soon = ready_.size() > kSoon ? ready_.ahead(kSoon) : kNoTask;
    const TaskId next = ready_.size() > kNext ? ready_.ahead(kNext) : kNoTask;
    if (soon != kNoTask) tasks_[soon].fetch();
    if (next != kNoTask) tasks_[next].fetch_body();
}

void EventLoop::poll(std::int64_t deadline) {
    if (deadline > 0) writer_.stream.horizon.store(kNothingPending, std::memory_order_release);
    const std::span<const std::uint64_t> tokens = wait_without_guard_for_news(deadline);
    read_clock();
    for (const std::uint64_t token : tokens)
        if (token == kDevices)
            bring_answers();
        else if (token == kNews)
            news_->clear();
}

std::span<const std::uint64_t> EventLoop::wait_without_guard_for_news(std::int64_t deadline) {
    const LetGo let_go(guard_);
    return poller_->wait(deadline);
}

void EventLoop::set_alarm(CoopTask& task, std::int64_t when) {
    alarms_.add({Time(Duration(std::max(when, raw_now()))), task.id, ++task.alarm});
    ++live_alarms_;
}

// ---- What tasks ask for.

Grant EventLoop::rest(CoopTask& task, Operation& operation) {
    if (at_work_) return at_work_->rest(task, operation);
    record(task, event_of(operation.kind), Phase::wanted, operation.value, operation.line);
    const std::int64_t deadline = deadline_after(Duration(operation.value));
    if (operation.kind == OperationKind::sleep) {
        task.resumes = true;
        task.doing = TaskProgress::resting;
        set_alarm(task, deadline);
        if (task.cancel_asked) end_wait(task, task.id);
        return Grant::later;
    }
    const std::int64_t began = raw_now();
    if (!rest_blocking(task, deadline)) return Grant::later;
    record(task, event_of(operation.kind), Phase::done, operation.value, operation.line);
    blocks_loop(task, operation, raw_now() - began);
    return Grant::granted;
}

Grant EventLoop::give_way(CoopTask& task, Operation& operation) {
    if (at_work_) return at_work_->give_way(task, operation);
    record(task, event_of(operation.kind), Phase::done, 0, operation.line);
    record_run(task, EventKind::preempt, task.core);
    task.resumes = true;
    task.doing = TaskProgress::ready;
    enqueue(task);
    return Grant::later;
}

void EventLoop::begin_at(CoopTask& child, Time when) {
    set_alarm(child, region_.head().began.load(std::memory_order_relaxed) + core_.real(when.time_since_epoch()));
}

// ---- Channels that go through the kernel.

/// In place of a long message, which is kept here. Packed values never begin so.
static constexpr std::string_view kPutAside = "\xff";

void EventLoop::put_message(ResourceId channel, std::string_view message) {
    const std::optional<os::Endpoints>& carrier = carriers_[index_of(channel)];
    if (!carrier || is_long(message)) Cooperative::put_message(channel, message);
    if (!carrier) return;
    const Result<bool> written = os::write_packet(carrier->write_end, is_long(message) ? kPutAside : message);
    ensure(written && *written, "a channel has room for as many messages as it was made for");
}

void EventLoop::take_message(ResourceId channel, std::string& message) {
    const std::optional<os::Endpoints>& carrier = carriers_[index_of(channel)];
    if (!carrier) return Cooperative::take_message(channel, message);
    Result<std::optional<std::string>> read = os::read_packet(carrier->read_end);
    ensure(read && *read, "a message that was counted can be read");
    message = std::move(**read);
    if (message == kPutAside) Cooperative::take_message(channel, message);
}

void EventLoop::forget_news(CoopTask& task) {
    if (const std::uint64_t request = take_request(task); request != 0) {
        unanswered_.erase(request);
        if (const Result<void> forgotten = line_->forget(request); !forgotten) lose_devices(forgotten.error());
    }
}

// ---- Devices.

void EventLoop::begin_request(CoopTask& task, const DeviceRequest& request) {
    if (const Result<void> asked = line_->ask(task.extras->request, request); !asked)
        return hear(task, {true, 0, asked.error().sentence()});
    unanswered_.emplace(task.extras->request, task.id);
}

void EventLoop::bring_answers() {
    const bool nobody_else = ready_.empty();
    for (;;) {
        Result<std::optional<DeviceLine::Answered>> next = line_->next();
        if (!next) return lose_devices(next.error());
        if (!*next) return;
        const auto request = unanswered_.find((*next)->number);
        if (request == unanswered_.end()) continue;  // it is no longer wanted
        CoopTask& task = tasks_[request->second];
        unanswered_.erase(request);
        take_in(task, std::move((*next)->answer));
        nobody_else ? make_ready(task, kNoTask) : hold_until_turn(task);
    }
}

void EventLoop::hold_until_turn(CoopTask& task) {
    record_ready(task, kNoTask);
    task.doing = TaskProgress::ready_later;
    due_.push_back({{now_, task.id, task.alarm}, true});
    ready_.push(kNoTask);
}

/// The process that plays them is gone: all requests fail.
void EventLoop::lose_devices(const Error& error) {
    poller_->remove(line_->fd());
    for (const auto& [number, who] : std::exchange(unanswered_, {})) hear(tasks_[who], {true, 0, error.sentence()});
}

}  // namespace simul
