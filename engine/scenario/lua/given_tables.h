// Tables that a task was given as arguments: copies of what another task has. Who changes one may not know that.
#pragma once

#include <lua.hpp>

#include <string_view>
#include <vector>

#include "engine/scenario/plain_value.h"

namespace simul::lua {

struct State;

class GivenTables {
  public:
    explicit GivenTables(State& state) : state_(&state) {}
    GivenTables(GivenTables&& other) noexcept;
    GivenTables& operator=(GivenTables&&) = delete;
    ~GivenTables() { forget(); }

    /// The argument of this number is on top of the thread; `packed` is what it came as. A long one is not watched.
    void add(lua_State* thread, int argument, std::string_view packed);
    /// There were only so many arguments.
    void keep(int arguments);
    void forget();
    /// The number of the first argument that is no longer what the task was given; 0: there is none. Never raises.
    int changed() const;

  private:
    struct Given {
        int argument;
        Packed as_given;
    };

    State* state_;
    std::vector<Given> given_;
    int list_ = LUA_NOREF;  ///< in the registry: keeps the tables, in the order of `given_`
};

}  // namespace simul::lua
