// Barrier: of `capacity` parties, `count` have arrived and wait for the others. When one of them waits no longer
// because its time is up, the barrier is broken, and no longer `open`: nobody can meet there any more.
#include <fmt/format.h>

#include <utility>

#include "engine/resources/resource_type.h"

namespace simul {

namespace {

class BarrierType final : public ResourceType {
  public:
    Change attempt(ResourceRules& rules, Operation& operation, TaskId who) const override {
        ResourceState& state = rules.state_of(operation.resource);
        if (!state.open) return broken(rules, operation.resource);
        if (++state.count < state.capacity) return rules.must_wait(state, state.queue, operation, who);
        state.count = 0;
        const Change change = rules.granted(state);
        while (!state.queue.empty()) rules.wake_first(state.queue, operation.resource);
        return change;
    }

    Change complete(ResourceRules& rules, Operation& operation, TaskId who) const override {
        const bool all_met = std::exchange(rules.host().waiter_of(who).reserved, false);
        return all_met ? rules.granted(rules.state_of(operation.resource)) : broken(rules, operation.resource);
    }

    bool time_out(ResourceRules& rules, TaskId who) const override {
        const ResourceId barrier = rules.host().waiter_of(who).on;
        ResourceState& state = rules.state_of(barrier);
        rules.remove(state.queue, who);
        state.open = false;
        state.count = 0;
        rules.wake_all(state.queue, barrier);
        return true;
    }

    std::string why_late(ResourceRules& rules, ResourceId barrier) const override {
        return sentence_of_broken(rules, barrier);
    }

    bool leave_queue(ResourceRules& rules, TaskId who) const override {
        ResourceState& state = rules.state_of(rules.host().waiter_of(who).on);
        if (rules.remove(state.queue, who)) --state.count;
        return true;
    }

    bool holds_back(const ResourceState&, OperationKind) const override { return false; }
    const char* obstacle(OperationKind) const override { return "{2} of {3} are at {0}"; }

    bool fold(ResourceFold&, const EventOfResource&) const override { return false; }
    std::int64_t level(const ResourceFold&, const ResourceInfo&) const override { return 0; }

    /// The last to arrive does not wait. Who gives up has told nobody anything.
    void order(TaskClocks& tasks, ResourceClocks& barrier, const EventOfResource& it) const override {
        const TaskId who = it.event.task;
        const bool gave_up = it.event.phase == Phase::failed || it.event.phase == Phase::timed_out;
        if (gave_up) return void(barrier.arrived.erase(who));
        if (it.event.phase == Phase::wanted) return arrive(tasks, barrier, who);
        if (barrier.met.find(who) == barrier.met.end()) {
            arrive(tasks, barrier, who);
            all_meet(barrier);
        }
        tasks.acquire(who, barrier.met[who]);
        barrier.met.erase(who);
    }

  private:
    static Change broken(ResourceRules& rules, ResourceId barrier) {
        return rules.refused(rules.state_of(barrier), sentence_of_broken(rules, barrier));
    }

    static std::string sentence_of_broken(ResourceRules& rules, ResourceId barrier) {
        return fmt::format("{} is broken: the time of a task that waited there was up before all had come",
                           rules.host().name_of(barrier));
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
