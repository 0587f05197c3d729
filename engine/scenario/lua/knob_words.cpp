#include "engine/scenario/lua/knob_words.h"

#include <cmath>

#include "engine/scenario/knobs.h"
#include "engine/scenario/lua/arguments.h"
#include "engine/scenario/lua/knob_uses.h"
#include "engine/scenario/lua/resources.h"

namespace simul::lua {

static char kKnobValues;

// ---- declaring

/// A text at `index` for the description of a knob.
static const char* described(lua_State* L, int index) {
    if (!state_of(L).describes(lua_rawlen(L, index))) complain(L, "%s", kTooMuchDescribed);
    return lua_tostring(L, index);
}

static double number_field(lua_State* L, const char* name, double otherwise) {
    const int type = lua_getfield(L, 2, name);
    if (type != LUA_TNIL && type != LUA_TNUMBER) complain(L, "%s of a knob is a number, not %s", name, kind_at(L, -1));
    const double number = type == LUA_TNIL ? otherwise : lua_tonumber(L, -1);
    lua_pop(L, 1);
    return number;
}

static void read_choices(lua_State* L, Knob& knob) {
    if (lua_getfield(L, 2, "choices") != LUA_TNIL) {
        if (!lua_istable(L, -1)) complain(L, "choices of a knob is a list of strings, as in {\"lock\", \"core\"}");
        for (lua_Integer i = 1; lua_geti(L, -1, i) != LUA_TNIL; ++i) {
            if (lua_type(L, -1) != LUA_TSTRING) complain(L, "a choice of a knob is a string, not %s", kind_at(L, -1));
            const char* const choice = described(L, -1);
            knob.choices.emplace_back(choice);
            lua_pop(L, 1);
        }
        lua_pop(L, 1);
        knob.kind = KnobKind::choice;
    }
    lua_pop(L, 1);
}

static void read_options(lua_State* L, Knob& knob) {
    if (lua_isnoneornil(L, 2)) return;
    if (!lua_istable(L, 2)) complain(L, "after its value, a knob takes a table, as in { min = 1, max = 9 }");
    expect_options(L, 2, "a knob", {"min", "max", "text", "choices"});
    const double no_limit = std::nan("");
    const double min = number_field(L, "min", no_limit), max = number_field(L, "max", no_limit);
    if (std::isnan(min) != std::isnan(max)) complain(L, "a knob has both min and max, or neither");
    if (!std::isnan(min)) {
        if (!(min < max)) complain(L, "min of a knob must be below its max");
        knob.min = min;
        knob.max = max;
    }
    if (lua_getfield(L, 2, "text") != LUA_TNIL) {
        if (lua_type(L, -1) != LUA_TSTRING) complain(L, "text of a knob is a string, not %s", kind_at(L, -1));
        knob.text = described(L, -1);
    }
    lua_pop(L, 1);
    read_choices(L, knob);
}

static bool default_fits(const Knob& knob) {
    Knobs alone{knob};
    return turn(alone, {{knob.name, knob.value_as_text()}}).ok();
}

static int make_knob(lua_State* L, bool is_duration) {
    State& state = state_of(L);
    if (!state.loading) complain(L, "a knob is made while the story runs; knobs stand at the top of the file");
    constexpr int kMost = 1000;
    expect_at_most(L, is_duration ? "seconds(value, { min = …, max = … })" : "knob(value, { min = …, max = … })", 1, 2);
    if (state.made_knobs.size() >= kMost) complain(L, "there are more than %d knobs", kMost);
    const int type = lua_type(L, 1);
    if (type != LUA_TNUMBER && (is_duration || type != LUA_TSTRING))
        complain(L,
                 is_duration ? "seconds takes a number, but was given %s"
                             : "knob takes a number or a string, but was given %s",
                 kind_at(L, 1));
    Knob& knob = state.made_knobs.emplace_back();
    knob.kind = is_duration ? KnobKind::duration : KnobKind::number;
    if (type == LUA_TSTRING) {
        knob.kind = KnobKind::text;
        knob.text_value = described(L, 1);
    } else {
        if (!is_duration && lua_isinteger(L, 1)) knob.kind = KnobKind::count;
        knob.number = lua_tonumber(L, 1);
    }
    read_options(L, knob);
    if (!default_fits(knob)) complain(L, "the value of the knob is not among those that it allows itself");
    *static_cast<Handle*>(lua_newuserdatauv(L, sizeof(Handle), 0)) = {
        true, ResourceKind::device, {}, static_cast<std::uint16_t>(state.made_knobs.size() - 1)};
    return 1;
}

/// Argument 1 of a call of `knob` is `knob` itself.
static int knob_word(lua_State* L) {
    lua_remove(L, 1);
    return make_knob(L, false);
}
static int seconds_word(lua_State* L) { return make_knob(L, true); }

// ---- assigning

/// Takes one entry of the table: the knob gets its name.
static void name_knob(lua_State* L) {
    if (lua_type(L, -2) != LUA_TSTRING) complain(L, "each knob has a name, as in knobs = { opponents = knob(24) }");
    const Handle* handle = handle_at(L, -1);
    if (!handle || !handle->is_knob)
        complain(L, "knob %s is %s; write %s = knob(value, { min = …, max = …, text = … })", lua_tostring(L, -2),
                 kind_at(L, -1), lua_tostring(L, -2));
    state_of(L).made_knobs[handle->index].name = described(L, -2);
}

static void turn_made_knobs(State& state) {
    for (const Knob& knob : state.made_knobs)
        if (!knob.name.empty()) state.description.knobs.push_back(knob);
    const Result<void> turned = turn(state.description.knobs, state.settings);
    if (!turned.ok()) state.settings_error = turned.error();
}

static void push_knob_value(lua_State* L, const Knob& knob) {
    if (knob.kind == KnobKind::choice || knob.kind == KnobKind::text) {
        lua_pushlstring(L, knob.text_value.data(), knob.text_value.size());
        return;
    }
    const bool is_whole = knob.kind != KnobKind::number && knob.number == std::floor(knob.number);
    if (is_whole)
        lua_pushinteger(L, knob.count());
    else
        lua_pushnumber(L, knob.number);
}

void turn_knobs(lua_State* L, int index) {
    State& state = state_of(L);
    if (!lua_istable(L, index)) complain(L, "knobs is a table, as in knobs = { opponents = knob(24) }");
    if (state.knobs_assigned) complain(L, "knobs is assigned twice");
    state.knobs_assigned = true;
    for (lua_pushnil(L); lua_next(L, index) != 0; lua_pop(L, 1)) name_knob(L);
    turn_made_knobs(state);
    if (state.settings_error) complain(L, "the settings do not fit");
    lua_rawgetp(L, LUA_REGISTRYINDEX, &kKnobValues);
    for (std::size_t i = 0; i < state.description.knobs.size(); ++i) {
        push_knob_value(L, state.description.knobs[i]);
        lua_setfield(L, -2, state.description.knobs[i].name.c_str());
    }
    lua_pop(L, 1);
}

// ---- reading

static int refuse_unknown_knob(lua_State* L) {
    State& state = state_of(L);
    const char* name = lua_type(L, 2) == LUA_TSTRING ? lua_tostring(L, 2) : "?";
    if (!state.knobs_assigned) complain(L, "knob.%s is read before knobs is assigned", name);
    state.scratch = no_such_knob(name, state.description.knobs);
    return complain(L, "%s", state.scratch.c_str());
}

static int refuse_knob(lua_State* L) {
    return complain(L, "a knob is turned by the reader, not by the story; use a local or a variable()");
}

void open_knobs(lua_State* L) {
    lua_pushcfunction(L, seconds_word);
    lua_setfield(L, -2, "seconds");

    lua_createtable(L, 0, 0);  // knob
    lua_createtable(L, 0, 3);
    lua_pushcfunction(L, knob_word);
    lua_setfield(L, -2, "__call");
    lua_pushcfunction(L, refuse_knob);
    lua_setfield(L, -2, "__newindex");
    lua_createtable(L, 0, 0);  // the values
    lua_createtable(L, 0, 1);
    lua_pushcfunction(L, refuse_unknown_knob);
    lua_setfield(L, -2, "__index");
    number_table(L);
    lua_setmetatable(L, -2);
    lua_pushvalue(L, -1);
    lua_rawsetp(L, LUA_REGISTRYINDEX, &kKnobValues);
    lua_setfield(L, -2, "__index");
    number_table(L);
    lua_setmetatable(L, -2);
    lua_setfield(L, -2, "knob");
}

}  // namespace simul::lua
