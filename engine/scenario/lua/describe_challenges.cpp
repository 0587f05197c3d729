// Nothing here may raise (global_reader.h).
#include "engine/scenario/lua/describe_challenges.h"

#include <algorithm>

#include "engine/scenario/lua/describe_goal.h"
#include "engine/scenario/nearest.h"

namespace simul::lua {

namespace {

/// Reads one table of `challenges`, which stands on top.
class ChallengeReader {
  public:
    ChallengeReader(GlobalReader& reader, const ScenarioDescription& story, std::size_t number)
        : reader_(reader), L_(reader.lua()), story_(story), whose_("challenge " + std::to_string(number)) {
        challenge_.model = story.default_model;
    }

    Challenge read() {
        if (!lua_istable(L_, -1)) reader_.refuse(shape());
        if (!reader_.problem())
            reader_.for_each_pair(shape(), [&](const std::string& field) { return read_field(field); });
        if (!reader_.problem()) check();
        return std::move(challenge_);
    }

  private:
    bool read_field(const std::string& field) {
        if (field == "title") return read_text(challenge_.title);
        if (field == "text") return read_text(challenge_.text);
        if (field == "praise") return read_text(challenge_.praise);
        if (field == "hints") return read_hints();
        if (field == "mend") return read_mend();
        if (field == "goal") return read_its_goal();
        if (field == "clicks") return read_clicks();
        if (field == "turn") return read_turn();
        if (field == "model") return read_model();
        if (field == "cores") return read_cores();
        if (field == "policy") return read_text(challenge_.policy.emplace());
        if (field == "quantum") return read_quantum();
        if (field == "knobs") return read_knobs();
        reader_.refuse(
            whose_ + " has no field " + field +
            "; there are title, text, hints, praise, mend, goal, clicks, turn, model, knobs, cores, policy, quantum");
        return false;
    }

    std::string shape() const {
        return whose_ +
               " is a table with a title and a goal, as in { title = \"Stop them all\", goal = { outcome = "
               "\"deadlock\" }, text = \"…\", hints = { \"…\" }, praise = \"…\" }";
    }

    bool read_text(std::string& into) {
        const auto text = reader_.text();
        if (!text) reader_.refuse(shape());
        into = text.value_or("");
        return text.has_value();
    }

    bool read_hints() {
        const std::string hints = "hints of " + whose_ + " are a list of texts, as in hints = { \"…\", \"…\" }";
        if (!lua_istable(L_, -1)) reader_.refuse(hints);
        if (reader_.problem()) return false;
        reader_.for_each([&] {
            const auto hint = reader_.text();
            if (!hint) reader_.refuse(hints);
            challenge_.hints.push_back(hint.value_or(""));
            return hint.has_value();
        });
        return !reader_.problem();
    }

    bool read_mend() {
        if (!lua_isboolean(L_, -1))
            reader_.refuse("mend of " + whose_ +
                           " is true: the reader changes the file; without it, the reader runs it");
        challenge_.mend = lua_toboolean(L_, -1) != 0;
        return !reader_.problem();
    }

    bool read_its_goal() {
        challenge_.goal = read_goal(reader_, whose_);
        return !reader_.problem();
    }

    bool read_clicks() {
        const std::int64_t clicks = lua_isinteger(L_, -1) != 0 ? lua_tointeger(L_, -1) : 0;
        if (clicks < 1) reader_.refuse("clicks of " + whose_ + " is a whole number from 1 on, as in clicks = 4");
        challenge_.clicks = clicks;
        return !reader_.problem();
    }

    bool read_model() {
        const auto model = reader_.model();
        if (model && !suits(story_, *model))
            reader_.refuse(whose_ + " is set on " + std::string(name_of(*model)) + ", which the story does not suit");
        if (model) challenge_.model = *model;
        return !reader_.problem();
    }

    bool read_turn() {
        const std::string names = "turn of " + whose_ + " is a list of what the reader may turn: knobs of the story, " +
                                  listed({std::begin(kTurnable), std::end(kTurnable)});
        if (!lua_istable(L_, -1)) reader_.refuse(names);
        if (reader_.problem()) return false;
        reader_.for_each([&] {
            const std::string name = reader_.text().value_or("");
            if (!may_be_turned(name))
                reader_.refuse(names + "; " + (name.empty() ? kind_at(L_, -1) : name) + " is none");
            challenge_.turn.push_back(name);
            return !reader_.problem();
        });
        return !reader_.problem();
    }

    bool may_be_turned(const std::string& name) const {
        return std::find(std::begin(kTurnable), std::end(kTurnable), name) != std::end(kTurnable) ||
               std::any_of(story_.knobs.begin(), story_.knobs.end(),
                           [&](const Knob& knob) { return knob.name == name; });
    }

    bool read_cores() {
        const std::int64_t cores = lua_isinteger(L_, -1) != 0 ? lua_tointeger(L_, -1) : 0;
        if (cores < 1 || cores > kMostCores)
            reader_.refuse("cores of " + whose_ + " is 1 to " + std::to_string(kMostCores) + ", as in cores = 2");
        challenge_.cores = cores;
        return !reader_.problem();
    }

    bool read_quantum() {
        const double seconds = lua_type(L_, -1) == LUA_TNUMBER ? lua_tonumber(L_, -1) : 0;
        if (!(seconds > 0 && seconds <= 1e9))
            reader_.refuse("quantum of " + whose_ + " is a number of seconds above 0, as in quantum = 2");
        else
            challenge_.quantum = duration_of_seconds(seconds);
        return !reader_.problem();
    }

    bool read_knobs() {
        reader_.read_knobs(whose_, story_.knobs, challenge_.knobs);
        return !reader_.problem();
    }

    void check() {
        if (challenge_.title.empty() || challenge_.goal == Goal{}) reader_.refuse(shape());
        if (challenge_.mend && challenge_.clicks)
            reader_.refuse(whose_ + " is to be mended by changing the file, so it has no clicks: leave them out");
        if (!challenge_.turn.empty() && (challenge_.mend || challenge_.clicks))
            reader_.refuse(whose_ + " is met by turning settings, so it has neither clicks nor mend: leave them out");
        const bool has_policy = challenge_.cores || challenge_.policy || challenge_.quantum;
        if (challenge_.turn.empty() && has_policy)
            reader_.refuse(whose_ +
                           " has cores, a policy or a quantum, which are of a free run: say what may be turned, "
                           "as in turn = { \"quantum\" }");
    }

    GlobalReader& reader_;
    lua_State* L_;
    const ScenarioDescription& story_;
    std::string whose_;
    Challenge challenge_;
};

}  // namespace

void read_challenges(GlobalReader& reader, ScenarioDescription& into) {
    if (!reader.find("challenges")) return;
    if (!lua_istable(reader.lua(), -1)) return reader.refuse("challenges is a list of tables");
    reader.for_each([&] {
        into.challenges.push_back(ChallengeReader(reader, into, into.challenges.size() + 1).read());
        return !reader.problem();
    });
}

}  // namespace simul::lua
