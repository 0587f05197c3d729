// One Lua state with one loaded story: what it may use, what it knows, and how it complains.
//
// The rule of this folder. Lua raises and waits by longjmp (the C build: 50 ns for a wait; as C++ exceptions, 2100 ns).
// So in every function that Lua calls, nothing with a destructor may be alive at a call that can raise. Strings and
// vectors live in State and in LuaTask; helpers that need their own finish first and return a plain `const char*`.
// (A destructor that is jumped over is not only a leak: that of WithoutLimit once left a story without a limit.)
// Code that Lua did not call must not raise at all: it holds a `WithoutLimit`, so that no allocation is refused.
#pragma once

#include <lua.hpp>

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <unordered_map>
#include <vector>

#include "engine/scenario/lua/live_registers.h"
#include "engine/scenario/memory_budget.h"
#include "engine/scenario/scenario.h"
#include "engine/scenario/written_policy.h"

namespace simul::lua {

class LuaTask;

inline constexpr std::size_t kMostMemory = kMostMemoryOfRun;
/// While the file loads: freezing what it made takes up to as much again.
inline constexpr std::size_t kMostMemoryToLoad = std::size_t{24} << 20;
/// Of all texts and names that a story's description has, together: they are copied for whoever asks for it.
inline constexpr std::size_t kMostDescribed = std::size_t{1} << 20;
/// Of a value that is shown: what may be printed at once, and a byte that says that there was more.
inline constexpr std::size_t kMostShown = kShortBytes + 1;
/// Between two operations; about 0.4 s of a core. Counted, not timed, so that simulated runs stay exact; and few enough
/// that on a slow computer, too, a loop meets this limit, which names its line, before the runner's limit of a second.
inline constexpr int kMostInstructions = 100'000'000;
/// The same in one call of a policy, which is asked at each decision.
inline constexpr int kMostInstructionsOfPolicy = 10'000'000;
inline constexpr int kInstructionsPerLook = 1'000'000;

/// A Lua thread that tasks use one after another.
struct LuaThread {
    lua_State* thread = nullptr;
    int reference = 0;  ///< in the registry: keeps it from being collected
};

/// A top-level local that functions share: it must stay as it was when the file was loaded.
struct SharedLocal {
    std::string name;
    int upvalue = 0;
    int function = 0, value = 0;  ///< places in the registry's list kWatched
};

struct State {
    State() = default;
    State(const State&) = delete;
    State& operator=(const State&) = delete;
    ~State() {
        if (main) lua_close(main);
        if (budget_of_run) budget_of_run->give_back(granted - kUncountedMemory);
    }

    lua_State* main = nullptr;
    ScenarioDescription description;
    std::string chunk;  ///< how Lua names the file in messages: `chess_exhibition.lua`
    KnobSettings settings;
    bool loading = true;
    bool tells_locals = false;
    ProgramPlace* policy = nullptr;  ///< set: its functions are a policy's, and no task's

    std::size_t memory = 0;
    std::size_t granted = kUncountedMemory;  ///< so much it may have by the run's budget
    bool refused_by_run = false;             ///< all states of the run together have what they may have
    bool unlimited = false;
    std::size_t described = 0;  ///< bytes of the description's texts so far
    int looks = 0;              ///< since the last operation, each after kInstructionsPerLook
    bool fatal = false;         ///< a budget is used up: pcall lets this error through

    std::map<std::size_t, std::string> homes;  ///< resources that `on` has put on a node of this name

    std::vector<Knob> made_knobs;  ///< by knob() and seconds(), in this order
    bool knobs_assigned = false;
    std::optional<Error> settings_error;  ///< the reader's settings do not fit
    std::map<std::string, int> globals;   ///< of the story, with the line of the last assignment
    std::vector<SharedLocal> locals;
    std::vector<LuaThread> idle;
    std::unordered_map<const Code*, std::size_t> code_numbers;     ///< equal in all states of one story
    std::vector<const Code*> codes;                                ///< of the file, by their numbers
    std::unordered_map<const Code*, std::vector<Registers>> live;  ///< of the functions that were looked at
    std::string scratch;
    std::string problem;  ///< why a function cannot travel
    lua_CFunction of_library =
        nullptr;  ///< one of Lua's own: the others have the same distance from it in each process

    std::size_t most_memory() const { return loading ? kMostMemoryToLoad : kMostMemory; }
    /// False: with this text, and what a list needs to hold it, the description is longer than it may be.
    bool describes(std::size_t bytes) {
        constexpr std::size_t kOfItsPlace = 16;
        described += bytes + kOfItsPlace;
        return described <= kMostDescribed;
    }
};

inline constexpr const char* kTooMuchDescribed =
    "the texts and names of the story are longer than 1 MB together; give it shorter ones, or fewer";

/// While it lives no allocation is refused.
class WithoutLimit {
  public:
    explicit WithoutLimit(State& state) : state_(state), before_(state.unlimited) { state_.unlimited = true; }
    WithoutLimit(const WithoutLimit&) = delete;
    WithoutLimit& operator=(const WithoutLimit&) = delete;
    ~WithoutLimit() { state_.unlimited = before_; }

  private:
    State& state_;
    bool before_;
};

// Places in the registry: the address is the key.
inline char kGlobals;    ///< the table of all globals, as the story sees them
inline char kFunctions;  ///< function -> global name
inline char kResources;  ///< list of all resources, in the order of their ids, from 1
inline char kWatched;    ///< functions and values of the shared locals
inline char
    kSettled;  ///< numbers of all tables and functions that were there when the file was loaded: they stay as they are
inline char kThings;       ///< these tables and functions, by their numbers
inline char kEnvironment;  ///< what the file has as _ENV
inline char kNumber;       ///< in the metatable of a table of the house: its number, equal in all states of a story
inline char kContent;      ///< in the metatable of a frozen table: what it holds

/// An allocator with an account, for lua_newstate.
void* allocate(void* state, void* block, std::size_t old_size, std::size_t size);

/// Counts bytes that a task keeps beside Lua as the state's. False: it may not have so much more.
bool take_memory(lua_State* L, std::size_t bytes);
void give_memory_back(State& state, std::size_t bytes);

inline State& state_of(lua_State* L) {
    void* state = nullptr;
    lua_getallocf(L, &state);
    return *static_cast<State*>(state);
}

/// The task that runs on this Lua thread; null while the file loads.
inline LuaTask*& task_of(lua_State* L) { return *static_cast<LuaTask**>(lua_getextraspace(L)); }

/// The line of the story that runs, 0 if none.
std::uint16_t line_of(lua_State* L);

/// Story code may run for long there, and somebody may look on.
void note_line(lua_State* L);

/// Raises "file:line: sentence". Formats as lua_pushfstring does. Never returns; the result pleases `return`.
int complain(lua_State* L, const char* format, ...);

/// Appends a value as people read it, and never an address: of a string at most kMostShown bytes. May allocate in Lua.
void append_text(lua_State* L, int index, std::string& into);

/// What stands at `index`, for a complaint: `nil`, `a string`, `a mutex`. Never allocates.
const char* kind_at(lua_State* L, int index);

/// Counts instructions; complains when the budget is used up.
void look_at_budget(lua_State* L, lua_Debug* where);

/// Pushes the table that holds the content of the table at `index`: itself, or what it was frozen with.
void push_content(lua_State* L, int index);
/// The table whose metatable is on top gets the next number. In the same order in all states of a story.
void number_table(lua_State* L);

}  // namespace simul::lua
