#include "engine/scenario/lua/values.h"

#include <algorithm>
#include <type_traits>

#include "engine/scenario/lua/resources.h"
#include "engine/scenario/packed_item.h"

namespace simul::lua {

namespace {

constexpr int kDeepest = 32;

double number_of(const PlainValue& key) {
    if (const auto* whole = std::get_if<std::int64_t>(&key.content)) return static_cast<double>(*whole);
    if (const auto* real = std::get_if<double>(&key.content)) return *real;
    const auto* truth = std::get_if<bool>(&key.content);
    return truth && *truth ? 1 : 0;
}

/// Numbers, then strings, then truth values.
bool in_order(const PlainValue& left, const PlainValue& right) {
    const auto rank = [](const PlainValue& key) {
        return std::holds_alternative<bool>(key.content) ? 2 : std::holds_alternative<std::string>(key.content) ? 1 : 0;
    };
    if (rank(left) != rank(right)) return rank(left) < rank(right);
    if (rank(left) == 1) return std::get<std::string>(left.content) < std::get<std::string>(right.content);
    return number_of(left) < number_of(right);
}

class Reader {
  public:
    explicit Reader(lua_State* L) : L_(L) {}

    /// Null, or why the value cannot travel.
    const char* read(int index, PlainValue& into, int depth = 0) {
        switch (lua_type(L_, index)) {
            case LUA_TNIL:
                into = PlainValue();
                return nullptr;
            case LUA_TBOOLEAN:
                into = lua_toboolean(L_, index) != 0;
                return nullptr;
            case LUA_TNUMBER:
                return read_number(index, into);
            case LUA_TSTRING:
                return read_string(index, into);
            case LUA_TLIGHTUSERDATA:
                into = future_at(L_, index);
                return nullptr;
            case LUA_TUSERDATA:
                return read_handle(index, into);
            case LUA_TTABLE:
                return read_table(lua_absindex(L_, index), into, depth);
            case LUA_TFUNCTION:
                return "a function cannot travel to another task; pass its name, or what it needs, as plain values";
            default:
                return "only numbers, strings, truth values, tables, resources and futures can travel";
        }
    }

  private:
    const char* read_number(int index, PlainValue& into) {
        if (lua_isinteger(L_, index))
            into = static_cast<std::int64_t>(lua_tointeger(L_, index));
        else
            into = static_cast<double>(lua_tonumber(L_, index));
        return nullptr;
    }

    const char* read_string(int index, PlainValue& into) {
        std::size_t length = 0;
        const char* text = lua_tolstring(L_, index, &length);
        if (length > kMostPackedBytes) return kTooLong;
        into = std::string(text, length);
        return nullptr;
    }

    const char* read_handle(int index, PlainValue& into) {
        const Handle* handle = handle_at(L_, index);
        if (handle->is_knob) return "a knob cannot travel; pass knob.NAME, its value";
        into = static_cast<ResourceId>(handle->index);
        return nullptr;
    }

    const char* read_table(int index, PlainValue& into, int depth) {
        if (depth >= kDeepest) return "the table contains itself, or is deeper than 32 tables";
        if (lua_checkstack(L_, 6) == 0) return "there is no room for it";
        PlainValue::Table table;
        push_content(L_, index);
        const char* problem = nullptr;
        lua_pushnil(L_);
        while (!problem && lua_next(L_, -2) != 0) problem = read_pair(table, depth);
        if (problem) {
            lua_settop(L_, top_of_table_);
            return problem;
        }
        lua_pop(L_, 1);
        std::sort(table.begin(), table.end(), [](const auto& a, const auto& b) { return in_order(a.first, b.first); });
        into = std::move(table);
        return nullptr;
    }

    /// Key and value are on top; the key stays.
    const char* read_pair(PlainValue::Table& table, int depth) {
        if (++pairs_ > kMostPackedBytes) return kTooLong;
        PlainValue key, value;
        const int kind = lua_type(L_, -2);
        if (kind != LUA_TNUMBER && kind != LUA_TSTRING && kind != LUA_TBOOLEAN)
            return "the keys of a table that travels are numbers, strings or truth values";
        const char* problem = read(-2, key);
        if (!problem) problem = read(-1, value, depth + 1);
        if (problem) return problem;
        table.emplace_back(std::move(key), std::move(value));
        lua_pop(L_, 1);
        return nullptr;
    }

    static constexpr const char* kTooLong =
        "it is longer than the 4096 bytes that may travel at once; send it in parts";

    lua_State* L_;
    int top_of_table_ = lua_gettop(L_);
    std::size_t pairs_ = 0;

    friend const char* simul::lua::pack_value(lua_State* L, int index, Packed& into);
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

const char* pack_value(lua_State* L, int index, Packed& into) {
    PlainValue value;
    const std::size_t before = into.size();
    Reader reader(L);
    if (const char* problem = reader.read(index, value)) return problem;
    pack(value, into);
    return into.size() - before > kMostPackedBytes ? Reader::kTooLong : nullptr;
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
        return "a variable holds a number or a truth value";
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
    }
}

}  // namespace simul::lua
