// What a run left behind: tasks that the end of main cut off, daemons, coroutines of which nothing ran.
#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <set>
#include <utility>
#include <vector>

#include "engine/analysis/findings.h"
#include "engine/analysis/moment.h"
#include "engine/trace/task_names.h"
#include "engine/trace/trace.h"

namespace simul {

class LeftBehind {
  public:
    /// They grow with the events that are looked at.
    LeftBehind(const Trace& trace, const Moment& moment, const TaskNames& names)
        : trace_(trace), moment_(moment), names_(names) {}

    void look_at(const TraceEvent& event, std::size_t index);
    /// At the end of the run.
    void tell(std::vector<Finding>& into) const;

  private:
    void look_at_coroutine(const TraceEvent& event, std::size_t index);
    void tell_cut_off(std::vector<Finding>& into) const;
    void tell_never_awaited(std::vector<Finding>& into) const;
    void tell_daemons(std::vector<Finding>& into) const;
    Finding finding(FindingKind kind, std::size_t event, std::string text) const;

    const Trace& trace_;
    const Moment& moment_;
    const TaskNames& names_;
    std::optional<std::size_t> main_ended_, run_ended_;
    std::vector<TaskId> cut_off_, daemons_;
    std::set<TaskId> awaited_;                                           ///< for whom somebody has waited
    std::vector<std::size_t> cuts_;                                      ///< the notes of those that were cut off
    std::map<std::pair<TaskId, std::int64_t>, std::size_t> coroutines_;  ///< made, and not begun: where
};

}  // namespace simul
