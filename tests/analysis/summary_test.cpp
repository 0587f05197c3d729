#include "engine/analysis/summary.h"

#include <gtest/gtest.h>

#include "tests/support/trace_text.h"

namespace simul {
namespace {

Summary summary(const std::string& text, const StoryWords& words = {}, std::optional<double> stolen_s = {}) {
    const auto trace = trace_from(text);
    const TaskNames names(*trace);
    return summary_of(trace->header(), metrics_of(*trace), Timeline(*trace), Speech(names, words), stolen_s);
}

std::string scarce(const std::string& text, std::optional<double> stolen_s = {}) {
    std::string all;
    for (const std::string& sentence : summary(text, {}, stolen_s).scarce) all += (all.empty() ? "" : " ") + sentence;
    return all;
}

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
    EXPECT_EQ(told.ending, "Both tasks have ended, after 10 s.");
    EXPECT_EQ(told.marks, std::vector<std::string>{"All done at 10 s. Nobody waits."});
    ASSERT_EQ(told.cores.size(), 2u);
    EXPECT_EQ(told.cores[0].share, 0.5);
    EXPECT_EQ(told.cores[1].busy, 5s);
}

TEST(Summary, SaysThatDaemonsHaveNotEnded) {
    const std::string text = "0 main arrive\n0 a arrive main\n0 b arrive main\n2 main finish returned\n";
    EXPECT_EQ(summary(text + "2 end finished\n", {}).ending,
              "1 of 3 tasks has ended, after 2 s. The other 2 were cut off.");
    EXPECT_EQ(summary(text + "2 b finish returned\n2 end finished\n", {}).ending,
              "2 of 3 tasks have ended, after 2 s. The other was cut off.");
}

TEST(Scarce, IsALockThatIsHeldNearlyAllTheTime) { EXPECT_EQ(scarce(kUnderALock), "Judit was held 100 % of the time."); }

TEST(Scarce, IsThePoolOrASemaphoreForWhosePermitsSomebodyWaits) {
    const std::string rest =
        "0 a arrive\n0 b arrive\n0 a acquire {}\n0 b acquire? {}\n0 a run @0\n0 a sleep? 9\n9 a ready\n9 a run @0\n"
        "9 a sleep 9\n9 a release {} 0\n9 b ready a\n9 a finish returned\n9 b run @0\n9 b acquire {}\n"
        "9 b release {} 1\n10 b finish returned\n10 end finished\n";
    const auto of = [&](const std::string& name, const std::string& permits) {
        std::string text =
            "model thread_pool\nclock simulated\ncores 2\nsemaphore " + name + " " + permits + "\n" + rest;
        for (std::size_t at; (at = text.find("{}")) != std::string::npos;) text.replace(at, 2, name);
        return scarce(text);
    };
    const std::string idle = "Nobody needed a core for 90 % of the time.";
    EXPECT_EQ(of("pool", "1"), "The one worker of the pool was occupied 90 % of the time. " + idle);
    EXPECT_EQ(of("places", "1"), "All permits of places were in use 90 % of the time. " + idle);
    EXPECT_EQ(of("places", "2"), idle);
}

const std::string kTwoInTurn =
    "0 a arrive\n0 b arrive\n0 a run @0\n5 a finish returned\n5 b run @0\n10 b finish returned\n10 end finished\n";

TEST(Scarce, AreTheCoresWhenAllAreBusy) {
    EXPECT_EQ(scarce("model threads\nclock simulated\ncores 1\n" + kTwoInTurn),
              "The one core was busy 100 % of the time.");
    EXPECT_EQ(scarce("model event_loop\nclock simulated\ncores 1\n" + kTwoInTurn),
              "The loop was busy 100 % of the time, one task after another.");
}

TEST(Scarce, NamesATaskThatIsAsLongAsTheRun) {
    EXPECT_EQ(scarce("model threads\nclock simulated\ncores 2\n0 a arrive\n0 a run @0\n10 a finish returned\n"
                     "10 end finished\n"),
              "A ran for 100 % of the time.");
}

TEST(Scarce, IsNothingInARunThatTookNoTime) {
    EXPECT_EQ(scarce("0 a arrive\n0 a finish returned\n0 end finished\n"), "Everything happened in no time.");
}

TEST(Scarce, IsNotSaidOfStepsWhichAreNoTime) {
    EXPECT_EQ(scarce("model threads\nclock simulated\npolicy conducted\n" + kTwoInTurn), "");
}

/// Judit is held all the time, and for most of it whoever holds her is ready and without a core.
TEST(Scarce, IsTimeThatOtherProgramsTook) {
    const std::string text =
        "model threads\nclock real\ncores 2\nmutex judit\n0 a arrive\n0 a run @0\n0 a lock judit\n0 a compute? 2\n"
        "1 a preempt @0\n9 a run @0\n10 a compute 2\n10 a unlock judit\n10 a finish returned\n10 end finished\n";
    EXPECT_EQ(scarce(text), "Tasks were ready, and without a core, for 8 s in all.");
    EXPECT_EQ(scarce(text, 8.0), "Other programs of this computer took 8 s of story time from tasks that were ready.");
}

TEST(Summary, SaysOfARunThatStandsStillWhoHasNotEnded) {
    EXPECT_EQ(summary("mutex m\n0 a arrive\n0 a run @0\n2 a lock? m\n2 end deadlock\n").ending,
              "The run stands still, after 2 s: 1 task has not ended, and no task can continue.");
}

TEST(Summary, SaysWhyAMarkIsWhenItIsOnlyOfAWholeRun) {
    StoryWords words;
    words.why = {{"over", "All is done."}};
    const std::string begin = "0 a arrive\n0 a run @0\n1 a mark \"over\"\n";
    EXPECT_EQ(summary(begin + "2 a finish returned\n2 end finished\n", words).marks.front(),
              "Over at 1 s. All is done.");
    EXPECT_EQ(summary(begin + "2 end stopped\n", words).marks.front(), "Over at 1 s.");
}

TEST(Summary, OfWhatIsRecordedSoFarSaysSo) {
    EXPECT_EQ(summary("0 a arrive\n0 b arrive\n3 a run @0\n").ending, "Recorded are 3 s; 2 tasks have not ended.");
}

}  // namespace
}  // namespace simul
