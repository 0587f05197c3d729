#include "engine/scenario/lua/global_reader.h"

#include <algorithm>

#include "engine/scenario/lua/errors.h"
#include "engine/scenario/nearest.h"

namespace simul::lua {

/// What a sentence shows of a word that is not known.
constexpr std::size_t kLongestWord = 60;

GlobalReader::GlobalReader(State& state) : state_(state), L_(state.main) {
    luaL_checkstack(L_, 40, nullptr);
    lua_rawgetp(L_, LUA_REGISTRYINDEX, &kGlobals);
    globals_ = lua_gettop(L_);
}

bool GlobalReader::find(const char* name) {
    global_ = name;
    lua_settop(L_, globals_);
    lua_pushstring(L_, name);
    return lua_rawget(L_, globals_) != LUA_TNIL && state_.globals.count(name) != 0;
}

bool GlobalReader::has_function(const std::string& name) {
    lua_pushstring(L_, name.c_str());
    const bool found = lua_rawget(L_, globals_) == LUA_TFUNCTION && state_.globals.count(name) != 0;
    lua_pop(L_, 1);
    return found;
}

void GlobalReader::refuse(const std::string& what) {
    if (!problem_) problem_ = story_error(state_.chunk, state_.globals[global_], what);
}

void GlobalReader::refuse_at(std::uint16_t line, const std::string& what) {
    if (!problem_) problem_ = story_error(state_.chunk, line, what);
}

std::optional<std::string> GlobalReader::text() { return text_at(-1); }

std::optional<std::string> GlobalReader::text_at(int index) {
    if (lua_type(L_, index) != LUA_TSTRING) return std::nullopt;
    if (!state_.describes(lua_rawlen(L_, index))) return refuse(kTooMuchDescribed), std::nullopt;
    return lua_tostring(L_, index);
}

std::optional<std::string> GlobalReader::plain_text() {
    if (lua_type(L_, -1) != LUA_TNUMBER) return text();
    std::string written;
    append_text(L_, -1, written);
    return written;
}

std::optional<Model> GlobalReader::model(int index) {
    const std::string given = text_at(index).value_or(kind_at(L_, index));
    if (const auto model = word_named<Model>(given, kModelNames)) return model;
    const std::vector<std::string> names(kModelNames, kModelNames + kModelCount);
    const std::string meant = nearest(given, names);
    refuse("there is no model " + given.substr(0, kLongestWord) + (meant.empty() ? "" : ", perhaps " + meant) +
           "; the models are " + listed(names));
    return std::nullopt;
}

void GlobalReader::read_knobs(const std::string& whose, const Knobs& knobs, KnobSettings& into) {
    const std::string shape = "knobs of " + whose + " are values by name, as in knobs = { opponents = 24 }";
    if (!lua_istable(L_, -1)) return refuse(shape);
    for_each_pair(shape, [&](const std::string& name) {
        const auto value = plain_text();
        if (!value) refuse(shape);
        Knobs turned = knobs;
        if (const Result<void> possible = turn(turned, {{name, value.value_or("")}}); !possible)
            refuse(whose + " turns a knob that cannot be turned so: " + possible.error().sentence());
        into.emplace_back(name, value.value_or(""));
        return true;
    });
}

void GlobalReader::for_each(const std::function<bool()>& entry) {
    const int before = lua_gettop(L_);
    push_content(L_, -1);
    const int list = lua_gettop(L_);
    for (lua_Integer i = 1; !problem_ && lua_rawgeti(L_, list, i) != LUA_TNIL && entry(); ++i) lua_settop(L_, list);
    lua_settop(L_, before);
}

void GlobalReader::for_each_pair(const std::string& shape, const std::function<bool(const std::string&)>& entry) {
    const int before = lua_gettop(L_);
    push_content(L_, -1);
    const int table = lua_gettop(L_);
    for (const std::string& key : sorted_keys(shape)) {
        lua_settop(L_, table);
        lua_pushstring(L_, key.c_str());
        lua_rawget(L_, table);
        if (problem_ || !entry(key)) break;
    }
    lua_settop(L_, before);
}

/// Of the table on top.
std::vector<std::string> GlobalReader::sorted_keys(const std::string& shape) {
    std::vector<std::string> keys;
    for (lua_pushnil(L_); lua_next(L_, -2) != 0; lua_pop(L_, 1)) {
        if (auto key = text_at(-2))
            keys.push_back(std::move(*key));
        else
            refuse(shape);
    }
    std::sort(keys.begin(), keys.end());
    return keys;
}

}  // namespace simul::lua
