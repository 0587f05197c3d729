#include "engine/scenario/lua/operations.h"

#include "engine/scenario/lua/asking.h"
#include "engine/scenario/lua/resources.h"
#include "engine/scenario/lua/values.h"
#include "engine/scenario/operations.h"

namespace simul::lua {

// ---- time

static int ask_for_length(lua_State* L, EventKind kind) {
    const Duration length = seconds_at(L, 1, info_of(kind).identifier.data());
    begin_operation(L, kind).value = length.count();
    return wait_for(L, finish_with_nothing);
}

static int compute(lua_State* L) { return ask_for_length(L, EventKind::compute); }
static int sleep(lua_State* L) { return ask_for_length(L, EventKind::sleep); }
static int blocking_sleep(lua_State* L) { return ask_for_length(L, EventKind::blocking_sleep); }

static int yield(lua_State* L) {
    begin_operation(L, EventKind::yield);
    return wait_for(L, finish_with_nothing);
}

static int now(lua_State* L) {
    begin_operation(L, EventKind::now);
    return wait_for(L, [](lua_State* state, int, lua_KContext) {
        lua_pushnumber(state, seconds_of(Duration(granted_task(state).operation.value)));
        return 1;
    });
}

static int work(lua_State* L) {
    const auto kernel =
        word_named<Kernel>(lua_type(L, 1) == LUA_TSTRING ? std::string_view(lua_tostring(L, 1)) : "", kKernelNames);
    if (!kernel) complain(L, "work takes \"factorial\", \"search\" or \"mandelbrot\", then a size");
    const std::int64_t size = whole_at(L, 2, 0, operations::kLargestWork, "work takes a size from 0 to 1000000");
    bool native = false;
    if (lua_istable(L, 3)) {
        lua_getfield(L, 3, "native");
        native = lua_toboolean(L, -1) != 0;
    }
    Operation& operation = begin_operation(L, EventKind::work);
    operation.kernel = *kernel;
    operation.native = native;
    operation.expected = size;
    operation.value = operations::nominal_length(*kernel, size).count();
    return wait_for(L, finish_with_nothing);
}

// ---- resources

template <EventKind kind, ResourceKind resource, lua_KFunction finish = finish_with_nothing>
static int on_resource(lua_State* L) {
    const ResourceId id = resource_at(L, 1, resource, info_of(kind).verb.data());
    begin_operation(L, kind).resource = id;
    return wait_for(L, finish);
}

template <EventKind kind, ResourceKind resource>
static int some_of(lua_State* L) {
    const ResourceId id = resource_at(L, 1, resource, info_of(kind).verb.data());
    const std::int64_t count =
        lua_isnoneornil(L, 2) ? 1 : whole_at(L, 2, 1, 1'000'000, "release and notify take how many, 1 or more");
    Operation& operation = begin_operation(L, kind);
    operation.resource = id;
    operation.value = count;
    return wait_for(L, finish_with_nothing);
}

static int wait_on_condition(lua_State* L) {
    const ResourceId condition = resource_at(L, 1, ResourceKind::condition, "wait");
    if (const Handle* handle = handle_at(L, 2); !handle || handle->is_knob || handle->kind != ResourceKind::mutex)
        complain(L, "a condition waits with its mutex, as in full:wait(door), but was given %s", kind_at(L, 2));
    Operation& operation = begin_operation(L, EventKind::condition_wait);
    operation.resource = condition;
    operation.mutex = static_cast<ResourceId>(handle_at(L, 2)->index);
    return wait_for(L, finish_with_nothing);
}

static int send(lua_State* L) {
    const ResourceId channel = resource_at(L, 1, ResourceKind::channel, "send");
    if (lua_isnoneornil(L, 2)) complain(L, "send takes a message; nil would look like a closed channel");
    Operation& operation = begin_operation(L, EventKind::send);
    LuaTask& task = *task_of(L);
    task.text.clear();
    if (const char* problem = pack_value(L, 2, task.text)) complain(L, "this message cannot be sent: %s", problem);
    operation.resource = channel;
    operation.text = &task.text;
    return wait_for(L, finish_with_nothing);
}

static int receive(lua_State* L) {
    const ResourceId channel = resource_at(L, 1, ResourceKind::channel, "receive");
    Operation& operation = begin_operation(L, EventKind::receive);
    LuaTask& task = *task_of(L);
    task.text.clear();
    operation.resource = channel;
    operation.text = &task.text;
    return wait_for(L, [](lua_State* state, int status, lua_KContext context) {
        if (granted_task(state).operation.succeeded) return finish_with_message(state, status, context);
        lua_pushnil(state);
        return 1;
    });
}

/// Upvalues: the methods, the word "value".
int load_variable(lua_State* L) {
    if (lua_rawequal(L, 2, lua_upvalueindex(2)) == 0) {
        lua_pushvalue(L, 2);
        lua_gettable(L, lua_upvalueindex(1));
        return 1;
    }
    begin_operation(L, EventKind::load).resource = resource_at(L, 1, ResourceKind::variable, "value");
    return wait_for(L, finish_with_cell);
}

static Cell cell_argument(lua_State* L, int index) {
    Cell cell;
    if (const char* problem = cell_at(L, index, cell)) complain(L, "%s, not %s", problem, kind_at(L, index));
    return cell;
}

int store_variable(lua_State* L) {
    const ResourceId variable = resource_at(L, 1, ResourceKind::variable, "value");
    std::size_t length = 0;
    const char* field = lua_type(L, 2) == LUA_TSTRING ? lua_tolstring(L, 2, &length) : "";
    if (std::string_view(field, length) != "value") complain(L, "a variable has only .value to write to");
    const Cell cell = cell_argument(L, 3);
    Operation& operation = begin_operation(L, EventKind::store);
    operation.resource = variable;
    operation.value = cell.bits;
    operation.cell = cell.type;
    return wait_for(L, finish_with_nothing);
}

static int add(lua_State* L) {
    const ResourceId variable = resource_at(L, 1, ResourceKind::variable, "add");
    if (lua_type(L, 2) != LUA_TNUMBER) complain(L, "add takes a number, but was given %s", kind_at(L, 2));
    const Cell amount = cell_argument(L, 2);
    Operation& operation = begin_operation(L, EventKind::atomic_add);
    operation.resource = variable;
    operation.value = amount.bits;
    operation.cell = amount.type;
    return wait_for(L, finish_with_cell);
}

static int compare_exchange(lua_State* L) {
    const ResourceId variable = resource_at(L, 1, ResourceKind::variable, "compare_exchange");
    const Cell expected = cell_argument(L, 2), wanted = cell_argument(L, 3);
    Operation& operation = begin_operation(L, EventKind::compare_exchange);
    operation.resource = variable;
    operation.expected = expected.bits;
    operation.expected_cell = expected.type;
    operation.value = wanted.bits;
    operation.cell = wanted.type;
    return wait_for(L, [](lua_State* state, int status, lua_KContext context) {
        lua_pushboolean(state, granted_task(state).operation.succeeded);
        finish_with_cell(state, status, context);
        return 2;
    });
}

// ---- telling

static int print(lua_State* L) {
    Operation& operation = begin_operation(L, EventKind::print);
    std::string& line = task_of(L)->text;
    line.clear();
    const int count = lua_gettop(L);
    for (int i = 1; i <= count && line.size() <= kMostPackedBytes; ++i) {
        if (i > 1) line += '\t';
        append_text(L, i, line);
    }
    if (line.size() > kMostPackedBytes) complain(L, "print takes at most %d bytes", static_cast<int>(kMostPackedBytes));
    operation.text = &line;
    return wait_for(L, finish_with_nothing);
}

static int mark(lua_State* L) {
    text_at(L, 1, begin_operation(L, EventKind::mark), "mark takes a name");
    return wait_for(L, finish_with_nothing);
}

static int measure(lua_State* L) {
    if (lua_type(L, 2) != LUA_TNUMBER)
        complain(L, "measure takes a name and a number, but the number is %s", kind_at(L, 2));
    const double value = lua_tonumber(L, 2);
    Operation& operation = begin_operation(L, EventKind::measure);
    operation.value = Cell::real(value).bits;
    text_at(L, 1, operation, "measure takes a name, then a number");
    return wait_for(L, finish_with_nothing);
}

static int expect(lua_State* L) {
    Operation& operation = begin_operation(L, EventKind::expect);
    operation.value = lua_toboolean(L, 1);
    text_at(L, 2, operation, "expect takes a condition, then a sentence that says what should be true");
    return wait_for(L, finish_with_nothing);
}

/// random(): in [0, 1). random(n): 1 to n. random(low, high): both included.
static int random(lua_State* L) {
    constexpr const char* kTakes = "random takes nothing, or one or two whole numbers";
    constexpr std::int64_t kLeast = INT64_MIN, kMost = INT64_MAX;
    const int given = lua_gettop(L);
    const std::int64_t first = given > 0 ? whole_at(L, 1, given == 1 ? 1 : kLeast, kMost, kTakes) : 0;
    const std::int64_t second = given > 1 ? whole_at(L, 2, kLeast, kMost, kTakes) : 0;
    if (given > 1 && first > second) complain(L, "random(low, high): low must not be above high");
    Operation& operation = begin_operation(L, EventKind::random);
    operation.cell = given == 0 ? CellType::real : CellType::integer;
    operation.expected = given > 1 ? first : (given == 1 ? 1 : 0);
    operation.value = given > 1 ? second : first;
    return wait_for(L, finish_with_cell);
}

// ---- lists

const luaL_Reg* methods_of(ResourceKind kind) {
    using K = EventKind;
    using R = ResourceKind;
    static constexpr luaL_Reg kMutex[] = {{"lock", on_resource<K::lock, R::mutex>},
                                          {"try_lock", on_resource<K::try_lock, R::mutex, finish_with_truth>},
                                          {"unlock", on_resource<K::unlock, R::mutex>},
                                          {nullptr, nullptr}};
    static constexpr luaL_Reg kSemaphore[] = {{"acquire", on_resource<K::acquire, R::semaphore>},
                                              {"release", some_of<K::release, R::semaphore>},
                                              {nullptr, nullptr}};
    static constexpr luaL_Reg kCondition[] = {{"wait", wait_on_condition},
                                              {"notify", some_of<K::notify, R::condition>},
                                              {"notify_all", on_resource<K::notify_all, R::condition>},
                                              {nullptr, nullptr}};
    static constexpr luaL_Reg kBarrier[] = {{"wait", on_resource<K::barrier_wait, R::barrier>}, {nullptr, nullptr}};
    static constexpr luaL_Reg kEvent[] = {{"set", on_resource<K::event_set, R::event>},
                                          {"clear", on_resource<K::event_clear, R::event>},
                                          {"wait", on_resource<K::event_wait, R::event>},
                                          {nullptr, nullptr}};
    static constexpr luaL_Reg kChannel[] = {
        {"send", send}, {"receive", receive}, {"close", on_resource<K::close, R::channel>}, {nullptr, nullptr}};
    static constexpr luaL_Reg kVariable[] = {{"add", add}, {"compare_exchange", compare_exchange}, {nullptr, nullptr}};
    static constexpr const luaL_Reg* kAll[] = {kMutex, kSemaphore, kCondition, kBarrier, kEvent, kChannel, kVariable};
    return kAll[static_cast<std::size_t>(kind)];
}

void open_operations(lua_State* L) {
    static constexpr luaL_Reg kWords[] = {
        {"compute", compute}, {"work", work},     {"sleep", sleep},   {"blocking_sleep", blocking_sleep},
        {"yield", yield},     {"now", now},       {"print", print},   {"mark", mark},
        {"measure", measure}, {"expect", expect}, {"random", random}, {nullptr, nullptr}};
    luaL_setfuncs(L, kWords, 0);
    open_futures(L);
}

}  // namespace simul::lua
