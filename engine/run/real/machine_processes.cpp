#include "engine/run/real/machine_processes.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "engine/os/clock.h"
#include "engine/os/cores.h"
#include "engine/os/futex.h"
#include "engine/os/processes.h"
#include "engine/run/exit_codes.h"
#include "engine/run/node_cores.h"
#include "engine/run/real/node_threads.h"
#include "engine/run/real/reaping.h"
#include "engine/run/run_memory.h"

namespace simul {

MachineProcesses::MachineProcesses(SharedRun& run, Story& story, StoryMaker make, LayCable lay_cable)
    : run_(run),
      story_(story),
      make_(std::move(make)),
      lay_cable_(std::move(lay_cable)),
      runner_(os::own_pid()),
      cables_(run.nodes().size()),
      network_(story.description().network, run.plan().seed),
      strikes_(strikes_of(run.plan().outages)) {}

// ---- Beginning and ending.

Result<void> MachineProcesses::start_machines() {
    for (std::size_t i = 0; i < cables_.size(); ++i)
        if (const Result<void> started = start(static_cast<NodeId>(i)); !started) return started.error();
    return {};
}

Result<void> MachineProcesses::start(NodeId node) {
    Result<Cable> cable = lay_cable_([this, node] {
        run_.node(node).sent.fetch_add(1);
        run_.tell_supervisor();
    });
    if (!cable) return cable.error();
    const Result<int> pid = os::fork_child();
    if (!pid) return pid.error();
    if (*pid == 0) {
        cable->network.reset();
        be_machine(node, std::move(cable->machine));
    }
    cables_[index_of(node)] = std::move(cable->network);
    run_.node(node).process.store(*pid);
    return {};
}

void MachineProcesses::be_machine(NodeId node, std::unique_ptr<MachineEnd> cable) {
    os::die_with_parent(runner_);
    os::precise_timers();
    os::name_process(run_.nodes()[index_of(node)].name);
    cables_.clear();  // those of the others
    const NodeCores cores(run_.nodes(), os::allowed_cores());
    if (const Result<void> confined = os::confine_to_cores(cores.cpus_of(node)); !confined) {
        run_.region().leave_error(confined.error());
        run_.region().stop();
        os::exit_now(kBadUsage);
    }
    {
        NodeThreads threads(run_, make_, node, std::move(cable));
        Worker own(run_, story_, threads, nullptr);
        own.idle();
        RunMemory::begin_process(own.writer());
        threads.serve();
        threads.join_all();
        RunMemory::end_process(run_.head(), own.writer());
    }
    os::exit_now(0);
}

Result<void> MachineProcesses::launch_main() {
    run_.begin_on(kFirstNode, kMainTask);
    return {};
}

Result<void> MachineProcesses::launch(Worker&, TaskId child) {
    run_.begin_on(run_.slot(child).node, child);
    return {};
}

void MachineProcesses::reap_all() {
    cables_.clear();  // who still sends hears that nobody takes it
    reap_all_children([this] {
        for (std::size_t i = 0; i < run_.nodes().size(); ++i)
            if (const int process = run_.node(static_cast<NodeId>(i)).process.load(); os::is_child(process))
                os::kill_process(process);
    });
}

bool MachineProcesses::remove(TaskId) {
    for (std::size_t i = 0; i < run_.nodes().size(); ++i) {
        const int process = run_.node(static_cast<NodeId>(i)).process.exchange(0);
        if (process == 0) continue;
        os::kill_process(process);
        os::reap(process, true);
    }
    return false;
}

// ---- Looking after the run.

void MachineProcesses::take_care() {
    reap_dead();
    take_in();
    strike_as_planned();
    strike_as_asked();
    deliver_due();
}

std::int64_t MachineProcesses::next_happening() { return own_->moment_of(std::min(network_.next(), next_strike())); }

/// As in simulated time.
bool MachineProcesses::somebody_comes() {
    if (story_.description().restart.empty()) return false;
    return std::any_of(
        strikes_.begin() + static_cast<std::ptrdiff_t>(struck_), strikes_.end(),
        [](const PlannedStrike& it) { return it.what.kind == OperationKind::come_back && it.when != kNever; });
}

// ---- The network.

void MachineProcesses::take_in() {
    for (std::size_t i = 0; i < cables_.size(); ++i)
        if (const auto node = static_cast<NodeId>(i); run_.node(node).sent.exchange(0) > 0) take_in(node);
}

void MachineProcesses::take_in(NodeId node) {
    NetworkEnd* const cable = cables_[index_of(node)].get();
    while (const std::optional<std::string> bytes = cable ? cable->take() : std::nullopt) {
        std::optional<std::pair<MessageHead, std::string>> message = message_in(*bytes);
        if (message) send(message->first, std::move(message->second));
    }
}

void MachineProcesses::send(const MessageHead& head, std::string packed) {
    Message message;
    message.number = head.number;
    message.sender = head.sender;
    message.channel = head.channel;
    message.packed = std::move(packed);
    message.room = head.room;
    message.from = own_->home_of(head.sender);
    message.to = own_->home_of(head.channel);
    message.changes = links_.changes(message.from, message.to);
    std::int64_t number = head.number;
    run_.slot(head.sender).sending.compare_exchange_strong(number, 0);
    network_.send(std::move(message), head.bytes, own_->now());
}

void MachineProcesses::deliver_due() {
    while (network_.next() <= own_->now()) deliver(network_.take());
}

void MachineProcesses::deliver(Message message) {
    run_.give_memory_back(message.room);
    const std::string lost =
        why_lost_on_the_way(message, links_, run_.nodes()[index_of(message.to)], run_.node(message.to).down.load());
    if (!lost.empty()) return own_->record_loss(message, lost);
    own_->deliver_message(message);
}

/// It was told of, and its machine is gone: nothing more comes through the cable.
void MachineProcesses::lose_unsent(TaskId sender) {
    TaskSlot& slot = run_.slot(sender);
    Message message;
    message.number = slot.sending.exchange(0);
    if (message.number == 0) return;
    message.sender = sender;
    message.channel = slot.sending_into;
    own_->record_loss(message, run_.nodes()[index_of(slot.node)].name + " went down while it was sent");
}

}  // namespace simul
