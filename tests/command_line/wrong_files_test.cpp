// Every wrong story of tests/lua/wrong through the whole command: checked, simulated, and for real.
#include <gtest/gtest.h>

#include "tests/command_line/bad_day.h"
#include "tests/command_line/program.h"

#ifdef SIMUL_LUA

namespace simul {
namespace {

using Words = std::vector<std::string>;

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr double kMostCore_s = 60;
#else
constexpr double kMostCore_s = 2;
#endif

struct Wrong {
    const char* file;
    int code;  ///< 2: it cannot be loaded; 1: a task fails
    Words says;
    Words options = {};
};

void PrintTo(const Wrong& wrong, std::ostream* out) { *out << wrong.file; }

const Wrong kWrong[] = {
    {"syntax", 2, {"syntax.lua:2: ", "expected near"}},
    {"no_main", 2, {"no_main.lua:1: ", "function main() … end"}},
    {"unknown_knob", 2, {"oponents", "Did you mean opponents?"}, {"--set", "oponents=3"}},
    {"misspelt_knob", 2, {"misspelt_knob.lua:4: ", "did you mean opponents?"}},
    {"knob_by_text", 1, {"knob_by_text.lua:2: in task game oponents: ", "did you mean opponents?"}},
    {"unlock_by_stranger", 1, {"unlock_by_stranger.lua:3: in task thief 3: ", "main", "lock() first"}},
    {"spawn_with_generator",
     1,
     {"spawn_with_generator.lua:6: in task main: ", "it uses the local numbers, and a generator"}},
    {"assign_global", 1, {"assign_global.lua:4: in task game 3: ", "variable()"}},
    {"assign_shared_local", 1, {"assign_shared_local.lua:4: in task game 3: ", "variable()"}},
    {"write_frozen", 1, {"write_frozen.lua:3: in task game 3: ", "variable()"}},
    {"late_resource", 1, {"late_resource.lua:2: in task main: ", "at the top"}},
    {"print_while_loading", 2, {"print_while_loading.lua:2: ", "put it into main()"}},
    // On a slow computer the watchdog's second of core time is over before Lua's budget is.
    {"endless_task", 1, {"endless_task.lua:3: in task main: ", "loop"}},
    {"endless_top", 2, {"endless_top.lua", "at the top"}},
    {"memory_hog", 1, {"memory_hog.lua:", "in task main: ", "64 MB"}},
    {"huge_string", 1, {"huge_string.lua:2: in task main: ", "64 MB"}},
    {"endless_pattern", 1, {"endless_pattern.lua:4: in task main: ", "never ends"}},
    {"deep_recursion", 1, {"deep_recursion.lua:2: in task main: ", "calls itself"}},
    {"wrong_types", 1, {"wrong_types.lua:2: in task main: ", "was given a string"}},
    {"binary", 2, {"binary.lua:1: ", "give the text of the story"}},
    {"nameless_resource", 2, {"nameless_resource.lua:1: ", "NAME = mutex"}},
    {"unknown_model", 2, {"unknown_model.lua:1: ", "perhaps threads"}},
    {"cyclic_argument", 1, {"cyclic_argument.lua:5: in task main: ", "contains itself"}},
};

Words with(Words words, const Words& more) {
    words.insert(words.end(), more.begin(), more.end());
    return words;
}

std::string path_of(const Wrong& wrong) {
    return std::string(SIMUL_SOURCE_DIR "/tests/lua/wrong/") + wrong.file + ".lua";
}

void expect_told(const Words& words, int code, const Words& says) {
    const BadDay day = day_of(words);
    expect_end(day, code, says);
    EXPECT_LT(day.core_s, kMostCore_s) << testing::PrintToString(words);
    EXPECT_TRUE(code != 1 || day.err.find("To see it again: simul run") != std::string::npos) << day.err;
}

void expect_told_on(const Words& clock, const Wrong& wrong) {
    for (const char* model : {"threads", "processes", "event_loop"})
        expect_told(with(with({"run", path_of(wrong), "--quiet", "--model", model}, clock), wrong.options), wrong.code,
                    wrong.says);
}

/// With a sanitizer the sandbox' budget takes so long that the watchdog is first: it is told, but otherwise.
bool is_told_otherwise(const Wrong& wrong) {
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
    return wrong.file == std::string("endless_task") || wrong.file == std::string("memory_hog");
#else
    return wrong.file == nullptr;
#endif
}

class WrongFile : public testing::TestWithParam<Wrong> {};
class RealWrongFile : public testing::TestWithParam<Wrong> {};
std::string name_of_file(const testing::TestParamInfo<Wrong>& row) { return row.param.file; }
INSTANTIATE_TEST_SUITE_P(Each, WrongFile, testing::ValuesIn(kWrong), name_of_file);
INSTANTIATE_TEST_SUITE_P(Each, RealWrongFile, testing::ValuesIn(kWrong), name_of_file);

TEST_P(WrongFile, is_told_by_check) {
    const bool loads = GetParam().code == 1 || !GetParam().options.empty();
    const BadDay day = day_of({"check", path_of(GetParam())});
    expect_end(day, loads ? 0 : 2, loads ? Words{} : GetParam().says);
    EXPECT_LT(day.core_s, kMostCore_s);
}

TEST_P(WrongFile, is_told_by_a_simulated_run) {
    if (is_told_otherwise(GetParam())) GTEST_SKIP() << "the watchdog is first";
    expect_told_on({}, GetParam());
}

TEST_P(RealWrongFile, is_told_by_a_run) {
    if (is_told_otherwise(GetParam())) GTEST_SKIP() << "the watchdog is first";
    expect_told_on({"--clock", "real", "--scale", "1000"}, GetParam());
}

// ---- A pattern that never ends: no budget of Lua's sees it.

constexpr const char* kModels[] = {"sequential", "threads",     "threads_gil", "processes",
                                   "event_loop", "thread_pool", "process_pool"};
class RealEndlessPattern : public testing::TestWithParam<const char*> {};
std::string name_of_model(const testing::TestParamInfo<const char*>& model) { return model.param; }
INSTANTIATE_TEST_SUITE_P(Each, RealEndlessPattern, testing::ValuesIn(kModels), name_of_model);

TEST_P(RealEndlessPattern, at_the_top_is_told) {
    const TemporaryFile story("top.lua", "found = (('a'):rep(40)):find(('a*'):rep(20) .. 'b')\nfunction main() end\n");
    for (const char* clock : {"simulated", "real"})
        expect_told({"run", story.path(), "--model", GetParam(), "--clock", clock}, 2,
                    {story.path(), "not loaded within a second", "pattern"});
}

TEST_P(RealEndlessPattern, in_a_task_is_told_with_its_line) {
    const TemporaryFile story("task.lua",
                              "function stuck()\n  compute(1)\n\n  return (('a'):rep(40)):find(('a*'):rep(20) .. 'b')\n"
                              "end\nfunction main()\n  spawn(stuck)\n  sleep(3600)\nend\n");
    for (const char* clock : {"simulated", "real"})
        expect_told({"run", story.path(), "--model", GetParam(), "--clock", clock, "--scale", "100000"}, 1,
                    {":4: in task stuck: ", "pattern"});
}

}  // namespace
}  // namespace simul

#endif
