// What a policy in Lua is given: a table for each task, the same each time, and its own source of chance.
#pragma once

#include <string>

#include "engine/base/random.h"
#include "engine/scenario/lua/state.h"
#include "engine/scenario/task_view.h"

namespace simul::lua {

/// The tables of the tasks. What a policy writes into one stays there. Uses the whole stack of its thread, but for what
/// `push` and `at` say.
class PolicyTasks {
  public:
    explicit PolicyTasks(lua_State* thread) : thread_(thread) {}
    void make();

    void meet(TaskId task, const std::string& name);
    /// What the story did not say never comes.
    void write(const TaskView& task);
    void forget(TaskId task);

    void push(TaskId task);
    /// kNoTask: the value is no task.
    TaskId at(int index);

  private:
    void set_seconds(const char* field, Duration length);
    void set_number(const char* field, std::int64_t number);

    lua_State* const thread_;
    int tables_ = 0, numbers_ = 0;  ///< in the registry: a list of tables by the number of their task, and the reverse
};

/// Tasks draw from streams by their numbers.
inline constexpr std::uint64_t kStreamOfPolicies = std::uint64_t{1} << 40;

/// From now on the global `random` draws from this source at once, where tasks ask for an operation.
void give_random(State& state, Random& source);

}  // namespace simul::lua
