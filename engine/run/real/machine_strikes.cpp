// What befalls the machines of a real run, and the links between them.
#include <fmt/format.h>

#include <utility>

#include "engine/os/clock.h"
#include "engine/os/futex.h"
#include "engine/os/processes.h"
#include "engine/run/real/machine_processes.h"
#include "engine/run/run_memory.h"

namespace simul {

namespace {

/// Until its process stands still where nothing is in the middle. A change lasts for some hundred nanoseconds, and one
/// look rarely finds one; a story that is always in the middle of one crashes there.
constexpr int kMostLooks = 200;
constexpr std::int64_t kBetweenLooks = 50'000;

}  // namespace

void MachineProcesses::strike_as_planned() {
    while (next_strike() <= own_->now()) strike(strikes_[struck_++].what, kNoTask, 0);
}

void MachineProcesses::strike_as_asked() {
    if (run_.table().strikes.exchange(0) == 0) return;
    const std::uint32_t count = run_.table().tasks.load();
    for (std::uint32_t i = 0; i < count; ++i) {
        const auto id = static_cast<TaskId>(i);
        TaskSlot& slot = run_.slot(id);
        if (slot.strike_asked.load(std::memory_order_acquire) == 0) continue;
        take_in();  // what was sent before it
        slot.struck = strike(slot.strike, id, slot.strike_line);
        slot.strike_asked.store(0, std::memory_order_release);
        os::wake(slot.strike_asked, os::kEveryone);
    }
}

/// By nobody what changes nothing is not even recorded.
bool MachineProcesses::strike(const Strike& strike, TaskId by, std::uint16_t line) {
    const bool changes = changes_anything(strike);
    if (changes || by != kNoTask) own_->record_strike(strike, by, changes ? Phase::done : Phase::failed, line);
    if (!changes) return false;
    if (strike.kind == OperationKind::crash) crash(strike.node);
    if (strike.kind == OperationKind::come_back) come_back(strike.node, by);
    return true;
}

bool MachineProcesses::changes_anything(const Strike& strike) {
    if (strike.of_link()) return links_.set_cut(strike.node, strike.other, strike.kind == OperationKind::cut);
    return run_.node(strike.node).down.load() != (strike.kind == OperationKind::crash);
}

// ---- A crash.

/// Nobody begins a task there meanwhile.
void MachineProcesses::crash(NodeId node) {
    run_.guard(run_.table().machines_guard, run_.supervisor());
    const int process = run_.node(node).process.load();
    suspend_at_rest(node);
    os::kill_process(process);
    os::reap(process, true);
    bury(node, Ending::crashed, 0);
    run_.unguard(run_.table().machines_guard);
}

void MachineProcesses::suspend_at_rest(NodeId node) const {
    const int process = run_.node(node).process.load();
    for (int i = 0; i < kMostLooks; ++i) {
        if (!os::suspend_process(process) || !run_.is_in_the_middle(node)) return;
        os::resume_process(process);
        const std::atomic<std::uint32_t> nothing{0};
        os::wait(nothing, 0, os::monotonic_now() + kBetweenLooks);
    }
}

/// Its process is gone, and reaped.
void MachineProcesses::bury(NodeId node, Ending ending, int signal) {
    NodeSlot& machine = run_.node(node);
    machine.down.store(true);
    const int process = machine.process.exchange(0);
    run_.take_to_begin(node);
    take_in(node);
    cables_[index_of(node)].reset();
    end_tasks_of(node, ending, signal);
    for (std::size_t i = 0; i < run_.infos().size(); ++i)
        if (run_.infos()[i].node == node && run_.infos()[i].kind != ResourceKind::device)
            own_->wipe(static_cast<ResourceId>(i));
    forget_writers_of(process);
    run_.tell_supervisor();
}

/// All that its process had, in the order of their numbers.
std::vector<TaskId> MachineProcesses::take_for_dead(NodeId node) {
    std::vector<TaskId> tasks;
    const std::uint32_t count = run_.table().tasks.load();
    for (std::uint32_t i = 0; i < count; ++i) {
        const auto id = static_cast<TaskId>(i);
        if (run_.slot(id).node != node) continue;
        run_.slot(id).died.store(true);
        tasks.push_back(id);
    }
    return tasks;
}

/// In the order of their numbers. First all are dead: what one of them held is nobody's.
void MachineProcesses::end_tasks_of(NodeId node, Ending ending, int signal) {
    const std::vector<TaskId> tasks = take_for_dead(node);
    const std::string told = ending == Ending::died
                                 ? fmt::format("the process of {} was ended by {}", run_.nodes()[index_of(node)].name,
                                               signal ? os::signal_name(signal) : "an exit of its own")
                                 : std::string();
    for (const TaskId id : tasks) {
        lose_unsent(id);
        run_.slot(id).strike_asked.store(0);
        if (run_.slot(id).activity.load() != Activity::ended && !run_.slot(id).by_hand)
            own_->end_with_machine(id, ending, signal, told);
        run_.count_out(id);
    }
}

/// They promise nothing any more. What one was in the middle of recording is nobody's to continue.
void MachineProcesses::forget_writers_of(int process) const {
    const std::uint32_t count = run_.head().writers.load();
    for (std::uint32_t i = 0; i < count; ++i) {
        WriterSlot& writer = run_.head().slots()[i];
        if (writer.process.load() != process) continue;
        writer.stream.horizon.store(kNothingPending);
        RunMemory::end_process(run_.head(), writer);
    }
}

// ---- A return, and an accident.

void MachineProcesses::come_back(NodeId node, TaskId by) {
    run_.node(node).down.store(false);
    if (const Result<void> started = start(node); !started) {
        run_.region().leave_error(started.error());
        return run_.region().stop();
    }
    const std::string call = packed_restart(story_.description(), node);
    if (call.empty()) return;
    run_.guard(run_.table().machines_guard, run_.supervisor());
    const TaskId task = own_->begin_restart(node, call, by);
    if (task != kNoTask) run_.begin_on(node, task);
    run_.unguard(run_.table().machines_guard);
}

/// No process of a machine ends before the run does, but by accident.
void MachineProcesses::reap_dead() {
    while (const std::optional<os::Ending> ending = os::reap_one(false)) {
        for (std::size_t i = 0; i < run_.nodes().size(); ++i) {
            const auto node = static_cast<NodeId>(i);
            if (run_.stopping() || run_.node(node).process.load() != ending->pid) continue;
            take_for_dead(node);  // before its guards are asked for
            run_.guard(run_.table().machines_guard, run_.supervisor());
            own_->record_strike({OperationKind::crash, node, node}, kNoTask, Phase::done, 0);
            bury(node, Ending::died, ending->by_signal ? ending->code : 0);
            run_.unguard(run_.table().machines_guard);
        }
    }
}

}  // namespace simul
