// Reads one global of a loaded story: plain texts, numbers, lists and tables, and the first thing that is wrong with
// one.
//
// Runs without a memory limit and outside of protected calls: nothing here may raise. Each `read_…` and `…_field`
// leaves the stack as it was.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "engine/scenario/lua/state.h"

namespace simul::lua {

class GlobalReader {
  public:
    explicit GlobalReader(State& state);
    ~GlobalReader() { lua_settop(L_, globals_ - 1); }
    GlobalReader(const GlobalReader&) = delete;
    GlobalReader& operator=(const GlobalReader&) = delete;

    lua_State* lua() const { return L_; }

    /// Pushes the story's global; what was pushed for the one before goes. False when the story does not have it.
    bool find(const char* name);
    /// Whether the story has a global function of this name.
    bool has_function(const std::string& name);

    /// The line is that of the global. Only the first is kept.
    void refuse(const std::string& what);
    /// Of what is no global: `line` is where it was made.
    void refuse_at(std::uint16_t line, const std::string& what);
    const std::optional<Error>& problem() const { return problem_; }

    /// What stands on top: a text, else nothing. All texts together have a limit (State::describes).
    std::optional<std::string> text();
    /// A text or a number, as people write it.
    std::optional<std::string> plain_text();
    std::optional<Model> model(int index = -1);
    /// The table on top: values of knobs by name. `whose`: "a question".
    void read_knobs(const std::string& whose, const Knobs& knobs, KnobSettings& into);

    /// Calls `entry` for each value of the list on top, with the value on top; stops when it says false, or at a
    /// problem.
    void for_each(const std::function<bool()>& entry);
    /// The same for the pairs of the table on top, in the order of their keys; a key that is no text is refused with
    /// `shape`.
    void for_each_pair(const std::string& shape, const std::function<bool(const std::string& key)>& entry);

  private:
    std::optional<std::string> text_at(int index);
    std::vector<std::string> sorted_keys(const std::string& shape);

    State& state_;
    lua_State* L_;
    int globals_ = 0;
    std::string global_;  ///< that is being read
    std::optional<Error> problem_;
};

}  // namespace simul::lua
