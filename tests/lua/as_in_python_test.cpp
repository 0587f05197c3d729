// What CPython decides, in runs that are conducted: what a free run gives is among the results of all orders, on both
// searches. (That free runs print what CPython prints, the pairs of tests/python show.)
#include <map>
#include <set>

#include "engine/analysis/event_words.h"
#include "engine/analysis/explore/exploration.h"
#include "engine/analysis/findings.h"
#include "engine/analysis/invariants.h"
#include "tests/lua/lua_run.h"
#include "tests/support/rehearsed_story.h"

namespace simul::testing {
namespace {

/// The last value of the variable `n` in a free run.
std::int64_t in_a_free_run(const std::string& text, Model model) {
    const auto trace = told_by(text, model);
    EXPECT_TRUE(violations_of(*trace).empty()) << violations_of(*trace)[0];
    EXPECT_TRUE(findings_of(*trace).empty()) << findings_of(*trace)[0].text;
    const std::vector<std::string> printed = printed_in(*trace);
    return printed.empty() ? -1 : std::stoll(printed.back());
}

/// Of `n`, the first variable of the story.
std::set<std::int64_t> in_all_orders(const std::string& text, Model model) {
    const auto story = loaded(text);
    RehearsedStory all(*story, simulated(model)), reduced(*story, simulated(model));
    const auto values_of = [](const Exploration& found) {
        std::set<std::int64_t> values;
        for (const ExploredResult& result : found.results) values.insert(result.variables.at(0).second.bits);
        return values;
    };
    const std::set<std::int64_t> values = values_of(explore(all, {}));
    EXPECT_EQ(values_of(explore_reduced(reduced, {})), values) << name_of(model);
    return values;
}

TEST(WaitForTheFirst, tells_of_all_that_have_ended_by_the_time_it_continues) {
    const std::string story = R"(
n = variable(0)
function f() yield() end
function main()
  n.value = #wait({ spawn(f), spawn(f), spawn(f) }, { return_when = "first_completed" })
  print(n.value)
end)";
    EXPECT_EQ(in_a_free_run(story, Model::event_loop), 3);
    for (const Model model : {Model::event_loop, Model::threads, Model::thread_pool})
        EXPECT_EQ(in_all_orders(story, model), (std::set<std::int64_t>{1, 2, 3})) << name_of(model);
}

TEST(TheEndOfATask, is_a_step_before_which_others_look) {
    const std::string asks_nothing =
        "n = variable(0)\nfunction f() return 1 end\nfunction main() local it = spawn(f) n.value = it:done() and 1 or "
        "2 end";
    EXPECT_EQ(in_all_orders(asks_nothing, Model::threads), (std::set<std::int64_t>{1, 2}));
    EXPECT_EQ(in_all_orders(asks_nothing, Model::processes), (std::set<std::int64_t>{1, 2}));
    EXPECT_EQ(in_all_orders(asks_nothing, Model::event_loop), (std::set<std::int64_t>{2})) << "main has the loop";
    const std::string after_its_last =
        "n, x = variable(0), variable(0, { mmap = true })\nfunction f() x.value = 1 end\n"
        "function main() local it = spawn(f) if x.value == 0 then return end n.value = it:done() and 1 or 2 end";
    EXPECT_EQ(in_all_orders(after_its_last, Model::threads), (std::set<std::int64_t>{0, 1, 2}));
}

TEST(TheStartOfATask, is_no_step_but_a_cancel_may_come_before_it) {
    const std::string story =
        "n = variable(0)\nfunction f() return 1 end\nfunction main() n.value = spawn(f):cancel() and 1 or 2 end";
    EXPECT_EQ(in_all_orders(story, Model::threads), (std::set<std::int64_t>{1, 2}));
    EXPECT_EQ(in_all_orders(story, Model::event_loop), (std::set<std::int64_t>{1}));
}

TEST(TaskGroup, has_the_errors_of_all_that_fail_before_it_is_ended) {
    const auto story_of_failing = [](const std::string& body) {
        return R"(
n = variable(0)
function bad() )" +
               body + R"( error("bad", 0) end
function main()
  local _, failed = pcall(task_group, function(group) group.spawn(bad) group.spawn(bad) end)
  n.value = #failed.errors
  print(n.value)
end)";
    };
    EXPECT_EQ(in_a_free_run(story_of_failing(""), Model::event_loop), 2);
    EXPECT_EQ(in_a_free_run(story_of_failing("yield()"), Model::event_loop), 2);
    EXPECT_EQ(in_all_orders(story_of_failing(""), Model::event_loop), (std::set<std::int64_t>{2}));
    EXPECT_EQ(in_all_orders(story_of_failing("yield()"), Model::event_loop), (std::set<std::int64_t>{1, 2}));
}

TEST(TaskGroup, is_aborted_once) {
    const std::string story = R"(
n = variable(0)
function cleans()
  if not pcall(sleep, 9) then n:add(pcall(yield) and 1 or 100) error("late", 0) end
end
function main()
  pcall(task_group, function(group) group.spawn(cleans) group.spawn(cleans) yield() error("early", 0) end)
  print(n.value)
end)";
    EXPECT_EQ(in_a_free_run(story, Model::event_loop), 2);
    EXPECT_EQ(in_all_orders(story, Model::event_loop), (std::set<std::int64_t>{0, 1, 2}));
}

TEST(ACancel, stays_one_though_a_limit_is_over_too) {
    const std::string story = R"(
n = variable(0)
function limited()
  local _, why = pcall(timeout, 1, function()
    local _, why = pcall(sleep, 9)
    pcall(sleep, 3)
    error(why, 0)
  end)
  n.value = why == "timeout" and 1 or 2
end
function main()
  local task = spawn(limited)
  sleep(2) task:cancel() pcall(await, task)
  print(n.value)
end)";
    EXPECT_EQ(in_a_free_run(story, Model::event_loop), 2);
    EXPECT_EQ(in_all_orders(story, Model::event_loop), (std::set<std::int64_t>{0, 1, 2}));
}

TEST(ABarrierOnALoop, is_left_by_all_before_anybody_comes_in_again) {
    const std::string story = R"(
n = variable(0)
meet = barrier(2)
function party(digit) for i = 1, 2 do local index = meet:wait() n.value = 10 * n.value + digit * index end end
function main() gather{ spawn(party, 1), spawn(party, 2) } print(n.value) end)";
    EXPECT_EQ(in_a_free_run(story, Model::event_loop), 2020);
    EXPECT_EQ(in_all_orders(story, Model::event_loop).count(2020), 1u);
}

TEST(CleaningUpAfterMain, is_whole_in_all_orders) {
    const std::string story = R"(
n = variable(0)
function cleans()
  if not pcall(sleep, 9) then for i = 1, 3 do yield() n:add(1) end sleep(1) n:add(10) end
end
function main() spawn(cleans) sleep(1) print(13) end)";
    EXPECT_EQ(in_all_orders(story, Model::event_loop), (std::set<std::int64_t>{0, 13}));
}

TEST(Callbacks, of_who_sets_a_future_have_run_when_that_has_returned) {
    const std::string story = R"(
n = variable(0, { atomic = true })
function first() n:add(1) end
function second() n.value = 10 * n.value end
function main()
  local f = future()
  f:add_done_callback(first) f:add_done_callback(second) f:set_result(5)
  expect(n.value == 10, "both callbacks have run") print(n.value)
end)";
    for (const Model model : {Model::threads, Model::threads_gil, Model::thread_pool, Model::sequential}) {
        EXPECT_EQ(in_a_free_run(story, model), 10) << name_of(model);
        EXPECT_EQ(in_all_orders(story, model), (std::set<std::int64_t>{10})) << name_of(model);
    }
}

TEST(AQueueOnALoop, gives_a_message_to_whoever_asks_first) {
    const std::string story = R"(
n = variable(0)
q = channel(1)
function gets() n.value = q:receive() end
function main()
  local task = spawn(gets)
  yield()
  q:send(1) print(q:try_receive()) q:send(2)
  await(task) print(n.value)
end)";
    EXPECT_EQ(in_a_free_run(story, Model::event_loop), 2);
    EXPECT_EQ(in_all_orders(story, Model::event_loop).count(2), 1u);
}

TEST(WhoWasWokenInVain, waits_at_the_tail_and_no_longer_than_it_would_have) {
    const auto trace = told_by(R"(
q = channel(9)
function gets(name, seconds) print(name, pcall(q.receive, q, seconds), now()) end
function main()
  spawn(gets, "a", 3) spawn(gets, "b", 9)
  sleep(1) q:send(1) print(q:try_receive())
  sleep(1) q:send(2) sleep(4) q:send(3) sleep(1)
end)",
                               Model::event_loop);
    EXPECT_EQ(printed_in(*trace), (std::vector<std::string>{"1", "b\ttrue\t2.0", "a\tfalse\t3.0"}));
}

TEST(WhoWasWokenInVain, is_told_of_when_it_waits_again) {
    const auto trace = told_by(R"(
q = channel(1)
function gets() return q:receive() end
function main()
  local task = spawn(gets)
  yield() q:send(1) q:try_receive() yield() q:send(2)
  await(task)
end)",
                               Model::event_loop);
    const TaskNames names(*trace);
    std::vector<std::string> told;
    for (std::size_t i = 0; i < trace->size(); ++i)
        if ((*trace)[i].kind == EventKind::receive && (*trace)[i].phase == Phase::wanted)
            told.push_back(event_in_words(*trace, moment_after(*trace, i + 1), Timeline(*trace), names));
    ASSERT_EQ(told.size(), 2u);
    EXPECT_EQ(told[0], "Gets waits for a message from q (line 3).");
    EXPECT_EQ(told[1], told[0] + " It was woken, but another task came first.");
}

TEST(ATaskThatCancelsItself, is_cancelled_at_its_end_unless_it_fails) {
    const auto trace = told_by(R"(
function returns() current_task():cancel() return 7 end
function fails() current_task():cancel() error("why", 0) end
function main()
  for _, f in ipairs{ returns, fails } do
    local task = spawn(f)
    print(pcall(await, task), task:cancelled())
  end
end)",
                               Model::event_loop);
    EXPECT_EQ(printed_in(*trace)[0], "false\ttrue");
    EXPECT_EQ(printed_in(*trace)[1], "false\tfalse");
}

TEST(AGather, takes_the_failures_that_follow_the_one_that_it_raises) {
    const std::string text = R"(
function bad(why, s) sleep(s) error(why, 0) end
function main()
  print(pcall(gather, { spawn(bad, "a", 1), spawn(bad, "b", 2), spawn(bad, "c", 1) }))
  sleep(3)
  local d, e = spawn(bad, "d", 0), spawn(bad, "e", 0) sleep(1)
  print(pcall(gather, { d, e }))
  END
end)";
    for (const Model model : {Model::sequential, Model::threads, Model::threads_gil, Model::processes,
                              Model::event_loop, Model::thread_pool, Model::process_pool}) {
        std::string alone = text, another = text;
        const auto trace = told_by(alone.replace(alone.find("END"), 3, ""), model);
        EXPECT_TRUE(findings_of(*trace).empty()) << name_of(model);
        EXPECT_EQ(outcome_of(*trace), Outcome::finished) << name_of(model);
        const auto left = told_by(another.replace(another.find("END"), 3, "spawn(bad, 'f', 0) sleep(1)"), model);
        EXPECT_EQ(findings_of(*left).size(), 1u) << name_of(model);
        EXPECT_EQ(outcome_of(*left), Outcome::failed) << name_of(model);
    }
}

/// So nobody is said to have left them.
TEST(Gather, that_is_cancelled_takes_the_failures_that_follow) {
    for (const char* how : {"", ", return_exceptions = true"}) {
        const auto trace = told_by(
            "function fails() pcall(sleep, 9) error('instead', 0) end\n"
            "function g() return gather{ spawn(fails), spawn(fails)" +
                std::string(how) +
                " } end\n"
                "function main() local t = spawn(g) sleep(1) t:cancel() pcall(await, t) end",
            Model::event_loop);
        EXPECT_TRUE(findings_of(*trace).empty()) << how << findings_of(*trace)[0].text;
    }
}

}  // namespace
}  // namespace simul::testing
