// The life of a program: futures that are set by hand, daemons, coroutines, errors with a type. CPython says the same.
#include <gtest/gtest.h>

#include <set>

#include "engine/analysis/explore/exploration.h"
#include "engine/analysis/findings.h"
#include "engine/analysis/invariants.h"
#include "tests/lua/lua_run.h"
#include "tests/support/rehearsed_story.h"

namespace simul::testing {
namespace {

using Lines = std::vector<std::string>;

constexpr Model kAll[] = {Model::threads,    Model::threads_gil, Model::processes,
                          Model::event_loop, Model::thread_pool, Model::process_pool};

Lines printed_on(Model model, const std::string& text) {
    const auto trace = told_by(text, model);
    EXPECT_TRUE(violations_of(*trace).empty()) << violations_of(*trace)[0] << "\n" << text_of(*trace);
    EXPECT_EQ(failure_in(*trace), "");
    return printed_in(*trace);
}

std::vector<std::string> found_in(const Trace& trace) {
    std::vector<std::string> texts;
    for (const Finding& finding : findings_of(trace)) texts.push_back(finding.text);
    return texts;
}

// ---- Futures by hand.

TEST(FutureByHand, gives_what_it_was_set_to_to_whoever_awaits_it) {
    for (const Model model : kAll)
        EXPECT_EQ(printed_on(model, R"(
function waits(f) return await(f).moves end
function main()
  local f = future()
  local a, b = spawn(waits, f), spawn(waits, f)
  sleep(1) print(f:done()) f:set_result({ moves = 30 })
  print(f:done(), f:cancelled(), f:exception(), await(a) + await(b))
end)"),
                  (Lines{"false", "true\tfalse\tnil\t60"}))
            << name_of(model);
}

TEST(FutureByHand, is_set_once_and_not_after_it_was_cancelled) {
    for (const Model model : kAll)
        EXPECT_EQ(printed_on(model, R"(
function main()
  local f, g = future(), future()
  f:set_result() print(pcall(f.set_result, f, 8))
  print(g:cancel(), g:cancelled(), pcall(g.set_exception, g, "too late"))
end)"),
                  (Lines{"false\tstory.lua:4: invalid state: future is set already, and has one result; set it once",
                         "true\ttrue\tfalse\tstory.lua:5: invalid state: future was cancelled; ask cancelled() before "
                         "you set it"}))
            << name_of(model);
}

TEST(FutureByHand, is_no_future_of_a_task) {
    for (const Model model : kAll)
        EXPECT_EQ(
            printed_on(model, R"(
function game() sleep(1) end
function main() local t = spawn(game) print(pcall(t.set_result, t, 1)) await(t) end)"),
            (Lines{"false\tstory.lua:3: game is a task, which sets its result itself, by returning; make a future "
                   "that you may set with future()"}))
            << name_of(model);
}

TEST(FutureByHand, that_nobody_sets_is_a_deadlock_that_names_it) {
    const auto trace = told_by("function main()\n  await(future())\nend", Model::threads);
    EXPECT_EQ(outcome_of(*trace), Outcome::deadlock);
    ASSERT_EQ(found_in(*trace).size(), 1u);
    EXPECT_NE(found_in(*trace)[0].find("future"), std::string::npos) << found_in(*trace)[0];
}

TEST(FutureByHand, is_told_of_when_it_failed_and_nobody_asked) {
    const auto trace = told_by("function main() future():set_exception('burnt') end", Model::event_loop);
    EXPECT_EQ(outcome_of(*trace), Outcome::failed);
}

TEST(FutureByHand, is_set_first_by_one_or_the_other_in_some_order) {
    const auto story = loaded(R"(
first = variable(0, { mmap = true })
function sets(f, n) pcall(f.set_result, f, n) end
function main()
  local f = future()
  local a, b = spawn(sets, f, 1), spawn(sets, f, 2)
  first.value = await(f)
  gather(a, b)
end)");
    for (const Model model : {Model::threads, Model::processes, Model::event_loop}) {
        RehearsedStory all(*story, simulated(model)), reduced(*story, simulated(model));
        for (const Exploration& found : {explore(all, {}), explore_reduced(reduced, {})}) {
            std::set<std::int64_t> firsts;
            for (const ExploredResult& result : found.results) firsts.insert(result.variables.at(0).second.bits);
            EXPECT_EQ(firsts, (std::set<std::int64_t>{1, 2})) << name_of(model);
        }
    }
}

// ---- Daemons.

TEST(Daemon, is_cut_off_when_all_others_have_ended) {
    const std::string story = R"(
function child() sleep(2) print("child") end
function watch() sleep(3) print("never") end
function main() spawn({ daemon = true }, watch) spawn(child) print("main") end)";
    for (const Model model : {Model::threads, Model::threads_gil, Model::processes}) {
        const auto trace = told_by(story, model);
        EXPECT_EQ(printed_in(*trace), (Lines{"main", "child"})) << name_of(model);
        EXPECT_EQ(outcome_of(*trace), Outcome::finished);
        EXPECT_TRUE(violations_of(*trace).empty()) << violations_of(*trace)[0];
        EXPECT_EQ(found_in(*trace), (Lines{"One daemon was cut off at the end of the run, at 2 s: watch. Nobody waits "
                                           "for a daemon: the run ends when all others have ended."}));
    }
}

TEST(Daemon, passes_it_on_to_whom_it_spawns) {
    EXPECT_EQ(printed_on(Model::threads, R"(
function child() sleep(1) print("never") end
function watch() spawn(child) end
function main() daemon(watch) sleep(0.5) print("main") end)"),
              (Lines{"main"}));
}

TEST(Daemon, that_has_ended_is_as_any_other) {
    const auto trace = told_by("function watch() return 7 end function main() print(await(daemon(watch))) end");
    EXPECT_EQ(printed_in(*trace), (Lines{"7"}));
    EXPECT_TRUE(found_in(*trace).empty());
}

TEST(Daemon, may_or_may_not_come_to_its_end_in_all_orders) {
    const auto story = loaded(R"(
seen = variable(0)
function watch() seen.value = 1 end
function child() seen:add(10) end
function main() daemon(watch) spawn(child) end)");
    RehearsedStory all(*story, simulated(Model::threads)), reduced(*story, simulated(Model::threads));
    for (const Exploration& found : {explore(all, {}), explore_reduced(reduced, {})}) {
        std::set<std::int64_t> seen;
        for (const ExploredResult& result : found.results) seen.insert(result.variables.at(0).second.bits);
        EXPECT_EQ(seen, (std::set<std::int64_t>{10, 11}));
    }
}

// ---- Coroutines.

TEST(CoroutineObject, runs_where_it_is_awaited_and_once) {
    for (const Model model : kAll)
        EXPECT_EQ(
            printed_on(model, R"(
function f(x) print("runs") return x, 2 end
function main()
  local c = coroutine(f, 1) print("made")
  print(await(c))
  print(pcall(await, c))
  print(await(spawn(coroutine(f, 3))))
  print(await(coroutine(function() return "any function" end)))
end)"),
            (Lines{"made", "runs", "1\t2",
                   "false\tstory.lua:6: cannot reuse already awaited coroutine: function f was awaited or started "
                   "before; make another",
                   "runs", "3\t2", "any function"}))
            << name_of(model);
}

TEST(CoroutineObject, is_wrapped_by_what_takes_futures) {
    EXPECT_EQ(printed_on(Model::event_loop, R"(
function f(x) sleep(x) return x end
function main()
  print(unpack(gather(coroutine(f, 2), coroutine(f, 1))))
  print(pcall(wait_for, coroutine(f, 5), 1))
  local t = ensure_future(coroutine(f, 1)) print(ensure_future(t) == t, await(create_task(coroutine(f, 1))), await(t))
  print(pcall(create_task, f))
end)"),
              (Lines{"2\t1", "false\ttimeout", "true\t1\t1",
                     "false\tstory.lua:7: create_task takes a coroutine, which coroutine(f, 1) makes, but was given "
                     "a function; spawn(f, 1) starts f itself"}));
}

TEST(CoroutineObject, cannot_be_run_inside_of_a_loop_that_runs) {
    const std::string story = "function f() return 1 end\nfunction main()\n  print(pcall(run, coroutine(f)))\nend";
    EXPECT_EQ(printed_on(Model::event_loop, story),
              (Lines{"false\tstory.lua:3: this event loop is already running, and cannot be run again inside; write "
                     "await(coroutine)"}));
    EXPECT_EQ(printed_on(Model::threads, story), (Lines{"true\t1"}));
}

TEST(CoroutineObject, that_nobody_awaits_is_found_with_its_line) {
    const auto trace = told_by("function f() print('never') end\nfunction main()\n  coroutine(f)\nend");
    EXPECT_TRUE(printed_in(*trace).empty());
    EXPECT_EQ(outcome_of(*trace), Outcome::finished);
    EXPECT_EQ(found_in(*trace),
              (Lines{"The coroutine of function f (line 3) was never awaited: to make it runs nothing "
                     "of it. Write await(…), or spawn(…) to start it as a task."}));
}

// ---- Errors with a type.

TEST(TypedError, crosses_with_its_fields) {
    for (const Model model : kAll)
        EXPECT_EQ(printed_in(*told_by(R"(
function burns() error({ type = "Burnt", message = "the cake is black", code = 5 }) end
function asks(t) return await(t) end
function main()
  local t = spawn(burns)
  local ok, why = pcall(await, t) print(ok, why.type, why.code)
  print(t:exception().code)
  ok, why = pcall(await, spawn(asks, t)) print(ok, why.message)
  local f = future() f:set_exception({ type = "Late" })
  ok, why = pcall(await, f) print(ok, why.type)
end)",
                                      model)),
                  (Lines{"false\tBurnt\t5", "5", "false\tthe cake is black", "false\tLate"}))
            << name_of(model);
}

TEST(TypedError, that_nobody_catches_is_told_by_type_and_message) {
    const auto trace = told_by("function main() error({ type = 'Burnt', message = 'black', code = 5 }) end");
    EXPECT_EQ(failure_in(*trace), "story.lua:1: in task main: Burnt: black");
    EXPECT_EQ(failure_in(*told_by("function main() error({ 1, 2 }) end")), "story.lua:1: in task main: {1, 2}");
}

}  // namespace
}  // namespace simul::testing
