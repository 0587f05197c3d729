#include "engine/scenario/lua/asking.h"

#include <algorithm>
#include <cmath>

#include "engine/scenario/lua/errors.h"
#include "engine/scenario/lua/freeze.h"
#include "engine/scenario/lua/function_names.h"
#include "engine/scenario/lua/own_values.h"
#include "engine/scenario/lua/resources.h"
#include "engine/scenario/packed_item.h"

namespace simul::lua {

static void complain_about_local(lua_State* L, const char* name) {
    state_of(L).scratch = complaint_about_local(name);
    complain(L, "%s", state_of(L).scratch.c_str());
}

/// A Python program calls main itself; here that would run it while the file loads.
static void complain_if_main_is_called(lua_State* L) {
    lua_rawgetp(L, LUA_REGISTRYINDEX, &kGlobals);
    lua_getfield(L, -1, "main");
    lua_Debug frame;
    for (int level = 0; lua_getstack(L, level, &frame) != 0; ++level) {
        lua_getinfo(L, "f", &frame);
        const bool is_main = lua_rawequal(L, -1, -2) != 0;
        lua_pop(L, 1);
        if (!is_main || lua_getstack(L, level + 1, &frame) == 0) continue;
        lua_getinfo(L, "Sl", &frame);
        lua_pushfstring(L, "%s:%d: the run starts main itself: leave out this call of it", frame.short_src,
                        frame.currentline);
        lua_error(L);
    }
    lua_pop(L, 2);
}

Operation& begin_operation(lua_State* L, OperationKind kind) {
    LuaTask* const task = task_of(L);
    if (!task && state_of(L).policy) [[unlikely]]
        complain(L, "%s in a policy: only a task can do this; a policy says who goes next", info_of(kind).verb.data());
    if (!task) [[unlikely]] {
        complain_if_main_is_called(L);
        complain(L, "%s while the file loads: only a task can do this; put it into main() or another function",
                 info_of(kind).verb.data());
    }
    if (lua_isyieldable(L) == 0) [[unlikely]]
        complain(L, "attempt to yield across a C-call boundary");
    if (const char* name = changed_local(state_of(L), L)) [[unlikely]]
        complain_about_local(L, name);
    const std::uint16_t line = line_of(L);
    task->context().note_line(line);
    task->drop_long_text();
    task->operation = Operation(kind, line);
    task->asking = L;
    if (task->context().has_limits()) [[unlikely]]
        task->keep_to_limits();
    return task->operation;
}

void raise_failure(lua_State* L, LuaTask& task) {
    State& state = state_of(L);
    state.scratch = *task.failure;
    task.failure.reset();
    const std::string& sentence = state.scratch;
    if (std::string_view value = raised_value(sentence); !value.empty()) {
        push_packed(L, value);
        lua_error(L);
    }
    const bool has_place = sentence.compare(0, state.chunk.size() + 1, state.chunk + ":") == 0;  // of an awaited task
    const bool is_answer = family_of(task.operation.kind) == Family::asks_device;
    if (!has_place && !is_answer && sentence != kCancelled && sentence != kTimeout) complain(L, "%s", sentence.c_str());
    lua_pushlstring(L, sentence.data(), sentence.size());
    lua_error(L);
}

int finish_with_nothing(lua_State* L, int, lua_KContext) {
    granted_task(L);
    return 0;
}

int finish_with_truth(lua_State* L, int, lua_KContext) {
    lua_pushboolean(L, granted_task(L).operation.value != 0);
    return 1;
}

int finish_with_cell(lua_State* L, int, lua_KContext) {
    const Operation& operation = granted_task(L).operation;
    push_cell(L, {operation.value, operation.cell});
    return 1;
}

int finish_with_value(lua_State* L, int status, lua_KContext context) {
    if (granted_task(L).operation.cell != CellType::packed) return finish_with_cell(L, status, context);
    return finish_with_message(L, status, context);
}

int finish_with_message(lua_State* L, int, lua_KContext) {
    std::string_view packed = granted_task(L).text;
    push_packed(L, packed);
    return 1;
}

// ---- arguments

Duration seconds_at(lua_State* L, int index, const char* name) {
    if (lua_type(L, index) != LUA_TNUMBER)
        complain(L, "%s takes a number of seconds, but was given %s", name, kind_at(L, index));
    const double seconds = lua_tonumber(L, index);
    if (!(seconds >= 0 && seconds <= kMostSeconds))
        complain(L, "%s takes seconds from 0 to 9e9, but was given %f", name, seconds);
    return duration_of_seconds(seconds);
}

Duration wait_of_seconds(double seconds) {
    const Duration rounded = duration_of_seconds(seconds);
    return seconds > 0 ? std::max(Duration(1), rounded) : rounded;
}

std::int64_t whole_at(lua_State* L, int index, std::int64_t least, std::int64_t most, const char* sentence) {
    int is_whole = 0;
    const std::int64_t number = lua_tointegerx(L, index, &is_whole);
    if (is_whole == 0 || lua_type(L, index) != LUA_TNUMBER)
        complain(L, "%s, but was given %s", sentence,
                 lua_type(L, index) == LUA_TNUMBER ? "a fraction" : kind_at(L, index));
    if (number < least || number > most)
        complain(L, "%s, but was given %I", sentence, static_cast<LUAI_UACINT>(number));
    return number;
}

constexpr std::size_t kMostText = 256;

void bytes_at(lua_State* L, int index, Operation& operation, const char* sentence) {
    if (lua_type(L, index) != LUA_TSTRING) complain(L, "%s, but was given %s", sentence, kind_at(L, index));
    std::size_t length = 0;
    const char* bytes = lua_tolstring(L, index, &length);
    LuaTask& task = *task_of(L);
    task.text.assign(bytes, length);
    if (const char* problem = task.count_text(L)) complain(L, "this cannot be written: %s", problem);
    operation.text = &task.text;
}

void text_at(lua_State* L, int index, Operation& operation, const char* sentence) {
    if (lua_type(L, index) == LUA_TSTRING && lua_rawlen(L, index) > kMostText)
        complain(L, "%s, of at most %d bytes", sentence, static_cast<int>(kMostText));
    bytes_at(L, index, operation, sentence);
}

/// Packs what is called. Of a function that no global holds also what it is.
static void take_called(lua_State* L, int index, Functions functions, const char* name) {
    if (lua_type(L, index) != LUA_TFUNCTION)
        complain(L, "%s takes a function, then its arguments, as in spawn(game, 3), but was given %s", name,
                 kind_at(L, index));
    LuaTask& task = *task_of(L);
    task.text.clear();
    push_function_name(L, index);
    pack_text(lua_tostring(L, -1), task.text);
    lua_pop(L, 1);
    if (global_name_of(L, index)) return;
    if (const char* problem = pack_called(L, index, task.text, most_to_pack(L), functions))
        complain(L, "%s was given a function that cannot be given to a task: %s", name, problem);
}

Baggage baggage_of_task(lua_State* L) {
    const Model model = task_of(L)->context().granter->model();
    const StartMethod start = state_of(L).description.start_method;
    return {functions_of_call(model, start), passes_context(model, start)};
}

Baggage baggage_of_callback(lua_State* L) {
    return {Functions::any, has_own_context(task_of(L)->context().granter->model())};
}

void call_at(lua_State* L, int index, Operation& operation, const char* name, Baggage baggage) {
    take_called(L, index, baggage.functions, name);
    const int last = lua_gettop(L);
    LuaTask& task = *task_of(L);
    for (int i = index + 1; i <= last; ++i)
        if (const char* problem = pack_value(L, i, task.text, most_to_pack(L), baggage.functions)) {
            push_function_name(L, index);
            complain(L, "%s: argument %d of %s cannot be given to a task: %s", name, i - index, lua_tostring(L, -1),
                     problem);
        }
    if (const char* problem = baggage.context ? pack_context(L, task.text) : nullptr)
        complain(L, "%s: a context variable cannot be given to a task: %s", name, problem);
    if (const char* problem = task.count_text(L)) {
        push_function_name(L, index);
        complain(L, "%s: the arguments of %s cannot be given to a task: %s", name, lua_tostring(L, -1), problem);
    }
    operation.text = &task.text;
}

}  // namespace simul::lua
