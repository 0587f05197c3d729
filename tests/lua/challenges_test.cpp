// The global `challenges`: what is read, and what is refused, with file, line and remedy.
#include <gtest/gtest.h>

#include "engine/scenario/lua/lua_scenario.h"

namespace simul {
namespace {

Result<ScenarioDescription> told(const std::string& challenges) {
    const std::string text =
        "knobs = { tasks = knob(2, { min = 1, max = 9 }) }\nfunction main() end\nchallenges = " + challenges;
    const auto scenario = lua_scenario("story", "story.lua", text);
    auto story = scenario->load({}, 1);
    if (!story) return story.error();
    return story.value()->description();
}

TEST(ChallengesGlobal, is_read_with_all_its_fields) {
    const auto story = told(R"({ { title = "Stop them", text = "Do.", praise = "Well.", hints = { "a", "b" },
        goal = { at = "end", finding = "deadlock", all = { { held = "forks" }, { task = "p", is = "done", above = 1 } } },
        clicks = 3, model = "event_loop", knobs = { tasks = 3 } }, { title = "Mend", mend = true,
        goal = { variable = "x", equals = 1.5, below = 2 } }, { title = "Turn", turn = { "tasks", "quantum" }, cores = 2,
        policy = "stride", quantum = 0.5, goal = { figure = "wait", worst = true, above = 3 } } })");
    ASSERT_TRUE(story) << story.error().sentence();
    ASSERT_EQ(story->challenges.size(), 3u);
    const Challenge& first = story->challenges[0];
    EXPECT_EQ(first.title + first.text + first.praise, "Stop themDo.Well.");
    EXPECT_EQ(first.hints, (std::vector<std::string>{"a", "b"}));
    EXPECT_EQ(first.clicks, 3);
    EXPECT_EQ(first.model, Model::event_loop);
    EXPECT_EQ(first.knobs, (KnobSettings{{"tasks", "3"}}));
    EXPECT_FALSE(first.mend);
    EXPECT_TRUE(first.goal.at_end);
    EXPECT_EQ(first.goal.finding, FindingKind::deadlock);
    ASSERT_EQ(first.goal.all.size(), 2u);
    EXPECT_EQ(first.goal.all[0].held, "forks");
    EXPECT_EQ(first.goal.all[1].state, State::done);
    EXPECT_EQ(first.goal.all[1].above, 1);
    EXPECT_TRUE(story->challenges[1].mend);
    EXPECT_EQ(story->challenges[1].model, Model::threads);
    EXPECT_EQ(story->challenges[1].goal.equals, 1.5);
    const Challenge& turned = story->challenges[2];
    EXPECT_EQ(turned.turn, (std::vector<std::string>{"tasks", "quantum"}));
    EXPECT_EQ(turned.cores, 2);
    EXPECT_EQ(turned.policy, "stride");
    EXPECT_EQ(turned.quantum, 500ms);
    EXPECT_EQ(turned.goal.figure, "wait");
    EXPECT_TRUE(turned.goal.worst);
    EXPECT_EQ(turned.goal.above, 3);
}

struct Wrong {
    const char* challenges;
    const char* says;
};

TEST(ChallengesGlobal, that_is_wrong_is_refused_with_its_line_and_what_there_is) {
    const Wrong kWrong[] = {
        {"7", "challenges is a list of tables"},
        {"{ 7 }", "challenge 1 is a table with a title and a goal"},
        {"{ { title = 'a', goal = { outcome = 'deadlock' } }, { title = 'b' } }",
         "challenge 2 is a table with a title"},
        {"{ { title = 'a', gaol = {} } }", "challenge 1 has no field gaol; there are title"},
        {"{ { title = 'a', goal = {} } }", "as in goal = {"},
        {"{ { title = 'a', goal = { outcome = 'stuck' } } }", "outcome = stuck; there are finished, deadlock"},
        {"{ { title = 'a', goal = { finding = 'bug' } } }", "finding = bug; there are deadlock"},
        {"{ { title = 'a', goal = { task = 'p', is = 'lazy' } } }", "is = lazy; there are absent"},
        {"{ { title = 'a', goal = { at = 'noon', outcome = 'deadlock' } } }", "at of a goal is \"end\""},
        {"{ { title = 'a', goal = { variable = 'x' } } }", "say what it is to be: equals, below or above"},
        {"{ { title = 'a', goal = { variable = 'x', mark = 'y', equals = 1 } } }", "several figures"},
        {"{ { title = 'a', goal = { equals = 1 } } }", "compares nothing"},
        {"{ { title = 'a', goal = { task = 'p' } } }", "is = \"done\""},
        {"{ { title = 'a', goal = { colour = 1 } } }", "no field colour; there are outcome"},
        {"{ { title = 'a', goal = { all = { { all = { { all = { { all = { { all = {} } } } } } } } } } } }", "goal"},
        {"{ { title = 'a', goal = { held = 'x' }, hints = 'b' } }", "hints of challenge 1 are a list"},
        {"{ { title = 'a', goal = { held = 'x' }, clicks = 0 } }", "clicks = 4"},
        {"{ { title = 'a', goal = { held = 'x' }, mend = 1 } }", "mend of challenge 1 is true"},
        {"{ { title = 'a', goal = { held = 'x' }, mend = true, clicks = 2 } }", "leave them out"},
        {"{ { title = 'a', goal = { held = 'x' }, model = 'thread' } }", "perhaps threads"},
        {"{ { title = 'a', goal = { held = 'x' }, knobs = { task = 3 } } }", "Did you mean tasks?"},
        {"{ { title = 'a', goal = { held = 'x' }, knobs = { tasks = 99 } } }", "cannot be turned so"},
        {"{ { title = 'a', goal = { held = 'x' }, knobs = 3 } }", "values by name"},
        {"{ { title = 'a', goal = { figure = 'x' } } }", "names a figure; say what it is to be"},
        {"{ { title = 'a', goal = { figure = 'x', mark = 'y', above = 1 } } }", "several figures"},
        {"{ { title = 'a', goal = { held = 'x', worst = true } } }", "says worst, which is of a figure"},
        {"{ { title = 'a', goal = { held = 'x' }, turn = 'tasks' } }", "turn of challenge 1 is a list"},
        {"{ { title = 'a', goal = { held = 'x' }, turn = { 'task' } } }",
         "policy, parameters, quantum, cores; task is none"},
        {"{ { title = 'a', goal = { held = 'x' }, turn = { 7 } } }", "is a list of what the reader may turn"},
        {"{ { title = 'a', goal = { held = 'x' }, turn = { 'tasks' }, clicks = 2 } }", "neither clicks nor mend"},
        {"{ { title = 'a', goal = { held = 'x' }, policy = 'fifo' } }", "say what may be turned"},
        {"{ { title = 'a', goal = { held = 'x' }, turn = { 'cores' }, cores = 0 } }", "cores of challenge 1 is 1 to"},
        {"{ { title = 'a', goal = { held = 'x' }, turn = { 'cores' }, quantum = -1 } }", "a number of seconds above 0"},
    };
    for (const Wrong& wrong : kWrong) {
        const auto story = told(wrong.challenges);
        ASSERT_FALSE(story) << wrong.challenges;
        EXPECT_EQ(story.error().sentence().rfind("story.lua:3: ", 0), 0u) << story.error().sentence();
        EXPECT_NE(story.error().sentence().find(wrong.says), std::string::npos) << story.error().sentence();
    }
}

}  // namespace
}  // namespace simul
