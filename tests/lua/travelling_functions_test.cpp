// Functions that no global holds, given to tasks and sent to them: they travel as their code, with copies of what they
// share with the function around them.
#include <gtest/gtest.h>

#include "engine/analysis/explore/exploration.h"
#include "engine/analysis/findings.h"
#include "engine/trace/task_names.h"
#include "tests/lua/lua_run.h"
#include "tests/support/rehearsed_story.h"

namespace simul::testing {
namespace {

using Lines = std::vector<std::string>;

class TravellingFunctions : public ::testing::TestWithParam<Model> {
  public:
    bool pickles() const { return GetParam() == Model::process_pool; }
};

constexpr const char* kGiven = R"(
function double(x) return 2 * x end
function apply(f, ...) return f(...) end
local function of_file(x) return x + 100 end
function main()
  print(await(spawn(apply, double, 4)), await(spawn(apply, of_file, 4)), await(spawn(of_file, 5)))
  print(await(spawn(apply, math.max, 3, 9)))
end)";

TEST_P(TravellingFunctions, of_the_file_go_everywhere) {
    EXPECT_EQ(printed_in(*told_by(kGiven, GetParam())), (Lines{"8\t104\t105", "9"}));
}

constexpr const char* kClosures = R"(
function double(x) return 2 * x end
function main()
  local n, list = 5, { 10, 20, more = { "deep" } }
  local function fib(k) if k < 2 then return k end return fib(k - 1) + fib(k - 2) end
  local is_odd
  local function is_even(k) if k == 0 then return true end return is_odd(k - 1) end
  is_odd = function(k) if k == 0 then return false end return is_even(k - 1) end
  print(await(spawn(fib, 10)), await(spawn(is_even, 7)))
  print(await(spawn(function(x) sleep(1) return x + n + list[2] + double(n), list.more[1] end, 4)))
  local f = spawn(double, 21)
  f:add_done_callback(function(it) print("called", it:result(), n) end)
  await(f)
end)";

TEST_P(TravellingFunctions, bring_what_they_share_and_call_themselves) {
    if (pickles()) return;
    Lines lines = printed_in(*told_by(kClosures, GetParam()));
    EXPECT_EQ(lines, (Lines{"55\tfalse", "39\tdeep", "called\t42\t5"}));
}

TEST_P(TravellingFunctions, that_are_made_meanwhile_are_pickled_no_more_than_in_Python) {
    const std::string refused = "cannot be pickled, as in Python";
    const auto failure_of = [&](const std::string& body) {
        const std::vector<Finding> found =
            findings_of(*told_by("q = channel(2)\nfunction main() local n = 3 " + body + " end", GetParam()));
        return found.empty() ? std::string() : found[0].text;
    };
    const bool copies = copies_variables(GetParam());
    const std::string call = failure_of("print(await(spawn(function() return n end)))");
    EXPECT_EQ(call.find(refused) != std::string::npos, pickles()) << call;
    const std::string message = failure_of("q:send(function(x) return x * n end) print(q:receive()(4))");
    EXPECT_EQ(message.find(refused) != std::string::npos, copies) << message;
    if (pickles()) return;
    const std::string result = failure_of("print(await(spawn(function() return function() return n end end))())");
    EXPECT_EQ(result.find(refused) != std::string::npos, copies) << result;
}

TEST_P(TravellingFunctions, that_change_what_they_share_change_a_copy_and_are_told_so) {
    if (copies_variables(GetParam())) return;
    const auto trace = told_by(R"(
function apply(f) f() end
function main()
  local n = 0
  await(spawn(function() n = n + 1 end))
  await(spawn(apply, function() n = n + 1 end))
  print(n)
end)",
                               GetParam());
    EXPECT_EQ(printed_in(*trace), Lines{"0"});
    const std::vector<Finding> found = findings_of(*trace);
    ASSERT_EQ(found.size(), 1U);
    EXPECT_EQ(
        found[0].text,
        std::string("function:5 changed a variable of the function that it was made in. It has a copy of it: that "
                    "of main stays as it was. In Python ") +
            (GetParam() == Model::event_loop ? "coroutines" : "threads") +
            " share it with that function; to have that, make it a variable() or a shared_table{ … } at the top "
            "of the file. 1 other task did the same.");
    EXPECT_FALSE(condemns(found[0].kind));
}

INSTANTIATE_TEST_SUITE_P(EveryModel, TravellingFunctions,
                         ::testing::Values(Model::sequential, Model::threads, Model::threads_gil, Model::processes,
                                           Model::event_loop, Model::thread_pool, Model::process_pool),
                         [](const auto& row) { return std::string(name_of(row.param)); });

TEST(ATaskOfAFunctionWithoutAName, is_called_as_its_line_calls_it) {
    const auto trace = told_by(R"(
function main()
  local function job(n) end
  local other = function() end
  gather{ spawn(job, 7), spawn(other), spawn(function(n) end, "x") }
end)",
                               Model::threads);
    const TaskNames told(*trace);
    Lines names;
    for (std::uint32_t task = 1; task <= 3; ++task) names.push_back(told.name_of(TaskId{task}));
    EXPECT_EQ(names, (Lines{"job 7", "other", "function:5 x"}));
}

TEST(WhatAFunctionUses, is_named_if_it_cannot_travel) {
    const std::vector<Finding> found = findings_of(
        *told_by("function main() local g = generator(function() end) spawn(function() return g:next() end) end",
                 Model::threads));
    ASSERT_FALSE(found.empty());
    EXPECT_NE(found[0].text.find("it uses the local g, and a generator"), std::string::npos) << found[0].text;
    const std::vector<Finding> kept =
        findings_of(*told_by("n = variable(0) function main() n.value = function() end end", Model::threads));
    ASSERT_FALSE(kept.empty());
    EXPECT_NE(kept[0].text.find("a function cannot be kept here"), std::string::npos) << kept[0].text;
}

/// States in which a function without a name waits are told apart, and told to be equal, as those of any other.
TEST(FunctionsWithoutANameInAllOrders, have_the_states_of_those_that_have_one) {
    const auto explored = [](const std::string& text) {
        const auto story = loaded(text);
        RehearsedStory rehearsed(*story, simulated(Model::threads));
        return explore(rehearsed, {});
    };
    const std::string loops = "(me) while go.value ~= me do yield() end go.value = me + 1 end ";
    const std::string spawns = " gather{ spawn(f, 0), spawn(f, 1), spawn(f, 2) } end";
    const Exploration named = explored("go = variable(0) function f" + loops + "function main()" + spawns);
    const Exploration unnamed = explored("go = variable(0) function main() local function f" + loops + spawns);
    EXPECT_TRUE(named.complete);
    EXPECT_TRUE(unnamed.complete);
    EXPECT_EQ(named.distinct_states, 18U);
    EXPECT_EQ(unnamed.distinct_states, named.distinct_states);
    const Exploration uses_one = explored(
        "go = variable(0) function f(me) local is = function() return go.value == me end while not is() do yield() end "
        "go.value = me + 1 end function main()" +
        spawns);
    EXPECT_EQ(uses_one.distinct_states, named.distinct_states);
}

}  // namespace
}  // namespace simul::testing
