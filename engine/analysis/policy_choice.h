// Why this task and no other: what the policy saw in those that were ready when it chose one.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "engine/trace/task_state.h"
#include "engine/trace/trace.h"

namespace simul {

/// What the policy saw in a task: `rank` events say it.
struct Contender {
    TaskId task = kNoTask;
    std::optional<Cell> rank;
};

/// Who was chosen, and the others that were ready.
struct PolicyChoice {
    Contender chosen;
    std::vector<Contender> others;
};

/// Grows with the trace, event by event.
class PolicyChoices {
  public:
    void take(const TraceEvent& event);
    /// Of the `run` that was taken last. Nothing: the last event was none.
    const std::optional<PolicyChoice>& last() const { return last_; }

  private:
    struct Standing {
        TaskState state;
        std::optional<Cell> rank;
    };

    std::vector<Standing> tasks_;
    std::set<TaskId> ready_;
    std::optional<PolicyChoice> last_;
};

/// The choice that the event at `index`, a `run`, made among the tasks that `is_ready` afterwards. Looks back for what
/// was seen in them, and not for ever: what was said long ago is left out.
template <class IsReady>
PolicyChoice policy_choice_at(const Trace& trace, std::size_t index, IsReady is_ready) {
    constexpr std::size_t kFarthest = 20'000;
    PolicyChoice choice;
    choice.chosen.task = trace[index].task;
    std::set<TaskId> known;
    for (std::size_t i = index; i > 0 && index - i < kFarthest; --i) {
        const TraceEvent& event = trace[i - 1];
        if (event.kind != EventKind::rank || !known.insert(event.task).second) continue;
        const Cell rank{event.value, event.cell};
        if (event.task == choice.chosen.task)
            choice.chosen.rank = rank;
        else if (is_ready(event.task))
            choice.others.push_back({event.task, rank});
    }
    return choice;
}

/// "has the shortest remaining time, 2 s, against 4 s and 5 s"; empty where the policy compares nothing, or nobody else
/// was ready.
std::string reason_in_words(const TraceHeader& header, const PolicyChoice& choice);

}  // namespace simul
