#include "engine/scenario/lua/values.h"

#include <algorithm>
#include <type_traits>

#include "engine/scenario/lua/code_numbers.h"
#include "engine/scenario/lua/function_names.h"
#include "engine/scenario/lua/resources.h"
#include "engine/scenario/packed_table.h"

namespace simul::lua {

namespace {

/// Where the functions stand that are being pushed, from the outermost.
struct Around {
    int count = 0;
    int places[kDeepestPacked + 1];
};

/// A piece of bytes for lua_load.
struct Piece {
    const char* bytes;
    std::size_t size;
};

const char* read_once(lua_State*, void* from, std::size_t* size) {
    Piece& piece = *static_cast<Piece*>(from);
    *size = std::exchange(piece.size, 0);
    return piece.bytes;
}

/// Takes items off the bytes and pushes them. Nothing here has a destructor, so Lua may raise anywhere.
struct Pusher {
    lua_State* L;
    std::string_view& packed;
    Around& around;

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
    void operator()(PackedItem::Function function) const {
        switch (function.from) {
            case PackedItem::Function::From::name:
                return push_function_named(L, function.name);
            case PackedItem::Function::From::file:
                lua_rawgetp(L, LUA_REGISTRYINDEX, &kThings);
                lua_rawgeti(L, -1, function.number);
                return lua_remove(L, -2);
            case PackedItem::Function::From::around_it:
                return lua_pushvalue(L, around.places[around.count - 1 - static_cast<int>(function.number)]);
            case PackedItem::Function::From::code:
                return push_code(function);
        }
    }

    void push_code(const PackedItem::Function& function) const {
        const auto code = std::get<std::string_view>(take_item(packed).content);
        Piece piece{code.data(), code.size()};
        if (lua_load(L, read_once, &piece, "=(function)", "b") != LUA_OK) lua_error(L);
        const int place = around.places[around.count++] = lua_gettop(L);
        note_code(state_of(L), lua_topointer(L, place), function.number);
        for (std::uint32_t i = 1; i < function.values; ++i) {
            push();
            if (std::string_view(lua_getupvalue(L, place, static_cast<int>(i))) == "_ENV")
                lua_rawgetp(L, LUA_REGISTRYINDEX, &kEnvironment);
            else
                lua_pushvalue(L, -2);
            lua_setupvalue(L, place, static_cast<int>(i));
            lua_pop(L, 2);
        }
        --around.count;
    }
};
static_assert(std::is_trivially_destructible_v<PackedItem>);

/// A table and a key for each table that another is in, or a function and two values; then what a resource needs to be
/// found.
constexpr int kRoomToPush = 3 * kDeepestPacked + 8;

}  // namespace

static void push_items(lua_State* L, std::string_view& packed) {
    Around around;
    Pusher{L, packed, around}.push();
}

void push_packed(lua_State* L, std::string_view& packed) {
    if (lua_checkstack(L, kRoomToPush) == 0)
        complain(L, "there is no room for what comes in: the call has too many arguments; put them into a table");
    if (packed.empty())
        lua_pushnil(L);
    else
        push_items(L, packed);
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
