#include "engine/scenario/lua/lua_scenario.h"

#include <algorithm>
#include <cerrno>
#include <fstream>
#include <system_error>
#include <utility>

#include "engine/base/file_content.h"
#include "engine/scenario/body_end.h"
#include "engine/scenario/lua/asked_names.h"
#include "engine/scenario/lua/describe.h"
#include "engine/scenario/lua/errors.h"
#include "engine/scenario/lua/freeze.h"
#include "engine/scenario/lua/function_names.h"
#include "engine/scenario/lua/knob_uses.h"
#include "engine/scenario/lua/lost_writes.h"
#include "engine/scenario/lua/lua_policy.h"
#include "engine/scenario/lua/lua_task.h"
#include "engine/scenario/lua/name_uses.h"
#include "engine/scenario/lua/own_values.h"
#include "engine/scenario/lua/place.h"
#include "engine/scenario/lua/sandbox.h"
#include "engine/scenario/lua/time_use.h"
#include "engine/scenario/lua/values.h"
#include "engine/scenario/packed_item.h"

namespace simul {

namespace lua {

namespace {

/// The body of a task for which there is no memory any more.
Task fail_for_want_of_memory(Error error) {
    throw StoryErrorAt(error);
    co_return;
}

/// Behind the name: the function itself, as no global holds it.
bool brings_function(std::string_view after_name) {
    if (after_name.empty()) return false;
    const PackedItem item = take_item(after_name);
    const auto* const function = std::get_if<PackedItem::Function>(&item.content);
    return function && function->is_called;
}

class LuaStory final : public Story {
  public:
    explicit LuaStory(std::unique_ptr<State> state) : state_(std::move(state)) {}

    const ScenarioDescription& description() const override { return state_->description; }

    Task start_main(TaskContext& context) override {
        Packed call;
        pack(PlainValue(std::string("main")), call);
        return start(context, call);
    }

    Task start(TaskContext& context, std::string_view call) override {
        std::string name = task_name(call);
        if (state_->memory > state_->most_memory()) return fail_for_want_of_memory(no_memory_left(*state_, 0, name));
        const WithoutLimit without_limit(*state_);
        const LuaThread thread = take_thread(*state_);
        const PlainValue function = unpack(call);
        GivenCopies given(*state_);
        if (!brings_function(call)) push_function_named(thread.thread, std::get<std::string>(function.content));
        while (!call.empty()) {
            ensure(lua_checkstack(thread.thread, 1) != 0, "a new Lua thread has room for the arguments of a call");
            const std::string_view packed = call;
            push_packed(thread.thread, call);
            given.add(thread.thread, lua_gettop(thread.thread) - 1, packed.substr(0, packed.size() - call.size()));
        }
        ensure(lua_isfunction(thread.thread, 1), "a spawn names a function of the story");
        ensure(lua_checkstack(thread.thread, 4) != 0, "a new Lua thread has room for its context");
        take_context(thread.thread);
        given.keep(lua_gettop(thread.thread) - 1);
        LuaTask task(*state_, context, thread, std::move(name), std::move(given));
        return drive(std::move(task));
    }

    bool add_place(const TaskContext& task, StateHash& into) const override {
        return lua::add_place(*state_, *static_cast<const LuaTask::Asked*>(task.operation)->by, into);
    }

    ClockUse clock_use() const override {
        if (!clock_use_) clock_use_ = clock_use_in(state_->description.source);
        return *clock_use_;
    }
    bool may_cancel() const override {
        if (!may_cancel_) may_cancel_ = may_cancel_in(state_->description.source);
        return *may_cancel_;
    }

    bool may_look_at_ends() const override {
        if (!may_look_at_ends_) may_look_at_ends_ = may_look_at_ends_in(state_->description.source);
        return *may_look_at_ends_;
    }
    bool may_clean_up() const override {
        if (!may_clean_up_) may_clean_up_ = may_clean_up_in(state_->description.source);
        return *may_clean_up_;
    }

    void tell_locals(bool tell) override { state_->tells_locals = tell; }

  private:
    std::unique_ptr<State> state_;
    // Of conducted runs, which ask again and again.
    mutable std::optional<ClockUse> clock_use_;
    mutable std::optional<bool> may_cancel_, may_look_at_ends_, may_clean_up_;
};

/// A first line for the shell is none of Lua's: `#!/usr/bin/env simul`.
std::string_view without_shell_line(std::string_view source) {
    if (source.starts_with('#')) source.remove_prefix(std::min(source.find('\n'), source.size()));
    return source;
}

/// What Lua cannot read may be no story at all.
Error no_lua(State& state, lua_State* thread, int status) {
    const std::string& source = state.description.source;
    if (const std::string_view content = likely_content(source); !content.empty())
        return {state.chunk + " looks like " + std::string(content) +
                    ", not like a story: " + std::string(use_of_content(content)),
                ErrorKind::story};
    return explained_grammar(state, error_raised(state, thread, status, ""));
}

/// Reads the file, and leaves it as a function on a thread of its own, which is on top of the stack.
Result<lua_State*> read_file(State& state) {
    const std::string chunk_name = "@" + state.chunk;
    lua_State* const thread = lua_newthread(state.main);
    const std::string_view source = without_shell_line(state.description.source);
    const int status = luaL_loadbufferx(thread, source.data(), source.size(), chunk_name.c_str(), "t");
    if (status != LUA_OK) return no_lua(state, thread, status);
    lua_pushvalue(state.main, -2);  // the file's _ENV
    lua_xmove(state.main, thread, 1);
    lua_setupvalue(thread, -2, 1);
    return thread;
}

/// Runs the file once.
Result<void> run_file(State& state, lua_State* thread) {
    state.unlimited = false;
    int results = 0;
    const int status = lua_resume(thread, nullptr, 0, &results);
    state.unlimited = true;
    if (state.settings_error) return *state.settings_error;
    if (status != LUA_OK) return error_raised(state, thread, status, "");
    lua_settop(state.main, 0);
    return {};
}

/// Lua calls what nobody has "a nil value": a name that is unknown in that line says more.
Error explained_by_names(State& state, const Error& error) {
    const Result<void> known = names_are_known(state, state.description.source);
    const bool explains = !known.ok() && error.kind == ErrorKind::story && known.error().line == error.line;
    return explains ? known.error() : error;
}

bool has_main(State& state) {
    lua_rawgetp(state.main, LUA_REGISTRYINDEX, &kGlobals);
    lua_pushliteral(state.main, "main");
    lua_rawget(state.main, -2);
    const bool found = lua_isfunction(state.main, -1) && lua_iscfunction(state.main, -1) == 0;
    lua_pop(state.main, 2);
    return found;
}

/// Up to where it matters whether it is a story or a policy.
Result<void> load_text(State& state) {
    const std::string& source = state.description.source;
    if (source.compare(0, 4, LUA_SIGNATURE) == 0)
        return story_error(state.chunk, 1,
                           "this is compiled Lua, which cannot be read or trusted; give the text of the story");
    if (const std::string_view content = certain_content(source); !content.empty())
        return Error{state.chunk + " is " + std::string(content) +
                     ", not a story: " + std::string(use_of_content(content))};
    if (source.find_first_not_of(" \t\r\n") == std::string::npos)
        return story_error(state.chunk, 1, "the file is empty; a story begins with function main() … end");
    open_sandbox(state);
    const Result<lua_State*> thread = read_file(state);
    if (!thread.ok()) return thread.error();
    if (Result<void> ran = run_file(state, *thread); !ran.ok()) return explained_by_names(state, ran.error());
    if (!state.knobs_assigned)
        if (Result<void> turned = turn(state.description.knobs, state.settings); !turned.ok()) return turned;
    if (Result<void> declared = knobs_are_declared(state.chunk, source, state.description.knobs); !declared.ok())
        return declared;
    if (Result<void> known = names_are_known(state, source); !known.ok()) return known;
    return methods_are_known(state, source);
}

Error no_main(const State& state) {
    return story_error(
        state.chunk, 1,
        state.description.has_own_policy
            ? "this is a policy: it has no function main(); choose it for a story, as in `simul run job_sheet --policy "
              "FILE.lua`, or write function main() … end"
            : "there is no function main(); a story begins there: function main() … end");
}

Result<void> load_story(State& state) {
    const WithoutLimit without_limit(state);
    if (Result<void> loaded = load_text(state); !loaded.ok()) return loaded;
    if (Result<void> described = describe(state); !described.ok()) return described;
    if (!has_main(state)) return no_main(state);
    state.loading = false;
    const bool counts = counts_sends_in(state.description.source);
    state.description.leaves_loop = may_leave_loop_in(state.description.source);
    for (ResourceDeclaration& it : state.description.resources) it.counts = counts && it.kind == ResourceKind::channel;
    if (Result<void> settled = settle_globals(state); !settled.ok()) return settled;
    if (Result<void> kept = writes_are_kept(state); !kept.ok()) return kept;
    return answers_are_clear(state.chunk, state.description.source, state.description);
}

class LuaScenario final : public Scenario {
  public:
    LuaScenario(std::string name, std::string source_name, std::string text)
        : name_(std::move(name)), source_name_(std::move(source_name)), text_(std::move(text)) {}

    Result<std::unique_ptr<Story>> load(const KnobSettings& knobs, std::uint64_t) const override {
        Result<std::unique_ptr<State>> state = new_state(knobs);
        if (!state) return state.error();
        if (Result<void> loaded = load_story(**state); !loaded.ok()) return loaded.error();
        return std::unique_ptr<Story>(std::make_unique<LuaStory>(std::move(*state)));
    }

    Result<std::unique_ptr<WrittenPolicy>> load_policy(const KnobSettings& knobs) const override {
        Result<std::unique_ptr<State>> state = new_state(knobs);
        if (!state) return state.error();
        (*state)->unlimited = true;
        if (Result<void> loaded = load_text(**state); !loaded.ok()) return loaded.error();
        return policy_in(std::move(*state));
    }

    bool may_have_devices() const override {
        for (const std::string_view maker : kDeviceKindNames)
            if (text_.find(maker) != std::string::npos) return true;
        return false;
    }

  private:
    Result<std::unique_ptr<State>> new_state(const KnobSettings& knobs) const {
        auto state = std::make_unique<State>();
        state->main = lua_newstate(allocate, state.get());
        if (!state->main) return story_error(source_name_, 0, "there is no memory to load it");
        state->chunk = short_name();
        state->settings = knobs;
        state->description.name = name_;
        state->description.source_name = source_name_;
        state->description.source = text_;
        return state;
    }

    /// Lua shortens names of more than 59 bytes in its messages, which we must recognize.
    std::string short_name() const {
        constexpr std::size_t kLongest = 50;
        const std::string file = source_name_.substr(source_name_.find_last_of('/') + 1);
        return file.size() > kLongest ? file.substr(file.size() - kLongest) : file;
    }

    std::string name_, source_name_, text_;
};

}  // namespace

}  // namespace lua

std::unique_ptr<Scenario> lua_scenario(std::string name, std::string source_name, std::string text) {
    return std::make_unique<lua::LuaScenario>(std::move(name), std::move(source_name), as_utf8(std::move(text)));
}

Result<std::unique_ptr<Scenario>> lua_scenario_from_file(const std::string& path) {
    constexpr std::size_t kLargest = std::size_t{1} << 20;
    if (const std::string_view other = what_is_no_file(path); !other.empty())
        return Error{path + " is " + std::string(other) + "; give the path of a .lua file"};
    std::ifstream file(path, std::ios::binary);
    if (!file)
        return Error{path + " cannot be read: " + std::generic_category().message(errno) +
                     "; check the path of the .lua file, and its rights"};
    std::string text(kLargest + 1, '\0');
    file.read(text.data(), static_cast<std::streamsize>(text.size()));
    text.resize(static_cast<std::size_t>(file.gcount()));
    if (file.bad()) return Error{path + " cannot be read to its end; give a whole .lua file"};
    const std::string_view content = certain_content(text);
    if (text.size() > kLargest)
        return Error{path + " is larger than 1 MB, which no story needs" +
                     (content.empty() ? "" : "; it is " + std::string(content))};
    const std::string file_name = path.substr(path.find_last_of('/') + 1);
    return lua_scenario(file_name.substr(0, file_name.rfind('.')), file_name, std::move(text));
}

}  // namespace simul
