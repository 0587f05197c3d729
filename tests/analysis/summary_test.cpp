#include "engine/analysis/summary.h"

#include <gtest/gtest.h>

#include "tests/support/trace_text.h"

namespace simul {
namespace {

Summary summary(const std::string& text, const StoryWords& words = {}) {
    const auto trace = trace_from(text);
    const TaskNames names(*trace);
    return summary_of(trace->header(), metrics_of(*trace), Timeline(*trace), Speech(names, words));
}

std::string limit(const std::string& text) { return summary(text).limit; }

/// Both compute on a core of their own, one after the other under a lock.
const char* const kUnderALock = R"(
    model threads
    clock simulated
    cores 2
    mutex judit
    0 a arrive
    0 b arrive
    0 a run @0
    0 a lock judit
    0 a compute? 5
    0 b run @1
    0 b lock? judit
    5 a compute 5
    5 a unlock judit
    5 b ready a
    5 a finish returned
    5 b run @1
    5 b lock judit
    10 b unlock judit
    10 b mark "all done"
    10 b finish returned
    10 end finished
)";

TEST(Summary, SaysHowTheRunEndedAndHowMuchOfEachCoreWasUsed) {
    StoryWords words;
    words.why = {{"all done", "Nobody waits."}};
    const Summary told = summary(kUnderALock, words);
    EXPECT_EQ(told.ending, "All 2 tasks have ended, after 10 s.");
    EXPECT_EQ(told.marks, std::vector<std::string>{"all done at 10 s. Nobody waits."});
    ASSERT_EQ(told.cores.size(), 2u);
    EXPECT_EQ(told.cores[0].share, 0.5);
    EXPECT_EQ(told.cores[1].busy, 5s);
}

TEST(Limit, IsALockThatIsHeldNearlyAllTheTime) {
    EXPECT_EQ(limit(kUnderALock), "Judit was held 100 % of the time: more cores would not help.");
}

TEST(Limit, IsThePoolOrASemaphoreWhosePermitsAreAllInUse) {
    const std::string rest =
        "0 a arrive\n0 a acquire {}\n0 a run @0\n0 a sleep? 9\n9 a ready\n9 a run @0\n9 a sleep 9\n"
        "9 a release {} 1\n10 a finish returned\n10 end finished\n";
    const auto of = [&](const std::string& name, const std::string& permits) {
        std::string text =
            "model thread_pool\nclock simulated\ncores 2\nsemaphore " + name + " " + permits + "\n" + rest;
        for (std::size_t at; (at = text.find("{}")) != std::string::npos;) text.replace(at, 2, name);
        return limit(text);
    };
    EXPECT_EQ(of("pool", "1"), "All 1 worker of the pool were occupied 90 % of the time: more workers would help.");
    EXPECT_EQ(of("places", "1"), "All permits of places were in use 90 % of the time: more cores would not help.");
    EXPECT_EQ(of("places", "2"),
              "For at least 90 % of the time nobody used a core: all slept or waited. More cores "
              "would hardly help.");
}

TEST(Limit, IsTheCoresWhenAllAreBusyAndNoTaskAloneIsAsLong) {
    const std::string two =
        "0 a arrive\n0 b arrive\n0 a run @0\n5 a finish returned\n5 b run @0\n10 b finish returned\n"
        "10 end finished\n";
    EXPECT_EQ(limit("model threads\nclock simulated\ncores 1\n" + two),
              "The one core was busy 100 % of the time: more cores would help.");
    EXPECT_EQ(
        limit("model event_loop\nclock simulated\ncores 1\n" + two),
        "The loop was busy 100 % of the time, one task after another: only a model that uses more cores would help.");
}

TEST(Limit, IsOneTaskThatIsAsLongAsTheRun) {
    EXPECT_EQ(limit("model threads\nclock simulated\ncores 1\n0 a arrive\n0 a run @0\n10 a finish returned\n"
                    "10 end finished\n"),
              "A alone needed a core for 100 % of the time: more cores would not help.");
}

TEST(Limit, IsNotKnownOfARunThatStandsStillOrTookNoTime) {
    EXPECT_EQ(limit("0 a arrive\n0 a finish returned\n0 end finished\n"), "Everything happened in no time.");
    const Summary told = summary("mutex m\n0 a arrive\n0 a run @0\n2 a lock? m\n2 end deadlock\n");
    EXPECT_EQ(told.limit, "Nobody could go on, whatever the number of cores.");
    EXPECT_EQ(told.ending, "The run stands still, after 2 s: 1 task has not ended, and nobody can go on.");
}

TEST(Summary, OfWhatIsRecordedSoFarSaysSo) {
    EXPECT_EQ(summary("0 a arrive\n0 b arrive\n3 a run @0\n").ending, "Recorded are 3 s; 2 tasks have not ended.");
}

}  // namespace
}  // namespace simul
