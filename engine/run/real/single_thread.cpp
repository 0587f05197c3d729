#include "engine/run/real/single_thread.h"

#include <fmt/format.h>

#include <utility>

#include "engine/os/cores.h"
#include "engine/os/futex.h"
#include "engine/os/threads.h"
#include "engine/run/latest_time.h"
#include "engine/run/let_go.h"

namespace simul {

SingleThread::SingleThread(Story& story, const RunPlan& plan, Region& region)
    : SingleThread(story, plan, region, *region.take_writer()) {}

SingleThread::SingleThread(Story& story, const RunPlan& plan, Region& region, WriterSlot& writer)
    : Cooperative(story, plan, writer.recorder, region.head().stop),
      region_(region),
      writer_(writer),
      core_(region.head(), plan, writer.stream.horizon, [this](const os::Gap& it) { gap(it); }),
      devices_(plan.devices.get()),
      thread_(os::thread_id()),
      delay_before_(core_.delay().nanoseconds()) {}

SingleThread::~SingleThread() {
    const os::RunDelay& delay = core_.delay();
    const bool was_alone = guard_ == nullptr;  // else threads beside the loop may have had its core
    if (delay.available() && was_alone) region_.head().stolen_ns = delay.nanoseconds() - delay_before_;
    region_.give_back(writer_);
}

void SingleThread::read_clock() { stand_at(os::monotonic_now()); }

void SingleThread::stand_at(std::int64_t now) {
    now_ = Time(Duration(now));
    writer_.stream.horizon.store(now, std::memory_order_release);
}

Grant SingleThread::perform(TaskContext& context, Operation& operation) {
    auto& task = static_cast<CoopTask&>(context);
    notice_gap(task);
    if (!is_alone()) rounds_.begin_anew();
    if (plan_.model == Model::event_loop && is_alone() && comes_round(task, operation)) {
        end_round(task, operation, NoteKind::loop_blocked, "looks again and again and keeps the event loop for ever");
        return Grant::later;
    }
    return Cooperative::perform(context, operation);
}

/// Only what is done on resources that the loop's own tasks have alone, without giving the loop away, is watched.
bool SingleThread::comes_round(const CoopTask& task, const Operation& operation) {
    switch (operation.kind) {
        case OperationKind::load:
        case OperationKind::store:
        case OperationKind::atomic_add:
        case OperationKind::compare_exchange:
        case OperationKind::read_entry:
        case OperationKind::write_entry:
        case OperationKind::walk_entry:
        case OperationKind::table_length:
        case OperationKind::try_lock:
        case OperationKind::try_acquire:
        case OperationKind::try_receive:
        case OperationKind::channel_length:
        case OperationKind::event_is_set:
        case OperationKind::mutex_locked:
        case OperationKind::barrier_broken:
        case OperationKind::lock:
        case OperationKind::unlock:
        case OperationKind::future_done:
            break;
        default:
            rounds_.begin_anew();
    }
    if (std::exchange(looks_, task.id) != task.id) rounds_.begin_anew();
    return rounds_.comes_round([this] { return standing_state(); });
}

Grant SingleThread::compute(CoopTask& task, Operation& operation) {
    record(task, event_of(operation.kind), Phase::wanted, operation.value, operation.line);
    progress_.task.store(nullptr, std::memory_order_relaxed);
    const std::int64_t began = raw_now();
    computing_ = &task;
    RealCore::Use use{core_.real(Duration(operation.value)), 0, false};
    const bool went_on = compute_without_guard(operation, use);
    computing_ = nullptr;
    read_clock();
    progress_.task.store(&task, std::memory_order_relaxed);
    if (!went_on) return Grant::later;
    record(task, event_of(operation.kind), Phase::done, operation.value, operation.line);
    core_.forget_delay();  // after the clock was read: what goes by in here is seen next time
    blocks_loop(task, operation, raw_now() - began);
    return Grant::granted;
}

void SingleThread::blocks_loop(CoopTask& task, const Operation& operation, std::int64_t real_ns) {
    const Duration length = within_axis(static_cast<double>(real_ns) * plan_.scale);
    const bool too_long = plan_.model == Model::event_loop && length > plan_.loop_limit;
    if (too_long || keeps_loop(plan_.model, operation.kind)) note_kept_loop(task, operation, length);
}

bool SingleThread::compute_without_guard(const Operation& operation, RealCore::Use& use) {
    const LetGo let_go(guard_);
    return core_.go_on(operation, use);
}

/// In the middle of a compute.
void SingleThread::gap(const os::Gap& gap) {
    const auto lock = guard_ ? std::unique_lock(*guard_) : std::unique_lock<std::mutex>();
    const Time until(Duration(gap.until));
    now_ = Time(Duration(gap.from));
    record_run(*computing_, EventKind::preempt, static_cast<CoreId>(gap.core_before));
    now_ = until;
    record_run(*computing_, EventKind::run, static_cast<CoreId>(gap.core_after));
}

void SingleThread::notice_gap(CoopTask& task) {
    const std::int64_t now = os::monotonic_now();
    if (const std::int64_t away = core_.missed(raw_now(), now); away > 0) {
        now_ = Time(Duration(now - away));
        record_run(task, EventKind::preempt, task.core);
        now_ = Time(Duration(now));
        record_here(task);
    }
    stand_at(now);
}

void SingleThread::record_here(CoopTask& task) {
    task.core = static_cast<CoreId>(os::current_core());
    record(task, EventKind::run, Phase::done, thread_, 0, task.core);
}

bool SingleThread::rest_until(std::int64_t deadline) {
    writer_.stream.horizon.store(deadline, std::memory_order_release);
    const os::Woken woken = wait_without_guard(deadline);
    core_.forget_delay();
    read_clock();
    return woken == os::Woken::timeout;
}

os::Woken SingleThread::wait_without_guard(std::int64_t deadline) {
    const LetGo let_go(guard_);
    return os::wait(stop_, 0, deadline);
}

bool SingleThread::rest_blocking(CoopTask& task, std::int64_t deadline) {
    progress_.task.store(nullptr, std::memory_order_relaxed);
    if (!rest_until(deadline)) return false;
    progress_.task.store(&task, std::memory_order_relaxed);
    record(task, EventKind::ready, Phase::done, value_of(kNoTask));
    record_here(task);
    return true;
}

/// The thread itself waits for the answer.
Grant SingleThread::ask_and_block(CoopTask& task, Operation& operation, const DeviceRequest& request) {
    std::optional<DeviceAnswer> answer = call_device(task, operation, request);
    if (over()) return Grant::later;
    rules_.leave_queue(task.id);
    if (answer) record_answer(task, *answer);
    record(task, EventKind::ready, Phase::done, value_of(kNoTask));
    record_here(task);
    task.timed_out = !answer;
    if (!answer) {
        give_up(task, operation);
    } else {
        task.extras->answer = std::move(*answer);
        complete_on_device(task, operation);
    }
    return Grant::granted;
}

std::optional<DeviceAnswer> SingleThread::call_device(CoopTask& task, const Operation& operation,
                                                      const DeviceRequest& request) {
    const std::int64_t deadline = operation.is_timed() ? deadline_after(next_deadline(task)) : os::kNoDeadline;
    progress_.task.store(nullptr, std::memory_order_relaxed);
    writer_.stream.horizon.store(kNothingPending, std::memory_order_release);
    std::optional<DeviceAnswer> answer;
    {
        const LetGo let_go(guard_);
        answer = devices_.call(request, deadline);
    }
    core_.forget_delay();
    read_clock();
    progress_.task.store(&task, std::memory_order_relaxed);
    return answer;
}

void SingleThread::run_task(CoopTask& task) {
    record_here(task);
    go_on(task);
}

}  // namespace simul
