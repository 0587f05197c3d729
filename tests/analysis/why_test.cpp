#include "engine/analysis/why.h"

#include <gtest/gtest.h>

#include "engine/analysis/event_words.h"
#include "tests/support/trace_text.h"

namespace simul {
namespace {

using Sentences = std::vector<std::string>;

struct Asked {
    Asked(const std::string& text, double at_s) : Asked(text, at_s, 0) {
        std::size_t events = 0;
        while (events < trace->size() && (*trace)[events].time <= at) ++events;
        moment = std::make_unique<Moment>(moment_after(*trace, events));
    }
    /// In the middle of an instant.
    Asked(const std::string& text, double at_s, std::size_t events)
        : trace(trace_from(text)),
          names(*trace),
          timeline(*trace),
          at(at_seconds(at_s)),
          moment(std::make_unique<Moment>(moment_after(*trace, events))) {}
    std::vector<WhyLink> links(std::uint32_t task) const {
        return why_of({*trace, *moment, timeline, Speech(names, words), at}, task_number(task));
    }
    Sentences sentences(std::uint32_t task) const {
        Sentences all;
        for (const WhyLink& link : links(task)) all.push_back(link.sentence);
        return all;
    }

    std::unique_ptr<Trace> trace;
    TaskNames names;
    Timeline timeline;
    Time at;
    std::unique_ptr<Moment> moment;
    StoryWords words;
};

const char* const kLoop = R"(
    model event_loop
    clock simulated
    0 main arrive
    0 a arrive main
    0 b arrive main
    0 c arrive main
    0 main finish returned
    0 a run @0
    0 a compute? 5 :6
    5 a compute 5 :6
    5 a sleep? 2 :8
    5 b run @0
    5 b compute? 5 :6
    7 a ready :8
    10 b compute 5 :6
    10 b sleep? 55 :8
    10 c run @0
    10 c compute? 5 :6
    15 c sleep? 55 :8
    15 a run @0
    15 a sleep 2 :8
    15 a compute? 5 :6
)";

TEST(Why, FollowsAReadyTaskToItsTurn) {
    const Asked asked(kLoop, 8);
    EXPECT_EQ(asked.sentences(1), (Sentences{"Its sleep was over at 7 s (line 8), so it is ready.",
                                             "The loop runs one task at a time: b computes until 10 s (line 6).",
                                             "1 task is before it.", "Its turn comes at 15 s."}));
    EXPECT_EQ(asked.sentences(3),
              (Sentences{"Main started it at 0 s.", "The loop runs one task at a time: b computes until 10 s (line 6).",
                         "It is the next.", "Its turn comes at 10 s."}));
}

TEST(Why, LeadsToWhatItSpeaksOf) {
    const Asked asked(kLoop, 8);
    const std::vector<WhyLink> links = asked.links(1);
    ASSERT_EQ(links.size(), 4u);
    EXPECT_EQ(links[0].line, 8);
    EXPECT_EQ(links[0].event, 11u);
    EXPECT_EQ(links[1].task, task_number(2));
    EXPECT_EQ(links[1].state, State::running);
    EXPECT_EQ(links[1].line, 6);
    EXPECT_EQ(links[3].event, 17u);
    EXPECT_EQ(links[2].task, task_number(3)) << "who stands directly before it";
    for (const double at : {1.0, 6.0, 8.0})
        for (const WhyLink& link : Asked(kLoop, at).links(1))
            EXPECT_TRUE(link.task != kNoTask || link.resource != kNoResource || link.event) << link.sentence;
}

TEST(Why, SpeaksTheWordsOfTheStory) {
    Asked asked(kLoop, 8);
    for (const char* function : {"a", "b", "c"}) {
        TaskWords words;
        words.function = function;
        words.name = std::string("board ") + function;
        words.woken = "the opponent at {} replied";
        words.running = {"Judit moves at {}", "", ""};
        asked.words.tasks.push_back(words);
    }
    EXPECT_EQ(asked.sentences(1)[0], "The opponent at board a replied at 7 s (line 8), so it is ready.");
    EXPECT_EQ(asked.sentences(1)[1], "The loop runs one task at a time: Judit moves at board b until 10 s (line 6).");
}

TEST(Why, LeavesOutAFutureThatIsNotRecorded) {
    const std::string text = kLoop;
    const Asked asked(text.substr(0, text.find("10 b compute")), 8);
    EXPECT_EQ(asked.sentences(1),
              (Sentences{"Its sleep was over at 7 s (line 8), so it is ready.",
                         "The loop runs one task at a time: b computes (line 6).", "1 task is before it."}));
    EXPECT_EQ(asked.sentences(2), Sentences{"B computes (line 6)."});
}

const char* const kLocks = R"(
    model threads
    clock simulated
    cores 4
    mutex left
    mutex right
    0 main arrive
    0 a arrive main
    0 b arrive main
    0 c arrive main
    0 a run @0
    0 b run @1
    0 c run @2
    1 a lock left :3
    1 b lock right :4
    2 b lock? left :5
    3 c lock? left :6
)";

TEST(Why, FollowsABlockedTaskToTheOwnerAndWhatThatDoes) {
    const Asked asked(std::string(kLocks) +
                          "3 a compute? 4 :7\n7 a compute 4 :7\n7 a unlock left :8\n7 b ready a\n"
                          "9 b run @1\n9 b lock left :5\n",
                      4);
    EXPECT_EQ(asked.sentences(2),
              (Sentences{"It has waited for left since 2 s (line 5).", "A has held left since 1 s (line 3).",
                         "A computes on core 1 (line 7).", "Its wait ends at 7 s.", "It continues at 9 s."}));
    EXPECT_EQ(asked.sentences(3)[3], "1 task is before it.");
    EXPECT_EQ(asked.links(2)[1].resource, ResourceId{0});
    EXPECT_EQ(asked.links(2)[1].task, task_number(1));
    EXPECT_EQ(asked.sentences(1),
              (Sentences{"A computes on core 1 (line 7).", "2 tasks wait for left, which it holds."}));
}

TEST(Why, EndsACircleWithItsNames) {
    const Asked asked(std::string(kLocks) + "4 a lock? right :7\n4 end deadlock\n", 4);
    EXPECT_EQ(asked.sentences(1),
              (Sentences{"It has waited for right since 4 s (line 7).", "B has held right since 1 s (line 4).",
                         "B waits for left (line 5), which a has held since 1 s (line 3).",
                         "So a and b wait for each other in a circle: none can continue.", "Nobody ended its wait."}));
    EXPECT_EQ(asked.sentences(3).back(), "Nobody ended its wait.");
    EXPECT_EQ(asked.sentences(3)[4], "So a and b wait for each other in a circle: none can continue.")
        << "who waits for a circle is not in it";
}

TEST(Why, SaysWhoWokeATaskThatRunsAgain) {
    const std::string goes_on = "3 a unlock left :8\n3 b ready a\n3 b run @1\n3 b lock left :5\n";
    const Asked asked(std::string(kLocks) + goes_on + "3 b compute? 4 :6\n", 4);
    EXPECT_EQ(asked.sentences(2)[1], "A unlocked left (line 8) at 3 s: this woke it.");
    EXPECT_EQ(asked.links(2)[1].task, task_number(1));
    EXPECT_EQ(asked.links(2)[1].event, 12U);
    EXPECT_EQ(Asked(kLoop, 16).sentences(1).size(), 1U) << "the clock woke it, and nobody";
}

TEST(Why, SaysWhatIsMissingWhereNobodyOwns) {
    const std::string begins =
        "model threads\nclock simulated\nbarrier all 3\nevent flag\nchannel orders 2\n"
        "semaphore places 1\n0 main arrive\n0 main run @0\n";
    const auto second = [&](const std::string& events) { return Asked(begins + events, 1).sentences(0).at(1); };
    EXPECT_EQ(second("1 main barrier_wait? all :4\n"), "Only 1 of 3 are there.");
    EXPECT_EQ(second("1 main event_wait? flag\n"), "Flag is not set.");
    EXPECT_EQ(second("1 main receive? orders\n"), "There is no message in orders.");
    EXPECT_EQ(second("1 main acquire? places\n"), "No permit of places is left.");
}

TEST(Why, SaysOfAFullChannelThatThereIsNoRoomAndOfAnEmptyOneThatThereIsNoMessage) {
    const std::string begins =
        "model threads\nclock simulated\nchannel orders 1\ncondition news left\nmutex left\n0 main arrive\n"
        "0 a arrive main\n0 main run @0\n0 main send orders 1 \"x\"\n";
    EXPECT_EQ(Asked(begins + "1 main send? orders\n", 1).sentences(0).at(1),
              "There is no room in orders: 1 message inside.");
    EXPECT_EQ(Asked(begins + "1 main receive? orders\n", 1).sentences(0).at(1), "There is no message in orders for it.")
        << "it is for somebody else who was there before";
}

/// What ends a wait is recorded before its end.
TEST(Why, SaysOfNobodyThatSomethingIsMissingWhichHasJustCome) {
    const char* const notified = R"(
        clock simulated
        mutex m
        condition full
        0 main arrive
        0 main condition_wait? full
        3 b arrive
        3 b lock m
        3 b notify full 1
        3 main lock? m 1
        4 b unlock m
    )";
    EXPECT_EQ(Asked(notified, 3, 4).sentences(0).at(1), "It has not been notified.");
    EXPECT_EQ(Asked(notified, 3, 5).sentences(0).at(1), "B notified full at 3 s: now it needs its mutex.");
    const std::string set =
        "clock simulated\nevent go\n0 main arrive\n0 main event_wait? go\n3 b arrive\n3 b event_set go\n";
    EXPECT_EQ(Asked(set + "3 main ready b", 3, 4).sentences(0).at(1), "B set go at 3 s: this ends its wait.");
    EXPECT_EQ(Asked(set + "3 b event_clear go\n3 main ready b", 3, 4).sentences(0).at(1), "Go is not set.")
        << "b may have ended its wait by something else";
    const std::string held =
        "policy conducted\nclock simulated\nchannel q 1\n0 main arrive\n0 main receive? q\n1 b arrive\n";
    EXPECT_EQ(Asked(held, 1, 3).sentences(0).at(1), "There is no message in q.");
    EXPECT_EQ(Asked(held + "1 b send q 1", 1, 4).sentences(0).at(1), "It can be had now.");
}

TEST(Why, TellsWhatComesFromTheMomentOnAlsoWhenItComesInTheSameInstant) {
    const std::string text =
        "model event_loop\nclock simulated\n0 main arrive\n0 a arrive main\n0 b arrive main\n"
        "0 a run @0\n0 a compute? 3 :6\n3 a compute 3 :6\n3 a mark \"half\"\n3 a sleep? 5 :8\n3 b run @0\n"
        "3 b compute? 2 :6\n5 b compute 2 :6\n5 b finish returned\n8 a ready :8\n8 a run @0\n";
    Asked asked(text, 3);
    asked.moment = std::make_unique<Moment>(moment_after(*asked.trace, 7));
    EXPECT_EQ(asked.sentences(2),
              (Sentences{"Main started it at 0 s.", "The loop runs one task at a time: a runs (line 6).",
                         "1 task is before it.", "Its turn comes at 3 s."}))
        << "a has the loop until this instant, in which b gets it";
}

TEST(Why, NamesWhoSleepsAndKeepsAllOthersFromRunning) {
    const std::string text =
        "clock simulated\n0 main arrive\n0 a arrive main\n0 b arrive main\n0 main run @0\n0 main finish returned\n"
        "0 a run @0\n0 a sleep? 1 :3\n0 b run @0\n"
        "0 b blocking_sleep? 3 :6\n1 a ready :3\n3 b ready :6\n3 b run @0\n3 b finish returned\n3 a run @0\n";
    EXPECT_EQ(
        Asked("model event_loop\n" + text, 2).sentences(1),
        (Sentences{"Its sleep was over at 1 s (line 3), so it is ready.",
                   "One task keeps all others from running: b sleeps until 3 s (line 6).", "Its turn comes at 3 s."}))
        << "not that it is the next: b continues before it";
    const Asked threads("model threads\n" + text, 2);
    EXPECT_EQ(threads.sentences(1)[1], "Its turn comes at 3 s.") << "it keeps nobody";
    Asked woken("model event_loop\n" + text, 3);
    woken.moment = std::make_unique<Moment>(moment_after(*woken.trace, 11));
    EXPECT_EQ(woken.sentences(1)[1], "1 task is before it.")
        << "who kept the loop continues first, whoever came before";
    EXPECT_EQ(woken.sentences(2)[1], "It is the next.");
}

TEST(Why, TellsNoEndOfARunThatTakesNoTime) {
    Asked asked(
        "model event_loop\nclock simulated\n0 main arrive\n0 main run @0\n0 a arrive main\n0 main sleep? 5 :3\n"
        "0 a run @0\n0 a finish returned\n5 main ready :3\n5 main run @0\n",
        0);
    asked.moment = std::make_unique<Moment>(moment_after(*asked.trace, 3));
    EXPECT_EQ(asked.sentences(1)[1], "The loop runs one task at a time: main runs.") << "it sleeps until 5 s";
}

TEST(Why, CallsNobodyTheNextWhereThePolicyKeepsNoLine) {
    const std::string text =
        "model threads\nclock simulated\ncores 1\n0 main arrive\n0 a arrive main\n0 b arrive main\n0 main run @0\n";
    const Asked in_line("policy fifo\n" + text, 0), by_length("policy sjf\n" + text, 0);
    EXPECT_EQ(in_line.sentences(1).back(), "It is the next.");
    EXPECT_EQ(in_line.sentences(2).back(), "1 task is before it.");
    EXPECT_EQ(by_length.sentences(1).back(), "The core is taken: main runs on core 1.");
    EXPECT_EQ(by_length.sentences(2).back(), "The core is taken: main runs on core 1.");
}

TEST(Why, NamesAsTheCauseOnlyWhatWasWaitedFor) {
    const std::string text =
        "model threads\nclock simulated\nmutex left\n0 main arrive\n0 a arrive main\n0 a run @0\n0 main run @1\n"
        "0 a sleep? 9 :3\n1 main lock left :5\n1 main unlock left :6\n2 main future_cancel a :7\n2 a ready main\n";
    const Asked asked(text, 2);
    EXPECT_EQ(asked.sentences(1)[0], "Main cancelled it at 2 s, so it is ready.") << "not that left is unlocked";
    EXPECT_EQ(event_in_words(*asked.trace, *asked.moment, asked.timeline, Speech(asked.names, asked.words)),
              "A is ready to continue: main cancelled it.");
}

TEST(Why, SaysOfNobodyThatItHasEndedItsOwnWait) {
    const Asked asked(R"(
        clock simulated
        0 main arrive
        0 b arrive main
        0 b finish returned
        3 main await? b
        3 main ready main
    )",
                      3);
    EXPECT_EQ(asked.sentences(0).front(), "Its wait was over at once at 3 s, so it is ready.");
}

TEST(Why, TellsASliceThatIsOverFromGivingWay) {
    const std::string text =
        "model threads\nclock simulated\npolicy round_robin\ncores 1\n0 main arrive\n0 a arrive main\n0 a run @0\n";
    EXPECT_EQ(Asked(text + "0 a compute? 5 :3\n1 a preempt\n", 1).sentences(1)[0],
              "It lost its core at 1 s, in the middle of its work (line 3).");
    EXPECT_EQ(Asked(text + "1 a yield? :4\n1 a preempt\n", 1).sentences(1)[0],
              "It let the others go first at 1 s (line 4).");
}

TEST(Why, SpeaksOfThoseWhoAreNotThereYetOrNotAnyMore) {
    const Asked asked("model threads\n0 main arrive\n0 main run @0\n2 a arrive main\n5 main finish failed \"burnt\"\n",
                      1);
    EXPECT_EQ(asked.sentences(1), (Sentences{"A has not been started yet.", "It arrives at 2 s."}));
    const Asked later("0 main arrive\n5 main finish failed \"burnt\"\n", 6);
    EXPECT_EQ(later.sentences(0), Sentences{"It failed at 5 s. Its future holds \"burnt\"."});
}

TEST(Why, SaysOfADaemonAtTheEndThatTheRunDidNotWaitForIt) {
    const std::string text =
        "model threads\n0 main arrive\n0 main run @0\n0 a arrive main\n0 a run @1\n1 a sleep? 9 :3\n"
        "2 main finish returned\n";
    EXPECT_EQ(Asked(text + "2 end finished\n", 2).sentences(1),
              Sentences{"The run did not wait for it, and cut it off at 2 s."});
    EXPECT_NE(Asked(text + "2 end stopped\n", 2).sentences(1)[0].find("sleeps"), std::string::npos);
}

TEST(Why, SaysWhichWriterComesBeforeAReader) {
    const std::string text =
        "model threads\nrw_lock w\n0 a arrive\n0 b arrive\n0 c arrive\n0 a lock_read w 1\n1 b lock_write? w\n";
    EXPECT_EQ(Asked(text, 1).sentences(2)[1], "1 task reads under w.");
    EXPECT_EQ(Asked(text + "2 c lock_read? w\n", 2).sentences(3)[1], "B waits to write, and comes first.");
}

// ---- what comes

const char* const kAlsoBriefly = R"(
    model threads
    clock simulated
    0 main arrive
    0 a arrive main
    0 b arrive main
    0 b run @0
    0 b compute? 3 :6
    1 b preempt @0
    1 a run @0
    1 a sleep? 2 :8
    1 b run @0
    3 a ready :8
    3 b compute 3 :6
    3 b compute? 4 :7
    4 b preempt @0
    4 a run @0
    4 a compute? 1 :9
    5 a compute 1 :9
)";

TEST(Why, ATurnThatTakesNoTimeIsATurn) {
    const Sentences of_a = Asked(kAlsoBriefly, 0).sentences(1);
    EXPECT_EQ(of_a.back(), "Its turn comes at 1 s.");
}

TEST(Why, AComputationLastsUntilItEndsAndNotUntilTheNextDoes) {
    const Sentences of_a = Asked(kAlsoBriefly, 0.5).sentences(1);
    EXPECT_NE(of_a.at(1).find("b computes on core 1 until 1 s"), std::string::npos) << of_a.at(1);
    const Sentences of_b = Asked(kAlsoBriefly, 3).sentences(1);
    EXPECT_NE(of_b.at(1).find("b computes on core 1 until 4 s (line 7)"), std::string::npos) << of_b.at(1);
}

TEST(Why, SaysWhoEndsASleepAndThatAMachineDoes) {
    const std::string sleeps =
        "model threads\nclock simulated\n0 main arrive\n0 main run @0\n0 a arrive main\n0 a run @1\n0 a sleep? 9 :3\n";
    EXPECT_EQ(
        Asked(sleeps + "2 main future_cancel a 1\n2 a ready main\n2 a run @1\n2 a finish cancelled\n", 1).sentences(1),
        (Sentences{"A sleeps (line 3): this needs no core.", "Main ends its sleep at 2 s.", "It continues at 2 s."}));
    EXPECT_EQ(Asked(sleeps + "2 a finish crashed\n", 1).sentences(1),
              (Sentences{"A sleeps (line 3): this needs no core.", "It ends with its machine, which crashes at 2 s."}));
}

}  // namespace
}  // namespace simul
