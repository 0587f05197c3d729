#include "engine/analysis/claims.h"

#include <gtest/gtest.h>

#include "engine/analysis/legend.h"
#include "engine/analysis/narration.h"
#include "engine/analysis/outcome_words.h"
#include "engine/analysis/telling.h"
#include "tests/support/trace_text.h"

namespace simul {
namespace {

StoryWords hall_story() {
    TaskWords game;
    game.function = "game";
    game.name = "board";
    game.running = {"Judit moves at {}", "boards with Judit", "board with Judit"};
    game.ready = {"{} wants Judit", "boards want Judit", "board wants Judit"};
    game.blocked = {"{} waits for Judit", "boards wait for Judit", "board waits for Judit"};
    return {"hall", {game}, {}, {}};
}

/// A run at its end.
struct Claimed {
    explicit Claimed(const std::string& text, StoryWords story = hall_story())
        : trace(trace_from(text)),
          names(*trace),
          timeline(*trace),
          metrics(metrics_of(*trace)),
          moment(moment_after(*trace, trace->size())),
          words(std::move(story)) {}

    TaskClaim of(std::uint32_t task) const { return claim_of(moment, task_number(task)); }
    Speech speech() const { return {names, words}; }
    std::string sentence(std::uint32_t task) const {
        const Speech told = speech();
        return claim_in_words({moment, told}, of(task));
    }
    std::string narrated() const { return narration_of(*trace, moment, timeline, speech()).whole(); }
    std::string legend() const {
        const Speech told = speech();
        std::string all;
        for (const LegendLine& line : legend_of({moment, told}, metrics))
            all += (all.empty() ? "" : "; ") + in_words(line.crowd);
        return all;
    }
    std::string why(std::uint32_t task) const {
        return joined(why_of({*trace, moment, timeline, speech(), moment.now()}, task_number(task)));
    }

    std::unique_ptr<Trace> trace;
    TaskNames names;
    Timeline timeline;
    Metrics metrics;
    Moment moment;
    StoryWords words;
};

// ---- a pool, and the global lock

const char* const kPool = R"(
    model thread_pool
    clock simulated
    cores 2
    workers 1
    mutex judit
    semaphore pool 1
    0 main arrive
    0 a arrive main "game 1"
    0 a acquire pool
    0 a run @0
    0 a lock judit :3
    0 a compute? 5 :4
    0 b arrive main "game 2"
    0 b acquire? pool
    0 c arrive main "game 3"
    0 c acquire? pool
    0 main finish returned
)";

TEST(Claims, OfThoseWhoWaitForAWorkerAreNotAboutWhatTheyWillWaitForLater) {
    const Claimed pool(kPool);
    EXPECT_EQ(pool.of(2).doing, Doing::wants_worker);
    EXPECT_EQ(pool.narrated(), "Main ends. Judit moves at board 1; 2 tasks wait for a worker.");
    EXPECT_EQ(pool.legend(), "1 board with Judit; 2 wait for a worker");
    EXPECT_EQ(pool.sentence(2), "board 2 waits for a worker of the pool");
    EXPECT_NE(pool.why(3).find("1 task is before it."), std::string::npos) << pool.why(3);
}

TEST(Claims, OfThoseWhoWaitForTheGlobalLockSaySo) {
    const Claimed run(
        "model threads_gil\nclock simulated\ncores 4\nmutex GIL\n0 main arrive\n0 main run @0\n0 main lock GIL\n"
        "0 a arrive main \"game 1\"\n0 a run @1\n0 a lock? GIL\n");
    EXPECT_EQ(run.of(1).doing, Doing::wants_lock);
    EXPECT_EQ(run.of(1).because_of, kMainTask);
    EXPECT_EQ(run.sentence(1), "board 1 waits for the global lock, which main holds");
    EXPECT_EQ(run.narrated(), "Board 1 waits for the global lock, which main holds. Main runs on core 1.");
}

// ---- who lost its core

const char* const kInterrupted = R"(
    model threads
    clock real
    cores 2
    mutex judit
    0 main arrive
    0 a arrive main "game 1"
    0 b arrive main "game 2"
    0 main finish returned
    0 a run @0
    0 a lock judit :3
    0 a compute? 5 :4
    0 b run @1
    0 b lock? judit :3
    2 a preempt @0
)";

TEST(Claims, OfATaskThatLostItsCoreAreNotThatItWantsWhatItHolds) {
    Claimed run(kInterrupted);
    EXPECT_EQ(run.of(1).doing, Doing::interrupted);
    EXPECT_EQ(run.of(1).since, at_seconds(2));
    EXPECT_EQ(run.of(2).because_of, task_number(1));
    EXPECT_EQ(run.sentence(1), "board 1 is interrupted, and ready to continue");
    EXPECT_EQ(run.legend(), "0 boards with Judit; 1 is interrupted; 1 board waits for Judit");
    run.words.tasks[0].interrupted = {"Judit at {} waits for a core", "boards with Judit wait",
                                      "board with Judit waits"};
    EXPECT_EQ(run.sentence(1), "Judit at board 1 waits for a core");
    EXPECT_EQ(run.legend(), "0 boards with Judit; 1 board with Judit waits; 1 board waits for Judit");
    EXPECT_NE(run.why(1).find("It lost its core at 2 s, in the middle of its work (line 4). A core runs none of our "
                              "tasks: it is about to get one, or another program has it."),
              std::string::npos)
        << run.why(1);
}

TEST(Claims, OfATaskThatRunsAreThatItWorksOnlyWhileItComputes) {
    const std::string begin =
        "model threads\nclock simulated\ncores 2\n0 main arrive\n0 a arrive main \"game 1\"\n0 a run @0\n";
    EXPECT_EQ(Claimed(begin).sentence(1), "board 1 runs on core 1");
    EXPECT_EQ(Claimed(begin + "0 a compute? 5 :4\n").sentence(1), "Judit moves at board 1");
    EXPECT_EQ(Claimed(begin + "0 a compute? 5 :4\n5 a compute 5 :4\n").sentence(1), "board 1 runs on core 1");
}

// ---- endings

TEST(Claims, TellEndingsApart) {
    StoryWords story = hall_story();
    story.tasks[0].failed = {"{} is burnt", "cakes are burnt", "cake is burnt"};
    const Claimed run(
        "0 main arrive\n0 a arrive main \"game 1\"\n0 b arrive main\n0 c arrive main\n1 a finish failed \"hot\"\n"
        "1 b finish cancelled\n2 c finish returned\n",
        story);
    EXPECT_EQ(run.narrated(), "C ends. 1 task is ready; 1 cake is burnt; 1 was cancelled.");
    const Counts counts(run.moment);
    EXPECT_EQ(counts.of(State::done), 1u);
    EXPECT_EQ(counts.of(Doing::failed), 1u);
    EXPECT_EQ(futures_in_words(run.moment), "1 with a result, 1 failed, 1 cancelled");
}

// ---- words for a line

TEST(Claims, SpeakOfWhatIsDoneAtALine) {
    const std::string text =
        "clock simulated\n0 main arrive\n0 a arrive main \"eater 1\"\n0 b arrive main \"eater 2\"\n0 a run @0\n"
        "0 a sleep? 5 :2\n0 b run @0\n0 b sleep? 5 :3\n0 main finish returned\n";
    TaskWords eater;
    eater.function = eater.name = "eater";
    eater.at = {{"sleep(think)", {"{} thinks", "think", "thinks"}}, {"sleep(eat)", {"{} eats", "eat", "eats"}}};
    Claimed run(text, {"", {eater}, {}, {}});
    TraceHeader header = run.trace->header();
    header.source = "function eater()\n  sleep(think)\n  sleep(eat)\nend\n";
    const Moment moment = [&] {
        Moment told(header);
        for (std::size_t i = 0; i < run.trace->size(); ++i) told.apply((*run.trace)[i], i, run.trace->text_of(i));
        return told;
    }();
    const Speech speech = run.speech();
    EXPECT_EQ(claim_in_words({moment, speech}, claim_of(moment, task_number(1))), "eater 1 thinks");
    EXPECT_EQ(everybody_in_words(moment, speech), "1 thinks; 1 eats.");
}

// ---- conducted

const char* const kConducted = R"(
    model threads
    clock simulated
    policy conducted
    mutex guard
    variable counter 0 mmap
    0 main arrive
    0 a arrive main "add"
    0 b arrive main "add"
    0 main await? a
    0 a stand
    0 b stand
    1 a step 1
    1 a run @0
    1 a load counter 0 :5
    1 a stand
    2 b step 2
    2 a preempt @0
    2 b run @0
    2 b load counter 0 :5
    2 b stand
    3 a step 3
    3 b preempt @0
    3 a run @0
    3 a store counter 1 :6
    3 a finish returned
    3 main ready a
    3 main run @0
    3 main await? b
    4 b step 4
    4 b run @0
    4 b store counter 1 :6
)";

TEST(Claims, OfAConductedRunAreThatItStandsStill) {
    const std::string text = kConducted;
    const Claimed run(text.substr(0, text.find("3 a step 3")), {});
    EXPECT_EQ(run.of(1).doing, Doing::may_go_on);
    EXPECT_EQ(run.of(2).doing, Doing::may_go_on);
    EXPECT_EQ(run.moment.on_core(CoreId{0}), kNoTask);
    EXPECT_EQ(run.narrated().substr(run.narrated().find("2 tasks")), "2 tasks can continue; 1 awaits another.");
    EXPECT_EQ(Counts(run.moment).of(State::ready), 2u);
    EXPECT_NE(run.why(1).find("It can continue, once it is chosen"), std::string::npos) << run.why(1);
}

TEST(Steps, AreTheSecondBeforeThem) {
    const Claimed run(kConducted, {});
    const Spans core = run.timeline.of_core(CoreId{0});
    std::vector<std::pair<double, std::uint32_t>> who;
    for (const Span span : core)
        if (span.state == SpanState::running)
            who.emplace_back(seconds_of(span.from), static_cast<std::uint32_t>(index_of(span.task)));
    EXPECT_EQ(who, (std::vector<std::pair<double, std::uint32_t>>{{0, 1}, {1, 2}, {2, 1}, {3, 2}}));
    ASSERT_EQ(run.metrics.cores.size(), 1u);
    EXPECT_EQ(run.metrics.cores[0].busy, 4s) << "the core is never idle";
    EXPECT_EQ(run.metrics.tasks[1].running, 2s);
    EXPECT_EQ(run.metrics.tasks[1].ready, 1s);
}

TEST(Overwriting, IsWhatATaskDoesThatHasNotSeenWhatItReplaces) {
    const Claimed run(kConducted, {});
    EXPECT_EQ(run.narrated().substr(0, run.narrated().find(" is lost")),
              "Add (task 2) writes 1 into counter (line 6). It had read 0: what add (task 1) wrote meanwhile, 1,");
    const std::size_t first_store = 18;
    EXPECT_FALSE(overwriting_by(*run.trace, first_store)) << "nobody wrote in between";
}

TEST(CameOf, NamesARunByItsValuesAndByWhatIsWrongWithThem) {
    const Claimed lost(std::string(kConducted) +
                           "4 b finish returned\n4 main ready b\n4 main run @0\n4 main expect! \"none is lost\" :9\n"
                           "4 main finish returned\n4 end finished\n",
                       {});
    const CameOf came = came_of(*lost.trace, lost.metrics, findings_of(*lost.trace));
    EXPECT_EQ(came.words, "counter = 1: an update is lost");
    EXPECT_TRUE(came.is_bad);
    const Claimed right("variable counter 2 mmap\n0 main arrive\n0 main finish returned\n0 end finished\n", {});
    EXPECT_EQ(came_of(*right.trace, right.metrics, {}).words, "counter = 2");
    const Claimed stuck("mutex m\n0 main arrive\n0 main run @0\n0 main lock? m\n0 end deadlock\n", {});
    EXPECT_EQ(came_of(*stuck.trace, stuck.metrics, findings_of(*stuck.trace)).words, "deadlock");
}

TEST(Claims, AtTheEndWhoHasNotEndedIsCutOffAndNobodyHasACore) {
    const std::string text =
        "model threads\n0 main arrive\n0 main run @0\n0 a arrive main \"game 1\"\n0 a run @1\n1 main finish returned\n";
    const Claimed over(text + "1 end finished\n");
    EXPECT_EQ(over.of(1).doing, Doing::cut_off);
    EXPECT_EQ(over.moment.on_core(static_cast<CoreId>(1)), kNoTask);
    EXPECT_EQ(Counts(over.moment).of(State::running), 0U);
    EXPECT_EQ(Claimed(text + "1 end deadlock\n").of(1).doing, Doing::running);
}

TEST(Legend, DoesNotDenyWhatItSaysOfThoseWhomTheStoryHasWordsFor) {
    const Claimed it(
        "mutex m\nmodel threads\n0 main arrive\n0 a arrive main \"game 1\"\n0 a run @1\n0 a lock? m\n"
        "0 main run @0\n0 main lock? m\n1 main ready\n1 main run @0\n");
    const Speech speech = it.speech();
    std::vector<std::string> lines;
    for (const LegendLine& line : legend_of({it.moment, speech}, it.metrics)) lines.push_back(in_words(line.crowd));
    EXPECT_NE(std::find(lines.begin(), lines.end(), "1 board waits for Judit"), lines.end());
    EXPECT_NE(std::find(lines.begin(), lines.end(), "0 others wait"), lines.end());
    EXPECT_EQ(std::find(lines.begin(), lines.end(), "0 wait"), lines.end());
}

TEST(Sentences, BeginWithNamesInCodeAsTheyAre) {
    EXPECT_EQ(capitalized("found_shop waits"), "found_shop waits");
    EXPECT_EQ(capitalized("n1 crashes"), "n1 crashes");
    EXPECT_EQ(capitalized("board 1 waits for has_cake"), "Board 1 waits for has_cake");
}

}  // namespace
}  // namespace simul
