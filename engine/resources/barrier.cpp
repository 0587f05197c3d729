// Barrier: of `capacity` parties, `count` have arrived and wait for the others. Each gets as its index how many were
// there before it. When one of them waits no longer because its time is up, or somebody aborts it, the barrier is
// `broken`: nobody can meet there until it is reset.
//
// As in Python, a round is over only when all have left it: until then `leaving` of them are still to run, and who
// comes waits among the `joiners`. Once the last has left they come in, whoever runs first.
//
// Who is cancelled leaves at once, but on an event loop, as in asyncio.Barrier, at its next turn: until then it counts,
// and the last party may come.
#include <fmt/format.h>

#include <utility>

#include "engine/resources/resource_type.h"

namespace simul {

namespace {

class BarrierType final : public ResourceType {
  public:
    Change attempt(ResourceRules& rules, Operation& operation, TaskId who) const override {
        if (operation.kind != OperationKind::barrier_wait) return change_it(rules, operation);
        ResourceState& state = rules.state_of(operation.resource);
        if (state.broken != Breaking::none) return broken(rules, operation.resource);
        if (leaving(state) > 0) return rules.must_wait(state, state.joiners, operation, who);
        operation.value = state.count;
        if (++state.count < state.capacity) return rules.must_wait(state, state.queue, operation, who);
        --state.count;  // it leaves at once
        const Change change = rules.granted(state, operation.value);
        let_leave(rules, operation.resource, true);
        return change;
    }

    Change complete(ResourceRules& rules, Operation& operation, TaskId who) const override {
        Waiter& waiter = rules.host().waiter_of(who);
        ResourceState& state = rules.state_of(operation.resource);
        const bool all_met = std::exchange(waiter.reserved, false), is_inside = waiter.notified;
        if (!is_inside) return attempt(rules, operation, who);
        const bool is_whole = state.broken == Breaking::none && !state.resets;
        leave(rules, operation.resource, who);
        return all_met && is_whole ? rules.granted(state, operation.value) : broken(rules, operation.resource);
    }

    bool time_out(ResourceRules& rules, TaskId who) const override {
        const ResourceId barrier = rules.host().waiter_of(who).on;
        ResourceState& state = rules.state_of(barrier);
        leave_line(rules, state, who);
        break_up(rules, barrier, Breaking::time_was_up);
        return true;
    }

    std::string why_late(ResourceRules& rules, ResourceId barrier) const override {
        return sentence_of(Breaking::time_was_up, rules, barrier);
    }

    bool leave_queue(ResourceRules& rules, TaskId who) const override {
        Waiter& waiter = rules.host().waiter_of(who);
        ResourceState& state = rules.state_of(waiter.on);
        const bool was_inside = leave_line(rules, state, who);
        const bool counts_until_its_turn = !rules.host().keeps_what_it_granted();
        if (was_inside && counts_until_its_turn) {
            ++state.count;
            waiter.notified = true;
        }
        return true;
    }

    Return give_back(ResourceRules& rules, ResourceId barrier, TaskId who) const override {
        const Change failed = rules.granted(rules.state_of(barrier));
        leave(rules, barrier, who);
        return {failed, {}};
    }

    bool holds_back(const ResourceState&, OperationKind, TaskId) const override { return false; }
    const char* obstacle(OperationKind) const override { return "{2} of {3} are at {0}"; }

    bool fold(ResourceFold&, const EventOfResource&) const override { return false; }
    std::int64_t level(const ResourceFold&, const ResourceInfo&) const override { return 0; }

    /// The last to arrive does not wait. Who gives up has told nobody anything.
    void order(TaskClocks& tasks, ResourceClocks& barrier, const EventOfResource& it) const override {
        const TaskId who = it.event.task;
        if (it.event.kind == EventKind::barrier_broken) return;
        if (it.event.kind != EventKind::barrier_wait) {
            barrier.arrived.clear();
            return tasks.release(who, barrier.released);
        }
        const bool gave_up = it.event.phase == Phase::failed || it.event.phase == Phase::timed_out;
        if (gave_up) {
            barrier.arrived.erase(who);
            return tasks.acquire(who, barrier.released);
        }
        if (it.event.phase == Phase::wanted) {
            barrier.met.erase(who);  // it was to wait until others had left
            return arrive(tasks, barrier, who);
        }
        if (barrier.met.find(who) == barrier.met.end()) {
            arrive(tasks, barrier, who);
            all_meet(barrier);
        }
        tasks.acquire(who, barrier.met[who]);
        barrier.met.erase(who);
    }

  private:
    static Change change_it(ResourceRules& rules, Operation& operation) {
        ResourceState& state = rules.state_of(operation.resource);
        if (operation.kind == OperationKind::barrier_broken)
            return rules.granted(state, operation.value = state.broken != Breaking::none);
        const bool aborts = operation.kind == OperationKind::barrier_abort;
        Change change = rules.granted(state);
        change.value = break_up(rules, operation.resource, aborts ? Breaking::aborted : Breaking::none);
        return change;
    }

    static std::int64_t& leaving(ResourceState& barrier) { return barrier.reserved_places; }

    /// It waits no longer. Returns whether it was inside.
    static bool leave_line(ResourceRules& rules, ResourceState& state, TaskId who) {
        const bool was_inside = rules.remove(state.queue, who);
        if (was_inside)
            --state.count;
        else
            rules.remove(state.joiners, who);
        return was_inside;
    }

    /// All who wait inside continue, and all who are there are to leave. Returns how many continue.
    static std::int64_t let_leave(ResourceRules& rules, ResourceId barrier, bool all_met) {
        ResourceState& state = rules.state_of(barrier);
        std::int64_t woken = 0;
        for (; !state.queue.empty(); ++woken) {
            Waiter& waiter = rules.host().waiter_of(rules.wake_first(state.queue, barrier));
            waiter.reserved = all_met;
            waiter.notified = true;
        }
        leaving(state) += std::exchange(state.count, 0);
        return woken;
    }

    /// Of one who was inside, and runs: the last lets the next come in.
    static void leave(ResourceRules& rules, ResourceId barrier, TaskId who) {
        ResourceState& state = rules.state_of(barrier);
        if (!std::exchange(rules.host().waiter_of(who).notified, false)) return;
        if (leaving(state) == 0) {  // cancelled, and its round goes on
            --state.count;
            return;
        }
        if (--leaving(state) > 0) return;
        state.resets = false;
        rules.wake_all(state.joiners, barrier);
    }

    /// Whoever waits there gets an error. Returns how many did.
    static std::int64_t break_up(ResourceRules& rules, ResourceId barrier, Breaking why) {
        ResourceState& state = rules.state_of(barrier);
        state.broken = why;
        const std::int64_t inside = let_leave(rules, barrier, false);
        const bool breaks_who_leaves = !rules.host().keeps_what_it_granted();  // as asyncio.Barrier's reset
        state.resets = why == Breaking::none && breaks_who_leaves && leaving(state) > 0;
        return why == Breaking::none ? inside : inside + rules.wake_all(state.joiners, barrier);
    }

    static Change broken(ResourceRules& rules, ResourceId barrier) {
        ResourceState& state = rules.state_of(barrier);
        return rules.refused(state, sentence_of(state.broken, rules, barrier));
    }

    static std::string sentence_of(Breaking why, ResourceRules& rules, ResourceId barrier) {
        static constexpr const char* kWhy[] = {"{} was reset while the task waited there",
                                               ("{} is broken: the time of a task that waited there was up before "
                                                "all had come"),
                                               "{} is broken: it was aborted"};
        return fmt::format(fmt::runtime(kWhy[static_cast<std::size_t>(why)]), rules.host().name_of(barrier));
    }

    static void arrive(TaskClocks& tasks, ResourceClocks& barrier, TaskId who) {
        tasks.release(who, barrier.arrived[who]);
    }

    static void all_meet(ResourceClocks& barrier) {
        VectorClock known;
        for (const auto& [task, clock] : barrier.arrived) known.join(clock);
        for (const auto& [task, clock] : barrier.arrived) barrier.met[task] = known;
        barrier.arrived.clear();
    }
};

}  // namespace

const ResourceType& barrier_type() {
    static const BarrierType kType;
    return kType;
}

}  // namespace simul
