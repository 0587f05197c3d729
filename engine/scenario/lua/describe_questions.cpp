// Nothing here may raise (global_reader.h).
#include "engine/scenario/lua/describe_questions.h"

namespace simul::lua {

namespace {

constexpr const char* kShape =
    "a question is a table, as in { text = \"…?\", answer = \"a mark\", unit = \"s\" }, and may have choices";
constexpr const char* kChoiceShape =
    "a choice is a text, or a table, as in { \"an hour\", is = 3600, belief = \"who says so believes …\" }";

/// Reads one table of `questions`, which stands on top.
class QuestionReader {
  public:
    QuestionReader(GlobalReader& reader, const Knobs& knobs) : reader_(reader), L_(reader.lua()), knobs_(knobs) {}

    Question read() {
        if (!lua_istable(L_, -1)) reader_.refuse(kShape);
        if (!reader_.problem())
            reader_.for_each_pair(kShape, [&](const std::string& field) { return read_field(field); });
        if (question_.text.empty()) reader_.refuse(kShape);
        return std::move(question_);
    }

  private:
    bool read_field(const std::string& field) {
        if (field == "text") return read_text(question_.text);
        if (field == "answer") return read_text(question_.answer);
        if (field == "worst")
            return read_flag(question_.worst, "worst of a question is true: a measure answers with its largest");
        if (field == "possible")
            return read_flag(question_.possible,
                             "possible of a question is true: what any order of steps can give answers it");
        if (field == "unit") return read_text(question_.unit);
        if (field == "model") return read_model();
        if (field == "models") return read_table(kShape, [&] { reader_.for_each([&] { return read_model(); }); });
        if (field == "cores") return read_cores();
        if (field == "knobs") return read_knobs();
        if (field == "choices")
            return read_table(kChoiceShape, [&] { reader_.for_each([&] { return read_choice(); }); });
        reader_.refuse("a question has no field " + field +
                       "; there are text, choices, answer, worst, possible, unit, model, models, cores, knobs");
        return false;
    }

    bool read_text(std::string& into) {
        const auto text = reader_.text();
        if (!text) reader_.refuse(kShape);
        into = text.value_or("");
        return text.has_value();
    }

    bool read_flag(bool& into, const char* shape) {
        if (!lua_isboolean(L_, -1)) reader_.refuse(shape);
        into = lua_toboolean(L_, -1) != 0;
        return !reader_.problem();
    }

    template <class Inside>
    bool read_table(const char* shape, Inside inside) {
        if (!lua_istable(L_, -1))
            reader_.refuse(shape);
        else
            inside();
        return !reader_.problem();
    }

    bool read_model() {
        const auto model = reader_.model();
        if (model) question_.models.push_back(*model);
        return model.has_value();
    }

    bool read_cores() {
        if (lua_isinteger(L_, -1) == 0) reader_.refuse("cores of a question is a whole number, as in cores = 2");
        question_.cores = lua_tointeger(L_, -1);
        return !reader_.problem();
    }

    bool read_knobs() {
        reader_.read_knobs("a question", knobs_, question_.knobs);
        return !reader_.problem();
    }

    bool read_choice() {
        Choice choice;
        if (const auto text = reader_.text()) {
            choice.text = *text;
        } else if (lua_istable(L_, -1)) {
            choice.text = field_of_choice(1, nullptr);
            choice.is = field_of_choice(0, "is");
            choice.misconception = field_of_choice(0, "belief");
        }
        if (choice.text.empty()) reader_.refuse(kChoiceShape);
        question_.choices.push_back(std::move(choice));
        return !reader_.problem();
    }

    /// By its place in the list, or by its name.
    std::string field_of_choice(lua_Integer place, const char* name) {
        if (name) {
            lua_pushstring(L_, name);
            lua_rawget(L_, -2);
        } else {
            lua_rawgeti(L_, -1, place);
        }
        const auto text = reader_.plain_text();
        if (!text && lua_type(L_, -1) != LUA_TNIL) reader_.refuse(kChoiceShape);
        lua_pop(L_, 1);
        return text.value_or("");
    }

    GlobalReader& reader_;
    lua_State* L_;
    const Knobs& knobs_;
    Question question_;
};

}  // namespace

void read_questions(GlobalReader& reader, ScenarioDescription& into) {
    if (!reader.find("questions")) return;
    if (!lua_istable(reader.lua(), -1)) return reader.refuse("questions is a list of tables");
    reader.for_each([&] {
        into.questions.push_back(QuestionReader(reader, into.knobs).read());
        return !reader.problem();
    });
}

}  // namespace simul::lua
