#include "engine/scenario/lua/shared_tables.h"

#include <cmath>
#include <string_view>

#include "engine/scenario/lua/arguments.h"
#include "engine/scenario/lua/asking.h"
#include "engine/scenario/lua/freeze.h"
#include "engine/scenario/lua/metatables.h"
#include "engine/scenario/lua/resources.h"
#include "engine/scenario/lua/values.h"
#include "engine/scenario/packed_table.h"

namespace simul::lua {

static char kMetatableOfTables, kWordsForLists;

bool is_shared_table(lua_State* L, int index) {
    const Handle* const handle = handle_at(L, index);
    return handle && handle->is_table;
}

static const char* name_of_table(lua_State* L, int index) {
    std::string& name = state_of(L).scratch;
    name.clear();
    append_resource_name(L, index, name);
    return name.c_str();
}

// ---- Making them.

static void make_from(lua_State* L, int index, bool mmap, int depth);

/// Copies the table at `from` into that at `into`; tables in it become shared ones of their own.
static void share_inner_tables(lua_State* L, int from, int into, bool mmap, int depth) {
    for (lua_pushnil(L); lua_next(L, from) != 0;) {
        if (lua_istable(L, -1)) {
            make_from(L, lua_gettop(L), mmap, depth + 1);
            lua_remove(L, -2);
        }
        lua_pushvalue(L, -2);
        lua_insert(L, -2);
        lua_rawset(L, into);
    }
}

/// A shared table with the content of the table at `index`, if there is one. Leaves its handle on the stack.
static void make_from(lua_State* L, int index, bool mmap, int depth) {
    constexpr int kDeepest = 16;
    luaL_checkstack(L, 10, "too many tables in tables");
    if (depth > kDeepest) complain(L, "a shared table contains itself, or is deeper than 16 tables");
    lua_createtable(L, 0, 0);
    const int content = lua_gettop(L);
    if (lua_istable(L, index)) share_inner_tables(L, index, content, mmap, depth);
    State& state = state_of(L);
    state.scratch.clear();
    if (const char* problem = pack_value(L, content, state.scratch))
        complain(L, "a shared table cannot hold this first: %s", problem);
    ResourceDeclaration& made = declare(L, ResourceKind::variable);
    made.content = state.scratch;
    made.initial = cell_of(made.content);
    made.table = true;
    made.mmap = mmap;
    handle_at(L, -1)->is_table = true;
    lua_rawgetp(L, LUA_REGISTRYINDEX, &kMetatableOfTables);
    lua_setmetatable(L, -2);
    lua_remove(L, content);
}

int make_shared_table(lua_State* L) {
    constexpr const char* kUsage = "shared_table({ Ada = 36 }, { mmap = true })";
    expect_at_most(L, kUsage, 1, 2);
    if (!lua_isnoneornil(L, 1) && !lua_istable(L, 1))
        complain(L,
                 "shared_table takes the table that it begins with, as in shared_table{ Ada = 36 }, but was given %s",
                 kind_at(L, 1));
    expect_options(L, 2, kUsage, {"mmap"});
    bool mmap = false;
    if (lua_istable(L, 2)) {
        lua_getfield(L, 2, "mmap");
        mmap = lua_toboolean(L, -1) != 0;
    }
    make_from(L, 1, mmap, 0);
    return 1;
}

// ---- Asking.

static Operation& begin_on_table(lua_State* L, OperationKind kind) {
    if (state_of(L).loading)
        complain(L,
                 "an entry of a shared table while the file loads: only a task can read or write it; what it begins "
                 "with stands in shared_table{ … }");
    Operation& operation = begin_operation(L, kind);
    operation.resource = static_cast<ResourceId>(handle_at(L, 1)->index);
    LuaTask& task = *task_of(L);
    task.text.clear();
    operation.text = &task.text;
    return operation;
}

/// 2.0 is the same key as 2.
static void put_key(lua_State* L, int index, Operation& operation) {
    constexpr std::size_t kLongestKey = 1000;
    const int type = lua_type(L, index);
    lua_Integer whole = 0;
    if (type == LUA_TNUMBER && std::isnan(lua_tonumber(L, index)))
        complain(L, "a key of a shared table is a number, but this is none: nan");
    if (type != LUA_TNUMBER && type != LUA_TBOOLEAN && type != LUA_TSTRING)
        complain(L, "the keys of a shared table are numbers, texts and truth values, but this is %s",
                 kind_at(L, index));
    if (type == LUA_TSTRING && lua_rawlen(L, index) > kLongestKey)
        complain(L, "a key of a shared table has 1000 bytes at most");
    if (type == LUA_TNUMBER && lua_isinteger(L, index) == 0 &&
        lua_numbertointeger(lua_tonumber(L, index), &whole) != 0 &&
        static_cast<lua_Number>(whole) == lua_tonumber(L, index)) {
        lua_pushinteger(L, whole);
        pack_value(L, -1, *operation.text);
        return lua_pop(L, 1);
    }
    pack_value(L, index, *operation.text);
}

static void put_value(lua_State* L, int index, Operation& operation) {
    LuaTask& task = *task_of(L);
    const char* problem = pack_value(L, index, *operation.text, most_to_pack(L));
    if (!problem) problem = task.count_text(L);
    if (problem) complain(L, "a shared table cannot hold this: %s", problem);
}

/// A table that was written as a whole is read as a copy, which cannot be written to.
static void push_entry(lua_State* L, std::string_view& packed) {
    push_packed(L, packed);
    if (!lua_istable(L, -1)) return;
    push_resource(L, task_of(L)->operation.resource);
    const char* const name = name_of_table(L, -1);
    lua_pushstring(L, name);
    lua_remove(L, -2);
    freeze_copy(L, -2, lua_tostring(L, -1));
    lua_pop(L, 1);
}

static int finish_with_entry(lua_State* L, int, lua_KContext) {
    std::string_view packed = granted_task(L).text;
    take_value(packed);
    push_entry(L, packed);
    return 1;
}

/// The key, too; or nil, if there is none.
static int finish_with_pair(lua_State* L, int, lua_KContext) {
    std::string_view packed = granted_task(L).text;
    push_packed(L, packed);
    push_entry(L, packed);
    if (!lua_isnil(L, -1)) return 2;
    return 1;
}

static int finish_with_count(lua_State* L, int, lua_KContext) {
    lua_pushinteger(L, granted_task(L).operation.value);
    return 1;
}

static int read_entry(lua_State* L) {
    if (lua_isnil(L, 2)) return lua_pushnil(L), 1;
    put_key(L, 2, begin_on_table(L, OperationKind::read_entry));
    return wait_for(L, finish_with_entry);
}

static int write_entry(lua_State* L) {
    Operation& operation = begin_on_table(L, OperationKind::write_entry);
    put_key(L, 2, operation);
    put_value(L, 3, operation);
    return wait_for(L, finish_with_nothing);
}

static int length_of_shared(lua_State* L) {
    begin_on_table(L, OperationKind::table_length).text = nullptr;
    return wait_for(L, finish_with_count);
}

static int next_entry(lua_State* L) {
    pack_value(L, 2, *begin_on_table(L, OperationKind::walk_entry).text);
    return wait_for(L, finish_with_pair);
}

static int next_place(lua_State* L) {
    Operation& operation = begin_on_table(L, OperationKind::read_entry);
    lua_pushinteger(L, lua_tointeger(L, 2) + 1);
    pack_value(L, -1, *operation.text);
    return wait_for(L, finish_with_pair);
}

// ---- Lua's own words for tables.

int walk_shared_table(lua_State* L) {
    lua_pushcfunction(L, next_entry);
    lua_pushvalue(L, 1);
    lua_pushnil(L);
    return 3;
}

static int call_lua_s_own(lua_State* L) {
    lua_pushvalue(L, lua_upvalueindex(1));
    lua_insert(L, 1);
    lua_call(L, lua_gettop(L) - 1, LUA_MULTRET);
    return lua_gettop(L);
}

int ipairs_of_any(lua_State* L) {
    if (!is_shared_table(L, 1)) return call_lua_s_own(L);
    lua_pushcfunction(L, next_place);
    lua_pushvalue(L, 1);
    lua_pushinteger(L, 0);
    return 3;
}

/// A position of a list, or nothing.
static void put_position(lua_State* L, int index, Operation& operation) {
    if (!lua_isnoneornil(L, index) && lua_isinteger(L, index) == 0)
        complain(L, "a position in a shared table is a whole number, but this is %s", kind_at(L, index));
    pack_value(L, index, *operation.text);
}

int insert_into_any(lua_State* L) {
    if (!is_shared_table(L, 1)) return call_lua_s_own(L);
    const int given = lua_gettop(L);
    if (given < 2 || given > 3) complain(L, "table.insert takes a list, a position if you like, and a value");
    if (lua_isnil(L, given)) complain(L, "table.insert takes a value, but was given nil");
    Operation& operation = begin_on_table(L, OperationKind::insert_entry);
    if (given == 2) lua_pushnil(L);
    put_position(L, given == 2 ? 3 : 2, operation);
    put_value(L, given, operation);
    return wait_for(L, finish_with_nothing);
}

int remove_from_any(lua_State* L) {
    if (!is_shared_table(L, 1)) return call_lua_s_own(L);
    lua_settop(L, 2);
    put_position(L, 2, begin_on_table(L, OperationKind::remove_entry));
    return wait_for(L, finish_with_entry);
}

static int finish_word(lua_State* L, int, lua_KContext) { return lua_gettop(L); }

static int do_with_list(lua_State* L, const char* word, bool is_shared) {
    note_line(L);
    if (!is_shared) return call_lua_s_own(L);
    lua_rawgetp(L, LUA_REGISTRYINDEX, &kWordsForLists);
    lua_getfield(L, -1, word);
    lua_insert(L, 1);
    lua_pop(L, 1);
    lua_callk(L, lua_gettop(L) - 1, LUA_MULTRET, 0, finish_word);
    return lua_gettop(L);
}

int concat_any(lua_State* L) { return do_with_list(L, "concat", is_shared_table(L, 1)); }
int sort_any(lua_State* L) { return do_with_list(L, "sort", is_shared_table(L, 1)); }
int unpack_any(lua_State* L) { return do_with_list(L, "unpack", is_shared_table(L, 1)); }
int move_any(lua_State* L) { return do_with_list(L, "move", is_shared_table(L, 1) || is_shared_table(L, 5)); }

void keep_words_for_lists(lua_State* L) { lua_rawsetp(L, LUA_REGISTRYINDEX, &kWordsForLists); }

void open_shared_tables(lua_State* L) {
    static constexpr luaL_Reg kEvents[] = {
        {"__index", read_entry}, {"__newindex", write_entry}, {"__len", length_of_shared}, {nullptr, nullptr}};
    lua_createtable(L, 0, 16);
    luaL_setfuncs(L, kEvents, 0);
    refuse_other_uses(L);
    lua_rawsetp(L, LUA_REGISTRYINDEX, &kMetatableOfTables);
}

}  // namespace simul::lua
