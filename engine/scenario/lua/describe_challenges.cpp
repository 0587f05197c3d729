// Nothing here may raise (global_reader.h).
#include "engine/scenario/lua/describe_challenges.h"

#include "engine/scenario/lua/describe_goal.h"

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
        if (field == "model") return read_model();
        if (field == "knobs") return read_knobs();
        reader_.refuse(whose_ + " has no field " + field +
                       "; there are title, text, hints, praise, mend, goal, clicks, model, knobs");
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

    bool read_knobs() {
        reader_.read_knobs(whose_, story_.knobs, challenge_.knobs);
        return !reader_.problem();
    }

    void check() {
        if (challenge_.title.empty() || challenge_.goal == Goal{}) reader_.refuse(shape());
        if (challenge_.mend && challenge_.clicks)
            reader_.refuse(whose_ + " is to be mended by changing the file, so it has no clicks: leave them out");
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
