// Control that passes by hand inside one task: generators and greenlets (prelude: control.lua).
#include <gtest/gtest.h>

#include "engine/analysis/event_words.h"
#include "engine/analysis/findings.h"
#include "engine/analysis/invariants.h"
#include "tests/lua/lua_run.h"

namespace simul::testing {
namespace {

using Lines = std::vector<std::string>;

constexpr Model kAllModels[] = {Model::threads,    Model::threads_gil, Model::processes,   Model::sequential,
                                Model::event_loop, Model::thread_pool, Model::process_pool};

Lines said_on(Model model, const std::string& text) {
    const auto trace = told_by(text, model);
    EXPECT_TRUE(violations_of(*trace).empty()) << violations_of(*trace)[0] << "\n" << text_of(*trace);
    EXPECT_EQ(failure_in(*trace), "");
    return printed_in(*trace);
}

void expect_said_on_all(const std::string& text, const Lines& lines) {
    for (const Model model : kAllModels) EXPECT_EQ(said_on(model, text), lines) << name_of(model);
}

// ---- Generators.

TEST(Generator, may_wait_in_its_body_for_whatever_a_task_may_wait_for) {
    const std::string story = R"(
orders, door = channel(1), mutex()
function baker() for i = 1, 3 do sleep(1) orders:send(i) end orders:close() return "baked" end
function each(give)
  for order in function() return orders:receive() end do door:lock() give(order) door:unlock() end
end
function main()
  local task = spawn(baker)
  for order in generator(each) do print(order, now()) end
  print(await(task), door:locked())
end)";
    for (const Model model : kAllModels) {
        if (model == Model::sequential) continue;
        EXPECT_EQ(said_on(model, story), (Lines{"1\t1.0", "2\t2.0", "3\t3.0", "baked\tfalse"})) << name_of(model);
    }
}

TEST(Generator, gives_what_comes_while_others_run) {
    EXPECT_EQ(said_on(Model::event_loop, R"(
function ticks(give, name) for i = 1, 2 do sleep(1) give(name .. i) end end
function user(name) for tick in generator(ticks, name) do print(tick, now()) end end
function main() gather{ spawn(user, "a"), spawn(user, "b") } end)"),
              (Lines{"a1\t1.0", "b1\t1.0", "a2\t2.0", "b2\t2.0"}));
}

TEST(Generator, passes_on_a_cancel_that_comes_while_its_body_waits) {
    EXPECT_EQ(said_on(Model::event_loop, R"(
function slow(give)
  local fine, why = pcall(sleep, 9) print("inside", why)
  error(why, 0)
end
function user() local it = generator(slow) it:next() end
function main()
  local task = spawn(user) sleep(1) task:cancel()
  print(pcall(await, task)) print(task:cancelled(), now())
end)"),
              (Lines{"inside\tcancelled", "false\tcancelled", "true\t1.0"}));
}

TEST(Generator, keeps_to_a_time_limit_and_gives_nothing_out_of_one) {
    expect_said_on_all(
        R"(
function slow(give) sleep(9) give(1) end
function inside(give) timeout(9, function() give(1) end) end
function main()
  print(pcall(timeout, 2, function() generator(slow):next() end))
  print(now(), pcall(generator(inside).next))
  sleep(20) print(now())
end)",
        {"false\ttimeout",
         "2.0\tfalse\tstory.lua:3: give inside of timeout: its time would continue while others run; leave "
         "timeout first",
         "22.0"});
}

TEST(Generator, is_left_by_its_own_give_only) {
    expect_said_on_all(
        R"(
function inner(give, other) other(1) end
function outer(give) generator(inner, give):next() end
function main() print(pcall(generator(outer).next)) end)",
        {"false\tstory.lua:2: give in a function that it has called by way of another generator or greenlet: "
         "only the one that runs can be left"});
}

TEST(Generator, is_made_by_a_task_of_a_function) {
    EXPECT_EQ(refusal_of("function f(give) end g = generator(f) function main() end"),
              "story.lua:1: control passes while the file loads: only a task can do this; put it into main()");
    EXPECT_EQ(failure_of("generator(5)"),
              "story.lua:5: in task main: generator takes a function, as in generator(f), but was given a number");
}

TEST(Generator, fails_where_its_body_fails) {
    EXPECT_EQ(failure_in(*told_by("function bad(give)\n  give(1)\n  error('burnt')\nend\nfunction main()\n  for x in "
                                  "generator(bad) do end\nend")),
              "story.lua:3: in task main: burnt");
}

// ---- Greenlets.

TEST(Greenlet, passes_control_to_the_one_that_is_named) {
    expect_said_on_all(R"(
function main()
  local one, two
  one = greenlet(function() print("a 1") two:switch() print("a 2") two:switch() end)
  two = greenlet(function() print("b 1") one:switch() print("b 2") end)
  one:switch()
  print("main", one:dead(), two:dead())
end)",
                       {"a 1", "b 1", "a 2", "b 2", "main\tfalse\ttrue"});
}

TEST(Greenlet, carries_values_both_ways_and_waits_where_it_likes) {
    expect_said_on_all(R"(
door = mutex()
function main()
  local main = current_greenlet()
  local adder = greenlet(function(a, b)
    while true do door:lock() sleep(1) door:unlock() a, b = main:switch(a + b) end
  end)
  print(adder:switch(1, 2), adder:switch(3, 4), now())
  print(switch(main, "stays"))
end)",
                       {"3\t7\t2.0", "stays"});
}

TEST(Greenlet, that_ends_goes_back_to_who_made_it) {
    expect_said_on_all(
        R"(
function main()
  local outer = greenlet(function()
    local inner = greenlet(function(x) return x + 1 end)
    print("inner gave", inner:switch(1))
    local bad = greenlet(function() error("a pity", 0) end)
    print(pcall(bad.switch, bad))
    return "done"
  end)
  print(outer:switch(), outer:dead())
  print(pcall(outer.switch, outer))
  print(pcall(switch, 5))
end)",
        {"inner gave\t2", "false\ta pity", "done\ttrue",
         "false\tstory.lua:11: greenlet has ended, and nothing of it can continue; in Python control would go to "
         "the greenlet that made it",
         "false\tstory.lua:12: switch takes a greenlet, which greenlet(f) makes, but was given a number"});
}

TEST(Greenlet, that_has_gone_into_a_generator_waits_for_that) {
    expect_said_on_all(
        R"(
function main()
  local one
  one = greenlet(function()
    local it = generator(function(give) print(pcall(one.switch, one)) give(1) end)
    return it:next()
  end)
  print(one:switch())
end)",
        {"false\tstory.lua:5: greenlet does not wait for a switch: it has gone into a generator or another "
         "greenlet, and waits for that",
         "1"});
}

// ---- What is told of it.

TEST(PassedControl, takes_no_time_and_is_told_each_time) {
    const auto trace = told_by("function ticks(give) give(1) end\nfunction main()\n  generator(ticks):next()\nend");
    Lines told;
    const TaskNames names(*trace);
    for (std::size_t i = 0; i < trace->size(); ++i)
        if ((*trace)[i].kind == EventKind::pass_control)
            told.push_back(event_in_words(*trace, moment_after(*trace, i + 1), Timeline(*trace), names));
    EXPECT_EQ(told, (Lines{"Main passes control into generator ticks (line 3).",
                           "Main passes control back from generator ticks (line 3)."}));
    EXPECT_EQ((*trace)[trace->size() - 1].time, Time{});
}

TEST(Generator, is_sent_and_thrown_into_with_a_point_as_with_a_colon) {
    EXPECT_EQ(printed_in(*told_by(R"(
function echoes(give) local got while true do got = give(got) end end
function main()
  local it = generator(echoes) it.next()
  print(it:send(5), it.send(6), it:send(nil), it.send(nil))
  print(pcall(it.throw, "why"))
  local other = generator(echoes) other:next()
  print(pcall(other.throw, other, "so"))
end)")),
              (std::vector<std::string>{"5\t6\tnil\tnil", "false\twhy", "false\tso"}));
}

}  // namespace
}  // namespace simul::testing
