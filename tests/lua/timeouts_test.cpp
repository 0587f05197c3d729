// Waits with a timeout, as stories write them: whether it was in time, or the error "timeout", as in Python.
#include <gtest/gtest.h>

#include "tests/lua/lua_run.h"

namespace simul::testing {
namespace {

using Lines = std::vector<std::string>;

constexpr const char* kResources =
    "m = mutex() s = semaphore(0) e = event() c = condition() q = channel(1) b = barrier(2)\n";

class TimedWait : public ::testing::TestWithParam<Model> {
  public:
    Lines printed(const std::string& body) {
        const auto trace = told_by(kResources + body, GetParam());
        EXPECT_NE(outcome_of(*trace), Outcome::deadlock) << text_of(*trace);
        return printed_in(*trace);
    }
};

TEST_P(TimedWait, gives_whether_it_was_in_time) {
    EXPECT_EQ(printed(R"(
function main()
  print(m:lock(1), m:lock(1), now())
  print(s:acquire(1), now())
  print(e:wait(1), now())
  print(c:wait(m, 1), now())
  m:unlock() s:release() e:set()
  print(m:lock(), s:acquire(0), e:wait(1), now())
end)"),
              (Lines{"true\tfalse\t1.0", "false\t2.0", "false\t3.0", "false\t4.0", "true\ttrue\ttrue\t4.0"}));
}

TEST_P(TimedWait, for_a_message_or_for_room_raises_timeout) {
    EXPECT_EQ(printed(R"(
function main()
  print(pcall(q.receive, q, 1)) print(q:send("here", 1))
  print(pcall(q.send, q, "more", 2)) print(q:receive(1), now())
end)"),
              (Lines{"false\ttimeout", "", "false\ttimeout", "here\t3.0"}));
}

TEST_P(TimedWait, at_a_barrier_breaks_it) {
    const Lines lines = printed("function main() print(pcall(b.wait, b, 1)) print(pcall(b.wait, b)) end");
    ASSERT_EQ(lines.size(), 2U);
    for (const std::string& line : lines) EXPECT_NE(line.find("b is broken: the time of a task"), std::string::npos);
}

INSTANTIATE_TEST_SUITE_P(EveryModel, TimedWait,
                         ::testing::Values(Model::sequential, Model::threads, Model::threads_gil, Model::processes,
                                           Model::event_loop, Model::thread_pool, Model::process_pool),
                         [](const auto& row) { return std::string(name_of(row.param)); });

TEST(ATimeThatIsAlmostOver, comes_to_its_end) {
    const auto trace = told_by(R"(
q = channel(1)
function main()
  sleep(0.1)
  local due, looked = 0.1 + 4e-10, 0
  while now() < due and looked < 100 do
    pcall(q.receive, q, due - now())
    looked = looked + 1
  end
  print(looked)
  print(now())
end)");
    EXPECT_EQ(printed_in(*trace), (std::vector<std::string>{"1", "0.100000001"}));
}

TEST(TimedAwait, raises_timeout_and_leaves_the_task_alone) {
    for (const Model model : {Model::threads, Model::processes, Model::event_loop, Model::thread_pool}) {
        const auto trace = told_by(R"(
function slow() sleep(5) return "late" end
function main()
  local f = spawn(slow)
  print(pcall(await, f, 1)) print(now(), f:done())
  print(await(f, 9), now())
end)",
                                   model);
        EXPECT_EQ(printed_in(*trace), (Lines{"false\ttimeout", "1.0\tfalse", "late\t5.0"})) << name_of(model);
    }
}

TEST(TimedAsCompleted, raises_timeout_once_its_time_is_up_and_gives_what_has_ended_before) {
    for (const Model model : {Model::threads, Model::processes, Model::event_loop, Model::thread_pool}) {
        const auto trace = told_by(R"(
function bake(n) sleep(n) return n end
function take(list) for cake in as_completed(list) do print(await(cake), now()) end end
function main()
  print(pcall(take, { spawn(bake, 9), spawn(bake, 1), spawn(bake, 2), timeout = 3 })) print(now())
  print(pcall(take, { spawn(bake, 1), spawn(bake, 2), timeout = 2.5 }))
  print((select(2, pcall(take, { spawn(bake, 1), timeout = "soon" }))))
end)",
                                   model);
        EXPECT_EQ(printed_in(*trace),
                  (Lines{"1\t1.0", "2\t2.0", "false\ttimeout", "3.0", "1\t4.0", "2\t5.0", "true",
                         "story.lua:3: as_completed takes a timeout from 0 to 9e9 seconds, but was given soon"}))
            << name_of(model);
    }
}

TEST(TimedResult, raises_timeout_on_threads_as_a_pool_does_in_python) {
    const auto trace = told_by(R"(
function slow() sleep(5) error("broke") end
function main()
  local f = spawn(slow)
  print(pcall(f.result, f, 1)) print(pcall(f.exception, f, 1)) print(now())
  print(f:exception(9) ~= nil, now())
end)",
                               Model::threads);
    EXPECT_EQ(printed_in(*trace), (Lines{"false\ttimeout", "false\ttimeout", "2.0", "true\t5.0"}));
}

TEST(UncaughtTimeout, fails_its_task_at_the_line_that_waited) {
    const auto trace = told_by("q = channel(1)\nfunction main()\n  q:receive(1)\nend", Model::threads);
    EXPECT_NE(failure_in(*trace).find(":3: in task main: timeout"), std::string::npos) << failure_in(*trace);
}

TEST(ATimeout, beyond_the_end_of_the_clock_is_an_error_of_its_operation) {
    const auto trace = told_by("q = channel(1)\nfunction main() sleep(9e9) q:receive(9e9) end", Model::threads);
    EXPECT_NE(failure_in(*trace).find("receive goes beyond the 292 years"), std::string::npos) << failure_in(*trace);
}

// ---- timeout(seconds, f): all that f does, as asyncio.timeout.

TEST_P(TimedWait, within_a_time_limit_ends_with_it_and_is_cancelled) {
    EXPECT_EQ(printed(R"(
function slow()
  local ok, why = pcall(sleep, 5)
  print("slow was", why, now())
  error(why, 0)
end
function main()
  print(pcall(timeout, 1, slow))
  print(pcall(timeout, 1, function() m:lock() q:receive() end))
  print(now(), m:try_lock())
end)"),
              (Lines{"slow was\tcancelled\t1.0", "false\ttimeout", "false\ttimeout", "2.0\tfalse"}));
}

TEST_P(TimedWait, within_a_time_limit_that_is_long_enough_is_as_without) {
    EXPECT_EQ(printed(R"(
function main()
  print(timeout(3, function(a, b) sleep(1) return a + b, s:acquire(1) end, 40, 2))
  print(pcall(timeout, 9, function() sleep(1) error("broke", 0) end)) print(now())
  sleep(9) print(e:wait(1), now())
end)"),
              (Lines{"42\tfalse", "false\tbroke", "3.0", "false\t13.0"}));
}

TEST_P(TimedWait, of_which_the_shorter_limit_ends_first) {
    EXPECT_EQ(printed(R"(
function inner() return timeout(5, sleep, 9) end
function main()
  print(pcall(timeout, 1, inner))
  print(pcall(timeout, 5, function() print(pcall(timeout, 1, sleep, 9)) sleep(2) return now() end))
  print(pcall(timeout, 1, function() return pcall(timeout, 1, sleep, 9) end))
end)"),
              (Lines{"false\ttimeout", "false\ttimeout", "true\t4.0", "true\tfalse\tcancelled"}));
}

TEST_P(TimedWait, that_a_computation_has_used_up_ends_at_the_next_wait) {
    const bool on_loop = GetParam() == Model::event_loop;  // which notices what is due after a turn, as asyncio
    EXPECT_EQ(printed(R"(
function main()
  print(pcall(timeout, 1, function() compute(3) print("computed") m:lock() print("locked") sleep(1) print("never") end))
  print(now(), pcall(timeout, 1, function() while true do compute(0.25) yield() end end)) print(now())
end)"),
              (Lines{"computed", "locked", "false\ttimeout", "3.0\tfalse\ttimeout", on_loop ? "4.25" : "4.0"}));
}

TEST_P(TimedWait, whose_cancel_is_swallowed_lets_the_function_go_on) {
    EXPECT_EQ(printed(R"(
function main()
  print(timeout(1, function() print(pcall(sleep, 5)) sleep(2) return "fine" end), now())
end)"),
              (Lines{"false\tcancelled", "fine\t3.0"}));
}

TEST(ATimeLimit, breaks_no_barrier_and_leaves_no_trace_in_a_queue) {
    const auto trace = told_by(std::string(kResources) + R"(
function f() print(pcall(timeout, 1, function() b:wait() end)) print(pcall(timeout, 1, m.lock, m)) end
function main()
  m:lock()
  local t = spawn(f)
  await(t)
  m:unlock()
  print(m:lock())
  local u = spawn(function_that_meets)
  b:wait()
  print("met")
end
function function_that_meets() b:wait() end)",
                               Model::event_loop);
    EXPECT_EQ(printed_in(*trace), (Lines{"false\ttimeout", "false\ttimeout", "true", "met"})) << text_of(*trace);
}

TEST(ATimeLimit, is_read_like_all_arguments) {
    const auto failure = [](const char* call) {
        return failure_in(*told_by("function main() " + std::string(call) + " end"));
    };
    EXPECT_NE(failure("timeout(-1, sleep, 1)").find("timeout takes seconds from 0 to 9e9"), std::string::npos);
    EXPECT_NE(failure("timeout(1)").find("in timeout(seconds, f, …), f is a function"), std::string::npos);
    EXPECT_NE(failure("timeout(0, sleep, 0)").find("timeout"), std::string::npos);
}

// ---- wait_for(future, seconds), as asyncio's.

TEST(WaitFor, cancels_what_comes_too_late_and_awaits_it) {
    const auto trace = told_by(R"(
function slow() local ok, why = pcall(sleep, 5) print("slow was", why, now()) sleep(1) error(why, 0) end
function stubborn() pcall(sleep, 5) return "done all the same" end
function broken() pcall(sleep, 5) error("broke", 0) end
function quick() sleep(1) return "quick" end
function main()
  print(pcall(wait_for, spawn(slow), 1)) print(now())
  print(wait_for(spawn(stubborn), 1)) print((select(2, pcall(wait_for, spawn(broken), 1))):match("broke"))
  print(wait_for(spawn(quick), 2), now())
end)",
                               Model::event_loop);
    EXPECT_EQ(printed_in(*trace),
              (Lines{"slow was\tcancelled\t1.0", "false\ttimeout", "2.0", "done all the same", "broke", "quick\t5.0"}));
}

TEST(WaitFor, lets_a_thread_that_has_begun_go_on) {
    const auto trace = told_by(R"(
function slow() sleep(5) return "late" end
function main()
  local f = spawn(slow)
  print(pcall(wait_for, f, 1)) print(now(), f:done()) print(await(f))
end)",
                               Model::threads);
    EXPECT_EQ(printed_in(*trace), (Lines{"false\ttimeout", "1.0\tfalse", "late"}));
}

TEST(WaitFor, that_is_cancelled_cancels_what_it_waits_for) {
    const auto trace = told_by(R"(
function slow() local ok, why = pcall(sleep, 5) print("slow was", why, now()) error(why, 0) end
function waits() return wait_for(spawn(slow), 9) end
function main() local f = spawn(waits) sleep(1) f:cancel() print((pcall(await, f))) end)",
                               Model::event_loop);
    EXPECT_EQ(printed_in(*trace), (Lines{"slow was\tcancelled\t1.0", "false"}));
}

TEST(WaitForSeveral, with_a_timeout_gives_those_that_have_ended_and_cancels_nobody) {
    for (const Model model : {Model::threads, Model::processes, Model::event_loop, Model::thread_pool}) {
        const auto trace = told_by(R"(
function bake(n) sleep(n) return n end
function main()
  local all = { spawn(bake, 5), spawn(bake, 1), spawn(bake, 2) }
  local done, pending = wait(all, { timeout = 3 })
  print(#done, #pending, pending[1] == all[1], now())
  done, pending = wait(all, { timeout = 9, return_when = "all_completed" })
  print(#done, #pending, await(all[1]), now())
  print(pcall(wait, all, "soon"))
end)",
                                   model);
        const Lines lines = printed_in(*trace);
        ASSERT_EQ(lines.size(), 3U) << text_of(*trace);
        EXPECT_EQ(lines[0], "2\t1\ttrue\t3.0") << name_of(model);
        EXPECT_EQ(lines[1], "3\t0\t5\t5.0") << name_of(model);
        EXPECT_NE(lines[2].find("timeout = seconds }, but was given soon"), std::string::npos) << lines[2];
    }
}

}  // namespace
}  // namespace simul::testing
