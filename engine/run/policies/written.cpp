// How it works. Whoever becomes ready joins the line at its end; who lost its core to another stands where it stood
// before, and keeps the rest of its quantum. The program picks from the line. After its first error it is asked nothing
// more, nobody is chosen any more, and the run ends.
#include "engine/run/policies/written.h"

#include <algorithm>
#include <utility>

#include "engine/base/plain_name.h"
#include "engine/run/policies/by_task.h"

namespace simul {

namespace {

class Written final : public Policy {
  public:
    Written(std::unique_ptr<WrittenPolicy> program, Duration quantum)
        : program_(std::move(program)), quantum_(program_->has_quanta() ? quantum : kForever) {
        if (program_->tick_every() != kForever) next_tick_ = Time(program_->tick_every());
    }

    bool knows_names() const override { return true; }
    void learn_name(TaskId task, const std::string& name) override { program_->meet(task, name); }
    const Error* failure() const override { return failure_ ? &*failure_ : nullptr; }
    const WrittenPolicy* program() const override { return program_.get(); }

    Told add(const TaskView& view, Readiness why) override {
        now_ = view.ready_since;
        Standing& task = standings_[view.id];
        if (!keeps_place(why)) {
            task.place = next_place_++;
            task.left = Duration(0);
        }
        ready_.insert(std::upper_bound(ready_.begin(), ready_.end(), view.id, Ahead{*this}), view.id);
        see(view);
        if (why == Readiness::arrived) hear(TaskNews::arrives, view.id);
        if (why == Readiness::woke) hear(TaskNews::wakes, view.id);
        if (why == Readiness::slice_ended) hear(TaskNews::quantum_ends, view.id);
        return {rank(view), place_among_equals(why)};
    }
    void ran(const TaskView& view, Duration length) override {
        Standing& task = standings_[view.id];
        if (task.left != kForever) task.left -= length;
        task.charged += length;
        now_ = std::max(now_, task.charged);
        see(view);
    }
    bool heeds_priorities() const override { return true; }
    void lent(const TaskView& view, std::int64_t) override { see(view); }
    void left(const TaskView& view, Leaving how) override {
        see(view);
        hear(how == Leaving::ended ? TaskNews::ends : TaskNews::blocks, view.id);
        if (how == Leaving::blocked) return;
        const auto stands = std::find(ready_.begin(), ready_.end(), view.id);
        if (stands != ready_.end()) {
            ready_.erase(stands);
            gone_.push_back(view.id);
        }
        program_->forget(view.id);
    }
    void tick(Time now, std::vector<Ranked>&) override {
        now_ = now;
        next_tick_ += program_->tick_every();
        if (const Result<void> heard = program_->tick(now); !heard) fail(heard.error());
    }
    TaskId take(CoreId core, Time now, std::vector<Ranked>& seen) override {
        said_.clear();
        now_ = now;
        if (!gone_.empty()) return take_gone();
        if (has_failed() || ready_.empty()) return kNoTask;
        Result<Picked> picked = program_->pick(ready_, core, now);
        if (!picked) return fail(picked.error()), kNoTask;
        if (ready_.size() <= kMostTold)
            for (const TaskId task : ready_) seen.push_back({task, program_->rank(task)});
        said_ = std::move(picked->said);
        ready_.erase(std::find(ready_.begin(), ready_.end(), picked->task));
        return picked->task;
    }
    Duration slice(const TaskView& view) override {
        Standing& task = standings_[view.id];
        task.charged = now_;
        see(view);
        if (task.left <= Duration(0) && !has_failed()) {
            const Result<Duration> quantum = program_->quantum(view.id, now_, quantum_);
            task.left = quantum ? *quantum : kForever;
            if (!quantum) fail(quantum.error());
        }
        return task.left;
    }
    bool is_preemptive() const override { return program_->preempts_at_all(); }
    bool preempts(const TaskView& ready, const TaskView& running) override {
        if (has_failed()) return false;
        const Result<bool> answer = program_->preempts(ready.id, running.id, now_);
        if (!answer) fail(answer.error());
        return answer && *answer;
    }
    std::optional<Ranked> rank(const TaskView& task) override { return Ranked{task.id, program_->rank(task.id)}; }

  private:
    struct Standing {
        std::uint64_t place = 0;
        Duration left{0};  ///< of its quantum
        Time charged{};    ///< on a core: until then `ran` has told of it
    };
    struct Ahead {
        Written& policy;
        bool operator()(TaskId a, TaskId b) const { return policy.standings_[a].place < policy.standings_[b].place; }
    };

    TaskId take_gone() {
        const TaskId task = gone_.back();
        gone_.pop_back();
        return task;
    }
    bool has_failed() const { return failure_.has_value(); }
    void fail(const Error& error) {
        if (!has_failed()) failure_ = error;
        next_tick_ = kNever;
    }
    void see(const TaskView& task) {
        if (const Result<void> seen = program_->see(task); !seen) fail(seen.error());
    }
    void hear(TaskNews news, TaskId task) {
        if (has_failed()) return;
        if (const Result<void> heard = program_->hear(news, task, now_); !heard) fail(heard.error());
    }

    const std::unique_ptr<WrittenPolicy> program_;
    const Duration quantum_;
    std::vector<TaskId> ready_;  ///< as they stand in the line
    std::vector<TaskId> gone_;   ///< ended while they were ready: to be taken, and not to be picked
    ByTask<Standing> standings_;
    std::uint64_t next_place_ = 0;
    Time now_{};
    std::optional<Error> failure_;
};

bool is_length_of_time(std::string_view field) {
    constexpr std::string_view kFields[] = {"arrival",   "ready_since", "used",    "burst",
                                            "remaining", "period",      "deadline"};
    return std::find(std::begin(kFields), std::end(kFields), field) != std::end(kFields);
}

}  // namespace

std::unique_ptr<Policy> written_policy(std::unique_ptr<WrittenPolicy> program, Duration quantum) {
    return std::make_unique<Written>(std::move(program), quantum);
}

Comparison comparison_of(const WrittenPolicy& program) {
    Comparison comparison;
    comparison.preference = Preference::written;
    comparison.looks_at = plain_name(program.looks_at());
    comparison.best = "is whom pick gave back";
    comparison.value = is_length_of_time(program.looks_at()) ? "{} s" : "{}";
    comparison.told_of_at_most = kMostTold;
    return comparison;
}

}  // namespace simul
