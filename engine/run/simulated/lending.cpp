// Priorities that mutexes lend to whoever has them, under a policy that heeds priorities: inheritance and ceilings
// (Sha, Rajkumar, Lehoczky: Priority Inheritance Protocols, IEEE Transactions on Computers 39, 1990; the ceiling is
// that of POSIX' PTHREAD_PRIO_PROTECT, which holds from the moment that the mutex is locked).
//
// How it works. Before each choice all loans are worked out anew, from who has a mutex and who waits for it. Who waits
// may have borrowed as well, so a priority goes along a chain of owners. A mutex that is kept for a task which was
// woken counts as that task's.
#include <algorithm>
#include <utility>

#include "engine/run/simulated/simulated.h"

namespace simul {

void Simulated::work_loans_out() {
    Loans now = loans_now();
    if (now == loans_) return;
    const Loans before = std::exchange(loans_, std::move(now));
    for (const auto& [task, loan] : before)
        if (loans_.count(task) == 0) change_loan(task, nullptr);
    for (const auto& [task, loan] : loans_) {
        const auto old = before.find(task);
        if (old == before.end() || old->second != loan) change_loan(task, &loan);
    }
    reconsider_ready();
}

/// Goes round until nobody becomes more urgent: each round does so for somebody, and no priority is new.
Simulated::Loans Simulated::loans_now() {
    Loans loans;
    for (bool more = true; std::exchange(more, false);)
        for (const ResourceId mutex : lenders_) {
            const ResourceState& state = state_of(mutex);
            const TaskId holder = state.owner != kNoTask ? state.owner : state.reserved_for;
            if (holder == kNoTask || tasks_[holder].doing == TaskProgress::ended) continue;
            const std::optional<std::int64_t> lent = priority_lent_by(mutex, loans);
            if (!lent || *lent >= priority_with(loans, holder)) continue;
            loans[holder] = {*lent, mutex};
            more = true;
        }
    return loans;
}

std::optional<std::int64_t> Simulated::priority_lent_by(ResourceId mutex, const Loans& loans) {
    const ResourceInfo& info = infos_[index_of(mutex)];
    if (info.protocol == LockProtocol::ceiling) return info.ceiling;
    std::optional<std::int64_t> most_urgent;
    for (TaskId at = state_of(mutex).queue.first; at != kNoTask; at = waiter_of(at).next) {
        const std::int64_t priority = priority_with(loans, at);
        most_urgent = std::min(most_urgent.value_or(priority), priority);
    }
    return most_urgent;
}

std::int64_t Simulated::priority_with(const Loans& loans, TaskId task) {
    const std::int64_t own = first_view_of(tasks_[task]).given.priority.value_or(0);
    const auto loan = loans.find(task);
    return loan == loans.end() ? own : std::min(own, loan->second.priority);
}

/// Null: it has no loan any more.
void Simulated::change_loan(TaskId id, const Loan* loan) {
    CoopTask& task = tasks_[id];
    if (task.doing == TaskProgress::ended) return;
    TaskView& view = view_of(task);
    const std::int64_t before = view.priority();
    view.lent_priority = loan ? std::optional<std::int64_t>(loan->priority) : std::nullopt;
    if (view.priority() == before) return;
    chooser_->lent(view, before);
    record_loan(task, loan);
}

void Simulated::record_loan(CoopTask& task, const Loan* loan) {
    const bool has_core = task.core != kNoCore,
               in_line = task.doing == TaskProgress::ready || (has_core && core_of(task).lapsed);
    const TaskView& view = view_of(task);
    const std::optional<Ranked> seen = has_core ? chooser_->rank_on_core(view) : chooser_->rank(view);
    if (!seen) return;
    if (loan) record_rank(*seen, in_line ? kPlaceNotSaid : kPlaceNowhere, infos_[index_of(loan->mutex)].name);
    if (!loan) record_rank(*seen, in_line ? kPlaceNotSaid : kPlaceNowhere);
}

/// Whoever is ready may now be more urgent than somebody who runs, though it has not just come.
void Simulated::reconsider_ready() {
    if (!preempts_) return;
    charge_all();
    std::vector<TaskId> others;
    chooser_->reconsider(now_, others);
    for (const TaskView& view : views_) {
        if (view.id == kNoTask) continue;
        const CoopTask& task = tasks_[view.id];
        const bool waits_for_core = task.doing == TaskProgress::ready && task.core == kNoCore;
        const bool is_new = std::find(newcomers_.begin(), newcomers_.end(), view.id) == newcomers_.end();
        if (waits_for_core && is_new && victim_of(view)) newcomers_.push_back(view.id);
    }
}

}  // namespace simul
