// How it works. The stack of the suspended thread is walked from its innermost call to the outermost. Of each function
// the code, the place in it and the registers that are still read are added; of a C function, which waits in an
// operation or in pcall, all that it has. Values are followed: equal numbers and strings are equal, a table is what it
// holds. What was there when the file was loaded stays as it is, so it is its number. Tables and shared variables
// get numbers in the order in which they are met, so two names of one table differ from two tables alike.
#include "engine/scenario/lua/place.h"

#include <algorithm>
#include <bit>
#include <unordered_map>

#include "engine/scenario/lua/freeze.h"
#include "engine/scenario/lua/layout.h"
#include "engine/scenario/lua/own_values.h"
#include "engine/scenario/lua/resources.h"
#include "engine/scenario/operation_hash.h"

namespace simul::lua {

namespace {

constexpr int kDeepestValue = 64;

int one_of_ours(lua_State*) { return 0; }

std::uint64_t bits_of(const void* pointer) { return reinterpret_cast<std::uintptr_t>(pointer); }

/// A key whose order does not depend on the table.
struct PlainKey {
    int type = LUA_TNIL;
    std::uint64_t number = 0;
    std::string_view text{};
    friend auto operator<=>(const PlainKey&, const PlainKey&) = default;
};

class PlaceReader {
  public:
    PlaceReader(State& state, lua_State* thread) : state_(state), L_(thread), values_(state.main) {}

    bool read() {
        const int top = lua_gettop(values_);
        const bool room = lua_checkstack(L_, 4) != 0 && lua_checkstack(values_, 8 * kDeepestValue) != 0;
        known_ = known_ && room;
        lua_Debug frame;
        for (int level = 0; known_ && lua_getstack(L_, level, &frame) != 0; ++level) note_registers(frame);
        for (int level = 0; known_ && lua_getstack(L_, level, &frame) != 0; ++level) add_frame(frame);
        lua_settop(values_, top);
        return known_;
    }
    const StateHash& hash() const { return hash_; }

  private:
    // ---- The stack.

    /// Pushes the function onto `values_`.
    const void* push_function(lua_Debug& frame) {
        lua_getinfo(L_, "f", &frame);
        lua_xmove(L_, values_, 1);
        return lua_topointer(values_, -1);
    }

    /// Where its registers stand, for the variables that closures share with it.
    void note_registers(const lua_Debug& frame) { bases_.push_back(call_of(frame)->function + kRegisterSize); }

    void add_frame(lua_Debug& frame) {
        const void* function = push_function(frame);
        const bool is_c = lua_iscfunction(values_, -1) != 0;
        add_value(0);
        if (is_c)
            add_c_frame(frame);
        else
            add_lua_frame(frame, *code_of(function));
    }

    void add_c_frame(const lua_Debug& frame) {
        hash_.add(static_cast<std::uint64_t>(call_of(frame)->c.context));
        for (int i = 1; known_ && lua_getlocal(L_, &frame, i); ++i) take_value();
    }

    void add_lua_frame(const lua_Debug& frame, const Code& code) {
        const auto next = static_cast<std::size_t>(call_of(frame)->next_instruction - code.instructions);
        if (next == 0 || next > static_cast<std::size_t>(code.instruction_count)) return void(known_ = false);
        hash_.add(next);
        auto live = state_.live.find(&code);
        if (live == state_.live.end()) live = state_.live.emplace(&code, live_registers(code)).first;
        const Registers registers = live_while_waiting(code, live->second, next);
        for (int i = 0; known_ && i < code.registers; ++i) {
            if (!registers.test(static_cast<std::size_t>(i)) || !lua_getlocal(L_, &frame, i + 1)) continue;
            hash_.add(static_cast<std::uint64_t>(i));
            take_value();
        }
        for (int i = 1; known_ && code.is_vararg != 0 && lua_getlocal(L_, &frame, -i); ++i) take_value();
    }

    /// Of the value on top of the thread's stack.
    void take_value() {
        lua_xmove(L_, values_, 1);
        add_value(0);
    }

    // ---- Values. Each takes the value on top.

    void add_value(int depth) {
        const int type = lua_type(values_, -1);
        hash_.add(static_cast<std::uint64_t>(type));
        switch (type) {
            case LUA_TNIL:
                break;
            case LUA_TBOOLEAN:
                hash_.add(static_cast<std::uint64_t>(lua_toboolean(values_, -1)));
                break;
            case LUA_TNUMBER:
            case LUA_TLIGHTUSERDATA:
                add_plain();
                break;
            case LUA_TSTRING:
                add_string();
                break;
            case LUA_TUSERDATA:
                add_userdata();
                break;
            case LUA_TTABLE:
                if (goes_deeper(depth)) add_table(depth);
                break;
            case LUA_TFUNCTION:
                if (goes_deeper(depth)) add_function(depth);
                break;
            default:
                known_ = false;
        }
        lua_pop(values_, 1);
    }

    bool goes_deeper(int depth) {
        known_ = known_ && depth < kDeepestValue;
        return known_;
    }

    void add_plain() {
        if (lua_islightuserdata(values_, -1)) return hash_.add(bits_of(lua_touserdata(values_, -1)));
        hash_.add(static_cast<std::uint64_t>(lua_isinteger(values_, -1)));
        hash_.add(number_bits(-1));
    }
    std::uint64_t number_bits(int index) const {
        return lua_isinteger(values_, index) ? static_cast<std::uint64_t>(lua_tointeger(values_, index))
                                             : std::bit_cast<std::uint64_t>(lua_tonumber(values_, index));
    }
    void add_string() {
        std::size_t length = 0;
        const char* text = lua_tolstring(values_, -1, &length);
        hash_.add(std::string_view(text, length));
    }

    /// A resource; or what one of our own iterators keeps in order, which is plain.
    void add_userdata() {
        if (lua_getmetatable(values_, -1) != 0) {
            lua_pop(values_, 1);
            const Handle& handle = *handle_at(values_, -1);
            return hash_.add(std::uint64_t{handle.is_knob} << 32 | static_cast<std::uint64_t>(handle.kind) << 16 |
                             handle.index);
        }
        hash_.add(std::string_view(static_cast<const char*>(lua_touserdata(values_, -1)), lua_rawlen(values_, -1)));
    }

    /// Whether it was there when the file was loaded.
    bool add_settled() {
        const std::uint32_t number = number_in_file(values_, -1);
        if (number != 0) hash_.add(number);
        return number != 0;
    }

    /// Adds its number. False: it was met before.
    bool is_new(const void* what) {
        const auto [number, added] = numbers_.try_emplace(what, numbers_.size());
        hash_.add(number->second);
        return added;
    }

    void add_table(int depth) {
        if (add_settled()) return;
        if (lua_getmetatable(values_, -1) != 0) {  // the house's own
            lua_rawgetp(values_, -1, &kNumber);
            known_ = known_ && lua_isinteger(values_, -1) != 0;
            hash_.add(static_cast<std::uint64_t>(lua_tointeger(values_, -1)));
            return lua_pop(values_, 2);
        }
        if (!is_new(lua_topointer(values_, -1))) return;
        hash_.add(static_cast<std::uint64_t>(lua_rawlen(values_, -1)));
        for (const PlainKey& key : keys_of_table()) {
            push_key(key);
            lua_pushvalue(values_, -1);
            add_value(depth + 1);
            lua_rawget(values_, -2);
            add_value(depth + 1);
        }
    }

    std::vector<PlainKey> keys_of_table() {
        std::vector<PlainKey> keys;
        for (lua_pushnil(values_); lua_next(values_, -2) != 0;) {
            lua_pop(values_, 1);
            keys.push_back(key_on_top());
        }
        std::sort(keys.begin(), keys.end());
        if (!known_) keys.clear();
        return keys;
    }

    PlainKey key_on_top() {
        PlainKey key{lua_type(values_, -1)};
        switch (key.type) {
            case LUA_TBOOLEAN:
                key.number = static_cast<std::uint64_t>(lua_toboolean(values_, -1));
                break;
            case LUA_TNUMBER:
                key.number = number_bits(-1);
                if (!lua_isinteger(values_, -1)) key.text = "real";
                break;
            case LUA_TLIGHTUSERDATA:
                key.number = bits_of(lua_touserdata(values_, -1));
                break;
            case LUA_TSTRING: {
                std::size_t length = 0;
                const char* text = lua_tolstring(values_, -1, &length);
                key.text = std::string_view(text, length);
                break;
            }
            default:
                known_ = false;
        }
        return key;
    }
    void push_key(const PlainKey& key) {
        switch (key.type) {
            case LUA_TBOOLEAN:
                return lua_pushboolean(values_, key.number != 0);
            case LUA_TNUMBER:
                if (key.text.empty()) return lua_pushinteger(values_, static_cast<lua_Integer>(key.number));
                return lua_pushnumber(values_, std::bit_cast<lua_Number>(key.number));
            case LUA_TLIGHTUSERDATA:
                return lua_pushlightuserdata(values_, reinterpret_cast<void*>(key.number));
            default:
                lua_pushlstring(values_, key.text.data(), key.text.size());
        }
    }

    void add_function(int depth) {
        if (add_settled()) return;
        const void* const function = lua_topointer(values_, -1);
        if (!is_new(function)) return;
        if (lua_iscfunction(values_, -1)) {
            hash_.add(place_of(lua_tocfunction(values_, -1)));
            for (int i = 1; known_ && lua_getupvalue(values_, -1, i); ++i) add_value(depth + 1);
            return;
        }
        add_code(code_of(function));
        for (int i = 1; known_ && lua_getupvalue(values_, -1, i); ++i) add_shared_variable(i, depth);
    }

    /// Where programs and libraries stand is another in each process; what is in them is not: so the distance counts
    /// from a function of the same one.
    std::uint64_t place_of(lua_CFunction function) const {
        constexpr std::uint64_t kLargest = std::uint64_t{1} << 32;
        const auto distance = [function](lua_CFunction from) {
            return bits_of(reinterpret_cast<const void*>(function)) - bits_of(reinterpret_cast<const void*>(from));
        };
        const std::uint64_t here = distance(one_of_ours);
        return here + kLargest / 2 < kLargest ? here : distance(state_.of_library);
    }

    /// All functions that tasks run were there when the file was loaded, or were made by one that was.
    void add_code(const Code* code) {
        const auto number = state_.code_numbers.find(code);
        known_ = known_ && number != state_.code_numbers.end();
        if (known_) hash_.add(number->second);
    }

    /// Its value is on top, the closure below. While it stands in a register, that is where its value is added.
    void add_shared_variable(int number, int depth) {
        const auto* variable = static_cast<const SharedVariable*>(lua_upvalueid(values_, -2, number));
        const std::uint64_t place = stands_in_itself(*variable) ? 0 : register_at(variable->value);
        hash_.add(place);
        if (place == 0 && is_new(variable)) return add_value(depth + 1);
        lua_pop(values_, 1);
    }

    /// Its call is over. Wherever that is in memory, also behind a stack, it is in no register.
    static bool stands_in_itself(const SharedVariable& variable) {
        constexpr std::uint64_t kSize = 64;
        return bits_of(variable.value) - bits_of(&variable) < kSize;
    }

    /// Which call, counted from the outermost, and which register; 0: none.
    std::uint64_t register_at(const char* address) const {
        for (std::size_t level = 0; level < bases_.size(); ++level) {
            const char* const base = bases_[level];
            const char* const end = level == 0 ? base + 256 * kRegisterSize : bases_[level - 1] - kRegisterSize;
            if (address >= base && address < end)
                return static_cast<std::uint64_t>(bases_.size() - level) << 16 |
                       static_cast<std::uint64_t>(address - base) / kRegisterSize;
        }
        return 0;
    }

    State& state_;
    lua_State *L_, *values_;
    std::vector<const char*> bases_;  ///< of each call's registers, from the innermost
    std::unordered_map<const void*, std::uint64_t> numbers_;
    StateHash hash_;
    bool known_ = true;
};

}  // namespace

bool add_place(State& state, LuaTask& task, StateHash& into) {
    if (!layout_is_known() || has_own_values(state.main)) return false;
    const WithoutLimit without_limit(state);
    PlaceReader reader(state, task.thread());
    if (!reader.read()) return false;
    add_cancelling(into, task.context().cancelling_if_any());
    into.add(reader.hash());
    into.add(std::string_view(task.given().changed()));
    return true;
}

}  // namespace simul::lua
