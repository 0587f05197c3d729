#include <algorithm>
#include <utility>

#include "engine/scenario/lua/code_numbers.h"
#include "engine/scenario/lua/freeze.h"
#include "engine/scenario/lua/function_names.h"
#include "engine/scenario/lua/resources.h"
#include "engine/scenario/lua/values.h"
#include "engine/scenario/packed_table.h"

namespace simul::lua {

namespace {

/// A key and a value, one after the other in the packed bytes.
struct PackedPair {
    std::size_t begin, end;
};

/// Packs values as it reads them, so that a long one needs no memory besides.
class Reader {
  public:
    Reader(lua_State* L, Packed& into, std::size_t most, Functions functions)
        : L_(L), into_(into), most_(most), functions_(functions) {}

    const char* read_called(int index) {
        is_called_ = true;
        return read(index);
    }

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
                return read_function(lua_absindex(L_, index), depth);
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
        if (depth >= kDeepestPacked) return "the table contains itself, or is deeper than 32 tables";
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
        set_length(static_cast<std::uint32_t>(pairs.size()), place, into_);
        if (!sorted) sort(pairs);
        return nullptr;
    }

    // ---- Functions.

    const char* read_function(int index, int depth) {
        if (functions_ == Functions::none)
            return "a function cannot be kept here; it can be given to a task, or sent to it";
        if (depth >= kDeepestPacked) return "it is deeper than 32 functions and tables";
        if (lua_checkstack(L_, 8) == 0) return "there is no room for it";
        if (const char* name = global_name_of(L_, index)) return put_function({From::name, false, 0, 0, name});
        if (const std::uint32_t number = number_in_file(L_, index); number != 0)
            return put_function({From::file, false, number, 0, {}});
        if (lua_iscfunction(L_, index) || !is_of_file(L_, index))
            return "it is a function of another task's object; pass what it needs";
        if (functions_ == Functions::of_file)
            return "a function that is made while the story runs cannot be pickled, as in Python: give it a global "
                   "name, "
                   "as in function game(board) … end at the top of the file";
        const void* const self = lua_topointer(L_, index);
        for (std::uint32_t i = 0; i < around_count_; ++i)
            if (around_[around_count_ - 1 - i] == self) return put_function({From::around_it, false, i, 0, {}});
        return read_code(index, depth);
    }

    const char* read_code(int index, int depth) {
        lua_Debug about;
        lua_pushvalue(L_, index);
        lua_getinfo(L_, ">u", &about);
        const std::uint32_t number = number_of_code(state_of(L_), lua_topointer(L_, index));
        const char* problem = put_function({From::code, false, number, std::uint32_t{about.nups} + 1, {}});
        if (!problem) problem = put_code(index);
        around_[around_count_++] = lua_topointer(L_, index);
        for (int i = 1; i <= about.nups && !problem; ++i) problem = read_shared(index, i, depth);
        --around_count_;
        return problem;
    }

    /// A variable of the function around it.
    const char* read_shared(int function, int number, int depth) {
        const std::string_view name = lua_getupvalue(L_, function, number);
        const std::uint32_t in_file = lua_istable(L_, -1) ? number_in_file(L_, -1) : 0;
        const char* problem = name == "_ENV" ? put(PlainValue())
                              : in_file != 0 ? put_function({From::file, false, in_file, 0, {}})
                                             : read(-1, depth + 1);
        lua_pop(L_, 1);
        if (!problem) return nullptr;
        const std::string why = problem;  // it may be what is written to
        state_of(L_).problem.assign("it uses the local ").append(name).append(", and ").append(why);
        return state_of(L_).problem.c_str();
    }

    const char* put_function(PackedItem::Function function) {
        function.is_called = std::exchange(is_called_, false);
        pack_function(function, into_);
        return why_too_long(0);
    }

    const char* put_code(int index) {
        const std::size_t place = into_.size();
        pack_text({}, into_);
        const std::size_t begin = into_.size();
        const auto write = [](lua_State*, const void* bytes, std::size_t count, void* into) {
            static_cast<Packed*>(into)->append(static_cast<const char*>(bytes), count);
            return 0;
        };
        lua_pushvalue(L_, index);
        lua_dump(L_, write, &into_, 0);
        lua_pop(L_, 1);
        set_length(static_cast<std::uint32_t>(into_.size() - begin), place, into_);
        return why_too_long(0);
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

    using From = PackedItem::Function::From;

    lua_State* L_;
    Packed& into_;
    std::size_t most_;
    Functions functions_;
    bool is_called_ = false;                  ///< the next function
    const void* around_[kDeepestPacked + 1];  ///< the functions that are being read, from the outermost
    std::uint32_t around_count_ = 0;
};

}  // namespace

const char* pack_value(lua_State* L, int index, Packed& into, std::size_t most, Functions functions) {
    const int top = lua_gettop(L);
    const char* problem = Reader(L, into, most, functions).read(index);
    lua_settop(L, top);
    return problem;
}

const char* pack_called(lua_State* L, int index, Packed& into, std::size_t most, Functions functions) {
    const int top = lua_gettop(L);
    const char* problem = Reader(L, into, most, functions).read_called(index);
    lua_settop(L, top);
    return problem;
}

std::size_t most_to_pack(lua_State* L) {
    const State& state = state_of(L);
    const std::size_t left = state.most_memory() - std::min(state.most_memory(), state.memory);
    return std::max(left, kShortBytes + 1);
}

}  // namespace simul::lua
