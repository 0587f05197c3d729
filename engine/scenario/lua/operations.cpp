#include "engine/scenario/lua/operations.h"

#include "engine/scenario/lua/arguments.h"
#include "engine/scenario/lua/asking.h"
#include "engine/scenario/lua/errors.h"
#include "engine/scenario/lua/resources.h"
#include "engine/scenario/lua/values.h"

namespace simul::lua {

// ---- What a call gives back.

static int finish_with_seconds(lua_State* L, int, lua_KContext) {
    lua_pushnumber(L, seconds_of(Duration(granted_task(L).operation.value)));
    return 1;
}

static int finish_with_in_time(lua_State* L, int, lua_KContext) {
    lua_pushboolean(L, !granted_task(L).operation.late);
    return 1;
}

static int finish_with_exchange(lua_State* L, int status, lua_KContext context) {
    lua_pushboolean(L, granted_task(L).operation.succeeded);
    finish_with_cell(L, status, context);
    return 2;
}

static int finish_with_message_or_nil(lua_State* L, int status, lua_KContext context) {
    if (granted_task(L).operation.succeeded) return finish_with_message(L, status, context);
    lua_pushnil(L);
    return 1;
}

static int finish_with_message_or_why(lua_State* L, int status, lua_KContext context) {
    const Operation& operation = granted_task(L).operation;
    if (operation.succeeded) return finish_with_message(L, status, context);
    lua_pushnil(L);
    lua_pushstring(L, operation.value == 0 ? "empty" : "closed");
    return 2;
}

static int finish_with_number(lua_State* L, int, lua_KContext) {
    lua_pushinteger(L, granted_task(L).operation.value);
    return 1;
}

static int finish_with_bytes(lua_State* L, int, lua_KContext) {
    const std::string& bytes = granted_task(L).text;
    lua_pushlstring(L, bytes.data(), bytes.size());
    return 1;
}

static int finish_with_number_or_nil(lua_State* L, int status, lua_KContext context) {
    if (granted_task(L).operation.succeeded) return finish_with_number(L, status, context);
    lua_pushnil(L);
    return 1;
}

static int finish_with_error_or_nil(lua_State* L, int, lua_KContext) {
    const std::string& text = granted_task(L).text;
    if (std::string_view value = raised_value(text); !value.empty())
        push_packed(L, value);
    else if (text.empty())
        lua_pushnil(L);
    else
        lua_pushlstring(L, text.data(), text.size());
    return 1;
}

/// A task may have returned several values.
static int finish_with_results(lua_State* L, int, lua_KContext) {
    std::string_view packed = granted_task(L).text;
    int count = 0;
    do {
        push_packed(L, packed);
        ++count;
    } while (!packed.empty());
    return count;
}

static int finish_with_future(lua_State* L, int, lua_KContext) {
    push_future(L, static_cast<TaskId>(static_cast<std::uint32_t>(granted_task(L).operation.value)));
    return 1;
}

static constexpr lua_KFunction finish_of(Gives gives) {
    switch (gives) {
        case Gives::nothing:
            return finish_with_nothing;
        case Gives::truth:
            return finish_with_truth;
        case Gives::in_time:
            return finish_with_in_time;
        case Gives::seconds:
            return finish_with_seconds;
        case Gives::number:
            return finish_with_number;
        case Gives::number_or_nil:
            return finish_with_number_or_nil;
        case Gives::cell:
            return finish_with_cell;
        case Gives::value:
            return finish_with_value;
        case Gives::exchanged:
            return finish_with_exchange;
        case Gives::message:
            return finish_with_message_or_nil;
        case Gives::message_or_why:
            return finish_with_message_or_why;
        case Gives::bytes:
            return finish_with_bytes;
        case Gives::result:
            return finish_with_results;
        case Gives::error:
            return finish_with_error_or_nil;
        case Gives::future:
            return finish_with_future;
    }
    return nullptr;
}

// ---- Asking.

static constexpr bool writes_into_stream(OperationKind kind) {
    return kind == OperationKind::stream_write || kind == OperationKind::stream_close_write;
}

/// Complains if the first value on the stack is not what the operation is done to.
template <OperationKind kind>
static void take_receiver(lua_State* L, Operation& operation) {
    constexpr const OperationInfo& info = info_of(kind);
    if constexpr (info.receiver == Receiver::future) {
        operation.task = future_argument(L, 1, info.verb.data());
    } else if constexpr (info.receiver != Receiver::none) {
        operation.resource = resource_at(L, 1, info.receiver, info.verb.data());
        if constexpr (writes_into_stream(kind)) operation.resource = written_from(L, operation.resource);
    }
}

/// The function of one operation. `first` is the place of its first argument.
template <OperationKind kind>
static int ask(lua_State* L, int first) {
    constexpr const OperationInfo& info = info_of(kind);
    Operation& operation = begin_operation(L, kind);
    take_receiver<kind>(L, operation);
    expect_no_more(L, kind, first);
    if constexpr (gives_text(kind)) {
        operation.text = &task_of(L)->text;
        operation.text->clear();
    }
    if constexpr (info.arguments[0].type != ArgumentType::none) take_arguments(L, kind, first, operation);
    return wait_for(L, finish_of(info.gives));
}

template <OperationKind kind>
static int ask(lua_State* L) {
    return ask<kind>(L, info_of(kind).receiver == Receiver::none ? 1 : 2);
}

/// Upvalues: the methods, the word "value".
int load_variable(lua_State* L) {
    if (lua_rawequal(L, 2, lua_upvalueindex(2)) == 0) {
        lua_pushvalue(L, 2);
        lua_gettable(L, lua_upvalueindex(1));
        return 1;
    }
    return ask<OperationKind::load>(L, 3);
}

int store_variable(lua_State* L) {
    std::size_t length = 0;
    const char* field = lua_type(L, 2) == LUA_TSTRING ? lua_tolstring(L, 2, &length) : "";
    if (std::string_view(field, length) != "value") complain(L, "a variable has only .value to write to");
    return ask<OperationKind::store>(L, 3);
}

// ---- Time limits. The stack holds the seconds, the function and its arguments; then the seconds and the results.

/// Cancelled, raised because the time was up, has come this far: now it is said why.
/// `asked`: how many had asked for it before.
static int leave_limit(lua_State* L, int status, lua_KContext asked) {
    Cancelling& cancelling = task_of(L)->context().cancelling();
    const bool tells_timeout = cancelling.end_limit() && cancelling.asked() <= static_cast<std::size_t>(asked);
    if (status == LUA_OK || status == LUA_YIELD) return lua_gettop(L) - 1;
    if (tells_timeout && is_cancelled(state_of(L), L, LUA_ERRRUN)) lua_pushstring(L, kTimeout);
    return lua_error(L);
}

static int enter_limit(lua_State* L, int, lua_KContext) {
    LuaTask& task = granted_task(L);
    const auto asked = static_cast<lua_KContext>(task.context().cancelling().asked());
    task.context().cancelling().begin_limit(Time(Duration(task.operation.value)));
    return leave_limit(L, lua_pcallk(L, lua_gettop(L) - 2, LUA_MULTRET, 0, asked, leave_limit), asked);
}

static int limit_time(lua_State* L) {
    take_arguments(L, OperationKind::timeout, 1, begin_operation(L, OperationKind::timeout));
    return wait_for(L, enter_limit);
}

/// The prelude calls its function then.
static int begin_coroutine(lua_State* L) {
    take_arguments(L, OperationKind::run_coroutine, 1, begin_operation(L, OperationKind::run_coroutine));
    return wait_for(L, finish_with_nothing);
}

// ---- The functions by name.

struct Function {
    OperationKind kind;
    lua_CFunction ask;
};

static constexpr Function kFunctionsOfOperations[] = {
#define OPERATION(name, ...) {OperationKind::name, ask<OperationKind::name>},
#include "engine/base/operations.def"
#undef OPERATION
};

static void set_functions(lua_State* L, CallForm form, Receiver receiver, bool any_receiver) {
    for (const Function& function : kFunctionsOfOperations) {
        const OperationInfo& info = info_of(function.kind);
        if (info.form != form || (!any_receiver && info.receiver != receiver)) continue;
        lua_pushcfunction(L, function.ask);
        lua_setfield(L, -2, info.verb.data());
    }
}

char kMethodsOfStreams;

/// Of the prelude, if there are any.
static void set_methods_of_streams(lua_State* L) {
    if (lua_rawgetp(L, LUA_REGISTRYINDEX, &kMethodsOfStreams) == LUA_TTABLE)
        for (lua_pushnil(L); lua_next(L, -2) != 0;) {
            lua_pushvalue(L, -2);
            lua_insert(L, -2);
            lua_settable(L, -5);
        }
    lua_pop(L, 1);
}

void set_methods(lua_State* L, Receiver receiver) {
    set_functions(L, CallForm::method, receiver, false);
    if (receiver == Receiver::stream) set_methods_of_streams(L);
}

void open_operations(lua_State* L) {
    set_functions(L, CallForm::call, Receiver::none, true);
    lua_pushcfunction(L, limit_time);
    lua_setfield(L, -2, info_of(OperationKind::timeout).verb.data());
    lua_pushcfunction(L, begin_coroutine);
    lua_setfield(L, -2, info_of(OperationKind::run_coroutine).verb.data());
}

}  // namespace simul::lua
