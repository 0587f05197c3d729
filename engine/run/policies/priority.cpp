// Priority scheduling: the smaller the number, the more urgent. With ageing, a task that is ready gains one level for
// each such time that it waits; what it has gained counts while it runs, and is gone when it is ready again.
//
// How it works. All that wait gain alike, so their order never changes: a level counts as much as the time that gains
// one, and the key is when the task would reach level 0. With ageing, an arrival or a wake-up leads to a new choice
// among all that are ready, by what they have gained until then; while nobody comes, whoever runs keeps its core.
#include "engine/run/policies/by_key.h"
#include "engine/run/policies/policies.h"

namespace simul {

namespace {

class Priority final : public ByKey<Priority> {
  public:
    explicit Priority(const Knobs& parameters)
        : is_preemptive_(knob_named(parameters, "preemptive").text_value == "yes"),
          ageing_(knob_named(parameters, "ageing").duration()) {}

    bool is_preemptive() const override { return is_preemptive_; }
    bool preempts(const TaskView& ready, const TaskView& running) override {
        if (ageing_ == 0ns) return ByKey::preempts(ready, running);
        return level(key_of(ready), now_) < levels_[running.id];
    }
    void reconsider(Time now, std::vector<TaskId>& others) override {
        if (ageing_ == 0ns) return;
        now_ = now;
        ready().for_each([&](const ReadyTournament::Entry& entry) { others.push_back(entry.task()); });
    }
    /// All of them; of very many the most urgent.
    void tell_reconsidered(std::vector<Ranked>& seen) override {
        if (ageing_ == 0ns || ready().empty()) return;
        if (ready().size() <= kMostTold) return tell_ready(now_, seen);
        seen.push_back({ready().front().task(), Cell::real(level(ready().front().key(), now_))});
    }
    bool keeps_core_rather(const TaskView& better, const TaskView& worse) override {
        if (ageing_ == 0ns || levels_[better.id] == levels_[worse.id]) return ByKey::keeps_core_rather(better, worse);
        return levels_[better.id] < levels_[worse.id];
    }
    TaskId take(CoreId, Time now, std::vector<Ranked>& seen) override {
        if (ageing_ == 0ns) return take_first();
        if (ready().size() <= kMostTold) tell_ready(now, seen);
        const TaskId task = take_first();
        if (task != kNoTask) levels_[task] = level(keys_[task], now);
        return task;
    }
    std::optional<Ranked> rank(const TaskView& task) override {
        if (ageing_ == 0ns) return ByKey::rank(task);
        return Ranked{task.id, Cell::real(level(key_of(task), task.ready_since))};
    }
    std::optional<Ranked> rank_on_core(const TaskView& task) override {
        if (ageing_ == 0ns) return ByKey::rank(task);
        return Ranked{task.id, Cell::real(levels_[task.id])};
    }
    Told add(const TaskView& task, Readiness why) override {
        Told told = ByKey::add(task, why);
        if (ageing_ == 0ns) return told;
        keys_[task.id] = key_of(task);
        told.rank = rank(task);
        return told;
    }
    bool heeds_priorities() const override { return true; }
    void lent(const TaskView& task, std::int64_t before) override {
        ByKey::lent(task, before);
        if (ageing_ == 0ns) return;
        keys_[task.id] = key_of(task);
        levels_[task.id] += static_cast<double>(task.priority() - before);
    }

  private:
    friend class ByKey<Priority>;
    std::int64_t key_of(const TaskView& task) {
        if (ageing_ == 0ns) return task.priority();
        return task.priority() * ageing_.count() + task.ready_since.time_since_epoch().count();
    }
    static Cell shown(std::int64_t key) { return Cell::integer(key); }
    void tell_ready(Time now, std::vector<Ranked>& seen) {
        ready().for_each([&](const ReadyTournament::Entry& entry) {
            seen.push_back({entry.task(), Cell::real(level(entry.key(), now))});
        });
    }
    double level(std::int64_t key, Time now) const {
        return static_cast<double>(key - now.time_since_epoch().count()) / static_cast<double>(ageing_.count());
    }

    const bool is_preemptive_;
    const Duration ageing_;
    Time now_{};
    ByTask<std::int64_t> keys_;
    ByTask<double> levels_;  ///< of those on cores
};

Knobs priority_parameters() {
    Knob preemptive, ageing;
    preemptive.name = "preemptive";
    preemptive.kind = KnobKind::choice;
    preemptive.choices = {"yes", "no"};
    preemptive.text_value = "yes";
    preemptive.text = "whether a more urgent task takes the core of a running one";
    ageing.name = "ageing";
    ageing.kind = KnobKind::duration;
    ageing.max = 3600;
    ageing.text = "a ready task gains one level for each such time that it waits, which counts at each choice; 0: none";
    return {preemptive, ageing};
}

}  // namespace

PolicyEntry priority_policy() {
    return {.name = "priority",
            .title = "Priority",
            .sentence = "the most urgent first; the smaller the number, the more urgent",
            .source = "Silberschatz, Galvin, Gagne: Operating System Concepts, 5.3.4",
            .comparison = {.preference = Preference::least,
                           .looks_at = "priority",
                           .best = "has the most urgent priority",
                           .told_of_at_most = kMostTold},
            .has_quantum = false,
            .parameters = priority_parameters(),
            .make = [](const PolicyOptions& options) { return made<Priority>(options.knobs); }};
}

}  // namespace simul
