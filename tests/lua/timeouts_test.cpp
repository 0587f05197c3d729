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

}  // namespace
}  // namespace simul::testing
