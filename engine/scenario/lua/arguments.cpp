#include "engine/scenario/lua/arguments.h"

#include <algorithm>
#include <array>
#include <cstring>

#include "engine/base/event_kinds.h"
#include "engine/scenario/lua/asking.h"
#include "engine/scenario/lua/attributes.h"
#include "engine/scenario/lua/card_arguments.h"
#include "engine/scenario/lua/describe_nodes.h"
#include "engine/scenario/lua/resources.h"
#include "engine/scenario/lua/values.h"
#include "engine/scenario/operations.h"
#include "engine/scenario/usage.h"

namespace simul::lua {

/// Made once: a complaint must not leave a string behind.
static const char* usage(OperationKind kind) {
    static const auto kUsages = [] {
        std::array<std::string, kEventKindCount> usages;
        for (const OperationInfo& operation : kOperations)
            usages[static_cast<std::size_t>(operation.kind)] = usage_of(operation);
        return usages;
    }();
    return kUsages[static_cast<std::size_t>(kind)].c_str();
}

// ---- How many.

void expect_at_most(lua_State* L, const char* usage, int first, int most, const char* hint) {
    int given = lua_gettop(L) - first + 1;
    while (given > most && lua_isnil(L, first + given - 1)) --given;
    if (given <= most) return;
    const char* takes = most == 0   ? "no argument"
                        : most == 1 ? "one argument"
                                    : lua_pushfstring(L, "at most %d arguments", most);
    complain(L, "%s takes %s, but was given %d%s", usage, takes, given, hint);
}

void expect_no_more(lua_State* L, OperationKind kind, int first) {
    const OperationInfo& info = info_of(kind);
    const int most = most_arguments(info);
    if (lua_gettop(L) < first + most) return;
    const bool is_pause = lua_type(L, first + most) == LUA_TNUMBER && info.family == Family::gives_way;
    const char* hint = is_pause ? "; to pause, write sleep(seconds); in a generator, give(value)" : "";
    const bool counts_receiver = info.form == CallForm::call && info.receiver != Receiver::none;
    expect_at_most(L, usage(kind), counts_receiver ? first - 1 : first, counts_receiver ? most + 1 : most, hint);
}

void expect_options(lua_State* L, int index, const char* usage, std::initializer_list<const char*> fields) {
    if (lua_isnoneornil(L, index)) return;
    if (!lua_istable(L, index)) complain(L, "%s takes its options as a table, not %s", usage, kind_at(L, index));
    for (lua_pushnil(L); lua_next(L, index) != 0; lua_pop(L, 1)) {
        const char* name = lua_type(L, -2) == LUA_TSTRING ? lua_tostring(L, -2) : "";
        bool known = false;
        for (const char* field : fields) known |= std::strcmp(field, name) == 0;
        if (!known) complain(L, "%s has no option %s", usage, *name == '\0' ? kind_at(L, -2) : name);
    }
}

// ---- Each kind.

/// Written beside the stack: on it, it would stand where an argument is missing.
template <class... Parts>
static const char* sentence(lua_State* L, const Parts&... parts) {
    std::string& text = state_of(L).scratch;
    text.clear();
    (text.append(parts), ...);
    return text.c_str();
}

static std::int64_t whole_argument(lua_State* L, int index, OperationKind kind, const Argument& argument) {
    if (argument.optional && lua_isnoneornil(L, index)) return argument.least;
    return whole_at(L, index, argument.least, argument.most,
                    sentence(L, "in ", usage(kind), ", ", argument.name, " is a whole number from ",
                             std::to_string(argument.least), " to ", std::to_string(argument.most)));
}

static Cell cell_argument(lua_State* L, int index) {
    Cell cell;
    if (const char* problem = cell_at(L, index, cell)) complain(L, "%s, not %s", problem, kind_at(L, index));
    return cell;
}

static void take_cell(lua_State* L, int index, Operation& operation) {
    const Cell cell = cell_argument(L, index);
    operation.value = cell.bits;
    operation.cell = cell.type;
}

static void take_expected_cell(lua_State* L, int index, Operation& operation) {
    const Cell cell = cell_argument(L, index);
    operation.expected = cell.bits;
    operation.expected_cell = cell.type;
}

static void take_timeout(lua_State* L, int index, OperationKind kind, Operation& operation) {
    if (lua_isnoneornil(L, index)) return;
    if (lua_type(L, index) != LUA_TNUMBER)
        complain(L, "in %s, the timeout is a number of seconds, but was given %s", usage(kind), kind_at(L, index));
    const double seconds = lua_tonumber(L, index);
    if (!(seconds >= 0 && seconds <= kMostSeconds))
        complain(L, "in %s, the timeout is from 0 to 9e9 seconds, but was given %f", usage(kind), seconds);
    operation.longest = wait_of_seconds(seconds);
}

static void expect_number(lua_State* L, int index, OperationKind kind, const Argument& argument) {
    if (lua_type(L, index) != LUA_TNUMBER)
        complain(L, "in %s, %s is a number, but was given %s", usage(kind), argument.name, kind_at(L, index));
}

/// Into the task's text. Null, or why it cannot travel. Never raises.
static const char* pack_long(lua_State* L, int index, LuaTask& task, Functions functions = Functions::none) {
    const char* problem = pack_value(L, index, task.text, most_to_pack(L), functions);
    return problem ? problem : task.count_text(L);
}

static void take_message(lua_State* L, int index, Operation& operation) {
    if (lua_isnoneornil(L, index))
        complain(L, "send and try_send take a message; nil would look like a closed channel");
    LuaTask& task = *task_of(L);
    task.text.clear();
    const Functions functions = functions_that_cross(task.context().granter->model());
    if (const char* problem = pack_long(L, index, task, functions))
        complain(L, "this message cannot be sent: %s", problem);
    operation.text = &task.text;
}

/// What a variable becomes.
static void take_value(lua_State* L, int index, Operation& operation) {
    if (lua_type(L, index) == LUA_TNUMBER || lua_type(L, index) == LUA_TBOOLEAN) return take_cell(L, index, operation);
    LuaTask& task = *task_of(L);
    task.text.clear();
    if (const char* problem = pack_long(L, index, task)) complain(L, "a variable cannot hold this: %s", problem);
    operation.text = &task.text;
    operation.cell = CellType::packed;
    operation.value = cell_of(task.text).bits;
}

/// Nothing is a result, too.
static void take_result(lua_State* L, int index, Operation& operation) {
    LuaTask& task = *task_of(L);
    task.text.clear();
    if (!lua_isnoneornil(L, index))
        if (const char* problem = pack_long(L, index, task, functions_that_cross(task.context().granter->model())))
            complain(L, "this cannot be a result: %s", problem);
    operation.text = &task.text;
}

/// As StoryError tells it. Never raises.
static const char* tell_error(lua_State* L, int index, std::string& told) {
    std::string packed;
    const char* problem = pack_value(L, index, packed);
    if (problem) return problem;
    if (lua_type(L, index) == LUA_TSTRING)
        append_text(L, index, told);
    else
        told = preview(packed);
    told.append(1, '\0').append(packed);
    return nullptr;
}

static void take_error(lua_State* L, int index, OperationKind kind, Operation& operation) {
    if (lua_isnoneornil(L, index))
        complain(L, "%s takes what is to be raised: a text, or a table such as { type = \"Burnt\" }", usage(kind));
    LuaTask& task = *task_of(L);
    task.text.clear();
    if (const char* problem = tell_error(L, index, task.text)) complain(L, "this cannot be raised: %s", problem);
    operation.text = &task.text;
}

/// The number of the coroutine, its name, and whether the task is to block until it has ended: the prelude knows.
static void take_coroutine(lua_State* L, int index, Operation& operation) {
    operation.value = lua_tointeger(L, index);
    text_at(L, index + 1, operation, "a coroutine has a name");
    operation.expected = lua_toboolean(L, index + 2);
}

static void take_mutex(lua_State* L, int index, Operation& operation) {
    const Handle* handle = handle_at(L, index);
    if (!handle || handle->is_knob || handle->kind != ResourceKind::mutex)
        complain(L, "a condition waits with its mutex, as in full:wait(door), but was given %s", kind_at(L, index));
    operation.mutex = static_cast<ResourceId>(handle->index);
}

static void take_kernel(lua_State* L, int index, Operation& operation) {
    const char* given = lua_type(L, index) == LUA_TSTRING ? lua_tostring(L, index) : "";
    const auto kernel = word_named<Kernel>(given, kKernelNames);
    if (!kernel) complain(L, "work takes \"factorial\", \"search\" or \"mandelbrot\", then a size");
    operation.kernel = *kernel;
}

static void take_size(lua_State* L, int index, OperationKind kind, const Argument& argument, Operation& operation) {
    operation.expected = whole_argument(L, index, kind, argument);
    operation.value = operations::nominal_length(operation.kernel, operation.expected).count();
}

static void take_native(lua_State* L, int index, OperationKind kind, Operation& operation) {
    expect_options(L, index, usage(kind), {"native"});
    if (!lua_istable(L, index)) return;
    lua_getfield(L, index, "native");
    operation.native = lua_toboolean(L, -1) != 0;
}

/// Nothing: in [0, 1). (n): 1 to n. (low, high): both included.
static void take_range(lua_State* L, int index, Operation& operation) {
    constexpr const char* kTakes = "random takes nothing, or one or two whole numbers";
    constexpr std::int64_t kLeast = INT64_MIN, kMost = INT64_MAX;
    operation.cell = CellType::real;
    if (lua_isnone(L, index)) return;
    const bool has_low = !lua_isnone(L, index + 1);
    operation.cell = CellType::integer;
    operation.expected = has_low ? whole_at(L, index, kLeast, kMost, kTakes) : 1;
    operation.value = whole_at(L, has_low ? index + 1 : index, has_low ? kLeast : 1, kMost, kTakes);
    if (operation.expected > operation.value) complain(L, "random(low, high): low must not be above high");
}

static void take_body(lua_State* L, int index, OperationKind kind, Operation& operation) {
    if (lua_type(L, index) != LUA_TFUNCTION)
        complain(L, "in %s, f is a function, but was given %s", usage(kind), kind_at(L, index));
    if (kind != OperationKind::make_coroutine) return;
    LuaTask& task = *task_of(L);
    task.text.clear();
    append_text(L, index, task.text);
    operation.text = &task.text;
    operation.value = ++task.coroutines;
}

/// The callback is called with the future, which is the first value on the stack.
static void take_callback(lua_State* L, int index, OperationKind kind, Operation& operation) {
    lua_settop(L, index);
    lua_pushvalue(L, 1);
    call_at(L, index, operation, info_of(kind).verb.data(), baggage_of_callback(L));
}

/// Also a long string.
static void append_whole(lua_State* L, int index, std::string& into) {
    if (lua_type(L, index) != LUA_TSTRING) return append_text(L, index, into);
    std::size_t length = 0;
    const char* text = lua_tolstring(L, index, &length);
    into.append(text, std::min(length, most_to_pack(L)));
}

static void take_everything(lua_State* L, int index, Operation& operation) {
    std::string& line = task_of(L)->text;
    line.clear();
    const int count = lua_gettop(L);
    for (int i = index; i <= count; ++i) {
        if (i > index) line += '\t';
        append_whole(L, i, line);
        if (line.size() > most_to_pack(L)) break;
    }
    if (const char* problem = task_of(L)->count_text(L)) complain(L, "this cannot be printed: %s", problem);
    operation.text = &line;
}

static void take_truth(lua_State* L, int index, OperationKind kind, const Argument& argument, Operation& operation) {
    if (lua_isnone(L, index)) complain(L, "%s was given no %s", usage(kind), argument.name);
    operation.value = lua_toboolean(L, index);
}

static void take_text(lua_State* L, int index, OperationKind kind, const Argument& argument, Operation& operation) {
    text_at(L, index, operation, sentence(L, usage(kind), " takes a string as its ", argument.name));
}

/// Of a page, a file or a row.
static std::string_view name_at(lua_State* L, int index, OperationKind kind, const Argument& argument) {
    if (lua_type(L, index) != LUA_TSTRING)
        complain(L, "in %s, %s is a name, as \"a.txt\", but was given %s", usage(kind), argument.name,
                 kind_at(L, index));
    std::size_t length = 0;
    const char* name = lua_tolstring(L, index, &length);
    const std::string_view given(name, length);
    if (given.empty() || length > kMostDeviceName || given.find_first_of(std::string_view("\n\0", 2)) != given.npos)
        complain(L, "in %s, %s is a name of 1 to %d bytes in one line", usage(kind), argument.name,
                 static_cast<int>(kMostDeviceName));
    return given;
}

static void take_name(lua_State* L, int index, OperationKind kind, const Argument& argument, Operation& operation) {
    LuaTask& task = *task_of(L);
    task.text.assign(name_at(L, index, kind, argument));
    operation.text = &task.text;
}

static void take_other_name(lua_State* L, int index, OperationKind kind, const Argument& argument) {
    task_of(L)->text.append(1, '\n').append(name_at(L, index, kind, argument));
}

static NodeId node_argument(lua_State* L, int index, OperationKind kind, const Argument& argument) {
    State& state = state_of(L);
    const std::string_view name = name_at(L, index, kind, argument);
    const std::optional<NodeId> node = node_named(state.description.nodes, name);
    if (!node) {
        state.scratch = no_such_node(state.description.nodes, name);  // what complains jumps past destructors
        complain(L, "%s", state.scratch.c_str());
    }
    return *node;
}

static void take_node(lua_State* L, int index, OperationKind kind, const Argument& argument, Operation& operation) {
    operation.expected = value_of_ends(node_argument(L, index, kind, argument));
}

static void take_other_node(lua_State* L, int index, OperationKind kind, const Argument& argument,
                            Operation& operation) {
    const NodeId node = first_end(operation.expected), other = node_argument(L, index, kind, argument);
    if (node == other) complain(L, "in %s, a link is between two nodes, not from one to itself", usage(kind));
    operation.expected = value_of_ends(node, other);
}

static void take(lua_State* L, int index, OperationKind kind, const Argument& argument, Operation& operation) {
    switch (argument.type) {
        case ArgumentType::none:
            return;
        case ArgumentType::seconds:
            operation.value = seconds_at(L, index, info_of(kind).verb.data()).count();
            return;
        case ArgumentType::timeout:
            return take_timeout(L, index, kind, operation);
        case ArgumentType::count:
            operation.value = whole_argument(L, index, kind, argument);
            return;
        case ArgumentType::size:
            return take_size(L, index, kind, argument, operation);
        case ArgumentType::number:
            expect_number(L, index, kind, argument);
            operation.value = Cell::real(lua_tonumber(L, index)).bits;
            return;
        case ArgumentType::amount:
            expect_number(L, index, kind, argument);
            return take_cell(L, index, operation);
        case ArgumentType::value:
            return take_value(L, index, operation);
        case ArgumentType::cell:
            return take_cell(L, index, operation);
        case ArgumentType::expected_cell:
            return take_expected_cell(L, index, operation);
        case ArgumentType::truth:
            return take_truth(L, index, kind, argument, operation);
        case ArgumentType::text:
            return take_text(L, index, kind, argument, operation);
        case ArgumentType::name:
            return take_name(L, index, kind, argument, operation);
        case ArgumentType::other_name:
            return take_other_name(L, index, kind, argument);
        case ArgumentType::node:
            return take_node(L, index, kind, argument, operation);
        case ArgumentType::other_node:
            return take_other_node(L, index, kind, argument, operation);
        case ArgumentType::message:
            return take_message(L, index, operation);
        case ArgumentType::bytes:
            return bytes_at(L, index, operation, sentence(L, "in ", usage(kind), ", ", argument.name, " is a string"));
        case ArgumentType::result:
            return take_result(L, index, operation);
        case ArgumentType::error:
            return take_error(L, index, kind, operation);
        case ArgumentType::coroutine:
            return take_coroutine(L, index, operation);
        case ArgumentType::mutex:
            return take_mutex(L, index, operation);
        case ArgumentType::kernel:
            return take_kernel(L, index, operation);
        case ArgumentType::gpu_kernel:
            return take_gpu_kernel(L, index, usage(kind), operation);
        case ArgumentType::gpu_size:
            operation.value = whole_argument(L, index, kind, size_on_card(operation, argument));
            return;
        case ArgumentType::rounds:
            operation.expected = whole_argument(L, index, kind, argument);
            return refuse_needless_rounds(L, usage(kind), operation);
        case ArgumentType::native:
            return take_native(L, index, kind, operation);
        case ArgumentType::range:
            return take_range(L, index, operation);
        case ArgumentType::call:
            take_attributes(L, index, info_of(kind).verb.data());
            return call_at(L, index, operation, info_of(kind).verb.data(), baggage_of_task(L));
        case ArgumentType::body:
            return take_body(L, index, kind, operation);
        case ArgumentType::callback:
            return take_callback(L, index, kind, operation);
        case ArgumentType::anything:
            return take_everything(L, index, operation);
    }
}

void take_arguments(lua_State* L, OperationKind kind, int first, Operation& operation) {
    for (const Argument& argument : info_of(kind).arguments) take(L, first++, kind, argument, operation);
}

}  // namespace simul::lua
