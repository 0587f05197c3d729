// simul explore and --schedule, end to end.
#include <gtest/gtest.h>

#include <map>

#include <signal.h>
#include <unistd.h>

#include <nlohmann/json.hpp>

#include "tests/command_line/program.h"

namespace simul {
namespace {

using Json = nlohmann::json;

Json explored(std::vector<std::string> words) {
    words.insert(words.begin(), "explore");
    words.emplace_back("--json");
    const Ended ended = simul_ended(words);
    EXPECT_EQ(ended.code, 0) << ended.err;
    return Json::parse(ended.out);
}

TEST(ExploreVerb, counts_the_orders_of_the_reference_story) {
    const Json found =
        explored({"lost_update", "--set", "tasks=2", "--set", "steps=3", "--set", "times=1", "--set", "protect=none"});
    EXPECT_EQ(found.at("interleavings"), 20);
    EXPECT_TRUE(found.at("complete"));
    ASSERT_EQ(found.at("results").size(), 2u);
    EXPECT_EQ(found.at("results")[0].at("result").at("variables").at("counter"), 1);
    EXPECT_EQ(found.at("results")[0].at("result").at("outcome"), "finished");
    EXPECT_EQ(found.at("results")[0].at("count"), 18);
    EXPECT_EQ(found.at("results")[0].at("steps"), 6);
    EXPECT_EQ(found.at("results")[0].at("switches"), 2);
    EXPECT_EQ(found.at("results")[1].at("count"), 2);
    std::string kinds;
    for (const Json& finding : found.at("findings")) kinds += finding.at("kind").get<std::string>() + " ";
    EXPECT_NE(kinds.find("expectation"), std::string::npos) << kinds;
    EXPECT_NE(kinds.find("data_race"), std::string::npos) << kinds;
}

TEST(ExploreVerb, comes_to_the_same_on_threads_and_processes_of_this_computer) {
    for (const char* model : {"threads", "threads_gil", "processes", "thread_pool", "process_pool"}) {
        const std::vector<std::string> words{"lost_update", "--set", "steps=3", "--model", model, "--clock"};
        std::vector<std::string> simulated = words, real = words;
        simulated.emplace_back("simulated");
        real.emplace_back("real");
        Json known = explored(simulated), found = explored(real);
        EXPECT_EQ(found.at("clock"), "real");
        known.erase("clock");
        found.erase("clock");
        EXPECT_EQ(found, known) << model;
    }
}

TEST(ExploreVerb, gives_schedules_that_run_plays_for_real) {
    for (const char* model : {"threads", "processes"}) {
        const Json found = explored({"lost_update", "--set", "steps=3", "--model", model});
        const TemporaryFile file("schedule", found.at("results")[0].at("example_schedule").get<std::string>());
        const Ended real = simul_ended({"run", "lost_update", "--schedule", file.path(), "--clock", "real", "--json"});
        ASSERT_EQ(real.code, 0) << real.err;
        const Json told = Json::parse(real.out);
        EXPECT_EQ(told.at("clock"), "real");
        EXPECT_EQ(told.at("makespan_s"), 6);
        EXPECT_EQ(told.at("variables").at("counter"), 1);
        const std::vector<std::string> events{"run", "lost_update", "--schedule", file.path(), "--events"};
        std::vector<std::string> for_real = events;
        for_real.insert(for_real.end(), {"--clock", "real"});
        EXPECT_EQ(simul_ended(for_real).out, simul_ended(events).out);
    }
}

TEST(ExploreVerb, knows_a_race_condition_without_a_data_race) {
    const Json found = explored({"lost_update", "--set", "protect=atomic steps"});
    EXPECT_EQ(found.at("interleavings"), 6);
    EXPECT_EQ(found.at("results").size(), 2u);
    ASSERT_EQ(found.at("findings").size(), 1u);
    EXPECT_EQ(found.at("findings")[0].at("kind"), "expectation");
}

#ifdef SIMUL_LUA
TEST(ExploreVerb, every_example_is_a_schedule_that_run_plays_to_that_result) {
    const Json found = explored({"dining_philosophers", "--set", "philosophers=2", "--set", "meals=1"});
    EXPECT_TRUE(found.at("complete"));
    EXPECT_EQ(found.at("results")[0].at("result").at("outcome"), "deadlock");
    for (const Json& result : found.at("results")) {
        const TemporaryFile file("schedule", result.at("example_schedule").get<std::string>());
        const Ended ended = simul_ended({"run", "dining_philosophers", "--schedule", file.path(), "--json"});
        ASSERT_EQ(ended.code, 0) << ended.err;
        EXPECT_EQ(Json::parse(ended.out).at("outcome"), result.at("result").at("outcome"));
        EXPECT_EQ(Json::parse(ended.out).at("makespan_s"), result.at("steps"));
        EXPECT_EQ(Json::parse(ended.out).at("policy"), "conducted");
    }
}
#endif

TEST(ExploreVerb, tells_it_in_words_too) {
    const Ended ended = simul_ended({"explore", "lost_update", "--set", "protect=lock"});
    EXPECT_EQ(ended.code, 0);
    EXPECT_NE(ended.out.find("2 of 2  100.00 %         finished, counter = 2"), std::string::npos) << ended.out;
    EXPECT_NE(ended.out.find("all covered"), std::string::npos) << ended.out;
}

#ifdef SIMUL_LUA
TEST(ExploreVerb, keeps_to_its_bounds_and_says_so) {
    const Json steps = explored({"lost_update", "--bound", "steps=3"});
    EXPECT_FALSE(steps.at("complete"));
    EXPECT_EQ(steps.at("interleavings"), 0);
    EXPECT_NE(steps.at("left_off").get<std::string>().find("steps"), std::string::npos);
    const Json time = explored({"dining_philosophers", "--set", "cure=try", "--bound", "time=200ms"});
    EXPECT_FALSE(time.at("complete"));
    EXPECT_GT(time.at("distinct_states"), 10);
}
#endif

#ifdef SIMUL_LUA
TEST(ExploreVerb, keeps_what_it_found_when_it_is_interrupted) {
    Program program({"explore", "dining_philosophers", "--set", "cure=try", "--json", "--bound", "steps=60"});
    usleep(700'000);
    program.send(SIGINT);
    const Ended ended = program.wait();
    EXPECT_EQ(ended.code, 130) << ended.err;
    EXPECT_EQ(Json::parse(ended.out).at("complete"), false);
}
#endif

TEST(ExploreVerb, says_the_same_on_any_number_of_cores) {
    const Json alone = explored({"lost_update", "--set", "tasks=3", "--jobs", "1"});
    EXPECT_EQ(alone, explored({"lost_update", "--set", "tasks=3", "--jobs", "8"}));
    EXPECT_EQ(alone, explored({"lost_update", "--set", "tasks=3"}));
}

TEST(ExploreVerb, searches_with_a_seed) {
    const std::vector<std::string> words = {"lost_update", "--search", "random", "--runs", "200", "--seed", "5"};
    const Json first = explored(words);
    EXPECT_EQ(first, explored(words));
    EXPECT_EQ(first.at("interleavings"), 200);
    EXPECT_EQ(first.at("seed"), 5);
    EXPECT_FALSE(first.at("complete"));
    EXPECT_EQ(explored({"lost_update", "--search", "pct", "--depth", "2", "--runs", "100"}).at("runs"), 100);
}

TEST(ExploreVerb, runs_one_order_of_each_class) {
    const Json all = explored({"lost_update", "--set", "tasks=3", "--set", "steps=3"});
    const Json found = explored({"lost_update", "--set", "tasks=3", "--set", "steps=3", "--search", "reduced"});
    EXPECT_EQ(found.at("search"), "reduced");
    EXPECT_TRUE(found.at("complete"));
    EXPECT_LT(found.at("interleavings"), 100) << "of 1 680";
    ASSERT_EQ(found.at("results").size(), 3u);
    for (std::size_t i = 0; i < 3; ++i)
        EXPECT_EQ(found.at("results")[i].at("result"), all.at("results")[i].at("result"));
    const Ended told = simul_ended({"explore", "lost_update", "--search", "reduced"});
    EXPECT_NE(told.out.find("4 classes of orders, 2 states (all covered, by one order of each class)"),
              std::string::npos)
        << told.out;
}

TEST(ExploreVerb, refuses_with_the_word_at_fault) {
    const std::pair<std::vector<std::string>, const char*> cases[] = {
        {{"explore"}, "needs a scenario"},
        {{"explore", "nothing_such"}, "nothing_such"},
        {{"explore", "lost_update", "--bound", "fish=3"}, "fish=3"},
        {{"explore", "lost_update", "--bound", "steps=0"}, "steps=0"},
        {{"explore", "lost_update", "--search", "luck"}, "luck"},
        {{"explore", "lost_update", "--search", "reduced", "--runs", "3"}, "--search"},
        {{"explore", "lost_update", "--runs", "3"}, "--search"},
        {{"explore", "lost_update", "--model", "all"}, "one model"},
        {{"explore", "lost_update", "--clock", "sun"}, "--clock"},
        {{"explore", "lost_update", "--jobs", "0"}, "--jobs \"0\": choose 1 or more"},
        {{"explore", "lost_update", "--jobs", "2", "--search", "pct"}, "use one core"},
    };
    for (const auto& [words, sentence] : cases) {
        const Ended ended = simul_ended(words);
        EXPECT_EQ(ended.code, 2) << words.back();
        EXPECT_NE(ended.err.find(sentence), std::string::npos) << ended.err;
    }
}

TEST(ScheduleOption, that_does_not_fit_is_refused_with_the_step_and_who_could_go_on) {
    const std::string head = "conducted lost_update --model threads --set protect=lock\n";
    const std::pair<std::string, const char*> cases[] = {
        {head + "1 2", "step 2: task 2 (add): lock guard"},
        {head + "1 1 1", "ends after step 3"},
        {head + "1 1 1 1 2 2 2 2 1", "was over after 8"},
        {"conducted two_cashiers --model threads\n1", "is for two_cashiers"},
        {"hello", "`conducted`"},
        {"conducted lost_update --model event_loop\n9", "task 9 has nothing to do there"},
    };
    for (const auto& [text, sentence] : cases) {
        const TemporaryFile file("schedule", text);
        const Ended ended = simul_ended({"run", "lost_update", "--schedule", file.path()});
        EXPECT_EQ(ended.code, 2) << text;
        EXPECT_NE(ended.err.find(sentence), std::string::npos) << ended.err;
    }
}

TEST(ScheduleOption, keeps_to_the_settings_that_it_was_made_with) {
    const TemporaryFile file("schedule", "conducted lost_update --model threads --set protect=lock\n1 1 1 1 2 2 2 2\n");
    const auto ended_with = [&](std::vector<std::string> more) {
        more.insert(more.begin(), {"run", "lost_update", "--schedule", file.path(), "--json"});
        return simul_ended(more);
    };
    const Ended plain = ended_with({});
    ASSERT_EQ(plain.code, 0) << plain.err;
    EXPECT_EQ(Json::parse(plain.out).at("variables").at("counter"), 2);
    EXPECT_EQ(ended_with({"--set", "protect=lock"}).code, 0);
    EXPECT_EQ(ended_with({"--set", "protect=none"}).code, 2);
    EXPECT_EQ(ended_with({"--model", "processes"}).code, 2);
    EXPECT_EQ(ended_with({"--clock", "real"}).code, 0);
}

#ifdef SIMUL_LUA
std::string puzzle(const std::string& name) {
    return std::string(SIMUL_SOURCE_DIR) + "/tests/executors/orders/" + name + ".lua";
}

Json played(const std::string& story, const Json& example) {
    const TemporaryFile file("schedule", example.at("example_schedule").get<std::string>());
    const Ended ended = simul_ended({"run", story, "--schedule", file.path(), "--json"});
    EXPECT_EQ(ended.code, 0) << ended.err;
    return Json::parse(ended.out);
}

TEST(ExploreVerb, says_what_went_wrong_in_a_result_and_its_example_shows_it) {
    const Json found = explored({puzzle("midexpect")});
    const Json& worst = found.at("results").at(0);
    EXPECT_EQ(worst.at("count"), 2);
    EXPECT_TRUE(worst.at("fails"));
    EXPECT_EQ(worst.at("result").at("faults").at(0).at("text"), "x is 0");
    EXPECT_EQ(played(puzzle("midexpect"), worst).at("findings").at(0).at("kind"), "expectation");
    EXPECT_TRUE(played(puzzle("midexpect"), found.at("results").at(1)).at("findings").empty());
    const std::string text = simul_ended({"explore", puzzle("midexpect")}).out;
    EXPECT_NE(text.find("finished, x = 0; not so: x is 0 (line 4)"), std::string::npos) << text;
}

TEST(ExploreVerb, tells_findings_apart_that_stand_at_one_line) {
    const TemporaryFile half("half.lua",
                             "v = variable(0)\nfunction add(n) v:add(n) end\nfunction main()\n"
                             "  local a, b = spawn(add, 1), spawn(add, 2)\n  local x = v.value\n"
                             "  expect(x == 0 or x == 3, 'not half, but ' .. x)\n  await(a) await(b)\nend\n");
    const Json found = explored({half.path()});
    std::map<std::string, int> counts;
    for (const Json& finding : found.at("findings"))
        if (finding.at("kind") == "expectation") counts[finding.at("text")] = finding.at("count");
    EXPECT_EQ(counts.size(), 2U);
    for (const auto& [text, count] : counts) EXPECT_EQ(count, 1) << text;
    const TemporaryFile races("races.lua",
                              "x, y = variable(0), variable(0)\nfunction left() x.value = 1 return y.value end\n"
                              "function right() y.value = 1 return x.value end\n"
                              "function main() local a, b = spawn(left), spawn(right) await(a) await(b) end\n");
    const std::string told = simul_ended({"explore", races.path()}).out;
    EXPECT_NE(told.find(" x "), std::string::npos) << told;
    EXPECT_NE(told.find(" y "), std::string::npos) << told;
}

/// The task has no locals that can be seen while it is within pcall: then what it found counts, its key as well.
TEST(ExploreVerb, tells_apart_who_met_which_entry) {
    const TemporaryFile walk("walk.lua",
                             "t = shared_table({ b = 7 })\nw = variable(0)\nfunction f()\n  local first\n"
                             "  for k in pairs(t) do first = k break end\n"
                             "  pcall(function() return w.value end)\n"
                             "  expect(first ~= 'a', 'nobody sees a')\nend\n"
                             "function g() t.a = 7 t.a = nil end\nfunction main() gather{ spawn(f), spawn(g) } end\n");
    const Json found = explored({walk.path()});
    EXPECT_TRUE(found.at("results").at(0).at("fails")) << found.dump();
    EXPECT_EQ(found.at("results").size(), 2U);
}

TEST(ExploreVerb, finds_with_late_stores_what_no_order_of_one_memory_has) {
    const Json plain = explored({"store_buffers"}), late = explored({"store_buffers", "--memory", "tso"});
    EXPECT_FALSE(plain.contains("memory"));
    EXPECT_EQ(late.at("memory"), "tso");
    EXPECT_FALSE(plain.at("results").at(0).at("fails"));
    const Json& worst = late.at("results").at(0);
    EXPECT_TRUE(worst.at("fails"));
    EXPECT_EQ(worst.at("result").at("variables").at("on_bridge"), 2);
    const Json run = played("store_buffers", worst);
    EXPECT_EQ(run.at("variables").at("on_bridge"), 2);
    const TemporaryFile file("schedule", worst.at("example_schedule").get<std::string>());
    const std::string told = simul_ended({"tell", "store_buffers", "--schedule", file.path(), "--every", "event"}).out;
    EXPECT_NE(told.find(": The store of 1 into west by the driver from the west reaches memory."), std::string::npos);
    EXPECT_FALSE(explored({"store_buffers", "--memory", "tso", "--preset", "fenced"}).at("results").at(0).at("fails"));
    const Ended ended = simul_ended({"explore", "store_buffers", "--memory", "arm"});
    EXPECT_EQ(ended.code, 2);
    EXPECT_NE(ended.err.find("choose sc or tso"), std::string::npos) << ended.err;
    const std::string text = simul_ended({"explore", "store_buffers", "--memory", "tso", "--model", "event_loop"}).out;
    EXPECT_NE(text.find("One task runs at a time here: no store is late."), std::string::npos) << text;
}

TEST(ExploreVerb, tells_a_livelock_and_its_schedule_goes_round) {
    const Json found = explored({puzzle("nobody_sets")});
    EXPECT_TRUE(found.at("complete"));
    EXPECT_TRUE(found.at("goes_round"));
    EXPECT_EQ(found.at("results").at(0).at("result").at("outcome"), "stopped");
    const std::string schedule = found.at("results").at(0).at("example_schedule");
    EXPECT_NE(schedule.find("and so on from step"), std::string::npos) << schedule;
    const Json run = played(puzzle("nobody_sets"), found.at("results").at(0));
    EXPECT_EQ(run.at("outcome"), "stopped");
    EXPECT_EQ(run.at("findings").at(0).at("kind"), "livelock");
}

TEST(ExploreVerb, lets_notify_wake_any_waiter_where_that_is_asked) {
    EXPECT_FALSE(explored({puzzle("notify_any")}).at("results").at(0).at("fails"));
    const Json found = explored({puzzle("notify_any"), "--wakeups", "any"});
    EXPECT_EQ(found.at("wakeups"), "any");
    const Json& worst = found.at("results").at(0);
    EXPECT_NE(worst.at("example_schedule").get<std::string>().find("--wakeups any"), std::string::npos);
    EXPECT_EQ(played(puzzle("notify_any"), worst).at("outcome"), "deadlock");
    const std::string text = simul_ended({"explore", puzzle("notify_any"), "--wakeups", "any"}).out;
    EXPECT_NE(text.find("wake-ups any"), std::string::npos) << text;
}

TEST(ExploreVerb, refuses_what_has_no_end_or_is_not_known_of_wake_ups) {
    EXPECT_EQ(simul_ended({"explore", puzzle("notify_any"), "--wakeups", "lifo"}).code, 2);
    const Ended ended = simul_ended({"explore", puzzle("notify_any"), "--wakeups", "spurious", "--search", "reduced"});
    EXPECT_EQ(ended.code, 2);
    EXPECT_NE(ended.err.find("--search all"), std::string::npos) << ended.err;
}

TEST(ExploreVerb, never_says_all_of_what_it_has_not_tried) {
    const std::string text =
        simul_ended({"explore", puzzle("midexpect"), "--search", "pct", "--runs", "1", "--seed", "3"}).out;
    EXPECT_NE(text.find("100.00 % of these runs"), std::string::npos) << text;
}

TEST(RunVerb, tells_at_once_of_a_task_that_looks_again_while_no_time_passes) {
    const Ended ended = simul_ended({"run", puzzle("spinforever"), "--json"});
    EXPECT_EQ(ended.code, 0) << ended.err;
    const Json run = Json::parse(ended.out);
    EXPECT_EQ(run.at("outcome"), "stopped");
    ASSERT_EQ(run.at("findings").size(), 1u);
    EXPECT_EQ(run.at("findings")[0].at("kind"), "busy_wait");
    EXPECT_EQ(run.at("findings")[0].at("line"), 4);
    EXPECT_LT(run.at("events").get<int>(), 100'000);
    const std::string events = simul_ended({"run", puzzle("spinforever"), "--events"}).out;
    EXPECT_NE(events.find("looks again and again while no time passes"), std::string::npos) << events;
    EXPECT_EQ(events.find("event loop"), std::string::npos) << "there is none on threads";
}

TEST(RunVerb, tells_of_a_task_that_looks_again_on_the_event_loop_of_this_computer) {
    const Ended ended =
        simul_ended({"run", puzzle("spinforever"), "--model", "event_loop", "--clock", "real", "--json"});
    EXPECT_EQ(ended.code, 0) << ended.err;
    const Json run = Json::parse(ended.out);
    EXPECT_EQ(run.at("outcome"), "stopped");
    EXPECT_EQ(run.at("findings").at(0).at("kind"), "loop_blocked");
}
#endif

}  // namespace
}  // namespace simul
