// Barrier: of `capacity` parties, `count` have arrived and wait for the others.
#include "engine/resources/resource_type.h"

namespace simul {

namespace {

class BarrierType final : public ResourceType {
  public:
    Change attempt(ResourceRules& rules, Operation& operation, TaskId who) const override {
        ResourceState& state = rules.state_of(operation.resource);
        if (++state.count < state.capacity) return rules.must_wait(state, state.queue, operation, who);
        state.count = 0;
        const Change change = rules.granted(state);
        rules.wake_all(state.queue, operation.resource);
        return change;
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
        if (it.event.phase == Phase::failed) return void(barrier.arrived.erase(who));
        if (it.event.phase == Phase::wanted) return arrive(tasks, barrier, who);
        if (barrier.met.find(who) == barrier.met.end()) {
            arrive(tasks, barrier, who);
            all_meet(barrier);
        }
        tasks.acquire(who, barrier.met[who]);
        barrier.met.erase(who);
    }

  private:
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
