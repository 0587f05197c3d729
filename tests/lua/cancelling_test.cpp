// A cancel that a story catches: CPython's asyncio says the same of the same programs (the numbers are those of the
// pairs).
#include <gtest/gtest.h>

#include "tests/lua/lua_run.h"

namespace simul::testing {
namespace {

using Lines = std::vector<std::string>;

Lines printed_on_a_loop(const std::string& text) {
    const auto trace = told_by("function T() return math.floor(now() + 0.5) end\n" + text, Model::event_loop);
    EXPECT_NE(outcome_of(*trace), Outcome::deadlock) << text_of(*trace);
    return printed_in(*trace);
}

TEST(CaughtCancel, is_cleaned_up_after_and_raised_again) {  // 13
    EXPECT_EQ(printed_on_a_loop(R"(
function f()
  local ok, why = pcall(sleep, 10)
  print("f", T(), ok, why)
  error(why, 0)
end
function main()
  local t = spawn(f) sleep(1) t:cancel() print("after cancel")
  local ok = pcall(await, t)
  print("main", T(), ok)
end)"),
              (Lines{"after cancel", "f\t1\tfalse\tcancelled", "main\t1\tfalse"}));
}

TEST(CaughtCancel, may_be_raised_again_with_a_place) {
    const auto trace = told_by(R"(
function f() local ok, why = pcall(sleep, 10) error(why) end
function main() local t = spawn(f) sleep(1) t:cancel() end)",
                               Model::event_loop);
    EXPECT_EQ(failure_in(*trace), "");
    EXPECT_EQ(outcome_of(*trace), Outcome::finished) << "it was cancelled, and did not fail";
}

TEST(CaughtCancel, that_is_swallowed_lets_the_task_go_on) {  // 14
    EXPECT_EQ(printed_on_a_loop(R"(
function f()
  for i = 1, 2 do
    local ok, why = pcall(sleep, 1)
    if ok then print("slept", i, T()) else print("swallowed", i, T(), why) end
  end
  return "fine"
end
function main() local t = spawn(f) sleep(0.4) t:cancel() print(await(t), T()) end)"),
              (Lines{"swallowed\t1\t0\tcancelled", "slept\t2\t1", "fine\t1"}));
}

TEST(CaughtCancel, lets_who_holds_a_lock_release_it) {  // 16
    EXPECT_EQ(printed_on_a_loop(R"(
lock = mutex()
function holder() lock:lock() local ok, why = pcall(sleep, 5) lock:unlock() error(why, 0) end
function other() lock:lock() print("other has the lock", T()) lock:unlock() end
function main()
  local h = spawn(holder) yield() local o = spawn(other)
  sleep(1) h:cancel() await(o)
end)"),
              (Lines{"other has the lock\t1"}));
}

TEST(CaughtCancel, of_who_waits_for_a_lock_lets_the_others_have_it) {  // 17
    EXPECT_EQ(printed_on_a_loop(R"(
lock = mutex()
function f(n) lock:lock() print(n, T()) sleep(2) lock:unlock() end
function main()
  local a, b, c = spawn(f, 1), spawn(f, 2), spawn(f, 3)
  sleep(1) b:cancel()
  pcall(await, a) pcall(await, b) pcall(await, c) print(T())
end)"),
              (Lines{"1\t0", "3\t2", "4"}));
}

TEST(CaughtCancel, leaves_a_message_to_the_other_receiver) {  // 18
    EXPECT_EQ(printed_on_a_loop(R"(
q = channel(4)
function get(n) print(n, "got", q:receive()) end
function main()
  local a, b = spawn(get, 1), spawn(get, 2)
  yield()
  q:send("x") a:cancel()
  pcall(await, a) pcall(await, b)
end)"),
              (Lines{"2\tgot\tx"}));
}

TEST(CaughtCancel, comes_at_the_next_wait) {  // 89
    EXPECT_EQ(printed_on_a_loop(R"(
q = channel(1)
function f() yield() print("runs on") yield() print("never") end
function g()
  local me = q:receive()
  print("by itself", me:cancel()) print("still here") yield() print("never")
end
function main()
  local t = spawn(f) yield() t:cancel()
  local u = spawn(g) q:send(u)
  print((pcall(await, t))) print((pcall(await, u)))
end)"),
              (Lines{"by itself\ttrue", "still here", "false", "false"}));
}

TEST(PassedOnCancel, reaches_what_the_task_awaits_and_comes_back_when_that_has_ended) {  // 15
    EXPECT_EQ(printed_on_a_loop(R"(
function inner()
  local ok, why = pcall(sleep, 3)
  sleep(1) print("inner", ok, T()) error(why, 0)
end
function outer(it) print("outer", pcall(await, it)) error("cancelled", 0) end
function main()
  local i = spawn(inner) local o = spawn(outer, i)
  sleep(1) print(o:cancel())
  print(pcall(await, o)) print(T(), pcall(i.exception, i))
end)"),
              (Lines{"true", "inner\tfalse\t2", "outer\tfalse\tcancelled", "false\tcancelled", "2\tfalse\tcancelled"}));
}

TEST(PassedOnCancel, may_be_swallowed_by_what_is_awaited) {
    EXPECT_EQ(printed_on_a_loop(R"(
function inner() pcall(sleep, 3) return "fine" end
function outer(it) return await(it) end
function main()
  local o = spawn(outer, spawn(inner))
  sleep(1) o:cancel() print(await(o), T())
end)"),
              (Lines{"fine\t1"}));
}

TEST(PassedOnCancel, reaches_all_that_are_gathered_but_none_that_is_shielded_or_waited_for) {
    const std::string story = R"(
function child(n) sleep(3) print("child", n, T()) end
function outer(a, b) @ end
function main()
  local a, b = spawn(child, 1), spawn(child, 2)
  local o = spawn(outer, a, b)
  sleep(1) o:cancel()
  print(pcall(await, o)) print(T())
  sleep(3)
end)";
    const auto printed = [&](const std::string& body) {
        std::string text = story;
        return printed_on_a_loop(text.replace(text.find('@'), 1, body));
    };
    EXPECT_EQ(printed("gather(a, b)"), (Lines{"false\tcancelled", "1"}));
    const Lines go_on{"false\tcancelled", "1", "child\t1\t3", "child\t2\t3"};
    EXPECT_EQ(printed("shield(a)"), go_on);
    EXPECT_EQ(printed("wait{a, b}"), go_on);
}

TEST(PassedOnCancel, ends_a_group_when_its_tasks_have_ended) {
    EXPECT_EQ(printed_on_a_loop(R"(
function child() local ok, why = pcall(sleep, 3) sleep(1) print("cleaned up", T()) error(why, 0) end
function outer() task_group(function(group) group.spawn(child) end) end
function main()
  local o = spawn(outer)
  sleep(1) o:cancel() print(pcall(await, o)) print(T())
end)"),
              (Lines{"cleaned up\t2", "false\tcancelled", "2"}));
}

TEST(PassedOnCancel, goes_round_no_circle) {
    EXPECT_EQ(printed_on_a_loop(R"(
c, d = channel(1), channel(1)
function other(from) print(pcall(await, from:receive())) end
function main()
  local a, b = spawn(other, c), spawn(other, d)
  c:send(b) d:send(a) sleep(1)
  print(a:cancel())
  await(b)
end)"),
              (Lines{"true", "false\tcancelled", "true\tnil"}));
}

TEST(PassedOnCancel, that_main_does_not_catch_is_a_failure) {
    const auto trace =
        told_by("function f() sleep(3) end function main() local t = spawn(f) yield() t:cancel() await(t) end",
                Model::event_loop);
    EXPECT_EQ(outcome_of(*trace), Outcome::failed);
    EXPECT_NE(failure_in(*trace).find("main awaited a task that was cancelled"), std::string::npos);
}

}  // namespace
}  // namespace simul::testing
