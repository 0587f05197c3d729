// What somebody writes who knows Python: it works, or the sentence says what to write.
#include <gtest/gtest.h>

#include "engine/analysis/invariants.h"
#include "tests/lua/lua_run.h"

namespace simul::testing {
namespace {

using Habits = std::vector<std::string>;

constexpr Model kAllModels[] = {Model::sequential, Model::threads,     Model::threads_gil, Model::processes,
                                Model::event_loop, Model::thread_pool, Model::process_pool};

TEST(With, unlocks_however_its_function_ends_on_every_model) {
    for (const Model model : kAllModels) {
        const auto trace = told_by(R"(
m, two = mutex(), semaphore(2)
function main()
  print(with(m, function(a, b) print(m:locked()) return a + b, "both" end, 1, 2))
  print(m:locked(), pcall(with, two, function() error("why", 0) end))
  print(two:try_acquire(), two:try_acquire(), two:try_acquire())
  m:lock()
  print(pcall(with, m, function() print("never") end))
end)",
                                   model);
        const Habits lines = printed_in(*trace);
        ASSERT_GE(lines.size(), 4U) << name_of(model);
        EXPECT_EQ(Habits(lines.begin(), lines.begin() + 4),
                  (Habits{"true", "3\tboth", "false\tfalse\twhy", "true\ttrue\tfalse"}))
            << name_of(model);
    }
}

TEST(With, lets_go_when_its_task_is_cancelled) {
    const auto trace = told_by(R"(
m = mutex()
function holds() with(m, sleep, 100) end
function main()
  local task = spawn(holds) sleep(1) print(m:locked())
  task:cancel() print(pcall(await, task)) print(m:locked(), now())
end)",
                               Model::event_loop);
    EXPECT_EQ(printed_in(*trace), (Habits{"true", "false\tcancelled", "false\t1.0"}));
    EXPECT_TRUE(violations_of(*trace).empty()) << violations_of(*trace)[0];
}

TEST(With, says_what_it_takes) {
    const std::string takes =
        "story.lua:5: in task main: with takes a lock or a semaphore and a function, as in with(judit, function() … "
        "end)";
    for (const char* body : {"with(m)", "with(3, g)", "with(full, g)", "with(c, g)", "with(nil, g)", "with(book, g)"})
        EXPECT_EQ(failure_of(body), takes) << body;
}

TEST(AWord, can_be_a_task_on_every_model) {
    for (const Model model : kAllModels) {
        const auto trace = told_by(R"(
function main()
  local a, b = spawn(sleep, 2), coroutine(sleep, 1)
  gather{a, b}
  print(a:done(), await(spawn(tostring, 5)))
end)",
                                   model);
        EXPECT_EQ(printed_in(*trace), (Habits{"true\t5"})) << name_of(model) << failure_in(*trace);
        EXPECT_TRUE(violations_of(*trace).empty()) << violations_of(*trace)[0];
    }
    const auto late =
        told_by("function main() print(pcall(wait_for, coroutine(sleep, 5), 1)) print(now()) end", Model::event_loop);
    EXPECT_EQ(printed_in(*late), (Habits{"false\ttimeout", "1.0"}));
}

/// A call in place of a future, as in wait_for(f(), 1): f has run, and gave nothing.
TEST(NoFuture, is_told_and_what_to_write) {
    const std::string given =
        " is for a future, which spawn gives, but was given nil; f(1) calls f and gives its result, spawn(f, 1) gives "
        "a future";
    const std::pair<const char*, const char*> kBodies[] = {{"wait_for(nil, 1)", "wait_for"},
                                                           {"wait_for(nil)", "wait_for"},
                                                           {"join(nil, 1)", "join"},
                                                           {"join(nil)", "join"},
                                                           {"shield(nil)", "shield"},
                                                           {"gather(nil, nil)", "gather"},
                                                           {"gather(spawn(g), nil)", "gather"},
                                                           {"as_completed(nil)", "as_completed"},
                                                           {"await(sleep(1), 2)", "await"}};
    for (const auto& [body, word] : kBodies)
        EXPECT_EQ(failure_of(body), "story.lua:5: in task main: " + std::string(word) + given);
    EXPECT_EQ(failure_of("wait_for({}, 1)"),
              "story.lua:5: in task main: wait_for takes one future, which spawn gives, but was given a list of 0");
    EXPECT_EQ(failure_of("join({ spawn(g), spawn(g) }, 1)"),
              "story.lua:5: in task main: join takes one future, which spawn gives, but was given a list of 2");
    EXPECT_EQ(failure_of("select{ c, 3 }"),
              "story.lua:5: in task main: select takes channels, as in select{a, b}, but was given a number");
    EXPECT_NE(refusal_of("function main()\n  await sleep(1)\nend").find("; write sleep(1) without await"),
              std::string::npos);
}

TEST(PoolsAndGroups, are_called_with_a_point_or_a_colon) {
    const auto trace = told_by(R"(
function f(n) return n end
function main()
  pool(function(pool) print(pool:submit(f, 1):result(), pool.submit(f, 2):result()) pool:shutdown() end)
  task_group(function(group) print(await(group:spawn(f, 3)), await(group.spawn(f, 4))) end)
end)");
    EXPECT_EQ(printed_in(*trace), (Habits{"1\t2", "3\t4"}));
    EXPECT_EQ(failure_of("pool().apply_async(g)"),
              "story.lua:5: in task main: a pool has no apply_async; it has submit, map and shutdown");
    EXPECT_EQ(failure_of("task_group(function(group) group:create_task(g) end)"),
              "story.lua:5: in task main: a task group has no create_task; it has spawn");
    EXPECT_EQ(
        failure_of("pool().map(g, { 1, timeout = 2 })"),
        "story.lua:5: in task main: map takes a function and a list, as in pool.map(f, { 1, 2 }), or several lists");
}

TEST(PoolsAndGroups, name_each_error_of_a_group) {
    EXPECT_EQ(failure_in(*told_by("function f(n) error('bad ' .. n, 0) end\nfunction main()\n"
                                  "  task_group(function(group) for i = 1, 3 do group.spawn(f, i) end end) end",
                                  Model::sequential)),
              "story.lua:1: in task f 1: bad 1");
    EXPECT_EQ(failure_of("error({ errors = { 'one', 'two', 3, 'four', 'five', 'six' } })"),
              "story.lua:5: in task main: 6 errors: one; two; 3; four; five; …");
    EXPECT_EQ(failure_of("error({ errors = { 'one' } })"), "story.lua:5: in task main: one");
}

TEST(AProgram, of_python_is_told_what_to_leave_out) {
    EXPECT_EQ(refusal_of("function main()\n  print(1)\nend\nmain()"),
              "story.lua:4: the run starts main itself: leave out this call of it");
    EXPECT_EQ(refusal_of("function helps() sleep(1) end\nfunction main() helps() end\nmain()"),
              "story.lua:3: the run starts main itself: leave out this call of it");
    EXPECT_EQ(refusal_of("function main()\n  while True do sleep(1) end\nend"),
              "story.lua:2: there is no True here; write true");
    EXPECT_EQ(refusal_of("function main()\n  if x == None then print(1) end\nend"),
              "story.lua:2: there is no None here; write nil");
    EXPECT_EQ(refusal_of("None = 3\nfunction main() print(None, ({ True = 1 }).True) end"), "");
}

TEST(AContextVariable, is_used_with_a_colon_and_given_back_by_whoever_set_it) {
    const auto trace = told_by(R"(
v = context_variable(0)
function other(token) print(pcall(v.reset, v, token)) end
function main()
  local token = v:set(1)
  await(spawn(other, token))
  print(pcall(v.set, 2))
  v:reset(token)
  print(v:get())
end)",
                               Model::event_loop);
    EXPECT_EQ(printed_in(*trace),
              (Habits{"false\tstory.lua:3: reset is for the task that set it: this was set by another one",
                      "false\tstory.lua:7: what a context variable has is called with a colon, as in guest:set(value)",
                      "0"}));
}

}  // namespace
}  // namespace simul::testing
