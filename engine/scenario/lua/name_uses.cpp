#include "engine/scenario/lua/name_uses.h"

#include <fmt/format.h>

#include <optional>
#include <set>
#include <vector>

#include "engine/scenario/foreign_words.h"
#include "engine/scenario/lua/errors.h"
#include "engine/scenario/lua/metatables.h"
#include "engine/scenario/lua/pieces.h"

namespace simul::lua {

namespace {

using Pieces = std::vector<Piece>;

std::string_view text_at(const Pieces& pieces, std::size_t index) {
    return index < pieces.size() ? pieces[index].text : std::string_view();
}
bool is_name(const Pieces& pieces, std::size_t index) {
    return index < pieces.size() && !pieces[index].is_keyword && is_word(pieces[index].text);
}

/// Names that the text gives to something, wherever that is: scopes are not looked at, so that nothing right is
/// refused.
struct Given {
    std::set<std::string_view> locals;  ///< parameters and the like included
    std::set<std::string_view> assigned;
};

void take_declaration(const Pieces& pieces, std::size_t next, Given& given) {
    for (;; ++next) {
        const std::string_view text = text_at(pieces, next);
        if (is_name(pieces, next))
            given.locals.insert(text);
        else if (text != "," && text != "(" && text != "." && text != ":" && text != "function")
            return;
    }
}

/// `function add(n)` names a global, and a parameter.
Given names_given(const Pieces& pieces) {
    Given given;
    for (std::size_t i = 0; i < pieces.size(); ++i) {
        const std::string_view text = pieces[i].text, after = text_at(pieces, i + 1);
        const bool is_local = i > 0 && pieces[i - 1].text == "local";
        if (text == "function" && is_name(pieces, i + 1) && !is_local) given.assigned.insert(after);
        if (text == "function" && is_name(pieces, i + 1) && !is_local)
            take_declaration(pieces, i + 2, given);
        else if (text == "local" || text == "for" || text == "function")
            take_declaration(pieces, i + 1, given);
        const bool is_assigned = after == "=" && text_at(pieces, i + 2) != "=";
        if (is_name(pieces, i) && (is_assigned || after == ",")) given.assigned.insert(text);
    }
    return given;
}

bool has_global(State& state, std::string_view name) {
    lua_State* const L = state.main;
    lua_rawgetp(L, LUA_REGISTRYINDEX, &kGlobals);
    lua_pushlstring(L, name.data(), name.size());
    const bool found = lua_rawget(L, -2) != LUA_TNIL;
    lua_pop(L, 2);
    return found;
}

std::vector<std::string> words_of_the_language(State& state, const Given& given) {
    std::vector<std::string> words(given.assigned.begin(), given.assigned.end());
    lua_State* const L = state.main;
    lua_rawgetp(L, LUA_REGISTRYINDEX, &kGlobals);
    for (lua_pushnil(L); lua_next(L, -2) != 0; lua_pop(L, 1)) words.emplace_back(lua_tostring(L, -2));
    lua_pop(L, 1);
    return words;
}

/// The field of a library that the text asks for, as in `math.random`, is there.
bool has_field(State& state, std::string_view library, std::string_view field) {
    lua_State* const L = state.main;
    const int top = lua_gettop(L);
    lua_rawgetp(L, LUA_REGISTRYINDEX, &kGlobals);
    lua_pushlstring(L, library.data(), library.size());
    bool found = false;
    if (lua_rawget(L, -2) == LUA_TTABLE) {
        push_content(L, -1);
        lua_pushlstring(L, field.data(), field.size());
        found = lua_rawget(L, -2) != LUA_TNIL;
    }
    lua_settop(L, top);
    return found;
}

/// `coroutine` is one in Lua, and in Python a pool has methods; here both are functions.
bool is_library(std::string_view name) {
    return name == "math" || name == "string" || name == "table" || name == "coroutine" || name == "pool";
}

/// In Lua it would be nil, without a word.
bool is_constant_elsewhere(std::string_view name) {
    return name == "True" || name == "False" || name == "None" || name == "null" || name == "NULL" || name == "nullptr";
}

Error placed_at(const State& state, const Piece& piece, const std::string& what) {
    return story_error(state.chunk, piece.line, what);
}

std::string no_such_name(const std::string& name, const std::string& instead) {
    const std::string cut = name.substr(0, 60);
    return instead.empty()
               ? fmt::format("there is no {}: no word of the language, no global and no local has this name", cut)
               : fmt::format("there is no {} here; {}", cut, instead);
}

/// Assigned in one place only, by a call such as `mutex()`: it is what it is whatever the knobs are.
bool is_always_the_same(const Pieces& pieces, std::string_view name) {
    int assigned = 0, made = 0;
    for (std::size_t i = 0; i + 1 < pieces.size(); ++i) {
        if (pieces[i].text != name) continue;
        const std::string_view after = pieces[i + 1].text;
        assigned += after == "," || (after == "=" && text_at(pieces, i + 2) != "=");
        const std::string_view maker = text_at(pieces, i + 2), then = text_at(pieces, i + 3);
        const bool is_made = word_named<ResourceKind>(maker, kResourceKindNames).has_value() ||
                             word_named<DeviceKind>(maker, kDeviceKindNames).has_value();
        made += after == "=" && is_made && (then == "(" || then == "{");
    }
    return assigned == 1 && made == 1;
}

bool anything_has(std::string_view method) {
    for (const OperationInfo& operation : kOperations)
        if (operation.form == CallForm::method && operation.verb == method) return true;
    return false;
}

}  // namespace

Result<void> names_are_known(State& state, std::string_view source) {
    const Pieces pieces = pieces_of(source);
    const Given given = names_given(pieces);
    for (std::size_t i = 0; i < pieces.size(); ++i) {
        const std::string_view before = i > 0 ? pieces[i - 1].text : std::string_view(), after = text_at(pieces, i + 1);
        if (!is_name(pieces, i) || before == "." || before == ":" || before == "goto") continue;
        const bool awaits_like_python = pieces[i].text == "await" && is_name(pieces, i + 1) &&
                                        pieces[i + 1].line == pieces[i].line && given.locals.count("await") == 0;
        if (awaits_like_python)  // good Lua: two statements, and nothing is awaited
            return placed_at(state, pieces[i], grammar_instead_of(bare_line(source, pieces[i].line)));
        const bool joins_texts = after == "." && text_at(pieces, i + 2) == ".";
        const bool is_used = after == "(" || ((after == "." || after == ":") && is_name(pieces, i + 2) && !joins_texts);
        const bool is_constant = is_constant_elsewhere(pieces[i].text);
        const bool is_given = given.locals.count(pieces[i].text) + given.assigned.count(pieces[i].text) > 0;
        if ((!is_used && !is_constant) || is_given || pieces[i].text == "_ENV") continue;
        std::string name(pieces[i].text);
        const bool known = has_global(state, name);
        const bool has_point = after == "." && is_name(pieces, i + 2);
        const bool calls_library = is_library(name) && has_point && text_at(pieces, i + 3) == "(";
        if (known && (!calls_library || has_field(state, name, pieces[i + 2].text))) continue;
        if (has_point) name.append(".").append(pieces[i + 2].text);
        const std::vector<std::string> words = known ? std::vector<std::string>() : words_of_the_language(state, given);
        return placed_at(state, pieces[i], no_such_name(name, word_instead_of(name, words)));
    }
    return {};
}

Result<void> methods_are_known(State& state, std::string_view source) {
    const Pieces pieces = pieces_of(source);
    const Given given = names_given(pieces);
    lua_State* const L = state.main;
    for (std::size_t i = 0; i + 3 < pieces.size(); ++i) {
        const std::string_view before = i > 0 ? pieces[i - 1].text : std::string_view();
        const bool is_call = pieces[i + 1].text == ":" && is_name(pieces, i + 2) && pieces[i + 3].text == "(";
        if (!is_name(pieces, i) || !is_call || before == "." || before == ":" || before == "function") continue;
        if (given.locals.count(pieces[i].text) != 0) continue;
        if (anything_has(pieces[i + 2].text) && !is_always_the_same(pieces, pieces[i].text)) continue;
        const std::optional<std::string> complaint = complaint_about_method(L, pieces[i].text, pieces[i + 2].text);
        if (complaint) return placed_at(state, pieces[i + 2], *complaint);
    }
    return {};
}

Error explained_grammar(const State& state, Error error) {
    const int line = static_cast<int>(error.line);
    for (const int at : {line, line - 1}) {
        const std::string instead = grammar_instead_of(bare_line(state.description.source, at));
        if (instead.empty()) continue;
        error.text += "; " + instead;
        break;
    }
    return error;
}

}  // namespace simul::lua
