#include "engine/scenario/lua/layout.h"

namespace simul::lua {

namespace {

int stop(lua_State* L) { return lua_yield(L, 0); }

/// Two stops in one line, with a variable that a closure shares.
constexpr const char* kProbe = R"(local stop = ...
return function(a, b)
  local shared = 7  local get = function() return shared end
  stop() stop()
  return get
end)";

constexpr int kFirstLine = 2, kLastLine = 6, kShared = 2, kGet = 3;  // registers

/// Looks at a thread that has stopped in the probe.
class Proof {
  public:
    explicit Proof(lua_State* thread) : L_(thread) {}

    /// Where the function stands; null when something is not where it should be.
    const std::uint32_t* place() {
        lua_Debug frame;
        if (lua_getstack(L_, 1, &frame) == 0 || lua_getinfo(L_, "f", &frame) == 0) return nullptr;
        const void* function = lua_topointer(L_, -1);
        lua_pop(L_, 1);
        const Code& code = *code_of(function);
        if (code.first_line != kFirstLine || code.last_line != kLastLine || code.parameters != 2) return nullptr;
        if (code.instruction_count < 8 || code.instruction_count > 64 || code.nested_count != 1) return nullptr;
        if (code.nested[0]->upvalue_count != 1 || code.nested[0]->upvalues[0].in_stack != 1) return nullptr;
        if (code.nested[0]->upvalues[0].index != kShared) return nullptr;
        return shares(*call_of(frame), frame) && stands_in(code, *call_of(frame)) ? call_of(frame)->next_instruction
                                                                                  : nullptr;
    }

  private:
    bool stands_in(const Code& code, const Call& call) const {
        constexpr std::uint32_t kCode = 0x7f, kCall = 68;
        const std::uint32_t* const first = code.instructions;
        return call.next_instruction > first && call.next_instruction < first + code.instruction_count &&
               (call.next_instruction[-1] & kCode) == kCall;
    }
    /// The closure's variable stands in the register that it should share.
    bool shares(const Call& call, const lua_Debug& frame) {
        if (!lua_getlocal(L_, &frame, kGet + 1)) return false;
        const bool is_closure = lua_isfunction(L_, -1);
        const auto* shared = is_closure ? static_cast<const SharedVariable*>(lua_upvalueid(L_, -1, 1)) : nullptr;
        lua_pop(L_, 1);
        return shared && shared->value == call.function + kRegisterSize * (kShared + 1);
    }

    lua_State* L_;
};

bool prove() {
    if (LUA_VERSION_NUM != 504) return false;
    lua_State* const L = luaL_newstate();
    if (!L) return false;
    bool proved = false;
    int results = 0;
    lua_State* const thread = lua_newthread(L);
    lua_pushcfunction(thread, stop);
    if (luaL_loadstring(thread, kProbe) == LUA_OK) {
        lua_insert(thread, -2);
        lua_call(thread, 1, 1);
        lua_resume(thread, nullptr, 0, &results);
        const std::uint32_t* const first = Proof(thread).place();
        lua_resume(thread, nullptr, 0, &results);
        const std::uint32_t* const second = Proof(thread).place();
        proved = first && second && first < second;
    }
    lua_close(L);
    return proved;
}

}  // namespace

bool layout_is_known() {
    static const bool known = prove();
    return known;
}

}  // namespace simul::lua
