#include "engine/scenario/lua/lua_task.h"

#include <algorithm>
#include <cstring>
#include <string_view>
#include <utility>

#include "engine/scenario/lua/errors.h"
#include "engine/scenario/lua/freeze.h"
#include "engine/scenario/lua/values.h"

namespace simul::lua {

LuaThread take_thread(State& state) {
    if (!state.idle.empty()) {
        const LuaThread thread = state.idle.back();
        state.idle.pop_back();
        return thread;
    }
    LuaThread thread;
    thread.thread = lua_newthread(state.main);
    thread.reference = luaL_ref(state.main, LUA_REGISTRYINDEX);
    return thread;
}

LuaTask::LuaTask(State& state, TaskContext& context, LuaThread thread, std::string name, GivenCopies given)
    : state_(&state), context_(&context), thread_(thread), name_(std::move(name)), given_(std::move(given)) {
    arguments_ = lua_gettop(thread.thread) - 1;
}

LuaTask::LuaTask(LuaTask&& other) noexcept
    : state_(other.state_),
      context_(other.context_),
      thread_(std::exchange(other.thread_, {})),
      name_(std::move(other.name_)),
      given_(std::move(other.given_)),
      arguments_(other.arguments_) {}

const char* LuaTask::count_text(lua_State* L) {
    if (!is_long(text)) return nullptr;
    if (!take_memory(L, text.capacity())) {
        drop_text();
        return "there is no room for it in the 64 MB that all tasks of a run may have together; send it in parts, or "
               "let "
               "go of what is no longer needed";
    }
    counted_ = text.capacity();
    return nullptr;
}

void LuaTask::drop_text() {
    text = {};
    give_memory_back(*state_, std::exchange(counted_, 0));
}

void LuaTask::give_back() {
    drop_long_text();
    given_.forget();
    const LuaThread thread = std::exchange(thread_, {});
    if (!thread.thread) return;
    const WithoutLimit without_limit(*state_);
    task_of(thread.thread) = nullptr;
    const int status = lua_status(thread.thread);
    if (status != LUA_OK && status != LUA_YIELD) {  // Lua calls no hook on a thread whose hook raised: not again
        luaL_unref(state_->main, LUA_REGISTRYINDEX, thread.reference);
        return;
    }
    lua_resetthread(thread.thread);
    lua_settop(thread.thread, 0);
    state_->idle.push_back(thread);
}

bool LuaTask::go_on() {
    if (leaves_with_) throw *leaves_with_;
    task_of(thread_.thread) = this;
    state_->looks = 0;
    int results = 0;
    const int status = lua_resume(thread_.thread, nullptr, std::exchange(arguments_, 0), &results);
    if (status == LUA_YIELD) {
        if (state_->tells_locals) tell_locals();
        return true;
    }
    tell_changed_copy();
    if (status == LUA_OK)
        take_result(results);
    else
        fail(status);
    return leaves_with_ != nullptr;
}

void LuaTask::tell_changed_copy() const {
    const std::string changed = given_.changed();
    if (!changed.empty() && context_->granter) context_->granter->hear_of_changed_copy(*context_, changed);
}

void LuaTask::keep_to_limits() {
    const OperationInfo& info = info_of(operation.kind);
    if (!info.may_wait && info.family != Family::gives_way) return;
    operation.limit = context_->cancelling().next_limit();
}

void LuaTask::take_result(int count) {
    const WithoutLimit without_limit(*state_);
    lua_State* const L = thread_.thread;
    const int first = lua_gettop(L) - count + 1;
    if (const char* name = changed_local(*state_, L))
        throw StoryErrorAt(story_error(*state_, context_->noted_line(), name_, complaint_about_local(name)));
    while (count > 0 && lua_isnil(L, first + count - 1)) --count;
    if (count == 0) return;
    std::string packed;
    for (int i = first; i < first + count; ++i)
        if (const char* problem =
                pack_value(L, i, packed, most_to_pack(L), functions_that_cross(context_->granter->model())))
            throw StoryErrorAt(story_error(*state_, context_->noted_line(), name_,
                                           std::string("its result cannot be given back: ") + problem));
    context_->set_result(std::move(packed));
}

/// Of the function that asks; a name that hides another one counts.
void LuaTask::tell_locals() {
    int level = 1;  // 0 is the operation
    const WithoutLimit without_limit(*state_);
    lua_State* const L = asking;
    lua_Debug frame;
    std::string told;
    for (bool found = false; !found; ++level) {
        if (lua_getstack(L, level, &frame) == 0) return context_->set_locals({});
        lua_getinfo(L, "l", &frame);
        found = frame.currentline > 0;  // else a function of Lua, or of the prelude
    }
    luaL_checkstack(L, 2, nullptr);
    for (int i = 1; const char* name = lua_getlocal(L, &frame, i); ++i) {
        const bool made_by_lua = name[0] == '(';
        if (!made_by_lua) {
            told.append(told.empty() ? "" : ", ").append(name).append(" = ");
            append_text(L, -1, told);
            if (told.size() > kMostShown) told.resize(kMostShown);
        }
        lua_pop(L, 1);
    }
    context_->set_locals(std::move(told));
}

void LuaTask::fail(int status) {
    const WithoutLimit without_limit(*state_);
    if (is_cancelled(*state_, thread_.thread, status)) throw Cancelled{};
    const Error error = error_raised(*state_, thread_.thread, status, name_);
    std::string told = error.sentence();
    state_->fatal = false;
    if (std::string value;
        status == LUA_ERRRUN && is_raised_as_it_is(*state_, thread_.thread) && !pack_value(thread_.thread, -1, value))
        told.append(1, '\0').append(value);
    std::string words = prints_last_words() ? last_words_in(told) : std::string();
    StoryErrorAt raised(std::move(told), error.line);
    if (words.empty()) throw raised;
    leaves_with_ = std::make_unique<StoryErrorAt>(raised);
    text = std::move(words);
    operation = Operation(OperationKind::print, raised.line);
    operation.text = &text;
}

/// As Python does where a process ends by exit("why"): that of main, and one that a task has for itself.
bool LuaTask::prints_last_words() const {
    const OperationGranter& granter = *context_->granter;
    return context_->id == kMainTask || (has_own_context(granter.model()) && granter.thread_of(*context_) != 0);
}

/// Gives a task's Lua thread back when its body is gone. (No anonymous namespace: it stands in a coroutine's frame.)
struct ThreadOfTask {
    LuaTask& task;
    ~ThreadOfTask() { task.give_back(); }
};

Task drive(LuaTask task) {
    const ThreadOfTask thread{task};
    bool asked = task.go_on();
    while (asked) {
        try {
            const Operation granted = co_await task.operation;
            task.operation = granted;
        } catch (const StoryError& error) {
            task.refuse(error.told());
        } catch (const Cancelled&) {
            if (task.operation.late) task.context().cancelling().pass_limits(task.operation.limit);
            task.refuse(kCancelled);
        }
        asked = task.go_on();
    }
}

}  // namespace simul::lua
