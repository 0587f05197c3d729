// How processes end, and what comes of a pool when a worker is killed. CPython says the same (tests/python/62*, 63*).
#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "engine/analysis/event_words.h"
#include "engine/analysis/explore/exploration.h"
#include "engine/analysis/findings.h"
#include "engine/analysis/invariants.h"
#include "engine/run/policies/policies.h"
#include "tests/lua/lua_run.h"
#include "tests/support/rehearsed_story.h"

namespace simul::testing {
namespace {

using Printed = std::vector<std::string>;

/// What is printed on this model, under each of these policies.
Printed printed_on_processes(const std::string& text, Model model = Model::processes, std::uint32_t cores = 2) {
    Printed lines;
    for (const char* policy : {"fifo", "round_robin", "srtf", "priority", "mlfq"}) {
        const auto story = loaded(text);
        RunPlan plan = simulated(model, cores, policy);
        plan.policy_knobs = policy_named(policy)->parameters;
        const auto trace = simulate_in_place(*story, plan);
        EXPECT_TRUE(violations_of(*trace).empty()) << policy << ": " << violations_of(*trace)[0] << text_of(*trace);
        if (!lines.empty()) {
            EXPECT_EQ(printed_in(*trace), lines) << policy;
        }
        lines = printed_in(*trace);
    }
    return lines;
}

Printed told_sentences(const Trace& trace, std::set<EventKind> kinds) {
    const TaskNames names(trace);
    Printed told;
    for (std::size_t i = 0; i < trace.size(); ++i)
        if (kinds.count(trace[i].kind))
            told.push_back(event_in_words(trace, moment_after(trace, i + 1), Timeline(trace), names));
    return told;
}

std::set<std::int64_t> values_in_all_orders(const std::string& text, Model model) {
    const auto story = loaded(text);
    const auto values_of = [](const Exploration& found) {
        std::set<std::int64_t> values;
        for (const ExploredResult& result : found.results) values.insert(result.variables.at(0).second.bits);
        return values;
    };
    RehearsedStory all(*story, simulated(model)), reduced(*story, simulated(model));
    const std::set<std::int64_t> values = values_of(explore(all, {}));
    EXPECT_EQ(values_of(explore_reduced(reduced, {})), values);
    return values;
}

// ---- Exit codes.

TEST(AnExitCode, says_how_a_process_has_ended) {
    EXPECT_EQ(printed_on_processes(R"(
function returns() sleep(1) return 5 end
function fails() error("a pity") end
function leaves(code) exit(code) end
function stays() sleep(9) end
function code_of(p) join(p) return p:exit_code() end
function main()
  local p = spawn(returns) print(p:exit_code(), code_of(p), code_of(spawn(fails)))
  print(code_of(spawn(leaves, 3)), code_of(spawn(leaves, 256)), code_of(spawn(leaves, "bye")), await(spawn(leaves, 2)))
  p = spawn(stays) print(p:kill(), code_of(p), p:kill(), now())
end)"),
              (Printed{"nil\t0\t1", "bye", "3\t0\t1\tnil", "true\t-9\tfalse\t1.0"}));
}

TEST(AnExitCode, is_taken_note_of_so_that_nothing_else_is_found) {
    const auto trace =
        told_by("function fails() error('a pity') end function main() local p = spawn(fails) join(p) p:exit_code() end",
                Model::processes);
    EXPECT_EQ(outcome_of(*trace), Outcome::finished);
    EXPECT_TRUE(findings_of(*trace).empty());
}

TEST(AnExitCode, is_told) {
    const auto trace = told_by(R"(
function stays() sleep(9) end
function leaves() exit(3) end
function main()
  local a, b = spawn(stays), spawn(leaves)
  a:exit_code() a:kill() join(b) a:exit_code() b:exit_code() a:kill()
end)",
                               Model::processes);
    EXPECT_EQ(told_sentences(*trace, {EventKind::exit_code, EventKind::kill, EventKind::finish}),
              (Printed{"Main asks for the exit code of stays (line 6): none yet.",
                       "Main kills the process of stays (line 6).",
                       "The process of stays is ended by signal 9 (SIGKILL).", "Leaves exits with code 3.",
                       "Main asks for the exit code of stays (line 6): -9, as a signal has ended it.",
                       "Main asks for the exit code of leaves (line 6): 3.",
                       "Main finds no process of stays to kill (line 6).", "Main ends."}));
}

TEST(Exit, ends_a_thread_and_main_and_is_an_error_elsewhere) {
    const std::string text = R"(
function leaves() print("a") exit(3) print("never") end
function main()
  local fine, why = pcall(await, spawn(leaves))
  print(fine, type(why) == "table" and why.type .. why.code or why)
  exit("over") print("never")
end)";
    for (const Model model : {Model::threads, Model::threads_gil, Model::processes})
        EXPECT_EQ(printed_in(*told_by(text, model)), (Printed{"a", "true\tnil", "over"})) << name_of(model);
    for (const Model model : {Model::thread_pool, Model::process_pool, Model::event_loop, Model::sequential})
        EXPECT_EQ(printed_in(*told_by(text, model)), (Printed{"a", "false\tSystemExit3", "over"})) << name_of(model);
}

TEST(WhatIsAskedOfAProcess, is_refused_where_there_is_none) {
    const std::string text = R"(
function game() sleep(1) end
function main()
  local p = spawn(game)
  print(pcall(p.exit_code, p)) print(pcall(p.kill, p)) print(pcall(current_task().kill, current_task()))
end)";
    EXPECT_EQ(printed_in(*told_by(text, Model::threads)),
              (Printed{"false\tstory.lua:5: exit_code is for a process, and on threads tasks have none of their own: "
                       "await says how it ended",
                       "false\tstory.lua:5: kill ends a process, and on threads tasks have none of their own: let it "
                       "look at an event that you set, or cancel() it",
                       "false\tstory.lua:5: kill ends a process, and on threads tasks have none of their own: let it "
                       "look at an event that you set, or cancel() it"}));
    EXPECT_EQ(printed_in(*told_by(text, Model::event_loop)).size(), 3u);
    EXPECT_EQ(printed_in(*told_by(text, Model::processes))[2],
              "false\tstory.lua:5: main is the program itself: it ends by exit(1), or by returning");
    EXPECT_EQ(printed_in(*told_by(text, Model::process_pool))[0],
              "false\tstory.lua:5: exit_code is for a task that has a process of its own: its worker goes on with "
              "other tasks; await says how it has ended");
}

// ---- Killing.

TEST(WhoIsKilled, leaves_the_line_that_it_stands_in_and_keeps_what_it_has) {
    EXPECT_EQ(printed_on_processes(R"(
door, key, full, go, q, meet = mutex(), mutex(), condition(), event(), channel(1), barrier(2)
function at_door() door:lock() print("never") end
function at_condition() key:lock() full:wait(key) print("never") end
function at_event() go:wait() print("never") end
function at_channel() q:receive() print("never") end
function at_barrier() meet:wait() print("never") end
function at_future(it) await(it) print("never") end
function computes() compute(9) print("never") end
function selects() select{ q } print("never") end
function holds() key:lock() sleep(9) end
function main()
  door:lock()
  local all = {}
  for _, f in ipairs{ at_door, at_condition, at_event, at_channel, at_barrier, computes, selects } do
    all[#all + 1] = spawn(f)
  end
  all[#all + 1] = spawn(at_future, all[3])
  sleep(1)
  for _, task in ipairs(all) do task:kill() print(task:exit_code()) end
  door:unlock() print(door:try_lock())
  go:set() full:notify() q:send(1) print(q:try_receive(), key:lock(1)) key:unlock()
  all = spawn(holds) sleep(1) all:kill() print(key:lock(1))
end)",
                                   Model::processes, 9),
              (Printed{"-9", "-9", "-9", "-9", "-9", "-9", "-9", "-9", "true", "1\ttrue", "false"}));
}

TEST(WhoIsKilled, may_be_so_at_any_moment) {
    const std::string story = R"(
n = variable(0, { mmap = true })
function counts() n:add(1) n:add(1) end
function main() local p = spawn(counts) p:kill() join(p) end)";
    EXPECT_EQ(values_in_all_orders(story, Model::processes), (std::set<std::int64_t>{0, 1, 2}));
}

TEST(WhoIsKilled, calls_nobody_back_and_those_who_await_it_hear) {
    EXPECT_EQ(printed_on_processes(R"(
function told(f) print("told", f:done()) end
function slow() sleep(3) end
function asks(it) it:add_done_callback(told) sleep(9) end
function waits(it) local fine = pcall(await, it) sleep(1) print(fine) end
function main()
  local it = spawn(slow)
  local registers = spawn(asks, it)
  local waiter = spawn(waits, registers)
  registers:add_done_callback(told)
  sleep(1) registers:kill() await(it) await(waiter)
end)"),
              (Printed{"told\ttrue", "false"}));
}

// ---- A pool.

constexpr const char* kDyingPool = R"(
x = variable(0)
function good(n) x:add(1) sleep(2) return n .. x.value end
function dies() x:add(5) sleep(1) current_task():kill() end
function main()
  local all = { spawn(dies), spawn(good, "a"), spawn(good, "b"), spawn(good, "c") }
  for _, future in ipairs(all) do
    local fine, value = pcall(await, future)
    print(fine, type(value) == "table" and value.type or value, now())
  end
  print(pcall(function() return await(spawn(good, "d")) end))
end)";

TEST(AWorkerThatIsKilled, is_replaced_by_one_that_begins_anew) {
    const Printed lines = printed_on_processes(kDyingPool, Model::process_pool);
    EXPECT_EQ(lines, (Printed{"false\tstory.lua:8: its process was ended by SIGKILL (killed from outside)\t1.0",
                              "true\ta1\t2.0", "true\tb1\t3.0", "true\tc2\t4.0", "true\td2"}));
    const auto trace = told_by(kDyingPool, Model::process_pool);
    EXPECT_EQ(told_sentences(*trace, {EventKind::note}),
              (Printed{"Dies is gone with its worker, and another worker begins."}));
    ASSERT_EQ(findings_of(*trace).size(), 1u);
    EXPECT_EQ(findings_of(*trace)[0].kind, FindingKind::died);
}

TEST(AWorkerThatIsKilled, breaks_the_pool_if_the_story_says_so) {
    const auto story = loaded(std::string("killed_worker = 'breaks'") + kDyingPool);
    const auto trace = simulate_in_place(*story, simulated(Model::process_pool, 2));
    EXPECT_TRUE(violations_of(*trace).empty()) << violations_of(*trace)[0];
    const std::string broken = "false\tBrokenProcessPool\t1.0";
    Printed lines = printed_in(*trace);
    ASSERT_EQ(lines.size(), 5u);
    EXPECT_EQ((Printed(lines.begin(), lines.begin() + 4)), (Printed{broken, broken, broken, broken}));
    EXPECT_EQ(lines[4].substr(0, 5), "false");
    EXPECT_EQ(told_sentences(*trace, {EventKind::note}),
              (Printed{"Dies is gone with its worker, and the pool is broken: 3 more tasks end with it."}));
    const std::vector<Finding> findings = findings_of(*trace);
    const auto found = std::find_if(findings.begin(), findings.end(),
                                    [](const Finding& it) { return it.kind == FindingKind::broken_pool; });
    ASSERT_NE(found, findings.end());
    EXPECT_EQ(
        found->text,
        "The pool is broken at 1 s: the worker that had dies was killed, and a pool of this kind takes no other. 3 "
        "more tasks that it ran, or that waited for a worker, ended with it, and no further one can begin.");
}

TEST(AWorkerThatIsKilled, breaks_the_pool_in_all_orders_or_none) {
    const std::string story = R"(
n = variable(0, { mmap = true })
function good() n:add(1) end
function dies() current_task():kill() end
function main()
  for _, f in ipairs{ dies, good, good } do pcall(spawn, f) end
end)";
    EXPECT_EQ(values_in_all_orders(story, Model::process_pool), (std::set<std::int64_t>{2}));
    EXPECT_EQ(values_in_all_orders("killed_worker = 'breaks'" + story, Model::process_pool),
              (std::set<std::int64_t>{0, 1, 2}));
}

TEST(KilledWorker, is_replaced_or_breaks_the_pool_and_nothing_else) {
    EXPECT_NE(refusal_of("killed_worker = 'ignored' function main() end").find("\"replaced\""), std::string::npos);
}

// ---- How processes start.

const std::string kSpawned = "start_method = 'spawn'\n", kForked = "start_method = 'fork'\n";
const std::string kThreeGenerations = R"(
x, names, shared = variable(1), shared_table({ Ada = 36 }), variable(1, { mmap = true })
text = variable({ "a", "long", "list" })
own, guest = thread_local(), context_variable("nobody")
function tell(who) print(who, x.value, names.Ada, shared.value, #text.value, own.x, guest:get()) end
function grandchild() tell("grandchild") end
function child()
  tell("child")
  x.value, names.Ada, text.value, own.x = 100, 0, {}, 5
  guest:set("Eve")
  await(spawn(grandchild))
  tell("child")
end
function main()
  x.value, names.Ada, shared.value, text.value, own.x = 50, 37, 2, { "a" }, 9
  guest:set("Ada")
  await(spawn(child))
  tell("main")
end)";

TEST(AProcessThatIsSpawned, begins_with_the_first_values_and_defaults) {
    EXPECT_EQ(printed_on_processes(kSpawned + kThreeGenerations),
              (Printed{"child\t1\t36\t2\t3\tnil\tnobody", "grandchild\t1\t36\t2\t3\tnil\tnobody",
                       "child\t100\t0\t2\t0\t5\tEve", "main\t50\t37\t2\t1\t9\tAda"}));
}

TEST(AProcessThatIsForked, begins_with_what_its_spawner_has) {
    const Printed lines = {"child\t50\t37\t2\t1\t9\tAda", "grandchild\t100\t0\t2\t0\t5\tEve",
                           "child\t100\t0\t2\t0\t5\tEve", "main\t50\t37\t2\t1\t9\tAda"};
    EXPECT_EQ(printed_on_processes(kThreeGenerations), lines);
    EXPECT_EQ(printed_on_processes(kForked + kThreeGenerations), lines);
}

TEST(AProcessThatIsSpawned, is_seen_with_its_first_values_by_who_reads_the_trace) {
    const auto trace = told_by(kSpawned +
                                   "x = variable(1) function child() sleep(1) end "
                                   "function main() x.value = 50 await(spawn(child)) end",
                               Model::processes);
    EXPECT_EQ(trace->header().start_method, StartMethod::spawn);
    const Moment end = moment_after(*trace, trace->size());
    EXPECT_EQ(end.value_of(ResourceId{0}, TaskId{1}), Cell::integer(1));
    EXPECT_EQ(end.value_of(ResourceId{0}), Cell::integer(50));
}

TEST(AProcessThatIsSpawned, is_given_functions_by_name_only) {
    const std::string story = R"(
function child(f) print(type(f)) end
function named() print("named") end
local function of_file() print("of the file") end
function main()
  local n = 1
  local function closure() return n end
  for _, given in ipairs{ { closure }, { child, closure }, { child, { closure } }, { named }, { child, named }, { of_file } } do
    local fine, why = pcall(spawn, unpack(given))
    if fine then join(why) else print(why) end
  end
  spawn(named):add_done_callback(function() print("called back", n) end)
end)";
    const std::string why =
        "a function that is made while the story runs cannot be pickled, as in Python: give it a global name, as in "
        "function game(board) … end at the top of the file";
    EXPECT_EQ(printed_on_processes(kSpawned + story),
              (Printed{"story.lua:10: spawn was given a function that cannot be given to a task: " + why,
                       "story.lua:10: spawn: argument 1 of child cannot be given to a task: " + why,
                       "story.lua:10: spawn: argument 1 of child cannot be given to a task: " + why, "named",
                       "function", "of the file", "named", "called back\t1"}));
    EXPECT_EQ(printed_on_processes(story).size(), 7u) << "forked, it has them all";
}

TEST(AProcessThatIsSpawned, changes_nothing_on_other_models) {
    for (const Model model : {Model::threads, Model::threads_gil, Model::event_loop, Model::sequential,
                              Model::thread_pool, Model::process_pool}) {
        const auto forked = told_by(kForked + kThreeGenerations, model);
        const auto spawned = told_by(kSpawned + kThreeGenerations, model);
        EXPECT_EQ(text_of(*spawned), text_of(*forked)) << name_of(model);
        EXPECT_EQ(spawned->header().start_method == StartMethod::spawn, copies_variables(model)) << name_of(model);
    }
}

TEST(AProcessThatIsSpawned, has_the_first_values_in_all_orders) {
    const std::string story = R"(
seen = variable(0, { mmap = true })
x = variable(1)
function child() x:add(1) seen:add(x.value) end
function main() spawn(child) x:add(10) spawn(child) end)";
    EXPECT_EQ(values_in_all_orders(kSpawned + story, Model::processes), (std::set<std::int64_t>{4}));
    EXPECT_EQ(values_in_all_orders(story, Model::processes), (std::set<std::int64_t>{14}));
}

TEST(AStartMethod, that_there_is_not_is_refused_with_those_there_are) {
    for (const char* wrong : {"'forkserver'", "'Spawn'", "1", "{}", "true", "function() end"}) {
        const std::string told = refusal_of(std::string("\nstart_method = ") + wrong + " function main() end");
        EXPECT_EQ(told.rfind("story.lua:2: start_method says how processes start: start_method = \"fork\"", 0), 0u)
            << told;
        EXPECT_NE(told.find("\"spawn\""), std::string::npos) << told;
    }
}

// ---- pool().

TEST(APool, maps_to_lists_where_a_task_returns_several_values) {
    const auto trace = told_by(R"(
function two(x) if x > 1 then return x, x * 2 end return x end
function main() for r in pool().map(two, { 1, 2 }) do print(type(r) == "table" and r[1] + r[2] or r) end end)",
                               Model::thread_pool);
    EXPECT_EQ(printed_in(*trace), (std::vector<std::string>{"1", "6"}));
}

TEST(APool, waits_for_all_that_was_submitted_on_every_model) {
    for (const Model model : {Model::threads, Model::processes, Model::event_loop, Model::thread_pool,
                              Model::process_pool, Model::sequential}) {
        const auto trace = told_by(R"(
function f(n) sleep(n) return n end
function main()
  local a, result
  result = pool(function(pool)
    a = pool.submit(f, 2)
    for n in pool.map(f, { 3, 1 }) do print(n) end
    return "left"
  end)
  print(result, a:done(), pcall(pool, function() error("why", 0) end))
  local by_hand = pool()
  a = by_hand.submit(f, 1)
  by_hand.shutdown{ wait = false }
  by_hand.shutdown()
  print(a:done(), (select(2, pcall(by_hand.submit, f, 1)):gsub(":.*after", ": after")))
end)",
                                   model);
        EXPECT_TRUE(violations_of(*trace).empty()) << violations_of(*trace)[0];
        EXPECT_EQ(printed_in(*trace),
                  (Printed{"3", "1", "left\ttrue\tfalse\twhy",
                           "true\tstory.lua: after shutdown: submit before it, or make another pool()"}))
            << name_of(model);
    }
}

TEST(APool, says_what_it_takes) {
    EXPECT_EQ(failure_of("pool(3)"),
              "story.lua:5: in task main: pool takes a function, as in pool(function(pool) pool.submit(f, 1) end), or "
              "nothing; --workers says how large it is");
    EXPECT_EQ(failure_of("pool().shutdown{ now = true }"),
              "story.lua:5: in task main: shutdown takes { wait = false, cancel_futures = true }, or one of them, but "
              "was given "
              "now");
    EXPECT_EQ(
        failure_of("pool().map(g, 3)"),
        "story.lua:5: in task main: map takes a function and a list, as in pool.map(f, { 1, 2 }), or several lists");
    EXPECT_EQ(failure_of("exit(1, 2)"), "story.lua:5: in task main: exit takes a whole number, or a text");
}

TEST(AProcess, that_is_killed_in_the_middle_of_a_write_leaves_it_to_the_next) {
    const auto trace = told_by(R"(
p = pipe(2)
function writes(text) p:write(text) end
function kills(other) other:kill() end
function main()
  local long, short = spawn(writes, "abcdef"), spawn_at(1, writes, "x")
  sleep(2) p:read(2) long:kill() sleep(1)
  print(p:read(9), short:done()) sleep(1) print(short:done())
end)",
                               Model::processes);
    EXPECT_TRUE(violations_of(*trace).empty()) << violations_of(*trace)[0];
    EXPECT_EQ(printed_in(*trace).back(), "true");
}

}  // namespace
}  // namespace simul::testing
