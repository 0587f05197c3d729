#include "engine/scenario/lua/values.h"

#include <algorithm>
#include <type_traits>

#include "engine/scenario/lua/resources.h"
#include "engine/scenario/packed_table.h"

namespace simul::lua {

namespace {

constexpr int kDeepest = 32;

/// A key and a value, one after the other in the packed bytes.
struct PackedPair {
    std::size_t begin, end;
};

/// Packs values as it reads them, so that a long one needs no memory besides.
class Reader {
  public:
    Reader(lua_State* L, Packed& into, std::size_t most) : L_(L), into_(into), most_(most) {}

    /// Null, or why the value cannot travel; then the stack may be higher than it was.
    const char* read(int index, int depth = 0) {
        switch (lua_type(L_, index)) {
            case LUA_TNIL:
                return put(PlainValue());
            case LUA_TBOOLEAN:
                return put(lua_toboolean(L_, index) != 0);
            case LUA_TNUMBER:
                return lua_isinteger(L_, index) ? put(static_cast<std::int64_t>(lua_tointeger(L_, index)))
                                                : put(static_cast<double>(lua_tonumber(L_, index)));
            case LUA_TSTRING:
                return read_string(index);
            case LUA_TLIGHTUSERDATA:
                return put(future_at(L_, index));
            case LUA_TUSERDATA:
                return read_handle(index);
            case LUA_TTABLE:
                return read_table(lua_absindex(L_, index), depth);
            case LUA_TFUNCTION:
                return "a function cannot travel to another task; pass its name, or what it needs, as plain values";
            default:
                return "only numbers, strings, truth values, tables, resources and futures can travel";
        }
    }

  private:
    const char* put(const PlainValue& value) {
        pack(value, into_);
        return why_too_long(0);
    }

    const char* why_too_long(std::size_t more) const {
        if (into_.size() + more <= most_) return nullptr;
        if (most_ == kShortBytes) return "it is longer than 4096 bytes";
        return "it is longer than what is left of the 64 MB that a story may have; send it in parts, or let go of what "
               "is no longer needed";
    }

    const char* read_string(int index) {
        std::size_t length = 0;
        const char* text = lua_tolstring(L_, index, &length);
        if (const char* problem = why_too_long(length)) return problem;
        pack_text({text, length}, into_);
        return why_too_long(0);
    }

    const char* read_handle(int index) {
        const Handle* handle = handle_at(L_, index);
        if (handle->is_knob) return "a knob cannot travel; pass knob.NAME, its value";
        return put(static_cast<ResourceId>(handle->index));
    }

    const char* read_table(int index, int depth) {
        if (depth >= kDeepest) return "the table contains itself, or is deeper than 32 tables";
        if (lua_checkstack(L_, 6) == 0) return "there is no room for it";
        if (is_coroutine(index)) return "a coroutine object cannot travel: spawn it, and pass its future";
        if (is_object(index))
            return "a generator, a greenlet, or another object of a task cannot travel to another one: it stays with "
                   "the "
                   "task that made it";
        const std::size_t place = into_.size();
        pack_table(0, into_);
        std::vector<PackedPair> pairs;
        bool sorted = true;
        push_content(L_, index);
        lua_pushnil(L_);
        while (lua_next(L_, -2) != 0) {
            const std::size_t begin = into_.size();
            if (const char* problem = read_pair(depth)) return problem;
            sorted &= pairs.empty() || in_order(key_of(pairs.back()), key_of({begin, 0}));
            pairs.push_back({begin, into_.size()});
        }
        lua_pop(L_, 1);
        set_pairs(static_cast<std::uint32_t>(pairs.size()), place, into_);
        if (!sorted) sort(pairs);
        return nullptr;
    }

    /// Made by the prelude: it has a metatable that is not one of a frozen table.
    bool is_object(int index) {
        if (lua_getmetatable(L_, index) == 0) return false;
        const bool is_frozen = lua_rawgetp(L_, -1, &kContent) == LUA_TTABLE;
        lua_pop(L_, 2);
        return !is_frozen;
    }

    /// As the prelude makes them.
    bool is_coroutine(int index) {
        lua_pushliteral(L_, "kind");
        const bool has_kind = lua_rawget(L_, index) == LUA_TSTRING;
        const bool is_called_so = has_kind && std::string_view(lua_tostring(L_, -1)) == "coroutine";
        lua_pushliteral(L_, "f");
        const bool has_function = lua_rawget(L_, index) == LUA_TFUNCTION;
        lua_pop(L_, 2);
        return is_called_so && has_function;
    }

    /// Key and value are on top; the key stays.
    const char* read_pair(int depth) {
        const int kind = lua_type(L_, -2);
        if (kind != LUA_TNUMBER && kind != LUA_TSTRING && kind != LUA_TBOOLEAN)
            return "the keys of a table that travels are numbers, strings or truth values";
        const char* problem = read(-2);
        if (!problem) problem = read(-1, depth + 1);
        if (!problem) lua_pop(L_, 1);
        return problem;
    }

    PackedItem key_of(const PackedPair& pair) const {
        std::string_view bytes(into_);
        bytes.remove_prefix(pair.begin);
        return take_item(bytes);
    }

    /// The bytes of the pairs, the last of which ends where all bytes end, so that equal tables have equal bytes.
    void sort(std::vector<PackedPair>& pairs) {
        const std::size_t first = pairs.front().begin;
        std::sort(pairs.begin(), pairs.end(),
                  [this](const PackedPair& a, const PackedPair& b) { return in_order(key_of(a), key_of(b)); });
        std::string sorted;
        sorted.reserve(into_.size() - first);
        for (const PackedPair& pair : pairs) sorted.append(into_, pair.begin, pair.end - pair.begin);
        into_.replace(first, std::string::npos, sorted);
    }

    lua_State* L_;
    Packed& into_;
    std::size_t most_;
};

/// Takes items off the bytes and pushes them. Nothing here has a destructor, so Lua may raise anywhere.
struct Pusher {
    lua_State* L;
    std::string_view& packed;

    void push() const { std::visit(*this, take_item(packed).content); }

    void operator()(std::monostate) const { lua_pushnil(L); }
    void operator()(bool truth) const { lua_pushboolean(L, truth); }
    void operator()(std::int64_t number) const { lua_pushinteger(L, number); }
    void operator()(double number) const { lua_pushnumber(L, number); }
    void operator()(std::string_view text) const { lua_pushlstring(L, text.data(), text.size()); }
    void operator()(ResourceId resource) const { push_resource(L, resource); }
    void operator()(TaskId task) const { push_future(L, task); }
    void operator()(PackedItem::Table table) const {
        lua_createtable(L, 0, 0);
        for (std::uint32_t i = 0; i < table.pairs; ++i) {
            push();
            push();
            lua_rawset(L, -3);
        }
    }
};
static_assert(std::is_trivially_destructible_v<PackedItem>);

/// A table and a key for each table that another is in, then what a resource needs to be found.
constexpr int kRoomToPush = 2 * kDeepest + 8;

}  // namespace

const char* pack_value(lua_State* L, int index, Packed& into, std::size_t most) {
    const int top = lua_gettop(L);
    const char* problem = Reader(L, into, most).read(index);
    lua_settop(L, top);
    return problem;
}

std::size_t most_to_pack(lua_State* L) {
    const State& state = state_of(L);
    const std::size_t left = state.most_memory() - std::min(state.most_memory(), state.memory);
    return std::max(left, kShortBytes + 1);
}

void push_packed(lua_State* L, std::string_view& packed) {
    if (lua_checkstack(L, kRoomToPush) == 0)
        complain(L, "there is no room for what comes in: the call has too many arguments; put them into a table");
    if (packed.empty())
        lua_pushnil(L);
    else
        Pusher{L, packed}.push();
}

const char* cell_at(lua_State* L, int index, Cell& into) {
    if (lua_type(L, index) == LUA_TBOOLEAN)
        into = Cell::boolean(lua_toboolean(L, index) != 0);
    else if (lua_type(L, index) != LUA_TNUMBER)
        return "only a number or a truth value can be compared and exchanged";
    else if (lua_isinteger(L, index))
        into = Cell::integer(lua_tointeger(L, index));
    else
        into = Cell::real(lua_tonumber(L, index));
    return nullptr;
}

void push_cell(lua_State* L, Cell cell) {
    switch (cell.type) {
        case CellType::integer:
            lua_pushinteger(L, cell.bits);
            return;
        case CellType::real:
            lua_pushnumber(L, cell.as_real());
            return;
        case CellType::boolean:
            lua_pushboolean(L, cell.bits != 0);
            return;
        case CellType::packed:  // what it stands for is pushed in its place
            lua_pushnil(L);
            return;
    }
}

}  // namespace simul::lua
