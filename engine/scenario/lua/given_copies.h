// What a task was given and could change: tables, and what functions share with the function around them. These are
// copies of what another task has. Who changes one may not know that.
#pragma once

#include <lua.hpp>

#include <string>
#include <string_view>
#include <vector>

#include "engine/scenario/plain_value.h"

namespace simul::lua {

struct State;

class GivenCopies {
  public:
    explicit GivenCopies(State& state) : state_(&state) {}
    GivenCopies(GivenCopies&& other) noexcept;
    GivenCopies& operator=(GivenCopies&&) = delete;
    ~GivenCopies() { forget(); }

    /// The argument of this number is on top of the thread, 0: the function itself; `packed` is what it came as. A long
    /// one is not watched.
    void add(lua_State* thread, int argument, std::string_view packed);
    /// There were only so many arguments.
    void keep(int arguments);
    void forget();
    /// The first that is no longer what the task was given, as NoteKind::changed_copy has it; else empty. Never raises.
    std::string changed() const;

  private:
    struct Given {
        int argument;
        bool is_function;
        Packed as_given;
    };

    static std::string in_words(const Given& given);

    State* state_;
    std::vector<Given> given_;
    int list_ = LUA_NOREF;  ///< in the registry: keeps them, in the order of `given_`
};

}  // namespace simul::lua
