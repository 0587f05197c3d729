// Runs without a memory limit and outside of protected calls: nothing here may raise.
#include "engine/scenario/lua/describe.h"

#include <algorithm>
#include <optional>

#include "engine/scenario/nearest.h"

namespace simul::lua {

namespace {

class Describer {
  public:
    explicit Describer(State& state) : state_(state), into_(state.description), L_(state.main) {
        luaL_checkstack(L_, 10, nullptr);
        lua_rawgetp(L_, LUA_REGISTRYINDEX, &kGlobals);
        globals_ = lua_gettop(L_);
    }
    ~Describer() { lua_settop(L_, globals_ - 1); }
    Describer(const Describer&) = delete;
    Describer& operator=(const Describer&) = delete;

    Result<void> read() {
        into_.title = into_.name;
        read_text("title", into_.title);
        read_text("sentence", into_.sentence);
        read_text("chapter", into_.chapter);
        read_text("about", into_.about);
        read_text("notice", into_.notice);
        read_text("try", into_.try_this);
        read_scale();
        read_models();
        read_unsuited();
        read_default_model();
        read_questions();
        if (problem_) return Error{*problem_};
        return {};
    }

  private:
    int get(const char* name) {
        global_ = name;
        lua_settop(L_, globals_);
        lua_pushstring(L_, name);
        return lua_rawget(L_, globals_);
    }
    bool is_given(const char* name) { return state_.globals.count(name) != 0 && get(name) != LUA_TNIL; }

    void refuse(const std::string& what) {
        if (!problem_) problem_ = state_.chunk + ":" + std::to_string(state_.globals[global_]) + ": " + what;
    }

    void read_text(const char* name, std::string& into) {
        if (!is_given(name)) return;
        if (lua_type(L_, -1) != LUA_TSTRING)
            return refuse(std::string(name) + " is a text, as in " + name + " = \"…\", not " + kind_at(L_, -1));
        into = lua_tostring(L_, -1);
    }

    void read_scale() {
        if (!is_given("scale")) return;
        const double scale = lua_type(L_, -1) == LUA_TNUMBER ? lua_tonumber(L_, -1) : 0;
        if (!(scale > 0 && scale <= 1e9))
            return refuse("scale is the number of scenario seconds in a real second, above 0, as in scale = 1200");
        into_.scale = scale;
    }

    /// The model named by the string at `index`.
    std::optional<Model> model_at(int index) {
        const char* given = lua_type(L_, index) == LUA_TSTRING ? lua_tostring(L_, index) : kind_at(L_, index);
        if (const auto model = word_named<Model>(given, kModelNames)) return model;
        const std::vector<std::string> names(kModelNames, kModelNames + kModelCount);
        const std::string meant = nearest(given, names);
        refuse("there is no model " + std::string(given) + (meant.empty() ? "" : ", perhaps " + meant) +
               "; the models are " + listed(names));
        return std::nullopt;
    }

    void read_models() {
        if (!is_given("models")) return;
        if (!lua_istable(L_, -1)) return refuse("models is a list, as in models = { \"threads\", \"processes\" }");
        push_content(L_, -1);
        for (lua_Integer i = 1; lua_rawgeti(L_, -1, i) != LUA_TNIL; ++i) {
            const auto model = model_at(-1);
            lua_pop(L_, 1);
            if (!model) return;
            into_.models.push_back(*model);
        }
    }

    void read_unsuited() {
        if (!is_given("unsuited")) return;
        if (!lua_istable(L_, -1)) return refuse("unsuited is a table, as in unsuited = { sequential = \"why\" }");
        push_content(L_, -1);
        for (lua_pushnil(L_); lua_next(L_, -2) != 0; lua_pop(L_, 1)) {
            if (lua_type(L_, -2) != LUA_TSTRING || lua_type(L_, -1) != LUA_TSTRING)
                return refuse("unsuited names models and says why, as in unsuited = { sequential = \"why\" }");
            const auto model = model_at(-2);
            if (!model) return;
            into_.unsuited.emplace_back(*model, lua_tostring(L_, -1));
        }
        std::sort(into_.unsuited.begin(), into_.unsuited.end());
    }

    void read_default_model() {
        if (!is_given("model")) return;
        if (const auto model = model_at(-1)) into_.default_model = *model;
    }

    std::string text_field(const char* name) {
        lua_pushstring(L_, name);
        std::string text;
        if (lua_rawget(L_, -2) == LUA_TSTRING) text = lua_tostring(L_, -1);
        lua_pop(L_, 1);
        return text;
    }

    /// The table on top.
    bool read_question(Question& question) {
        if (!lua_istable(L_, -1)) return false;
        question.text = text_field("text");
        question.answer_mark = text_field("answer");
        lua_pushliteral(L_, "choices");
        if (lua_rawget(L_, -2) == LUA_TTABLE) {
            for (lua_Integer i = 1; lua_rawgeti(L_, -1, i) == LUA_TSTRING; ++i) {
                question.choices.emplace_back(lua_tostring(L_, -1));
                lua_pop(L_, 1);
            }
            lua_pop(L_, 1);
        }
        lua_pop(L_, 1);
        return !question.text.empty();
    }

    void read_questions() {
        if (!is_given("questions")) return;
        if (!lua_istable(L_, -1)) return refuse("questions is a list of tables");
        push_content(L_, -1);
        for (lua_Integer i = 1; lua_rawgeti(L_, -1, i) != LUA_TNIL; ++i) {
            Question question;
            if (!read_question(question))
                return refuse(
                    "a question is a table, as in { text = \"…?\", choices = { \"…\" }, answer = \"a mark\" }");
            into_.questions.push_back(std::move(question));
            lua_pop(L_, 1);
        }
    }

    State& state_;
    ScenarioDescription& into_;
    lua_State* L_;
    int globals_ = 0;
    std::string global_;  ///< that is being read
    std::optional<std::string> problem_;
};

}  // namespace

Result<void> describe(State& state) { return Describer(state).read(); }

}  // namespace simul::lua
