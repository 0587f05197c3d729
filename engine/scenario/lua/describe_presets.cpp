// Nothing here may raise (global_reader.h).
#include "engine/scenario/lua/describe_presets.h"

#include <algorithm>

namespace simul::lua {

namespace {

constexpr const char* kPresetShape =
    "a preset is a table, as in { \"mended\", text = \"what it shows\", model = \"threads\", knobs = { order = 2 } }";

/// Reads one table of `presets`, which stands on top.
class PresetReader {
  public:
    PresetReader(GlobalReader& reader, const ScenarioDescription& story)
        : reader_(reader), L_(reader.lua()), story_(story) {}

    Preset read() {
        if (!lua_istable(L_, -1)) {
            reader_.refuse(kPresetShape);
            return {};
        }
        read_name();
        reader_.for_each_pair(kPresetShape, [&](const std::string& field) { return read_field(field); });
        return std::move(preset_);
    }

  private:
    /// The first value of the table has no key. A copy without it takes the table's place: what is left are pairs.
    void read_name() {
        const int table = lua_gettop(L_);
        lua_rawgeti(L_, table, 1);
        const auto name = reader_.text();
        lua_createtable(L_, 0, 0);
        for (lua_pushnil(L_); lua_next(L_, table) != 0;) {
            lua_pushvalue(L_, -2);
            lua_insert(L_, -2);
            lua_rawset(L_, table + 2);
        }
        lua_pushnil(L_);
        lua_rawseti(L_, table + 2, 1);
        lua_replace(L_, table);
        lua_settop(L_, table);
        if (!name || name->empty()) return reader_.refuse(kPresetShape);
        preset_.name = *name;
        const auto same = [&](const Preset& other) { return other.name == *name; };
        if (std::any_of(story_.presets.begin(), story_.presets.end(), same))
            reader_.refuse("two presets have the name \"" + *name + "\"; each has a name of its own");
    }

    bool read_field(const std::string& field) {
        if (field == "text") return read_text(preset_.text);
        if (field == "model") return read_model();
        if (field == "cores") return read_cores();
        if (field == "policy") return read_text(preset_.policy.emplace());
        if (field == "quantum") return read_quantum();
        if (field == "knobs") {
            reader_.read_knobs("a preset", story_.knobs, preset_.knobs);
            return !reader_.problem();
        }
        reader_.refuse("a preset has no field " + field + "; there are text, model, cores, policy, quantum, knobs");
        return false;
    }

    bool read_text(std::string& into) {
        const auto text = reader_.text();
        if (!text) reader_.refuse(kPresetShape);
        into = text.value_or("");
        return text.has_value();
    }

    bool read_model() {
        preset_.model = reader_.model();
        return preset_.model.has_value();
    }

    bool read_cores() {
        const std::int64_t cores = lua_isinteger(L_, -1) != 0 ? lua_tointeger(L_, -1) : 0;
        if (cores < 1 || cores > kMostCores)
            reader_.refuse("cores of a preset is 1 to " + std::to_string(kMostCores) + ", as in cores = 2");
        preset_.cores = cores;
        return !reader_.problem();
    }

    bool read_quantum() {
        const double seconds = lua_type(L_, -1) == LUA_TNUMBER ? lua_tonumber(L_, -1) : 0;
        if (!(seconds >= 1e-9 && seconds <= 1e9))
            reader_.refuse("quantum of a preset is a number of seconds above 0, as in quantum = 2");
        else
            preset_.quantum = duration_of_seconds(seconds);
        return !reader_.problem();
    }

    GlobalReader& reader_;
    lua_State* L_;
    const ScenarioDescription& story_;
    Preset preset_;
};

}  // namespace

void read_presets(GlobalReader& reader, ScenarioDescription& into) {
    if (!reader.find("presets")) return;
    if (!lua_istable(reader.lua(), -1)) return reader.refuse("presets is a list of tables");
    reader.for_each([&] {
        Preset preset = PresetReader(reader, into).read();
        into.presets.push_back(std::move(preset));
        return !reader.problem();
    });
}

}  // namespace simul::lua
