// What threads and tasks have each for themselves. CPython says the same (pairs 75, 75b, 75c).
#include <gtest/gtest.h>

#include "engine/analysis/invariants.h"
#include "tests/lua/lua_run.h"

namespace simul::testing {
namespace {

using Lines = std::vector<std::string>;

Lines owned_on(Model model, const std::string& text) {
    const auto trace = told_by("own, v = thread_local(), context_variable('none')\n" + text, model);
    EXPECT_TRUE(violations_of(*trace).empty()) << violations_of(*trace)[0] << "\n" << text_of(*trace);
    EXPECT_EQ(failure_in(*trace), "");
    return printed_in(*trace);
}

const std::string kTwoTasks = R"(
function f(n) local before = own.x own.x = n sleep(1) print(n, before, own.x) end
function main()
  own.x = "main"
  gather{ spawn(f, 1), spawn(f, 2) }
  print("main", own.x)
end)";

TEST(ThreadLocal, is_each_threads_own_and_begins_empty) {
    for (const Model model : {Model::threads, Model::threads_gil})
        EXPECT_EQ(owned_on(model, kTwoTasks), (Lines{"1\tnil\t1", "2\tnil\t2", "main\tmain"})) << name_of(model);
}

TEST(ThreadLocal, is_one_for_all_tasks_of_a_loop) {
    EXPECT_EQ(owned_on(Model::event_loop, kTwoTasks), (Lines{"1\tmain\t2", "2\t1\t2", "main\t2"}));
}

TEST(ThreadLocal, is_a_copy_in_a_process_that_was_forked) {
    EXPECT_EQ(owned_on(Model::processes, kTwoTasks), (Lines{"1\tmain\t1", "2\tmain\t2", "main\tmain"}));
}

TEST(ThreadLocal, of_a_pools_worker_is_there_for_its_next_task) {
    const auto story = loaded(
        "own = thread_local()\nfunction f(n) print(n, own.x) own.x = n end\n"
        "function main() for n = 1, 3 do await(spawn(f, n)) end print('main', own.x) end");
    RunPlan plan = simulated(Model::thread_pool);
    plan.workers = 1;
    EXPECT_EQ(printed_in(*simulate_in_place(*story, plan)), (Lines{"1\tnil", "2\t1", "3\t2", "main\tnil"}));
}

TEST(ContextVariable, is_copied_when_a_task_of_a_loop_is_made) {
    EXPECT_EQ(owned_on(Model::event_loop, R"(
function child(n) print(n, v:get()) v:set(n) yield() print(n, v:get()) end
function main()
  v:set("main")
  local tasks = { spawn(child, 1), spawn(child, 2) }
  v:set("later") gather(tasks) print(v:get())
end)"),
              (Lines{"1\tmain", "2\tmain", "1\t1", "2\t2", "later"}));
}

TEST(ContextVariable, is_not_passed_to_a_thread_and_is_given_back) {
    EXPECT_EQ(owned_on(Model::threads, R"(
function child() print(v:get()) end
function main()
  local before = v:set("main") await(spawn(child))
  v:set("again") v:reset(before) print(v:get(), pcall(v.reset, v, 5))
end)"),
              (Lines{"none",
                     "none\tfalse\tstory.lua:6: reset takes what set of the same context variable gave, but was given "
                     "a number"}));
}

TEST(ContextVariable, is_the_tasks_own_inside_of_its_generators) {
    EXPECT_EQ(owned_on(Model::event_loop, R"(
function values(give) give(v:get()) v:set("inside") give(v:get()) end
function main()
  v:set("main") local it = generator(values)
  print(it:next(), it:next(), v:get())
end)"),
              (Lines{"main\tinside\tinside"}));
}

/// Who has a thread of Lua after another task has ended there begins with nothing of it.
TEST(ContextVariable, ends_with_its_task) {
    EXPECT_EQ(owned_on(Model::threads, R"(
function sets() v:set(1) own.x = 1 end
function reads() print(v:get(), own.x) end
function main() await(spawn(sets)) await(spawn(reads)) end)"),
              (Lines{"none\tnil"}));
}

TEST(OwnValues, are_made_at_the_top_and_used_by_tasks) {
    EXPECT_EQ(
        failure_of("thread_local()"),
        "story.lua:5: in task main: thread_local is made at the top of the file, so that it is the same for all tasks");
    EXPECT_EQ(
        refusal_of("own = thread_local() own.x = 1 function main() end"),
        "story.lua:1: what a task has for itself is read and written by tasks: do it in main() or another function");
}

}  // namespace
}  // namespace simul::testing
