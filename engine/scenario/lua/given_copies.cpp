#include "engine/scenario/lua/given_copies.h"

#include <utility>

#include "engine/scenario/lua/state.h"
#include "engine/scenario/lua/values.h"

namespace simul::lua {

GivenCopies::GivenCopies(GivenCopies&& other) noexcept
    : state_(other.state_), given_(std::exchange(other.given_, {})), list_(std::exchange(other.list_, LUA_NOREF)) {}

void GivenCopies::add(lua_State* thread, int argument, std::string_view packed) {
    const bool is_function = lua_type(thread, -1) == LUA_TFUNCTION;
    if ((!is_function && lua_type(thread, -1) != LUA_TTABLE) || is_long(packed)) return;
    const WithoutLimit without_limit(*state_);
    if (lua_checkstack(thread, 4) == 0) return;
    if (given_.empty()) {
        lua_createtable(thread, 1, 0);
        list_ = luaL_ref(thread, LUA_REGISTRYINDEX);
    }
    given_.push_back({argument, is_function, Packed(packed)});
    lua_rawgeti(thread, LUA_REGISTRYINDEX, list_);
    lua_pushvalue(thread, -2);
    lua_rawseti(thread, -2, static_cast<lua_Integer>(given_.size()));
    lua_pop(thread, 1);
}

void GivenCopies::keep(int arguments) {
    while (!given_.empty() && given_.back().argument > arguments) given_.pop_back();
    if (given_.empty()) forget();
}

void GivenCopies::forget() {
    given_.clear();
    if (list_ != LUA_NOREF) luaL_unref(state_->main, LUA_REGISTRYINDEX, std::exchange(list_, LUA_NOREF));
}

std::string GivenCopies::in_words(const Given& given) {
    const std::string argument = std::to_string(given.argument);
    if (!given.is_function) return argument;
    return given.argument == 0 ? "function" : "function " + argument;
}

std::string GivenCopies::changed() const {
    if (given_.empty()) return {};
    const WithoutLimit without_limit(*state_);
    lua_State* const L = state_->main;
    const int top = lua_gettop(L);
    std::string changed;
    if (lua_checkstack(L, 4) == 0) return changed;
    lua_rawgeti(L, LUA_REGISTRYINDEX, list_);
    for (std::size_t i = 0; i < given_.size() && changed.empty(); ++i) {
        const Given& given = given_[i];
        lua_rawgeti(L, top + 1, static_cast<lua_Integer>(i) + 1);
        Packed now;
        const auto pack_it = given.argument == 0 ? pack_called : pack_value;
        const bool can_travel = pack_it(L, top + 2, now, kShortBytes, Functions::any) == nullptr;
        if (!can_travel || now != given.as_given) changed = in_words(given);
        lua_settop(L, top + 1);
    }
    lua_settop(L, top);
    return changed;
}

}  // namespace simul::lua
