// to_thread: a thread of the event loop's pool calls what would block the loop.
#include <set>

#include "engine/analysis/event_words.h"
#include "engine/analysis/explore/exploration.h"
#include "engine/analysis/findings.h"
#include "engine/analysis/invariants.h"
#include "tests/lua/lua_run.h"
#include "tests/support/rehearsed_story.h"

namespace simul::testing {
namespace {

using Printed = std::vector<std::string>;

std::unique_ptr<Trace> on_loop(const std::string& text) {
    auto trace = told_by(text, Model::event_loop);
    EXPECT_TRUE(violations_of(*trace).empty()) << violations_of(*trace).front();
    return trace;
}

Printed printed_on_loop(const std::string& text) { return printed_in(*on_loop(text)); }

std::set<FindingKind> found_in(const Trace& trace) {
    std::set<FindingKind> kinds;
    for (const Finding& it : findings_of(trace)) kinds.insert(it.kind);
    return kinds;
}

/// Of `n`, the first variable; the searches agree.
std::set<std::int64_t> in_all_orders_beside_loop(const std::string& text) {
    const auto story = loaded(text);
    const RunPlan plan = plan_for(*story, Model::event_loop);
    RehearsedStory all(*story, plan), reduced(*story, plan);
    const auto values_of = [](const Exploration& found) {
        EXPECT_TRUE(found.complete);
        std::set<std::int64_t> values;
        for (const ExploredResult& result : found.results) values.insert(result.variables.at(0).second.bits);
        return values;
    };
    const std::set<std::int64_t> values = values_of(explore(all, {}));
    EXPECT_EQ(values_of(explore_reduced(reduced, {})), values);
    return values;
}

constexpr const char* kBlocks = R"(
function f(s) blocking_sleep(s) print("slept", now()) return 7 end
function tick() for i = 1, 2 do sleep(0.4) print("tick", now()) end end
function main()
  local t = spawn(tick)
  print("gives", await(to_thread(f, 1)), now())
  await(t)
end)";

TEST(ToThread, blocks_nobody_else_on_an_event_loop) {
    const auto trace = on_loop(kBlocks);
    EXPECT_EQ(printed_in(*trace), (Printed{"tick\t0.4", "tick\t0.8", "slept\t1.0", "gives\t7\t1.0"}));
    EXPECT_TRUE(findings_of(*trace).empty());
}

TEST(ToThread, is_spawn_on_all_other_models) {
    for (const Model model : {Model::threads, Model::threads_gil, Model::processes, Model::process_pool})
        EXPECT_EQ(printed_in(*told_by(kBlocks, model)).back(), "gives\t7\t1.0") << name_of(model);
    EXPECT_EQ(printed_in(*told_by(kBlocks, Model::sequential)).back(), "gives\t7\t1.8");
}

TEST(ToThread, leaves_the_loop_its_own_core_and_shares_the_others) {
    const auto trace = on_loop(R"(
function f(n) compute(1) print(n, now()) end
function main()
  local all = { to_thread(f, 1), to_thread(f, 2) }
  compute(1)
  print("main", now())
  gather(all)
end)");
    EXPECT_EQ(printed_in(*trace), (Printed{"main\t1.0", "1\t1.0", "2\t2.0"}));
    for (std::size_t i = 0; i < trace->size(); ++i) {
        const TraceEvent& event = (*trace)[i];
        if (event.kind != EventKind::run) continue;
        EXPECT_EQ(event.core, CoreId(event.task == kMainTask ? 0 : 1));
    }
}

TEST(ToThread, queues_when_all_threads_of_the_pool_are_taken) {
    EXPECT_EQ(printed_on_loop(R"(
function f(n) sleep(1) print(n, now()) end
function main()
  local all = {}
  for i = 1, 5 do all[i] = to_thread(f, i) end
  gather(all)
end)")
                  .back(),
              "5\t2.0")
        << "there are four";
}

TEST(ToThread, is_named_where_a_call_blocks_the_loop) {
    const auto found =
        findings_of(*told_by("function main() blocking_sleep(1) end -- not to_thread", Model::event_loop));
    ASSERT_EQ(found.size(), 1U);
    EXPECT_NE(found[0].text.find("await(to_thread(f))"), std::string::npos) << found[0].text;
}

TEST(ToThread, is_told_as_a_thread_of_the_pool) {
    const auto trace = on_loop(kBlocks);
    TaskNames names;
    for (std::size_t i = 0; i < trace->size(); ++i) names.take(*trace, i);
    const Timeline timeline(*trace);
    Moment moment(trace->header());
    std::set<std::string> told;
    for (std::size_t i = 0; i < trace->size(); ++i) {
        moment.apply((*trace)[i], i, trace->text_of(i));
        told.insert(event_in_words(*trace, moment, timeline, Speech(names)));
    }
    const auto says = [&](const char* what) { return told.count(what) == 1; };
    EXPECT_TRUE(says("F 1 runs on a thread of the pool, on core 2."));
    EXPECT_TRUE(says("F 1 has ended, and the loop hears of it."));
    EXPECT_TRUE(says("The loop turns to tick."));
}

TEST(ToThread, refuses_what_belongs_to_the_loop) {
    for (const char* const what :
         {"m:lock()", "s:acquire()", "c:send(1)", "e:set()", "spawn(g)", "to_thread(g)", "await(f)", "f:cancel()",
          "f:done()", "future()", "timeout(1, g)", "both:wait()", "flow:read(1)"})
        EXPECT_NE(printed_on_loop(story_of("") + "function it(f) " + what +
                                  " end function main() print(pcall(await, to_thread(it, future()))) end")
                      .at(0)
                      .find("belongs to the event loop, and it"),
                  std::string::npos)
            << what;
}

TEST(ToThread, takes_a_function_and_nothing_else) {
    for (const char* const what : {"nil", "1", "spawn(g)", "coroutine(g)"})
        EXPECT_NE(failure_of("to_thread(" + std::string(what) + ")").find("to_thread takes a function"),
                  std::string::npos)
            << what;
}

TEST(ToThread, passes_results_and_errors_on) {
    EXPECT_EQ(printed_on_loop(R"(
function bad() error("no", 0) end
function two() return 1, 2 end
function main()
  print(pcall(await, to_thread(bad)))
  print(await(to_thread(two)))
end)"),
              (Printed{"false\tno", "1\t2"}));
    EXPECT_EQ(found_in(*on_loop("function bad() error('no') end function main() to_thread(bad) sleep(1) end")),
              (std::set{FindingKind::failure}));
}

TEST(ToThread, cannot_be_interrupted) {
    const auto trace = on_loop(R"(
function f(n) sleep(n) print("ends", n, now()) error("nobody hears") end
function main()
  local it = to_thread(f, 3)
  sleep(1)
  print(it:cancel(), it:done(), it:cancelled(), it:cancel(), now())
  print(pcall(await, it))
  print(pcall(wait_for, to_thread(f, 4), 1))
  print("main ends", now())
end)");
    EXPECT_EQ(printed_in(*trace), (Printed{"true\ttrue\ttrue\tfalse\t1.0", "false\tcancelled", "false\ttimeout",
                                           "main ends\t2.0", "ends\t3\t3.0", "ends\t4\t5.0"}));
    EXPECT_TRUE(findings_of(*trace).empty()) << "their errors are dropped";
}

TEST(ToThread, never_begins_if_it_is_cancelled_before) {
    EXPECT_EQ(printed_on_loop(R"(
function f(n) sleep(1) print(n, now()) end
function main()
  local all = {}
  for i = 1, 6 do all[i] = to_thread(f, i) end
  print(all[5]:cancel(), now())
  all.return_exceptions = true
  gather(all)
end)"),
              (Printed{"true\t0.0", "1\t1.0", "2\t1.0", "3\t1.0", "4\t1.0", "6\t2.0"}));
}

TEST(ToThread, has_ended_once_the_loop_has_heard_of_it) {
    EXPECT_EQ(printed_on_loop(R"(
function f() sleep(0.05) return 1 end
function main()
  local it = to_thread(f)
  compute(0.09)
  print(it:done())
  sleep(0)
  print(it:done(), it:result())
end)"),
              (Printed{"false", "true\t1"}));
}

TEST(ToThread, is_waited_for_when_main_has_returned) {
    const auto trace =
        on_loop("function f() sleep(2) print('ends', now()) end function main() to_thread(f) sleep(1) end");
    EXPECT_EQ(printed_in(*trace), (Printed{"ends\t2.0"}));
}

TEST(ToThread, races_with_the_loop_for_a_variable) {
    const std::string add = "n = variable(0)\nfunction add() n.value = n.value + 1 end\n";
    const std::string race = add + "function main() local it = to_thread(add) add() await(it) end";
    EXPECT_EQ(found_in(*on_loop(race)), (std::set{FindingKind::data_race}));
    EXPECT_EQ(in_all_orders_beside_loop(race), (std::set<std::int64_t>{1, 2}));
    const std::string in_turn = add + "function main() await(to_thread(add)) add() await(to_thread(add)) end";
    EXPECT_EQ(found_in(*on_loop(in_turn)), (std::set<FindingKind>{}));
    EXPECT_EQ(in_all_orders_beside_loop(in_turn), (std::set<std::int64_t>{3}));
    const std::string on_loop_only =
        add + "function g() end function main() local it = to_thread(g) gather{ spawn(add), spawn(add), it } end";
    EXPECT_EQ(found_in(*on_loop(on_loop_only)), (std::set<FindingKind>{})) << "the loop is one thread";
    EXPECT_EQ(in_all_orders_beside_loop(on_loop_only), (std::set<std::int64_t>{2}));
}

TEST(ToThread, comes_between_any_two_operations_of_who_has_the_loop) {
    EXPECT_EQ(in_all_orders_beside_loop(R"(
n, x = variable(0), variable(0)
function f() x.value = 1 end
function g() if x.value == 0 and x.value == 1 then n.value = 1 end end
function main() gather{ to_thread(f), spawn(g) } end)"),
              (std::set<std::int64_t>{0, 1}));
}

TEST(ToThread, may_be_cancelled_before_it_begins_and_while_it_runs) {
    EXPECT_EQ(in_all_orders_beside_loop(R"(
n = variable(0)
function f() n:add(1) n:add(2) end
function main() local it = to_thread(f) yield() it:cancel() pcall(await, it) if n.value == 1 then n:add(10) end end)"),
              (std::set<std::int64_t>{0, 3, 13}));
}

}  // namespace
}  // namespace simul::testing
