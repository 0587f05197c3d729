// What the tasks of a trace are called.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "engine/trace/trace.h"

namespace simul {

/// Grows with the trace. Names point into the trace, which must outlive them.
class TaskNames {
  public:
    TaskNames() = default;
    /// Of all that is in the trace now.
    explicit TaskNames(const Trace& trace);

    /// Learns the name that this event tells, if it tells one. Events come in the order of the trace.
    void take(const Trace& trace, std::size_t index);

    /// What the trace told: `game 3`. Empty: nothing yet.
    std::string_view told(TaskId task) const;
    /// `game 3`; `task 7` when nobody said a name.
    std::string name_of(TaskId task) const;
    /// `game 3`, or `add 1 (task 2)` where two tasks have one name.
    std::string clear_name_of(TaskId task) const;
    /// The number at the end of its name, for a small figure: `3` of `game 3`; with as many letters before it as tell
    /// it from tasks of other names that have this number, too: `s1` and `r1` of `sensor 1` and `radar 1`. Empty: its
    /// name has no number, is also that of another task, or cannot be told from another one so shortly.
    std::string short_name_of(TaskId task) const;
    /// `#3 game 3`, without doubt also where two tasks have one name.
    std::string label_of(TaskId task) const;

  private:
    std::vector<std::string_view> names_;
    std::unordered_map<std::string_view, std::uint32_t> bearers_;  ///< how many tasks have a name
    /// What stands before a number in the names that end with it.
    std::unordered_map<std::string_view, std::vector<std::string_view>> stems_;
};

}  // namespace simul
