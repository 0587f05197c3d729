// Simulated time with a policy that chooses: what it is told, what it is asked, and who loses a core to whom.
//
// How it works. A task whose slice has ended lapses: it is ready and still on its core, where it continues, without any
// event, if it is chosen again. Cores are given in ascending order, those that are free and those whose tasks have
// lapsed alike, then what belongs to other cores. Then whoever has become ready may take the core of the worst who
// runs, if the policy says so.
#include <algorithm>
#include <utility>

#include "engine/base/ensure.h"
#include "engine/run/simulated/simulated.h"

namespace simul {

TaskView& Simulated::first_view_of(const CoopTask& task) {
    if (views_.size() <= index_of(task.id)) views_.resize(index_of(task.id) + 1);
    return views_[index_of(task.id)];
}

// ---- What the policy is told.

void Simulated::add_arrived_or_woken(CoopTask& task) {
    TaskView& view = first_view_of(task);
    if (view.id != kNoTask) return add_to_chooser(task, Readiness::woke);
    view.id = task.id;
    view.arrival = now_;
    if (task.extras && task.extras->attributes) {
        view.given = *task.extras->attributes;
        view.arrival = task.extras->arrival;
    }
    if (chooser_->knows_names()) chooser_->learn_name(task.id, name_of(task.id));
    add_to_chooser(task, Readiness::arrived);
}

/// Who comes or leaves finds everybody's time up to date: where a newcomer begins depends on it.
void Simulated::add_to_chooser(CoopTask& task, Readiness why) {
    if (joins(why)) charge_all();
    TaskView& view = view_of(task);
    view.ready_since = now_;
    const Told told = ready_.add(view, why);
    if (preempts_ && joins(why)) newcomers_.push_back(task.id);
    if (told.rank) record_rank(*told.rank, told.place);
}

/// Made in the stream itself, because most choices have one.
void Simulated::record_rank(const Ranked& ranked, std::uint16_t place, std::string_view lent_by) {
    CoopTask& task = tasks_[ranked.task];
    const bool lent = !loans_.empty() && loans_.count(ranked.task) > 0;
    const auto make = [&](TraceEvent* event, std::uint16_t sequence) {
        new (event) TraceEvent{.time = now_,
                               .value = ranked.rank.bits,
                               .task = ranked.task,
                               .ticket = place,
                               .kind = EventKind::rank,
                               .phase = ranked.may_run ? Phase::done : Phase::failed,
                               .cell = ranked.rank.type,
                               .timed = lent,
                               .sequence = sequence};
    };
    if (!lent_by.empty()) [[unlikely]] {
        TraceEvent event;
        make(&event, 0);
        return record_text(task, event, lent_by);
    }
    ++events_;
    const std::uint16_t sequence = task.sequence++;
    if (!recorder_->has_room()) return;
    make(recorder_->place(), sequence);
    recorder_->publish();
}

void Simulated::record_all_seen(std::uint16_t place) {
    for (const Ranked& ranked : seen_)
        if (tasks_[ranked.task].doing != TaskProgress::ended)
            record_rank(ranked, place);  // else it was cancelled meanwhile
    seen_.clear();
}

void Simulated::record_choice(CoopTask& task, CoreId core) {
    if (!chooser_) return record_run(task, EventKind::choose, core);
    if (const std::optional<std::int64_t> ticket = chooser_->drawn())
        record(task, EventKind::draw, Phase::done, *ticket);
    if (chooser_->said().empty()) return record_run(task, EventKind::choose, core);
    TraceEvent event;
    event.kind = EventKind::choose;
    event.core = core;
    record_text(task, event, chooser_->said());
}

void Simulated::charge_now(Core& core) {
    const Duration length = now_ - core.since;
    core.since = now_;
    TaskView& view = view_of(*core.task);
    view.used += length;
    chooser_->ran(view, length);
}

void Simulated::charge_all() {
    for (Core& core : cores_) charge(core);
}

void Simulated::tell_of_leaving_core(const CoopTask& task) {
    Core& core = core_of(task);
    charge(core);
    core.since = kNever;
    core.warm_up = Duration(0);
    if (std::exchange(core.lapsed, false)) --lapsed_;
    if (task.doing != TaskProgress::resting && task.doing != TaskProgress::waiting) return;
    charge_all();
    chooser_->left(view_of(task), Leaving::blocked);
}

/// A task that was cancelled before it arrived is not known.
void Simulated::tell_of_end(const CoopTask& task) {
    charge_all();
    const TaskView& view = first_view_of(task);
    if (view.id != kNoTask) chooser_->left(view, Leaving::ended);
}

void Simulated::start_slice(Core& core) {
    TaskView& view = view_of(*core.task);
    const bool migrates = view.last_core != kNoCore && view.last_core != core.task->core;
    if (migrates && warm_up_ > 0ns) (core.task->computes() ? core.task->remaining : core.warm_up) += warm_up_;
    view.last_core = core.task->core;
    core.since = core.began = now_;
    const Duration slice = chooser_->slice(view);
    core.quantum_end = slice == kForever ? kNever : now_ + slice;
}

void Simulated::lapse(Core& core, Readiness why) {
    charge(core);
    core.lapsed = true;
    ++lapsed_;
    core.quantum_end = kNever;
    add_to_chooser(*core.task, why);
}

/// Everybody is chosen anew. Of those on cores the first comes last to the policy, which puts each before the others.
void Simulated::tick() {
    charge_all();
    for (std::size_t i = cores_.size(); i > 0; --i) {
        Core& core = cores_[static_cast<CoreId>(i - 1)];
        if (core.end != kNever && !core.switching && !core.lapsed) lapse(core, Readiness::reconsidered);
    }
    chooser_->tick(now_, seen_);
    record_seen(kPlaceAtTail);
}

// ---- What it is asked.

/// Nobody has it, or who has it is to be chosen again.
static bool is_open(const Core& core) { return core.task == nullptr || core.lapsed; }

void Simulated::choose_who_runs() {
    do give_cores();
    while (preempt_for_newcomers());
    if (!refused_.empty()) record_keeping();
    refused_.clear();
}

/// Somebody has become ready, and did not get the cores of those who run.
void Simulated::record_keeping() {
    const auto has_one = [this](TaskId task) {
        return tasks_[task].doing != TaskProgress::ready || tasks_[task].core != kNoCore;
    };
    refused_.erase(std::remove_if(refused_.begin(), refused_.end(), has_one), refused_.end());
    if (refused_.empty()) return;
    bool is_told = false;
    for (const Core& core : cores_) {
        if (core.end == kNever || core.switching || core.began == now_) continue;
        if (!std::exchange(is_told, true)) tell_of_refused();
        if (const std::optional<Ranked> rank = chooser_->rank_on_core(view_of(*core.task)))
            record_rank(*rank, kPlaceOnCore);
        record_run(*core.task, EventKind::choose, core.task->core);
    }
}

void Simulated::tell_of_refused() {
    chooser_->tell_refused(refused_, seen_);
    record_seen();
    chooser_->tell_reconsidered(seen_);
    record_seen(kPlaceOnCore);
}

void Simulated::give_cores() {
    const auto give_all = [this] {
        bool given = false;
        for (std::size_t i = 0; i < cores_.size() && !ready_.empty(); ++i) {
            const auto id = static_cast<CoreId>(i);
            while (is_open(cores_[id]) && (!has_queues_ || chooser_->has_own(id)) && give(id)) given = true;
        }
        return given;
    };
    bool given = true;
    while (given && !ready_.empty()) {
        given = (cores_.any_free() || lapsed_ > 0) && give_all();
        given = given || (has_queues_ && give_of_others());
    }
}

/// One at a time: what follows may give another core something of its own.
bool Simulated::give_of_others() {
    for (std::size_t i = 0; i < cores_.size() && !ready_.empty(); ++i) {
        const auto id = static_cast<CoreId>(i);
        if (is_open(cores_[id]) && !chooser_->has_own(id) && give(id)) return true;
    }
    return false;
}

/// False: there is nobody for this core.
bool Simulated::give(CoreId id) {
    if (ready_.empty() || over()) return false;
    const bool among_several = ready_.size() > 1;
    lend_priorities();
    const TaskId chosen = ready_.take(id, now_, seen_);
    record_seen();
    if (chosen == kNoTask) {
        over_ = over_ || chooser_->failure() != nullptr;
        return false;
    }
    __builtin_prefetch(&views_[index_of(chosen)]);
    CoopTask& task = tasks_[chosen];
    const bool goes_on = task.core != kNoCore && core_of(task).lapsed;
    if (goes_on || (among_several && task.doing == TaskProgress::ready)) record_choice(task, goes_on ? task.core : id);
    if (goes_on) {
        core_of(task).lapsed = false;
        --lapsed_;
        start_slice(core_of(task));
    } else if (task.doing == TaskProgress::ready) {
        if (cores_[id].lapsed) take_off(cores_[id]);
        give_core_to(task, id);
    }  // else it was cancelled meanwhile
    return true;
}

/// True: somebody has lost a core, which is to be given anew.
bool Simulated::preempt_for_newcomers() {
    lend_priorities();
    if (newcomers_.empty() || over()) return false;
    charge_all();
    chooser_->reconsider(now_, newcomers_);
    while (!newcomers_.empty()) {
        const CoopTask& task = tasks_[newcomers_.back()];
        const bool has_no_core = task.doing == TaskProgress::ready && task.core == kNoCore;  // nor is switched to
        Core* const victim = has_no_core ? victim_of(view_of(task)) : nullptr;
        if (victim) {
            preempt(*victim, Readiness::preempted);
            return true;
        }
        if (has_no_core) refused_.push_back(task.id);
        newcomers_.pop_back();
    }
    return false;
}

/// Whose core the task takes: the worst of those whom it may preempt. Null: there is none.
Core* Simulated::victim_of(const TaskView& ready) {
    Core* victim = nullptr;
    for (Core& core : cores_) {
        if (core.end == kNever) continue;
        const TaskView& running = view_of(*core.task);
        if (!chooser_->preempts(ready, running)) continue;
        if (!victim || chooser_->keeps_core_rather(view_of(*victim->task), running)) victim = &core;
    }
    return victim;
}

}  // namespace simul
