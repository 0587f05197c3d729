// Gang scheduling: the tasks of a gang, which talk to each other all the time, run at the same time, on as many cores.
// Gangs take turns of one quantum; who belongs to no gang is one by itself. Cores that the gang whose turn it is leaves
// free are given to the next ones.
//
// The turns are Ousterhout's time slots, without his matrix: no task is bound to a column. They have numbers, and the
// least is first. A gang's turn ends with its quantum, or when all of its tasks wait and another task gets a core;
// then, or when it comes back, it gets the next number.
#include <algorithm>
#include <cstdint>
#include <set>
#include <unordered_map>
#include <utility>
#include <vector>

#include "engine/run/policies/by_task.h"
#include "engine/run/policies/policies.h"

namespace simul {

namespace {

class GangScheduling final : public Policy {
  public:
    explicit GangScheduling(Duration quantum) : quantum_(quantum) {}

    Told add(const TaskView& view, Readiness why) override {
        Member& member = members_[view.id];
        if (why == Readiness::arrived) member.gang = gang_of(view);
        if (!std::exchange(member.present, true)) come(member.gang, view.ready_since);
        if (!keeps_place(why)) member.order = ++orders_;
        member.served = why == Readiness::reconsidered;
        ready_.insert({gangs_[member.gang].turn, member.order, view.id});
        return {rank(view), place_among_equals(why)};
    }
    void left(const TaskView& view, Leaving) override {
        Member& member = members_[view.id];
        if (!std::exchange(member.present, false)) return;
        --gangs_[member.gang].present;
        if (--present_ == 0) next_tick_ = kNever;
    }
    TaskId take(CoreId, Time now, std::vector<Ranked>&) override {
        if (ready_.empty()) return kNoTask;
        const TaskId task = ready_.begin()->task;
        ready_.erase(ready_.begin());
        if (gangs_[current_].present == 0) begin_turn(members_[task].gang, now);
        return task;
    }
    bool is_preemptive() const override { return true; }
    bool preempts(const TaskView& ready, const TaskView& running) override {
        return turn_of(ready.id) < turn_of(running.id);
    }
    std::optional<Ranked> rank(const TaskView& view) override { return Ranked{view.id, shown(turn_of(view.id))}; }

    void tick(Time now, std::vector<Ranked>& changed) override {
        next_tick_ = now + quantum_;
        end_turn(gangs_[current_], changed);
        if (!ready_.empty()) begin_turn(members_[ready_.begin()->task].gang, now);
    }

  private:
    using GangId = std::size_t;
    struct Gang {
        std::int64_t turn = 0;
        std::size_t present = 0;  ///< of its tasks: ready, or on a core
    };
    struct Member {
        GangId gang = 0;
        std::uint64_t order = 0;  ///< as it became ready; who lost its core to another keeps its own
        bool present = false;
        bool served = false;  ///< when the turn ended it had a core
    };
    struct Place {
        std::int64_t turn;
        std::uint64_t order;
        TaskId task;
        friend bool operator<(const Place& a, const Place& b) {
            return a.turn != b.turn ? a.turn < b.turn : a.order < b.order;
        }
    };

    GangId gang_of(const TaskView& view) {
        const auto make = [this] {
            gangs_.emplace_back();
            return gangs_.size() - 1;
        };
        if (!view.given.gang) return make();
        const auto known = named_.find(*view.given.gang);
        return known != named_.end() ? known->second : named_[*view.given.gang] = make();
    }
    /// One of its tasks has become ready. Its own turn goes on if no other has begun.
    void come(GangId id, Time now) {
        Gang& gang = gangs_[id];
        if (gang.present++ == 0 && id != current_) gang.turn = ++turns_;
        if (present_++ == 0) begin_turn(id, now);
    }
    void begin_turn(GangId id, Time now) {
        current_ = id;
        next_tick_ = now + quantum_;
    }
    /// Its tasks go to the tail, those that had a core behind those that had none.
    void end_turn(Gang& gang, std::vector<Ranked>& changed) {
        const auto others = ready_.lower_bound({gang.turn + 1, 0, kMainTask});
        std::vector<TaskId> tasks;
        for (auto place = ready_.begin(); place != others; ++place) tasks.push_back(place->task);
        ready_.erase(ready_.begin(), others);
        std::stable_partition(tasks.begin(), tasks.end(),
                              [this](TaskId task) { return !std::exchange(members_[task].served, false); });
        gang.turn = ++turns_;
        for (const TaskId task : tasks) {
            members_[task].order = ++orders_;
            ready_.insert({gang.turn, orders_, task});
            changed.push_back({task, shown(gang.turn)});
        }
    }
    std::int64_t turn_of(TaskId task) { return gangs_[members_[task].gang].turn; }
    static Cell shown(std::int64_t turn) { return Cell::integer(turn); }

    const Duration quantum_;
    std::set<Place> ready_;
    std::vector<Gang> gangs_;
    ByTask<Member> members_;
    std::unordered_map<std::int64_t, GangId> named_;  ///< by what the story calls them
    GangId current_ = SIZE_MAX;                       ///< whose turn it is
    std::size_t present_ = 0;
    std::int64_t turns_ = 0;
    std::uint64_t orders_ = 0;
};

}  // namespace

PolicyEntry gang_policy() {
    return {.name = "gang",
            .title = "Gang scheduling",
            .sentence = "the tasks of a gang run at the same time, and gangs take turns",
            .source =
                "Ousterhout: Scheduling Techniques for Concurrent Systems, 1982; Feitelson, Rudolph: Gang "
                "Scheduling Performance Benefits for Fine-Grain Synchronization, 1992",
            .comparison = {.preference = Preference::least,
                           .looks_at = "turn of its gang",
                           .best = "is of the gang whose turn comes first",
                           .value = "turn {}"},
            .has_quantum = true,
            .parameters = {},
            .make = [](const PolicyOptions& options) { return made<GangScheduling>(options.quantum); }};
}

}  // namespace simul
