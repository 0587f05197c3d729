// Runs without a memory limit and outside of protected calls: nothing here may raise.
#include "engine/scenario/lua/describe.h"

#include <algorithm>

#include "engine/scenario/lua/describe_challenges.h"
#include "engine/scenario/lua/describe_nodes.h"
#include "engine/scenario/lua/describe_presets.h"
#include "engine/scenario/lua/describe_questions.h"
#include "engine/scenario/lua/describe_words.h"
#include "engine/scenario/lua/global_reader.h"

namespace simul::lua {

namespace {

constexpr lua_Integer kMostTasksInOpening = 100'000;

class Describer {
  public:
    explicit Describer(State& state) : state_(state), into_(state.description), reader_(state), L_(reader_.lua()) {}

    Result<void> read() {
        into_.title = into_.name;
        read_text("title", into_.title);
        read_text("sentence", into_.sentence);
        read_text("chapter", into_.chapter);
        read_text("teaches", into_.teaches);
        read_text("about", into_.about);
        read_text("notice", into_.notice);
        read_text("try", into_.try_this);
        read_list("concepts", into_.concepts,
                  "concepts is a list of words that the story is found by, as in concepts = { \"semaphore\" }");
        read_list("builds_on", into_.builds_on,
                  "builds_on is a list of the stories to know before this one, as in builds_on = { \"two_cashiers\" }");
        read_opening();
        read_scale();
        read_cores();
        read_policy();
        read_quantum();
        read_killed_worker();
        read_start_method();
        read_models();
        read_unsuited();
        read_default_model();
        read_nodes(reader_, state_);
        read_presets(reader_, into_);
        read_questions(reader_, into_);
        read_challenges(reader_, into_);
        read_words(reader_, into_.words);
        if (reader_.problem()) return *reader_.problem();
        return {};
    }

  private:
    template <class Text>
    void read_text(const char* name, Text& into) {
        if (!reader_.find(name)) return;
        const auto text = reader_.text();
        if (!text)
            return reader_.refuse(std::string(name) + " is a text, as in " + name + " = \"…\", not " + kind_at(L_, -1));
        into = *text;
    }

    void read_list(const char* name, std::vector<std::string>& into, const std::string& shape) {
        if (!reader_.find(name)) return;
        if (!lua_istable(L_, -1)) return reader_.refuse(shape);
        reader_.for_each([&] {
            const auto word = reader_.text();
            if (!word) reader_.refuse(shape);
            into.push_back(word.value_or(""));
            return word.has_value();
        });
    }

    void read_opening() {
        const std::string shape =
            "opens says how the window opens the story: opens = \"held\", or the order of its steps by the numbers of "
            "their tasks, as in opens = { 1, 2, 1, 2 }";
        if (!reader_.find("opens")) return;
        const auto word = reader_.text();
        if (word ? *word != "held" : !lua_istable(L_, -1)) return reader_.refuse(shape);
        into_.opening.emplace();
        if (word) return;
        reader_.for_each([&] {
            const lua_Integer task = lua_isinteger(L_, -1) != 0 ? lua_tointeger(L_, -1) : -1;
            const bool fits = task >= 0 && task <= kMostTasksInOpening;
            if (!fits) reader_.refuse(shape);
            into_.opening->order.push_back(static_cast<std::uint32_t>(task));
            return fits;
        });
    }

    void read_scale() {
        if (!reader_.find("scale")) return;
        const double scale = lua_type(L_, -1) == LUA_TNUMBER ? lua_tonumber(L_, -1) : 0;
        if (!(scale > 0 && scale <= 1e9))
            return reader_.refuse(
                "scale is the number of scenario seconds in a real second, above 0, as in scale = 1200");
        into_.scale = scale;
    }

    void read_cores() {
        if (!reader_.find("cores")) return;
        const std::int64_t cores = lua_isinteger(L_, -1) != 0 ? lua_tointeger(L_, -1) : 0;
        if (cores < 1 || cores > kMostCores)
            return reader_.refuse("cores is how many cores simulated runs of the story have, 1 to " +
                                  std::to_string(kMostCores) + ", as in cores = 2");
        into_.default_cores = cores;
    }

    /// Of its own policy the functions are looked at when it is asked for (lua_policy.h).
    void read_policy() {
        into_.has_own_policy = reader_.find("policy") && lua_istable(L_, -1);
        if (into_.has_own_policy)
            into_.default_policy = kOwnPolicy;
        else
            read_text("policy", into_.default_policy);
    }

    void read_quantum() {
        if (!reader_.find("quantum")) return;
        const double seconds = lua_type(L_, -1) == LUA_TNUMBER ? lua_tonumber(L_, -1) : 0;
        if (!(seconds >= 1e-9 && seconds <= 1e9))
            return reader_.refuse("quantum is how many seconds a task keeps its core, above 0, as in quantum = 2");
        into_.default_quantum = duration_of_seconds(seconds);
    }

    void read_killed_worker() {
        if (!reader_.find("killed_worker")) return;
        const auto word = reader_.text();
        const auto known = word_named<KilledWorker>(word.value_or(""), kKilledWorkerNames);
        if (!known)
            return reader_.refuse(
                "killed_worker says what becomes of a pool of processes one of which is killed: killed_worker = "
                "\"replaced\", as in multiprocessing.Pool, or \"breaks\", as a ProcessPoolExecutor");
        into_.killed_worker = *known;
    }

    void read_start_method() {
        if (!reader_.find("start_method")) return;
        const auto word = reader_.text();
        const auto known = word_named<StartMethod>(word.value_or(""), kStartMethodNames);
        if (!known)
            return reader_.refuse(
                "start_method says how processes start: start_method = \"fork\", each as a copy of who spawns it, or "
                "\"spawn\", each with the first values of the file (and so does \"forkserver\" of multiprocessing)");
        into_.start_method = *known;
    }

    void read_models() {
        if (!reader_.find("models")) return;
        if (!lua_istable(L_, -1))
            return reader_.refuse("models is a list, as in models = { \"threads\", \"processes\" }");
        reader_.for_each([&] {
            const auto model = reader_.model();
            if (model) into_.models.push_back(*model);
            return model.has_value();
        });
    }

    void read_unsuited() {
        const std::string shape = "unsuited names models and says why, as in unsuited = { sequential = \"why\" }";
        if (!reader_.find("unsuited")) return;
        if (!lua_istable(L_, -1)) return reader_.refuse(shape);
        reader_.for_each_pair(shape, [&](const std::string& name) {
            const auto why = reader_.text();
            if (!why) reader_.refuse(shape);
            lua_pushstring(L_, name.c_str());
            const auto model = reader_.model();
            if (why && model) into_.unsuited.emplace_back(*model, *why);
            return true;
        });
        std::sort(into_.unsuited.begin(), into_.unsuited.end());
    }

    void read_default_model() {
        if (!reader_.find("model")) return;
        if (const auto model = reader_.model()) into_.default_model = *model;
    }

    State& state_;
    ScenarioDescription& into_;
    GlobalReader reader_;
    lua_State* L_;
};

}  // namespace

Result<void> describe(State& state) { return Describer(state).read(); }

}  // namespace simul::lua
