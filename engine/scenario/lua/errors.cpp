#include "engine/scenario/lua/errors.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <utility>

#include "engine/scenario/lua/values.h"

namespace simul::lua {

namespace {

/// "file.lua:12: what" in its parts; the line is 0 if the text does not begin with a place in this story. Lua itself
/// puts the place there, and has no other way to say it.
struct Parts {
    int line = 0;
    std::string what;
};

Parts parts_of(const State& state, const std::string& text) {
    const std::string start = state.chunk + ":";
    if (text.compare(0, start.size(), start) != 0) return {0, text};
    std::size_t at = start.size();
    int line = 0;
    while (at < text.size() && std::isdigit(static_cast<unsigned char>(text[at])) && line < 1'000'000)
        line = line * 10 + (text[at++] - '0');
    if (text.compare(at, 2, ": ") != 0) return {0, text};
    return {line, text.substr(at + 2)};
}

/// Lua's own words for what has a remedy of ours.
std::string explained(const std::string& what) {
    if (what.find("stack overflow") != std::string::npos)
        return "functions call each other too deep; look for a function that calls itself without an end";
    if (what.find("across a C-call boundary") != std::string::npos)
        return "an operation cannot be asked for from a function that table.sort or string.gsub calls; collect first, "
               "then ask";
    constexpr std::size_t kLongest = 500;
    return fmt::format("{:.{}}{}", what, kLongest, what.size() > kLongest ? "…" : "");
}

}  // namespace

Error story_error(const std::string& chunk, int line, std::string text) {
    return {std::move(text), ErrorKind::story, chunk, static_cast<std::size_t>(std::max(line, 0))};
}

Error story_error(const State& state, int line, const std::string& task, const std::string& what) {
    return story_error(state.chunk, line, (task.empty() ? "" : "in task " + task + ": ") + what);
}

Error no_memory_left(const State& state, int line, const std::string& task) {
    if (state.refused_by_run)
        return story_error(state, line, task,
                           fmt::format("the tasks of the run need more than the {} MB that they may have together; "
                                       "keep less in each, or run fewer at once",
                                       kMostMemoryOfRun >> 20));
    return story_error(state, line, task,
                       fmt::format("the story needs more than the {} MB that it may have{}; keep less, or let go of "
                                   "what is no longer needed",
                                   state.most_memory() >> 20, state.loading ? " while its file loads" : ""));
}

bool is_cancelled(const State& state, lua_State* thread, int status) {
    if (status != LUA_ERRRUN || lua_type(thread, -1) != LUA_TSTRING) return false;
    return parts_of(state, lua_tostring(thread, -1)).what == kCancelled;
}

bool is_raised_as_it_is(const State& state, lua_State* thread) {
    if (lua_isnil(thread, -1)) return false;
    return lua_type(thread, -1) != LUA_TSTRING || parts_of(state, lua_tostring(thread, -1)).line == 0;
}

/// Of what a task group raises, `{ errors = … }`, whose content is on top: `2 errors: the first; the second`. Else
/// empty.
static std::string sentence_of_group(lua_State* thread) {
    constexpr lua_Integer kMostNamed = 5;
    std::string text;
    if (lua_getfield(thread, -1, "errors") == LUA_TTABLE) {
        push_content(thread, -1);
        const auto count = static_cast<lua_Integer>(lua_rawlen(thread, -1));
        if (count > 1) text = fmt::format("{} errors: ", count);
        for (lua_Integer i = 1; i <= std::min(count, kMostNamed); ++i) {
            lua_rawgeti(thread, -1, i);
            if (i > 1) text += "; ";
            append_text(thread, -1, text);
            lua_pop(thread, 1);
        }
        if (count > kMostNamed) text += "; …";
        lua_pop(thread, 1);
    }
    lua_pop(thread, 1);
    return text;
}

/// `Burnt: the cake is black`, from the fields type and message; else as a value is shown.
static std::string sentence_of_table(lua_State* thread) {
    std::string packed, text;
    push_content(thread, -1);
    lua_getfield(thread, -1, "type");
    lua_getfield(thread, -2, "message");
    const bool has_type = lua_type(thread, -2) == LUA_TSTRING, has_message = lua_type(thread, -1) == LUA_TSTRING;
    if (has_type) append_text(thread, -2, text);
    if (has_message) append_text(thread, -1, text.append(has_type ? ": " : ""));
    lua_pop(thread, 2);
    if (text.empty()) text = sentence_of_group(thread);
    lua_pop(thread, 1);
    if (text.empty() && !pack_value(thread, -1, packed)) text = preview(packed);
    return text.empty() ? "table" : text;
}

/// The row of a sheet that a raised table says is at fault, and the field in it.
static void add_row(lua_State* thread, Error& error) {
    constexpr std::size_t kMostOfName = 60;
    push_content(thread, -1);
    lua_getfield(thread, -1, "row");
    lua_getfield(thread, -2, "field");
    if (lua_isinteger(thread, -2) != 0 && lua_tointeger(thread, -2) > 0) {
        error.kind = ErrorKind::sheet;
        error.row = static_cast<std::size_t>(lua_tointeger(thread, -2));
        if (lua_type(thread, -1) == LUA_TSTRING) append_text(thread, -1, error.field);
        error.field.resize(std::min(error.field.size(), kMostOfName));
    }
    lua_pop(thread, 3);
}

Error error_raised(State& state, lua_State* thread, int status, const std::string& task) {
    if (status == LUA_ERRMEM) return no_memory_left(state, line_of(thread), task);
    std::string text;
    const bool is_table = lua_istable(thread, -1);
    if (lua_isnil(thread, -1))
        text = "error() was called without a message; write error(\"what went wrong\")";
    else if (is_table)
        text = sentence_of_table(thread);
    else
        append_text(thread, -1, text);
    Parts parts = parts_of(state, text);
    if (parts.line > 0 && parts.what.compare(0, 8, "in task ") == 0)  // of a task that was awaited
        return story_error(state.chunk, parts.line, parts.what);
    if (parts.line == 0) parts.line = line_of(thread);
    Error error = story_error(state, parts.line, task, explained(parts.what));
    if (is_table) add_row(thread, error);
    return error;
}

}  // namespace simul::lua
