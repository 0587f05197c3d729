// A file that is wrong gets one sentence: file:line, the task if one ran, what happened, and the remedy.
#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>

#include "engine/analysis/findings.h"
#include "engine/run/simulated/in_place.h"
#include "engine/scenario/lua/lua_scenario.h"
#include "tests/support/small_story.h"

namespace simul::testing {
namespace {

/// The error of the first task that failed.
std::string failure_in(const Trace& trace) {
    std::string failure = "no task failed";
    for (std::size_t i = 0; i < trace.size(); ++i) {
        const TraceEvent& event = trace[i];
        if (event.kind == EventKind::finish && event.ending() == Ending::failed) return std::string(trace.text_of(i));
    }
    return failure;
}

/// What the reader is told after loading and running the file.
std::string told(const std::string& file, const KnobSettings& knobs) {
    const auto scenario = lua_scenario_from_file(SIMUL_SOURCE_DIR "/tests/lua/wrong/" + file);
    if (!scenario.ok()) return scenario.error().sentence();
    const auto story = scenario.value()->load(knobs, 1);
    if (!story.ok()) return story.error().sentence();
    return failure_in(*simulate_in_place(*story.value(), simulated(Model::threads)));
}

struct Wrong {
    const char* file;
    const char* begins;
    const char* remedy;
    KnobSettings knobs = {};
};

void PrintTo(const Wrong& wrong, std::ostream* out) { *out << wrong.file; }

class WrongFile : public ::testing::TestWithParam<Wrong> {};

TEST_P(WrongFile, is_told_where_what_and_the_remedy) {
    const Wrong& wrong = GetParam();
    const std::string sentence = told(std::string(wrong.file) + ".lua", wrong.knobs);
    EXPECT_EQ(sentence.rfind(wrong.begins, 0), 0u) << sentence;
    EXPECT_NE(sentence.find(wrong.remedy), std::string::npos) << sentence;
    EXPECT_LT(sentence.size(), 800u) << sentence;
    EXPECT_EQ(sentence.find("0x"), std::string::npos) << "an address is shown: " << sentence;
}

INSTANTIATE_TEST_SUITE_P(
    Table, WrongFile,
    ::testing::Values(
        Wrong{"syntax", "syntax.lua:2: ", "expected near '3'"},
        Wrong{"no_main", "no_main.lua:1: there is no function main()", "function main() … end"},
        Wrong{"unknown_knob",
              "There is no knob \"oponents\". Did you mean opponents?",
              "opponents=24, pace=slow",
              {{"oponents", "12"}}},
        Wrong{"unknown_knob",
              "Knob opponents cannot be \"0\": it takes a whole number from 1 to 400",
              "opponents=24",
              {{"opponents", "0"}}},
        Wrong{"unknown_knob", "Knob opponents cannot be \"1.5\"", "a whole number", {{"opponents", "1.5"}}},
        Wrong{"unknown_knob", "Knob pace cannot be \"12\"", "one of slow, fast", {{"pace", "12"}}},
        Wrong{"misspelt_knob", "misspelt_knob.lua:4: there is no knob.oponents; did you mean opponents?",
              "The knobs are opponents, pace"},
        Wrong{"knob_by_text", "knob_by_text.lua:2: in task game oponents: there is no knob.oponents",
              "did you mean opponents?"},
        Wrong{"unlock_by_stranger", "unlock_by_stranger.lua:3: in task thief 3: unlock of judit", "main"},
        Wrong{"spawn_with_generator", "spawn_with_generator.lua:6: in task main: ", "it uses the local numbers"},
        Wrong{"assign_global", "assign_global.lua:4: in task game 3: assignment to the global score", "variable()"},
        Wrong{"assign_shared_local", "assign_shared_local.lua:4: in task game 3: the local score", "variable()"},
        Wrong{"write_frozen", "write_frozen.lua:3: in task game 3: write to scores[2]", "variable()"},
        Wrong{"late_resource", "late_resource.lua:2: in task main: a mutex is made while the story runs", "at the top"},
        Wrong{"print_while_loading", "print_while_loading.lua:2: print while the file loads", "put it into main()"},
        Wrong{"endless_task", "endless_task.lua:3: in task game 3: 100 million instructions", "sleep or compute"},
        Wrong{"endless_top", "endless_top.lua:", "what stands at the top of the file must end"},
        Wrong{"memory_hog", "memory_hog.lua:", "more than the 64 MB"},
        Wrong{"huge_string", "huge_string.lua:2: in task main: ", "more than the 64 MB"},
        Wrong{"deep_recursion", "deep_recursion.lua:2: in task main: ", "calls itself without an end"},
        Wrong{"wrong_types", "wrong_types.lua:2: in task main: sleep takes a number of seconds", "was given a string"},
        Wrong{"binary", "binary.lua:1: this is compiled Lua", "give the text of the story"},
        Wrong{"nameless_resource", "nameless_resource.lua:1: this mutex is held by no global", "NAME = mutex(…)"},
        Wrong{"unknown_model", "unknown_model.lua:1: there is no model treads, perhaps threads", "event_loop"},
        Wrong{"cyclic_argument", "cyclic_argument.lua:5: in task main: spawn: argument 1 of game", "contains itself"}),
    [](const auto& row) { return std::string(row.param.file) + "_" + std::to_string(row.index); });

struct PlacedError {
    const char* text;
    ErrorKind kind;
    std::size_t line;
    std::size_t row = 0;
    const char* field = "";
    KnobSettings knobs = {};
};

TEST(WrongStory, has_its_place_beside_its_text) {
    const PlacedError table[] = {
        {"\nx = = 1\nfunction main() end", ErrorKind::story, 2},
        {"function main()\n  sleeep(1)\nend", ErrorKind::story, 2},
        {"sentence = 7\nfunction main() end", ErrorKind::story, 1},
        {"\n\nerror(\"jobs.csv:99: no number\", 0)", ErrorKind::story, 3},
        {"\nerror({ message = \"soon\", row = 4, field = \"burst\" })", ErrorKind::sheet, 2, 4, "burst"},
        {"\nerror({ message = \"soon\", row = \"4\", field = \"burst\" })", ErrorKind::story, 2},
        {"knobs = { pace = knob(1) }\nfunction main() end", ErrorKind::setting, 0, 0, "space", {{"space", "2"}}},
    };
    for (const PlacedError& row : table) {
        const auto story = lua_scenario("story", "story.lua", row.text)->load(row.knobs, 1);
        ASSERT_FALSE(story.ok()) << row.text;
        const Error& error = story.error();
        EXPECT_EQ(error.kind, row.kind) << error.sentence();
        EXPECT_EQ(error.file, row.line == 0 ? "" : "story.lua") << error.sentence();
        EXPECT_EQ(error.line, row.line) << error.sentence();
        EXPECT_EQ(error.row, row.row) << error.sentence();
        EXPECT_EQ(error.field, row.field) << error.sentence();
        EXPECT_EQ(error.text.find("story.lua"), std::string::npos) << error.text;
    }
}

/// Lua shortens the name of such a file in its messages, and the error lies behind the last operation.
TEST(FailedTask, is_found_at_the_line_of_its_error) {
    const std::string text = R"(function fails()
  sleep(1)
  if true then
    error("no more")
  end
end
function main() spawn(fails) sleep(3) end)";
    const auto story = lua_scenario("long", std::string(80, 'n') + ".lua", text)->load({}, 1);
    ASSERT_TRUE(story.ok()) << story.error().sentence();
    for (std::size_t model = 0; model < kModelCount; ++model) {
        const auto trace = simulate_in_place(*story.value(), simulated(static_cast<Model>(model)));
        const std::vector<Finding> findings = findings_of(*trace);
        const auto failure = std::find_if(findings.begin(), findings.end(), [](const Finding& finding) {
            return finding.kind == FindingKind::failure && finding.text.find("no more") != std::string::npos;
        });
        ASSERT_NE(failure, findings.end()) << name_of(static_cast<Model>(model));
        EXPECT_EQ(failure->line, 4) << failure->text;
    }
}

/// What a watchdog would see of a task that never ends inside C.
class Watcher final : public OperationGranter {
  public:
    Grant perform(TaskContext&, Operation&) override { return Grant::granted; }
};

TEST(EndlessPattern, has_its_line_where_a_watchdog_can_read_it) {
    const auto story = lua_scenario("pattern", "pattern.lua",
                                    "function main()\n  sleep(1)\n\n  return (\"aaaa\"):find(\"a*b\")\nend\n")
                           ->load({}, 1);
    Watcher watcher;
    TaskContext task;
    task.granter = &watcher;
    task.begin(story.value()->start_main(task));
    task.resume();
    EXPECT_TRUE(task.ended());
    EXPECT_EQ(task.noted_line(), 4);
}

}  // namespace
}  // namespace simul::testing
