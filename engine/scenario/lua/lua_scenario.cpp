#include "engine/scenario/lua/lua_scenario.h"

#include <cerrno>
#include <filesystem>
#include <fstream>
#include <system_error>
#include <utility>

#include "engine/scenario/lua/describe.h"
#include "engine/scenario/lua/errors.h"
#include "engine/scenario/lua/freeze.h"
#include "engine/scenario/lua/knob_uses.h"
#include "engine/scenario/lua/lua_task.h"
#include "engine/scenario/lua/sandbox.h"
#include "engine/scenario/lua/values.h"

namespace simul {

namespace lua {

namespace {

/// The body of a task for which there is no memory any more.
Task fail_for_want_of_memory(std::string sentence) {
    throw StoryError(sentence);
    co_return;
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
        if (state_->memory > state_->most_memory())
            return fail_for_want_of_memory(sentence_of_no_memory(*state_, 0, name));
        const WithoutLimit without_limit(*state_);
        const PlainValue function = unpack(call);
        const LuaThread thread = take_thread(*state_);
        lua_rawgetp(thread.thread, LUA_REGISTRYINDEX, &kGlobals);
        lua_pushstring(thread.thread, std::get<std::string>(function.content).c_str());
        lua_rawget(thread.thread, -2);
        lua_remove(thread.thread, -2);
        ensure(lua_isfunction(thread.thread, -1), "a spawn names a function of the story");
        while (!call.empty()) {
            ensure(lua_checkstack(thread.thread, 1) != 0, "a new Lua thread has room for the arguments of a call");
            push_packed(thread.thread, call);
        }
        LuaTask task(*state_, context, thread, std::move(name));
        return drive(std::move(task));
    }

    void tell_locals(bool tell) override { state_->tells_locals = tell; }

  private:
    std::unique_ptr<State> state_;
};

/// Runs the file once. The error has file and line.
Result<void> run_file(State& state) {
    lua_State* const L = state.main;
    const std::string chunk_name = "@" + state.chunk;
    lua_State* const thread = lua_newthread(L);
    const std::string& source = state.description.source;
    int status = luaL_loadbufferx(thread, source.data(), source.size(), chunk_name.c_str(), "t");
    if (status == LUA_OK) {
        lua_pushvalue(L, -2);  // the file's _ENV
        lua_xmove(L, thread, 1);
        lua_setupvalue(thread, -2, 1);
        state.unlimited = false;
        int results = 0;
        status = lua_resume(thread, nullptr, 0, &results);
        state.unlimited = true;
    }
    if (!state.settings_error.empty()) return Error{state.settings_error};
    if (status != LUA_OK) return Error{sentence_of_error(state, thread, status, "")};
    lua_settop(L, 0);
    return {};
}

bool has_main(State& state) {
    lua_rawgetp(state.main, LUA_REGISTRYINDEX, &kGlobals);
    lua_pushliteral(state.main, "main");
    lua_rawget(state.main, -2);
    const bool found = lua_isfunction(state.main, -1) && lua_iscfunction(state.main, -1) == 0;
    lua_pop(state.main, 2);
    return found;
}

Result<void> load_file(State& state) {
    const std::string& source = state.description.source;
    if (source.compare(0, 4, LUA_SIGNATURE) == 0)
        return Error{state.chunk +
                     ":1: this is compiled Lua, which cannot be read or trusted; give the text of the story"};
    const WithoutLimit without_limit(state);
    open_sandbox(state);
    if (Result<void> ran = run_file(state); !ran.ok()) return ran;
    if (!state.knobs_assigned)
        if (Result<void> turned = turn(state.description.knobs, state.settings); !turned.ok()) return turned;
    if (Result<void> declared = knobs_are_declared(state.chunk, source, state.description.knobs); !declared.ok())
        return declared;
    if (Result<void> described = describe(state); !described.ok()) return described;
    if (!has_main(state))
        return Error{state.chunk + ":1: there is no function main(); a story begins there: function main() … end"};
    state.loading = false;
    return settle_globals(state);
}

class LuaScenario final : public Scenario {
  public:
    LuaScenario(std::string name, std::string source_name, std::string text)
        : name_(std::move(name)), source_name_(std::move(source_name)), text_(std::move(text)) {}

    Result<std::unique_ptr<Story>> load(const KnobSettings& knobs, std::uint64_t) const override {
        auto state = std::make_unique<State>();
        state->main = lua_newstate(allocate, state.get());
        if (!state->main) return Error{source_name_ + ": there is no memory to load it"};
        state->chunk = short_name();
        state->settings = knobs;
        state->description.name = name_;
        state->description.source_name = source_name_;
        state->description.source = text_;
        if (Result<void> loaded = load_file(*state); !loaded.ok()) return loaded.error();
        return std::unique_ptr<Story>(std::make_unique<LuaStory>(std::move(state)));
    }

  private:
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
    return std::make_unique<lua::LuaScenario>(std::move(name), std::move(source_name), std::move(text));
}

Result<std::unique_ptr<Scenario>> lua_scenario_from_file(const std::string& path) {
    constexpr std::size_t kLargest = std::size_t{1} << 20;
    std::error_code ignored;
    if (std::filesystem::is_directory(path, ignored)) return Error{path + " is a folder; give the path of a .lua file"};
    std::ifstream file(path, std::ios::binary);
    if (!file)
        return Error{path + " cannot be read: " + std::generic_category().message(errno) +
                     "; check the path of the .lua file, and its rights"};
    std::string text(kLargest + 1, '\0');
    file.read(text.data(), static_cast<std::streamsize>(text.size()));
    text.resize(static_cast<std::size_t>(file.gcount()));
    if (file.bad()) return Error{path + " cannot be read to its end; give a whole .lua file"};
    if (text.size() > kLargest) return Error{path + " is larger than 1 MB, which no story needs"};
    const std::string file_name = path.substr(path.find_last_of('/') + 1);
    return lua_scenario(file_name.substr(0, file_name.rfind('.')), file_name, std::move(text));
}

}  // namespace simul
