#include "engine/scenario/lua/function_names.h"

#include <string>
#include <string_view>

#include "engine/scenario/lua/pieces.h"
#include "engine/scenario/lua/state.h"

namespace simul::lua {

namespace {

constexpr std::string_view kFunction = "function";

bool is_function_word(const std::vector<Piece>& pieces, std::size_t i) {
    return pieces[i].is_keyword && pieces[i].text == kFunction;
}

bool is_name(const std::vector<Piece>& pieces, std::size_t i) {
    return i < pieces.size() && !pieces[i].is_keyword && is_word(pieces[i].text);
}

/// Empty: the line gives it none, or more than one function begins there.
std::string name_in_line(const std::string& line) {
    const std::vector<Piece> pieces = pieces_of(line);
    std::size_t at = pieces.size(), count = 0;
    for (std::size_t i = 0; i < pieces.size(); ++i)
        if (is_function_word(pieces, i)) at = i, ++count;
    if (count != 1) return {};
    if (is_name(pieces, at + 1)) return std::string(pieces[at + 1].text);
    if (at >= 2 && pieces[at - 1].text == "=" && is_name(pieces, at - 2)) return std::string(pieces[at - 2].text);
    return {};
}

/// Into the state's scratch, so that nothing is lost when Lua raises.
void find_name(State& state, int line) {
    state.scratch = line > 0 ? name_in_line(bare_line(state.description.source, line)) : std::string(kFunction);
    if (state.scratch.empty()) state.scratch.append(kFunction).append(":").append(std::to_string(line));
}

}  // namespace

const char* global_name_of(lua_State* L, int index) {
    index = lua_absindex(L, index);
    lua_rawgetp(L, LUA_REGISTRYINDEX, &kFunctions);
    lua_pushvalue(L, index);
    const char* name = lua_rawget(L, -2) == LUA_TSTRING ? lua_tostring(L, -1) : nullptr;
    lua_pop(L, 2);
    return name;
}

/// The line where it begins; of one that is not the file's: -1.
static int line_in_file(lua_State* L, int index) {
    lua_Debug about;
    lua_pushvalue(L, index);
    lua_getinfo(L, ">S", &about);
    return *about.source == '@' ? about.linedefined : -1;
}

bool is_of_file(lua_State* L, int index) { return line_in_file(L, index) >= 0; }

void push_function_name(lua_State* L, int index) {
    if (const char* name = global_name_of(L, index)) return void(lua_pushstring(L, name));
    find_name(state_of(L), line_in_file(L, index));
    lua_pushstring(L, state_of(L).scratch.c_str());
}

void push_function_named(lua_State* L, std::string_view name) {
    lua_rawgetp(L, LUA_REGISTRYINDEX, &kGlobals);
    const std::size_t point = name.find('.');
    if (point != std::string_view::npos) {
        lua_pushlstring(L, name.data(), point);
        lua_rawget(L, -2);
        lua_remove(L, -2);
        push_content(L, -1);
        lua_remove(L, -2);
        name.remove_prefix(point + 1);
    }
    lua_pushlstring(L, name.data(), name.size());
    lua_rawget(L, -2);
    lua_remove(L, -2);
}

}  // namespace simul::lua
