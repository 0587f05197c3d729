// A graphics card in a story: in simulated time on every model, in all orders, and what is said of it.
#include <gtest/gtest.h>

#include <map>

#include "engine/analysis/explore/exploration.h"
#include "engine/analysis/invariants.h"
#include "engine/analysis/metrics.h"
#include "engine/analysis/timeline.h"
#include "engine/analysis/wait_words.h"
#include "engine/base/device_parts.h"
#include "engine/run/conducted/rehearsal.h"
#include "engine/run/conductors/by_seed.h"
#include "tests/lua/lua_run.h"
#include "tests/support/rehearsed_story.h"

namespace simul::testing {
namespace {

constexpr Model kModelsOfCard[] = {Model::sequential, Model::threads,     Model::threads_gil, Model::processes,
                                   Model::event_loop, Model::thread_pool, Model::process_pool};

// 1 s to launch, 2 s there, 3.001 s of computing, 2 s back.
constexpr const char* kThreeJobs = R"(
card = gpu{ latency = 1, bandwidth = 2000, speed = 1333 }
function job(i) print(i, card:%s("stir", 1000)) end
function main()
  local jobs = {}
  for i = 1, 3 do jobs[i] = spawn(job, i) end
  gather(jobs)
  print(now())
end)";

std::string three_jobs(const char* verb) {
    std::string story = kThreeJobs;
    return story.replace(story.find("%s"), 2, verb);
}

Duration time_asleep(const Trace& trace, std::size_t task) { return metrics_of(trace).tasks[task].asleep; }

TEST(Gpu, does_one_job_after_another_on_every_model) {
    const Duration alone = 1s + 2s + Duration(3'000'750'188) + 2s;
    for (const char* verb : {"run", "blocking_run"})
        for (const Model model : kModelsOfCard) {
            const auto trace = told_by(three_jobs(verb), model);
            SCOPED_TRACE(std::string(verb) + " on " + std::string(name_of(model)));
            EXPECT_EQ(metrics_of(*trace).makespan, Time(3 * alone));
            const std::vector<std::string> lines = printed_in(*trace);
            ASSERT_EQ(lines.size(), 4u);
            EXPECT_EQ(lines[0], "1\t419221340");
            const bool all_ask_at_once =
                model != Model::sequential && !(model == Model::event_loop && verb == std::string("blocking_run"));
            EXPECT_EQ(time_asleep(*trace, 3), all_ask_at_once ? 3 * alone : alone);
            EXPECT_TRUE(violations_of(*trace).empty()) << violations_of(*trace)[0];
        }
}

TEST(Gpu, has_a_lane_that_shows_what_it_did_for_whom) {
    const auto trace = told_by(three_jobs("run"));
    const Timeline timeline(*trace);
    const Spans lane = timeline.of_resource(ResourceId{0});
    constexpr SpanState kStates[] = {SpanState::switching, SpanState::asleep, SpanState::running, SpanState::asleep};
    ASSERT_EQ(lane.size(), 13u);  // four for each job, and nothing afterwards
    for (std::size_t i = 0; i < 12; ++i) {
        EXPECT_EQ(lane[i].state, kStates[i % 4]) << i;
        EXPECT_EQ(lane[i].level, i % 4) << i;
        EXPECT_EQ(lane[i].task, static_cast<TaskId>(1 + i / 4)) << i;
    }
    EXPECT_EQ(lane[0].from, Time{});
    EXPECT_EQ(lane[1].until - lane[1].from, 2s);
    EXPECT_EQ(lane[12].state, SpanState::none);
    EXPECT_EQ(lane[12].from, timeline.end());
}

TEST(Gpu, tells_how_it_has_spent_the_time) {
    const auto trace = told_by(three_jobs("run"));
    const TaskNames names(*trace);
    const Speech speech(names, trace->header().words);
    for (std::size_t i = 0; i < trace->size(); ++i)
        if ((*trace)[i].kind == EventKind::answer) {
            EXPECT_EQ(answer_in_words(*trace, i, speech),
                      "Card has answered job 1: 1 s to launch, 2 s there, 3.001 s of computing, 2 s back.");
            return;
        }
    ADD_FAILURE() << "no answer";
}

TEST(Gpu, finishes_what_is_on_it_when_nobody_waits_any_more) {
    const auto trace = told_by(R"(
card = gpu{ latency = 4, bandwidth = 0, speed = 0 }
function job(name) card:run("add", 1) mark(name) end
function main()
  local a, b, c = spawn(job, "a"), spawn(job, "b"), spawn(job, "c")
  sleep(1) a:cancel() b:cancel()
  pcall(await, c)
  print(now())
end)",
                               Model::event_loop);
    EXPECT_EQ(printed_in(*trace), std::vector<std::string>{"8.0"});  // a stays on the card, b has left the line
}

TEST(Gpu, is_given_up_in_time) {
    for (const Model model : kModelsOfCard)
        EXPECT_EQ(printed_in(*told_by(R"(
card = gpu{ latency = 4, bandwidth = 0, speed = 0 }
function main()
  print(pcall(card.run, card, "add", 1, 1, 3)) print(now())
  print(card:run("add", 2, 1, 9), now())
end)",
                                      model)),
                  (std::vector<std::string>{"false\ttimeout", "3.0", "3\t8.0"}))
            << name_of(model);
}

/// There is no time, so nothing is said of it.
TEST(ConductedGpu, does_not_say_how_long_it_took) {
    const auto story = loaded("card = gpu() function main() print(card:run('sum', 5)) end");
    RunPlan plan = simulated(Model::threads);
    become_conducted(plan);
    BySeed conductor(1, 0);
    const auto trace = Rehearsal(*story, plan).record(conductor);
    EXPECT_EQ(printed_in(*trace), std::vector<std::string>{"10"});
    for (std::size_t i = 0; i < trace->size(); ++i)
        if ((*trace)[i].kind == EventKind::answer) {
            EXPECT_EQ(trace->text_of(i), "");
        }
}

TEST(ExploredGpu, gives_the_same_in_every_order) {
    const auto story = loaded(R"(
card = gpu()
sum = variable(0, { mmap = true })
function job(n) sum:add(card:run("sum", n)) end
function main() gather{ spawn(job, 3), spawn(job, 5) } end)");
    RehearsedStory all(*story, simulated(Model::threads));
    const Exploration explored = explore(all, {});
    EXPECT_GT(explored.results.size(), 0u);
    for (const ExploredResult& result : explored.results) {
        EXPECT_FALSE(result.fails);
        EXPECT_EQ(result.variables.at(0).second.bits, 3 + 10);
    }
}

TEST(Gpu, refuses_what_no_card_does) {
    const std::map<std::string, std::string> refused = {
        {"card:run('mandelbrod', 1)",
         "the kernel is one of add, sum, multiply, mandelbrot, stir: is \"mandelbrot\" meant?"},
        {"card:run('xxxxxxxxxxxx', 1)", "the kernel is one of add, sum, multiply, mandelbrot, stir"},
        {"card:run(nil, 1)", "the kernel is one of"},
        {"card:run({}, 1)", "the kernel is one of"},
        {"card:run('add\\0', 1)", "the kernel is one of"},
        {"card:run('add')", "n is a whole number from 1 to 16000000"},
        {"card:run('add', 0)", "n is a whole number from 1 to 16000000, but was given 0"},
        {"card:run('add', -1)", "but was given -1"},
        {"card:run('add', 1e18)", "but was given 1000000000000000000"},
        {"card:run('add', 1.5)", "but was given a fraction"},
        {"card:run('add', 0/0)", "but was given a fraction"},
        {"card:run('add', 1/0)", "but was given a fraction"},
        {"card:run('add', '7')", "but was given a string"},
        {"card:run('multiply', 1025)", "n is a whole number from 1 to 1024"},
        {"card:run('stir', 1, 0)", "rounds is a whole number from 1 to 1000, but was given 0"},
        {"card:run('stir', 1, 1001)", "but was given 1001"},
        {"card:run('sum', 1, 2)", "only \"stir\" has more than one round"},
        {"card:run('sum', 1, 1, -1)", "the timeout is from 0"},
    };
    for (const auto& [call, sentence] : refused) {
        const std::string failure = failure_in(*told_by("card = gpu() function main() " + call + " end"));
        EXPECT_NE(failure.find(sentence), std::string::npos) << call << ": " << failure;
    }
}

TEST(Gpu, says_what_is_wrong_with_its_settings) {
    for (const char* part : {"speed = 0.5", "bandwidth = 100.7"})  // 0 would be no limit
        EXPECT_NE(
            refusal_of("card = gpu{ " + std::string(part) + " }").find("a whole number, but was given a fraction"),
            std::string::npos)
            << part;
    EXPECT_NE(refusal_of("card = gpu{ speed = -1 }").find("from 0 (no limit) to 1e15 operations a second"),
              std::string::npos);
    EXPECT_NE(refusal_of("card = gpu{ speed = 0/0 }").find("from 0 (no limit) to 1e15"), std::string::npos);
    EXPECT_NE(refusal_of("card = gpu{ at_once = 2 }").find("at_once"), std::string::npos);
    EXPECT_NE(refusal_of("card = gpu() function main() card:read('a') end").find("a graphics card and has no read"),
              std::string::npos);
}

}  // namespace
}  // namespace simul::testing
