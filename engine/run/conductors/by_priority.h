// PCT: the task of highest priority continues, and at a few random steps it becomes the lowest.
//
// A bug that needs d orderings among n tasks in k steps is found with probability of at least 1/(n·k^(d-1)) in each run
// (Burckhardt and others: A randomized scheduler with probabilistic guarantees of finding bugs, ASPLOS 2010). A task
// whose step leads back to a state in which the run was before waits by looking again: it becomes the lowest, too, or
// nobody would ever do what it waits for.
#pragma once

#include <optional>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "engine/base/conductor.h"
#include "engine/base/random.h"

namespace simul {

class ByPriority final : public Conductor {
  public:
    /// `depth`: d, from 1 on. `steps`: k, about how long a run is.
    ByPriority(std::uint64_t seed, std::uint64_t run, std::size_t depth, std::size_t steps);

    std::optional<std::size_t> choose(const Decision& decision) override;

  private:
    bool was_here_before(const Decision& decision);
    /// Of a task that is new: any above those that have been lowered.
    std::uint64_t& priority_of(TaskId task);

    Random random_;
    std::unordered_map<TaskId, std::uint64_t> priorities_;  ///< of those who could be chosen so far
    std::vector<std::size_t> change_points_;                ///< steps before which the highest is lowered
    std::unordered_set<std::uint64_t> states_;              ///< of this run
    std::optional<TaskId> last_;                            ///< who was chosen
    std::uint64_t lowest_ = std::uint64_t{1} << 31;
};

}  // namespace simul
