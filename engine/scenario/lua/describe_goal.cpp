// Nothing here may raise (global_reader.h).
#include "engine/scenario/lua/describe_goal.h"

#include "engine/scenario/nearest.h"

namespace simul::lua {

namespace {

constexpr int kDeepest = 4;

/// Reads one table, which stands on top.
class GoalReader {
  public:
    GoalReader(GlobalReader& reader, std::string whose, int depth)
        : reader_(reader), L_(reader.lua()), whose_(std::move(whose)), depth_(depth) {}

    Goal read() {
        if (!lua_istable(L_, -1)) refuse_shape();
        if (!reader_.problem())
            reader_.for_each_pair(shape(), [&](const std::string& field) { return read_field(field); });
        if (!reader_.problem()) check_figure();
        if (!reader_.problem() && goal_ == Goal{}) refuse_shape();
        return std::move(goal_);
    }

  private:
    bool read_field(const std::string& field) {
        if (field == "outcome") return read_word(field, goal_.outcome, kOutcomeNames);
        if (field == "finding") return read_word(field, goal_.finding, kFindingKindNames);
        if (field == "is") return read_word(field, goal_.state, kStateNames);
        if (field == "at") return read_at();
        if (field == "variable") return read_name(goal_.variable);
        if (field == "mark") return read_name(goal_.mark);
        if (field == "held") return read_name(goal_.held);
        if (field == "task") return read_name(goal_.task);
        if (field == "on") return read_name(goal_.on);
        if (field == "figure") return read_name(goal_.figure);
        if (field == "worst") return read_worst();
        if (field == "equals") return read_number(goal_.equals);
        if (field == "below") return read_number(goal_.below);
        if (field == "above") return read_number(goal_.above);
        if (field == "all") return read_all();
        reader_.refuse("the goal of " + whose_ + " has no field " + field +
                       "; there are outcome, at, finding, variable, mark, held, task, is, on, figure, worst, equals, "
                       "below, above, all");
        return false;
    }

    std::string shape() const {
        return "the goal of " + whose_ + " is a table of what is to hold, as in goal = { outcome = \"deadlock\" } or " +
               "goal = { at = \"end\", variable = \"counter\", below = 2 }";
    }
    void refuse_shape() { reader_.refuse(shape()); }

    bool read_name(std::string& into) {
        const auto name = reader_.text();
        if (!name || name->empty()) refuse_shape();
        into = name.value_or("");
        return !reader_.problem();
    }

    bool read_number(std::optional<double>& into) {
        if (lua_type(L_, -1) != LUA_TNUMBER) refuse_shape();
        into = lua_tonumber(L_, -1);
        return !reader_.problem();
    }

    template <class Word, std::size_t count>
    bool read_word(const std::string& field, std::optional<Word>& into, const std::string_view (&names)[count]) {
        const std::string given = reader_.text().value_or(kind_at(L_, -1));
        into = word_named<Word>(given, names);
        const std::vector<std::string> words(names, names + count);
        if (!into)
            reader_.refuse("the goal of " + whose_ + " has " + field + " = " + given + "; there are " + listed(words));
        return !reader_.problem();
    }

    bool read_at() {
        goal_.at_end = reader_.text() == "end";
        if (!goal_.at_end)
            reader_.refuse("at of a goal is \"end\": it is asked only once the run is over; without it, at every step");
        return !reader_.problem();
    }

    bool read_worst() {
        if (!lua_isboolean(L_, -1)) refuse_shape();
        goal_.worst = lua_toboolean(L_, -1) != 0;
        return !reader_.problem();
    }

    bool read_all() {
        if (!lua_istable(L_, -1) || depth_ == kDeepest) refuse_shape();
        if (reader_.problem()) return false;
        reader_.for_each([&] {
            goal_.all.push_back(GoalReader(reader_, whose_, depth_ + 1).read());
            return !reader_.problem();
        });
        return !reader_.problem();
    }

    void check_figure() {
        const bool tasks = goal_.state || !goal_.task.empty() || !goal_.on.empty();
        const int figures =
            !goal_.variable.empty() + !goal_.mark.empty() + !goal_.held.empty() + !goal_.figure.empty() + tasks;
        const bool compared = goal_.equals || goal_.below || goal_.above;
        if (figures > 1)
            reader_.refuse("the goal of " + whose_ +
                           " compares several figures; give each its own table: all = { { … }, "
                           "{ … } }");
        if (compared && figures == 0)
            reader_.refuse("the goal of " + whose_ +
                           " compares nothing: say which variable, mark, task, figure or held mutexes");
        if (!goal_.variable.empty() && !compared)
            reader_.refuse("the goal of " + whose_ + " names a variable; say what it is to be: equals, below or above");
        if (!goal_.figure.empty() && !compared)
            reader_.refuse("the goal of " + whose_ + " names a figure; say what it is to be: equals, below or above");
        if (goal_.worst && goal_.figure.empty())
            reader_.refuse("the goal of " + whose_ + " says worst, which is of a figure: say which");
        if (tasks && !goal_.state && goal_.on.empty())
            reader_.refuse("the goal of " + whose_ + " names a task; say what it is to be, as in is = \"done\"");
    }

    GlobalReader& reader_;
    lua_State* L_;
    std::string whose_;
    int depth_;
    Goal goal_;
};

}  // namespace

Goal read_goal(GlobalReader& reader, const std::string& whose) { return GoalReader(reader, whose, 0).read(); }

}  // namespace simul::lua
