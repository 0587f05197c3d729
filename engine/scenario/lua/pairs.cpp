#include "engine/scenario/lua/pairs.h"

#include <algorithm>
#include <string_view>

#include "engine/scenario/lua/resources.h"
#include "engine/scenario/lua/shared_tables.h"

namespace simul::lua {

namespace {

/// A key without its value, so that keys can be sorted without Lua.
struct Key {
    enum class Rank : std::uint8_t { number, text, truth, future, handle } rank;
    double number;  ///< also: the truth, the id
    std::string_view text;
    lua_Integer place;  ///< in the list of keys

    friend bool operator<(const Key& left, const Key& right) {
        if (left.rank != right.rank) return left.rank < right.rank;
        if (left.number != right.number) return left.number < right.number;
        return left.text < right.text;
    }
};

Key key_at(lua_State* L, int index, lua_Integer place) {
    switch (lua_type(L, index)) {
        case LUA_TNUMBER:
            return {Key::Rank::number, lua_tonumber(L, index), {}, place};
        case LUA_TBOOLEAN:
            return {Key::Rank::truth, static_cast<double>(lua_toboolean(L, index)), {}, place};
        case LUA_TLIGHTUSERDATA:
            return {Key::Rank::future, static_cast<double>(future_at(L, index)), {}, place};
        case LUA_TUSERDATA:
            return {Key::Rank::handle, static_cast<double>(handle_at(L, index)->index), {}, place};
        case LUA_TSTRING: {
            std::size_t length = 0;
            const char* text = lua_tolstring(L, index, &length);
            return {Key::Rank::text, 0, {text, length}, place};
        }
        default:
            complain(L, "pairs walks keys in their order, but %s has none; use numbers or strings as keys",
                     kind_at(L, index));
            return {};
    }
}

/// Upvalues: the table, its keys, their order, the place.
int next_pair(lua_State* L) {
    const auto* order = static_cast<const lua_Integer*>(lua_touserdata(L, lua_upvalueindex(3)));
    lua_Integer place = lua_tointeger(L, lua_upvalueindex(4));
    const auto count = static_cast<lua_Integer>(lua_rawlen(L, lua_upvalueindex(2)));
    while (place < count) {
        lua_rawgeti(L, lua_upvalueindex(2), order[place++]);
        lua_pushvalue(L, -1);
        if (lua_gettable(L, lua_upvalueindex(1)) != LUA_TNIL) {  // nil: removed since the walk began
            lua_pushinteger(L, place);
            lua_replace(L, lua_upvalueindex(4));
            return 2;
        }
        lua_pop(L, 2);
    }
    return 0;
}

}  // namespace

int sorted_pairs(lua_State* L) {
    if (is_shared_table(L, 1)) return walk_shared_table(L);
    if (!lua_istable(L, 1)) complain(L, "pairs walks a table, but was given %s", kind_at(L, 1));
    lua_settop(L, 1);
    push_content(L, 1);
    lua_createtable(L, 0, 0);
    lua_Integer count = 0;
    for (lua_pushnil(L); lua_next(L, 2) != 0;) {
        lua_pop(L, 1);
        lua_pushvalue(L, -1);
        lua_rawseti(L, 3, ++count);
    }
    auto* keys = static_cast<Key*>(lua_newuserdatauv(L, sizeof(Key) * static_cast<std::size_t>(count), 0));
    for (lua_Integer i = 0; i < count; ++i) {
        lua_rawgeti(L, 3, i + 1);
        keys[i] = key_at(L, -1, i + 1);
        lua_pop(L, 1);
    }
    std::sort(keys, keys + count);
    auto* order =
        static_cast<lua_Integer*>(lua_newuserdatauv(L, sizeof(lua_Integer) * static_cast<std::size_t>(count), 0));
    for (lua_Integer i = 0; i < count; ++i) order[i] = keys[i].place;
    lua_pushvalue(L, 1);
    lua_pushvalue(L, 3);
    lua_pushvalue(L, 5);
    lua_pushinteger(L, 0);
    lua_pushcclosure(L, next_pair, 4);
    return 1;
}

}  // namespace simul::lua
