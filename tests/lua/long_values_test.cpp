// Messages, arguments and results of any length: on every model, in simulated time, and what bounds them.
#include <gtest/gtest.h>

#include "engine/analysis/findings.h"
#include "engine/analysis/invariants.h"
#include "engine/analysis/metrics.h"
#include "tests/lua/lua_run.h"

namespace simul::testing {
namespace {

using Lines = std::vector<std::string>;

class LongValues : public ::testing::TestWithParam<Model> {};

TEST_P(LongValues, travel_whole_to_a_task_and_back) {
    const auto trace = told_by(R"(
function turns(list, text) list[#list + 1] = text return list end
function main()
  local list = {}
  for i = 1, 3000 do list[i] = i end
  local back = await(spawn(turns, list, ("é"):rep(50000)))
  print(#back, back[1], back[3000], #back[3001], back[3001] == ("é"):rep(50000))
end)",
                               GetParam());
    EXPECT_TRUE(violations_of(*trace).empty());
    EXPECT_EQ(printed_in(*trace), Lines{"3001\t1\t3000\t100000\ttrue"}) << failure_in(*trace);
}

TEST_P(LongValues, go_through_a_channel_and_are_told_with_their_length) {
    const auto trace = told_by(R"(
c = channel(2) meeting = channel(0)
function sends() c:send(("x"):rep(5000)) c:send({ ("y"):rep(70000) }) meeting:send(("z"):rep(6000)) end
function main()
  local s = spawn(sends)
  print(#c:receive(), #c:receive()[1], #meeting:receive())
  await(s)
end)",
                               GetParam() == Model::sequential ? Model::threads : GetParam());
    EXPECT_EQ(printed_in(*trace), Lines{"5000\t70000\t6000"}) << failure_in(*trace);
    Lines told;
    for (std::size_t i = 0; i < trace->size(); ++i)
        if ((*trace)[i].kind == EventKind::send && (*trace)[i].phase == Phase::done)
            told.emplace_back(trace->text_of(i));
    ASSERT_EQ(told.size(), 3U);
    EXPECT_EQ(told[0], std::string(61, 'x') + "… (5000 bytes)");
    EXPECT_EQ(told[1].rfind("{\"yyyy", 0), 0U) << told[1];
    EXPECT_NE(told[1].find("… (70019 bytes)"), std::string::npos) << told[1];
}

INSTANTIATE_TEST_SUITE_P(Models, LongValues,
                         ::testing::Values(Model::sequential, Model::threads, Model::threads_gil, Model::processes,
                                           Model::event_loop, Model::thread_pool, Model::process_pool),
                         [](const auto& row) { return std::string(name_of(row.param)); });

// ---- What bounds them.

TEST(LongMessage, is_refused_when_the_memory_of_the_run_is_used_up_and_the_sender_can_go_on) {
    EXPECT_EQ(printed_by(R"(
local many, sent, text = {}, 0, ("x"):rep(1000000)
local ok, why
repeat ok, why = pcall(c.send, c, text) if ok then sent = sent + 1 c:receive() end until not ok or sent == 200
print(sent)
)"),
              Lines{"200"});
    const auto trace = told_by(R"(
c = channel(1000)
function main()
  local sent, text, ok, why = 0, ("x"):rep(1000000)
  repeat ok, why = pcall(c.send, c, text) sent = sent + 1 until not ok
  print(sent > 40 and sent < 70, why)
  for i = 1, 20 do c:receive() end
  print(pcall(c.send, c, text))
end)");
    const Lines lines = printed_in(*trace);
    ASSERT_EQ(lines.size(), 2U) << failure_in(*trace);
    EXPECT_EQ(lines[0].rfind("true\tstory.lua:5: ", 0), 0U) << lines[0];
    EXPECT_NE(lines[0].find("64 MB"), std::string::npos) << lines[0];
    EXPECT_EQ(lines[1], "true");
}

TEST(LongMessage, of_a_sender_that_is_refused_leaves_its_place_to_the_next) {
    const auto trace = told_by(R"(
c = channel(1) kept = channel(100)
function fills() pcall(function() while true do kept:send(("k"):rep(1000000)) end end) end
function sends(what, n) return pcall(c.send, c, (what):rep(n)) end
function main()
  c:send("first")
  local big, small = spawn(sends, "b", 8000000), spawn(sends, "s", 1)
  sleep(1)
  fills()
  print(c:receive(), c:receive())
  local refused, why = await(big) print(refused, await(small))
end)");
    EXPECT_EQ(printed_in(*trace), (Lines{"first\ts", "false\ttrue"})) << failure_in(*trace);
}

TEST(LongArguments, of_a_gigabyte_end_in_a_sentence_and_not_in_the_memory_of_the_computer) {
    const auto trace = told_by(R"(
function holds(text) sleep(1) end
function main() local text = ("x"):rep(1000000) for i = 1, 1000 do spawn(holds, text) end end)");
    const std::string failure = failure_in(*trace);
    EXPECT_NE(failure.find("64 MB"), std::string::npos) << failure;
    EXPECT_EQ(outcome_of(*trace), Outcome::failed);
}

TEST(LongArguments, are_given_back_once_the_task_has_begun) {
    EXPECT_EQ(printed_in(*told_by(R"(
function length(text) return #text end
function main()
  local sum, text = 0, ("x"):rep(1000000)
  for i = 1, 150 do sum = sum + await(spawn(length, text)) end
  print(sum)
end)")),
              Lines{"150000000"});
}

TEST(LongResults, are_refused_when_the_memory_of_the_run_is_used_up) {
    const std::string failure = failure_in(*told_by(R"(
function long() return ("x"):rep(1000000) end
function main() for i = 1, 200 do await(spawn(long)) end end)"));
    EXPECT_NE(failure.find("its result has 1000005 bytes"), std::string::npos) << failure;
}

TEST(LongTable, that_holds_the_same_one_again_and_again_is_refused_before_it_fills_the_memory) {
    const std::string failure = failure_of("local t = { 1 } for i = 1, 30 do t = { t, t } end c:send(t)");
    EXPECT_NE(failure.find("this message cannot be sent: it is longer than what is left of the 64 MB"),
              std::string::npos)
        << failure;
}

TEST(LongTable, is_the_same_whatever_the_order_of_its_keys) {
    EXPECT_EQ(printed_by("local t = {} for i = 500, 1, -1 do t['k' .. i] = i end t[true] = 'x' t[2.5] = 'y' c:send(t) "
                         "local b = c:receive() local n = 0 for k in pairs(b) do n = n + 1 end "
                         "print(n, b.k1, b.k500, b[true], b[2.5])"),
              Lines{"502\t1\t500\tx\ty"});
}

TEST(LongLine, is_printed_with_its_beginning_and_its_length) {
    const Lines lines = printed_by("print(('x'):rep(10000), 3)");
    ASSERT_EQ(lines.size(), 1U);
    EXPECT_EQ(lines[0], std::string(221, 'x') + "… (10002 bytes)");
}

TEST(LongMessage, costs_for_each_four_kilobytes_that_are_sent) {
    const auto story = loaded(R"(
c = channel(3)
function main() c:send("x") print(now()) c:send(("x"):rep(10000)) print(now()) c:receive() print(now()) end)");
    RunPlan plan = simulated(Model::threads);
    plan.message_cost = std::chrono::seconds(1);
    EXPECT_EQ(printed_in(*simulate_in_place(*story, plan)), (Lines{"1.0", "4.0", "5.0"}));
}

}  // namespace
}  // namespace simul::testing
