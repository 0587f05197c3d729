// How it works. A walk in breadth, from the story's globals in the order of their names, meets every table, function
// and resource once, by its shortest path. A table is frozen in place: its content moves into a second table, and it
// gets a metatable that reads there and refuses writes. So all who hold it see the same, and reading costs one step
// more.
#include "engine/scenario/lua/freeze.h"

#include <algorithm>
#include <cctype>
#include <set>
#include <vector>

#include "engine/base/entry_words.h"
#include "engine/scenario/lua/code_numbers.h"
#include "engine/scenario/lua/errors.h"
#include "engine/scenario/lua/function_names.h"
#include "engine/scenario/lua/resources.h"
#include "engine/scenario/packed_table.h"

namespace simul::lua {

static int refuse_write(lua_State* L) {
    return complain(
        L,
        "write to %s: what is made at the top of the file is shared and stays as it is; keep what changes in a "
        "local of the task, in a variable(), or make it a shared_table{ … }",
        lua_tostring(L, lua_upvalueindex(1)));
}

static int refuse_write_to_copy(lua_State* L) {
    return complain(
        L,
        "write to a copy: what stands in %s is read as a copy, and the shared table would keep what it has; write the "
        "whole again, %s = { … }; a table that stands there from the top of the file on is shared itself",
        lua_tostring(L, lua_upvalueindex(1)), lua_tostring(L, lua_upvalueindex(1)));
}

static int length_of_frozen(lua_State* L) {
    push_content(L, 1);
    lua_pushinteger(L, static_cast<lua_Integer>(lua_rawlen(L, -1)));
    return 1;
}

static void freeze(lua_State* L, int index, const char* name, lua_CFunction refuses) {
    index = lua_absindex(L, index);
    lua_createtable(L, 0, 0);
    for (lua_pushnil(L); lua_next(L, index) != 0;) {  // copy
        lua_pushvalue(L, -2);
        lua_insert(L, -2);
        lua_rawset(L, -4);
    }
    for (lua_pushnil(L); lua_next(L, index) != 0;) {  // clear
        lua_pop(L, 1);
        lua_pushvalue(L, -1);
        lua_pushnil(L);
        lua_rawset(L, index);
    }
    lua_createtable(L, 0, 5);
    lua_pushvalue(L, -2);
    lua_rawsetp(L, -2, &kContent);
    number_table(L);
    lua_pushvalue(L, -2);
    lua_setfield(L, -2, "__index");
    lua_pushstring(L, name);
    lua_pushcclosure(L, refuses, 1);
    lua_setfield(L, -2, "__newindex");
    lua_pushcfunction(L, length_of_frozen);
    lua_setfield(L, -2, "__len");
    lua_setmetatable(L, index);
    lua_pop(L, 1);
}

void freeze_table(lua_State* L, int index, const char* name) { freeze(L, index, name, refuse_write); }

void freeze_copy(lua_State* L, int index, const char* name) {
    index = lua_absindex(L, index);
    luaL_checkstack(L, 10, nullptr);
    for (lua_pushnil(L); lua_next(L, index) != 0; lua_pop(L, 1))
        if (lua_istable(L, -1)) freeze_copy(L, -1, name);
    freeze(L, index, name, refuse_write_to_copy);
}

namespace {

/// Names of resources are their paths. Tables that stand in each other a thousand times over have none that helps.
constexpr std::size_t kLongestPath = 200;
/// Tables, functions, resources and shared locals that are met. More could not be looked at in the time for loading.
constexpr std::size_t kMostMet = 100'000;

std::string shortened(std::string path) {
    constexpr std::string_view kMore = "…";
    if (path.size() <= kLongestPath) return path;
    std::size_t length = kLongestPath;
    while ((static_cast<unsigned char>(path[length]) & 0xc0) == 0x80 && length > 0) --length;
    return path.erase(length).append(kMore);
}

/// Everything here runs without a memory limit and outside of protected calls: nothing may raise.
class Walk {
  public:
    explicit Walk(State& state) : state_(state), L_(state.main) {
        luaL_checkstack(L_, 20, nullptr);
        lua_createtable(L_, 0, 0);
        seen_ = lua_gettop(L_);
        lua_pushvalue(L_, seen_);
        lua_rawsetp(L_, LUA_REGISTRYINDEX, &kSettled);
        lua_createtable(L_, 0, 0);
        lua_pushvalue(L_, -1);
        lua_rawsetp(L_, LUA_REGISTRYINDEX, &kThings);
        things_ = lua_gettop(L_);
        lua_createtable(L_, 0, 0);
        queue_ = lua_gettop(L_);
        lua_createtable(L_, 0, 0);
        lua_pushvalue(L_, -1);
        lua_rawsetp(L_, LUA_REGISTRYINDEX, &kWatched);
        watched_ = lua_gettop(L_);
    }
    ~Walk() { lua_settop(L_, seen_ - 1); }
    Walk(const Walk&) = delete;
    Walk& operator=(const Walk&) = delete;

    void meet_globals() {
        lua_rawgetp(L_, LUA_REGISTRYINDEX, &kGlobals);
        const int globals = lua_gettop(L_);
        lua_rawgetp(L_, LUA_REGISTRYINDEX, &kFunctions);
        const int functions = lua_gettop(L_);
        for (const auto& [name, line] : state_.globals) {
            lua_pushstring(L_, name.c_str());
            lua_rawget(L_, globals);
            if (lua_isfunction(L_, -1) && lua_iscfunction(L_, -1) == 0) {
                lua_pushvalue(L_, -1);
                lua_pushstring(L_, name.c_str());
                lua_rawset(L_, functions);
            }
            meet(name);
        }
        lua_settop(L_, globals - 1);
    }

    void meet_the_rest() {
        for (std::size_t i = 0; i < paths_.size() && !too_many(); ++i) {
            lua_rawgeti(L_, queue_, static_cast<lua_Integer>(i + 1));
            const std::string path = paths_[i];
            if (lua_istable(L_, -1))
                meet_content(path);
            else
                meet_locals();
            lua_pop(L_, 1);
        }
    }

    bool too_many() const { return met_ > kMostMet; }

  private:
    /// Takes the value on top. What the prelude's functions share is not for stories.
    void meet(const std::string& path) {
        if (const Handle* handle = handle_at(L_, -1); handle && !handle->is_knob) name_resource(*handle, path);
        const bool is_function = lua_isfunction(L_, -1) && lua_iscfunction(L_, -1) == 0;
        if ((lua_istable(L_, -1) || is_function) && !was_seen() && (!is_function || is_of_file(L_, -1))) {
            lua_pushvalue(L_, -1);
            lua_rawseti(L_, queue_, static_cast<lua_Integer>(paths_.size() + 1));
            paths_.push_back(path);
        }
        lua_pop(L_, 1);
    }

    void name_resource(const Handle& handle, const std::string& path) {
        std::string& name = state_.description.resources[handle.index].name;
        if (!name.empty()) return;
        name = path;
        state_.describes(path.size());
    }

    bool was_seen() {
        lua_pushvalue(L_, -1);
        const bool seen = lua_rawget(L_, seen_) != LUA_TNIL;
        lua_pop(L_, 1);
        if (seen) return true;
        lua_pushvalue(L_, -1);
        lua_pushinteger(L_, ++seen_count_);
        lua_rawset(L_, seen_);
        lua_pushvalue(L_, -1);
        lua_rawseti(L_, things_, seen_count_);
        if (lua_isfunction(L_, -1)) number_code(state_, lua_topointer(L_, -1));
        return false;
    }

    /// Of the table on top, children in the order of their paths' names; then it is frozen.
    void meet_content(const std::string& path) {
        if (lua_getmetatable(L_, -1) != 0) {  // string, math, knob: the house's own
            lua_pop(L_, 1);
            return;
        }
        const int table = lua_gettop(L_);
        std::vector<std::pair<std::string, lua_Integer>> children;
        lua_createtable(L_, 0, 0);
        for (lua_pushnil(L_); lua_next(L_, table) != 0;) {
            if (!is_met() || ++met_ > kMostMet) {
                lua_pop(L_, 1);
                continue;
            }
            const auto place = static_cast<lua_Integer>(children.size() + 1);
            children.emplace_back(child_path(path, -2), place);
            lua_rawseti(L_, table + 1, place);
        }
        std::stable_sort(children.begin(), children.end(), [](const auto& a, const auto& b) {
            return a.first.size() != b.first.size() ? a.first.size() < b.first.size() : a.first < b.first;
        });
        for (const auto& [child, place] : children) {
            lua_rawgeti(L_, table + 1, place);
            meet(child);
        }
        lua_settop(L_, table);
        freeze_table(L_, table, path.c_str());
    }

    /// Whether there is anything to do about the value on top.
    bool is_met() const {
        const int type = lua_type(L_, -1);
        return type == LUA_TTABLE || type == LUA_TFUNCTION || type == LUA_TUSERDATA;
    }

    std::string child_path(const std::string& path, int key) {
        if (path.size() > kLongestPath) return path;
        std::string name;
        append_text(L_, key, name);
        if (lua_type(L_, key) != LUA_TSTRING) return shortened(path + "[" + name + "]");
        const bool is_word = !name.empty() && std::isdigit(static_cast<unsigned char>(name[0])) == 0 &&
                             std::all_of(name.begin(), name.end(), [](unsigned char letter) {
                                 return std::isalnum(letter) != 0 || letter == '_';
                             });
        return shortened(is_word ? path + "." + name : path + "[\"" + name + "\"]");
    }

    /// Of the function on top.
    void meet_locals() {
        const int function = lua_gettop(L_);
        for (int i = 1;; ++i) {
            const char* name = lua_getupvalue(L_, function, i);
            if (!name) return;
            const std::string path = name;
            if (path == "_ENV" || ++met_ > kMostMet || !cells_.insert(lua_upvalueid(L_, function, i)).second) {
                lua_pop(L_, 1);
                continue;
            }
            watch(path, function, i);
            meet(path);
        }
    }

    void watch(const std::string& name, int function, int upvalue) {
        const int place = static_cast<int>(state_.locals.size()) * 2 + 1;
        lua_pushvalue(L_, function);
        lua_rawseti(L_, watched_, place);
        lua_pushvalue(L_, -1);
        lua_rawseti(L_, watched_, place + 1);
        state_.locals.push_back({name, upvalue, place, place + 1});
    }

    State& state_;
    lua_State* L_;
    int seen_ = 0, things_ = 0, queue_ = 0, watched_ = 0;
    lua_Integer seen_count_ = 0;
    std::vector<std::string> paths_;  ///< of the queue
    std::size_t met_ = 0;
    std::set<void*> cells_;
};

/// A table that stands in a shared one was made before it, and stands where that does.
void name_tables_in_tables(std::vector<ResourceDeclaration>& resources) {
    for (std::size_t i = resources.size(); i-- > 0;) {
        const ResourceDeclaration& outer = resources[i];
        if (!outer.table) continue;
        each_entry(outer.content, [&](const PackedEntry& entry) {
            std::string_view value = entry.value;
            const PackedItem item = take_item(value);
            const auto* const id = std::get_if<ResourceId>(&item.content);
            if (!id || !resources[index_of(*id)].name.empty()) return true;
            resources[index_of(*id)].name = shortened(entry_in_words(outer.name, label_of(entry.key)));
            resources[index_of(*id)].node = outer.node;
            return true;
        });
    }
}

}  // namespace

Result<void> settle_globals(State& state) {
    Walk walk(state);
    walk.meet_globals();
    walk.meet_the_rest();
    if (walk.too_many())
        return story_error(state.chunk, 1,
                           "the file makes more than " + std::to_string(kMostMet) +
                               " tables, functions and resources at its top; make what a task needs in the task");
    if (state.described > kMostDescribed) return story_error(state.chunk, 1, kTooMuchDescribed);
    name_tables_in_tables(state.description.resources);
    for (const ResourceDeclaration& resource : state.description.resources) {
        if (!resource.name.empty()) continue;
        const bool is_mutex = resource.kind == ResourceKind::mutex;
        const bool is_device = resource.kind == ResourceKind::device;
        const std::string kind(is_mutex    ? name_of(resource.rule)
                               : is_device ? name_of(resource.device.kind)
                                           : name_of(resource.kind));
        return story_error(state.chunk, resource.line,
                           "this " + kind +
                               " is held by no global, so it has no name and no place on the screen; write NAME = " +
                               kind + "(…) at the top of the file");
    }
    return {};
}

std::uint32_t number_in_file(lua_State* L, int index) {
    index = lua_absindex(L, index);
    lua_rawgetp(L, LUA_REGISTRYINDEX, &kSettled);
    lua_pushvalue(L, index);
    lua_rawget(L, -2);
    const auto number = static_cast<std::uint32_t>(lua_tointeger(L, -1));
    lua_pop(L, 2);
    return number;
}

const char* changed_local(State& state, lua_State* L) {
    if (state.locals.empty() || lua_checkstack(L, 4) == 0) return nullptr;
    const char* changed = nullptr;
    lua_rawgetp(L, LUA_REGISTRYINDEX, &kWatched);
    for (const SharedLocal& local : state.locals) {
        lua_rawgeti(L, -1, local.function);
        lua_getupvalue(L, -1, local.upvalue);
        lua_rawgeti(L, -3, local.value);
        if (lua_rawequal(L, -1, -2) != 0) {
            lua_pop(L, 3);
            continue;
        }
        lua_setupvalue(L, -3, local.upvalue);
        lua_pop(L, 2);
        changed = local.name.c_str();
    }
    lua_pop(L, 1);
    return changed;
}

std::string complaint_about_local(const std::string& name) {
    return "the local " + name +
           " at the top of the file was changed while the story ran; tasks share nothing but resources, so make it a "
           "variable(), or a local inside the function";
}

}  // namespace simul::lua
