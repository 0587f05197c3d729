// How it works. Each task is a table that the policy gets again and again, so that it may keep in it what it wants to
// remember. Before a call the engine has written what has changed into it. All calls are made on one Lua thread, each
// with a budget of instructions of its own. Lua is touched without a memory limit, but for what the policy itself does.
#include "engine/scenario/lua/lua_policy.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "engine/scenario/lua/errors.h"
#include "engine/scenario/lua/policy_tasks.h"
#include "engine/scenario/nearest.h"

namespace simul::lua {

namespace {

/// What a policy may have; first those that hear news, as TaskNews numbers them.
enum class Hook : std::uint8_t { arrives, wakes, blocks, quantum_ends, ends, pick, preempts, quantum, tick };
constexpr std::string_view kHookNames[] = {"arrives", "wakes",    "blocks",  "quantum_ends", "ends",
                                           "pick",    "preempts", "quantum", "tick"};
constexpr std::size_t kHookCount = std::size(kHookNames);

constexpr Hook hook_for(TaskNews news) { return static_cast<Hook>(news); }

class LuaPolicy final : public WrittenPolicy {
  public:
    explicit LuaPolicy(std::unique_ptr<State> state);

    /// Finds its functions. The error has file and line.
    Result<void> set_up();

    const std::string& looks_at() const override { return looks_at_; }
    const Knobs& knobs() const override { return state_->description.knobs; }
    bool preempts_at_all() const override { return has(Hook::preempts); }
    bool has_quanta() const override { return has(Hook::quantum) || has(Hook::quantum_ends); }

    void draw_from(std::uint64_t seed) override { random_ = Random(seed, kStreamOfPolicies); }
    Duration tick_every() const override { return tick_every_; }
    Result<void> tick(Time now) override;

    void meet(TaskId task, const std::string& name) override { tables_.meet(task, name); }
    Result<void> see(const TaskView& task) override;
    Result<void> hear(TaskNews news, TaskId task, Time now) override;
    void forget(TaskId task) override { tables_.forget(task); }

    Result<Picked> pick(const std::vector<TaskId>& ready, CoreId core, Time now) override;
    Result<bool> preempts(TaskId ready, TaskId running, Time now) override;
    Result<Duration> quantum(TaskId task, Time now, Duration otherwise) override;
    Cell rank(TaskId task) override;

    const ProgramPlace& place() const override { return *state_->policy; }
    const std::string& source_name() const override { return state_->chunk; }
    const std::string& source() const override { return state_->description.source; }

  private:
    struct Kept {
        int reference = LUA_NOREF;  ///< in the registry
        std::uint16_t line = 1;     ///< where it begins
    };

    const Kept& kept(Hook hook) const { return functions_[static_cast<std::size_t>(hook)]; }
    bool has(Hook hook) const { return kept(hook).reference != LUA_NOREF; }
    Error wrong(Hook hook, const std::string& what) const {
        return story_error(state_->chunk, kept(hook).line,
                           fmt::format("{} {}", kHookNames[static_cast<std::size_t>(hook)], what));
    }

    Result<void> keep_function(Hook hook);
    Result<void> check_names();
    Result<void> read_looks_at();
    Result<void> read_tick_every();
    int line_of_policy() const { return state_->globals.at("policy"); }
    Error wrong_table(const std::string& what) const { return story_error(state_->chunk, line_of_policy(), what); }

    void begin(Hook hook);
    Result<void> call(Hook hook, int arguments, int results);
    void push_seconds(Time time) { lua_pushnumber(thread_, seconds_of(time.time_since_epoch())); }
    Result<std::string> said_at(int index);

    ProgramPlace place_;
    std::unique_ptr<State> state_;
    lua_State* const thread_;
    PolicyTasks tables_;
    std::array<Kept, kHookCount> functions_;
    std::string looks_at_ = "ready_since";
    Duration tick_every_ = kForever;
    Random random_{1, kStreamOfPolicies};
};

// ---- Setting up.

LuaPolicy::LuaPolicy(std::unique_ptr<State> state)
    : state_(std::move(state)), thread_(lua_newthread(state_->main)), tables_(thread_) {
    state_->unlimited = true;
    state_->loading = false;
    state_->policy = &place_;
    luaL_ref(state_->main, LUA_REGISTRYINDEX);  // the thread stays
    tables_.make();
}

/// While it lasts the table `policy` is on top.
Result<void> LuaPolicy::set_up() {
    lua_State* const L = thread_;
    lua_rawgetp(L, LUA_REGISTRYINDEX, &kGlobals);
    lua_pushliteral(L, "policy");
    if (lua_rawget(L, -2) != LUA_TTABLE)
        return story_error(state_->chunk, 1,
                           "there is no policy in this file; write policy = {}, and then function policy.pick(ready, "
                           "core, now) … end");
    for (std::size_t i = 0; i < kHookCount; ++i)
        if (const Result<void> kept = keep_function(static_cast<Hook>(i)); !kept) return kept.error();
    if (!has(Hook::pick))
        return wrong_table("the policy has no function pick; write function policy.pick(ready, core, now) … end");
    if (const Result<void> checked = check_names(); !checked) return checked.error();
    if (const Result<void> read = read_looks_at(); !read) return read.error();
    if (const Result<void> read = read_tick_every(); !read) return read.error();
    give_random(*state_, random_);
    lua_settop(L, 0);
    return {};
}

Result<void> LuaPolicy::keep_function(Hook hook) {
    const std::string_view name = kHookNames[static_cast<std::size_t>(hook)];
    lua_pushlstring(thread_, name.data(), name.size());
    const int type = lua_rawget(thread_, -2);
    if (type == LUA_TNIL) {
        lua_pop(thread_, 1);
        return {};
    }
    if (type != LUA_TFUNCTION)
        return wrong_table(fmt::format("policy.{} is a function, not {}", name, kind_at(thread_, -1)));
    lua_Debug about;
    lua_pushvalue(thread_, -1);
    lua_getinfo(thread_, ">S", &about);
    Kept& kept = functions_[static_cast<std::size_t>(hook)];
    kept.line = static_cast<std::uint16_t>(std::clamp(about.linedefined, 1, 0xffff));
    kept.reference = luaL_ref(thread_, LUA_REGISTRYINDEX);
    return {};
}

/// A function that is called almost as one of ours was meant to be one.
Result<void> LuaPolicy::check_names() {
    const std::vector<std::string> names(std::begin(kHookNames), std::end(kHookNames));
    for (lua_pushnil(thread_); lua_next(thread_, -2) != 0; lua_pop(thread_, 1)) {
        if (lua_type(thread_, -1) != LUA_TFUNCTION || lua_type(thread_, -2) != LUA_TSTRING) continue;
        const std::string name = lua_tostring(thread_, -2), meant = nearest(name, names);
        if (meant.empty() || meant == name) continue;
        return wrong_table(fmt::format("policy.{} is called by nobody: did you mean {}? A policy may have {}", name,
                                       meant, listed(names)));
    }
    return {};
}

Result<void> LuaPolicy::read_looks_at() {
    lua_pushliteral(thread_, "looks_at");
    const int type = lua_rawget(thread_, -2);
    if (type == LUA_TNIL) return {};
    if (type != LUA_TSTRING)
        return wrong_table(
            fmt::format("policy.looks_at is the name of a field of tasks, as in looks_at = \"remaining\", not {}",
                        kind_at(thread_, -1)));
    looks_at_ = lua_tostring(thread_, -1);
    return {};
}

/// How often `tick` is called.
Result<void> LuaPolicy::read_tick_every() {
    constexpr double kMost = 9e9;
    constexpr int kPolicyTable = 2;  // behind the globals
    if (!has(Hook::tick)) return {};
    lua_pushliteral(thread_, "tick_every");
    const double seconds = lua_rawget(thread_, kPolicyTable) == LUA_TNUMBER ? lua_tonumber(thread_, -1) : 0;
    lua_pop(thread_, 1);
    if (!(seconds >= 1e-9))
        return wrong_table(
            "policy.tick is called every policy.tick_every seconds; say how many, above 0, as in "
            "tick_every = 10");
    tick_every_ = duration_of_seconds(std::min(seconds, kMost));
    return {};
}

// ---- Calling.

void LuaPolicy::begin(Hook hook) {
    lua_settop(thread_, 0);
    lua_rawgeti(thread_, LUA_REGISTRYINDEX, kept(hook).reference);
}

/// Then `results` values are on the stack, and nothing else.
Result<void> LuaPolicy::call(Hook hook, int arguments, int results) {
    if (state_->memory > state_->most_memory()) return no_memory_left(*state_, kept(hook).line, "");
    state_->looks = 0;
    state_->unlimited = false;
    place_.enter(kept(hook).line);
    int given = 0;
    const int status = lua_resume(thread_, nullptr, arguments, &given);
    place_.leave();
    state_->unlimited = true;
    if (status != LUA_OK) return error_raised(*state_, thread_, status, "");
    lua_settop(thread_, results);
    return {};
}

// ---- What it is told.

Result<void> LuaPolicy::see(const TaskView& task) {
    tables_.write(task);
    if (state_->memory > state_->most_memory()) return no_memory_left(*state_, 0, "");
    return {};
}

Result<void> LuaPolicy::hear(TaskNews news, TaskId task, Time now) {
    const Hook hook = hook_for(news);
    if (!has(hook)) return {};
    begin(hook);
    tables_.push(task);
    push_seconds(now);
    return call(hook, 2, 0);
}

Result<void> LuaPolicy::tick(Time now) {
    begin(Hook::tick);
    push_seconds(now);
    return call(Hook::tick, 1, 0);
}

// ---- What it is asked.

Result<Picked> LuaPolicy::pick(const std::vector<TaskId>& ready, CoreId core, Time now) {
    begin(Hook::pick);
    lua_createtable(thread_, static_cast<int>(ready.size()), 0);
    for (std::size_t i = 0; i < ready.size(); ++i) {
        tables_.push(ready[i]);
        lua_rawseti(thread_, -2, static_cast<lua_Integer>(i + 1));
    }
    lua_pushinteger(thread_, static_cast<lua_Integer>(index_of(core)) + 1);
    push_seconds(now);
    if (const Result<void> called = call(Hook::pick, 3, 2); !called) return called.error();
    if (lua_isnil(thread_, 1))
        return wrong(Hook::pick,
                     fmt::format("gave back nobody, and {} {} ready; return one of `ready`, as in return ready[1]",
                                 ready.size(), ready.size() == 1 ? "task is" : "tasks are"));
    const TaskId task = tables_.at(1);
    if (task == kNoTask)
        return wrong(Hook::pick, fmt::format("gave back {}, and not a task; return one of `ready`, as in return "
                                             "ready[1]",
                                             kind_at(thread_, 1)));
    if (std::find(ready.begin(), ready.end(), task) == ready.end()) {
        lua_getfield(thread_, 1, "name");
        std::string name;
        append_text(thread_, -1, name);
        return wrong(Hook::pick,
                     fmt::format("gave back {}, which is not ready; return one of `ready`", name.substr(0, 60)));
    }
    Result<std::string> said = said_at(2);
    if (!said) return said.error();
    return Picked{task, std::move(*said)};
}

/// A sentence, a number, or nothing.
Result<std::string> LuaPolicy::said_at(int index) {
    std::string said;
    if (lua_isnil(thread_, index)) return said;
    const int type = lua_type(thread_, index);
    if (type != LUA_TSTRING && type != LUA_TNUMBER)
        return wrong(Hook::pick, fmt::format("gave back {} beside the task; that may be a sentence which says why, "
                                             "or a number",
                                             kind_at(thread_, index)));
    append_text(thread_, index, said);
    return said;
}

Result<bool> LuaPolicy::preempts(TaskId ready, TaskId running, Time now) {
    begin(Hook::preempts);
    tables_.push(ready);
    tables_.push(running);
    push_seconds(now);
    if (const Result<void> called = call(Hook::preempts, 3, 1); !called) return called.error();
    if (!lua_isnil(thread_, 1) && !lua_isboolean(thread_, 1))
        return wrong(Hook::preempts, fmt::format("gave back {}; return true, if the task that has become ready is "
                                                 "to have the core of the one that runs, or false",
                                                 kind_at(thread_, 1)));
    return lua_toboolean(thread_, 1) != 0;
}

Result<Duration> LuaPolicy::quantum(TaskId task, Time now, Duration otherwise) {
    constexpr double kMost = 9e9;
    if (!has(Hook::quantum)) return otherwise;
    begin(Hook::quantum);
    tables_.push(task);
    push_seconds(now);
    if (const Result<void> called = call(Hook::quantum, 2, 1); !called) return called.error();
    if (lua_isnil(thread_, 1)) return kForever;
    const double seconds = lua_type(thread_, 1) == LUA_TNUMBER ? lua_tonumber(thread_, 1) : 0;
    if (!(seconds >= 1e-9)) {
        std::string given;
        append_text(thread_, 1, given);
        return wrong(Hook::quantum, fmt::format("gave back {}; return how many seconds the task keeps its core, "
                                                "above 0, or nil: until it waits",
                                                given.substr(0, 40)));
    }
    return duration_of_seconds(std::min(seconds, kMost));
}

/// What is no number is infinite, as what is not there.
Cell LuaPolicy::rank(TaskId task) {
    lua_settop(thread_, 0);
    tables_.push(task);
    lua_pushlstring(thread_, looks_at_.data(), looks_at_.size());
    Cell rank = Cell::real(std::numeric_limits<double>::infinity());
    if (lua_istable(thread_, 1) && lua_rawget(thread_, 1) == LUA_TNUMBER) {
        if (lua_isinteger(thread_, -1) != 0)
            rank = Cell::integer(lua_tointeger(thread_, -1));
        else if (!std::isnan(lua_tonumber(thread_, -1)))
            rank = Cell::real(lua_tonumber(thread_, -1));
    }
    lua_settop(thread_, 0);
    return rank;
}

}  // namespace

Result<std::unique_ptr<WrittenPolicy>> policy_in(std::unique_ptr<State> state) {
    auto policy = std::make_unique<LuaPolicy>(std::move(state));
    if (const Result<void> ready = policy->set_up(); !ready) return ready.error();
    return std::unique_ptr<WrittenPolicy>(std::move(policy));
}

}  // namespace simul::lua
