#include "engine/analysis/narration.h"

#include <gtest/gtest.h>

#include "tests/support/trace_text.h"

namespace simul {
namespace {

StoryWords words_of_a_hall() {
    TaskWords game;
    game.function = "game";
    game.name = "board";
    game.woken = "the opponent at {} replied";
    game.running = {"Judit moves at {}", "boards with Judit", "board with Judit"};
    game.ready = {"{} wants Judit", "boards want Judit", "board wants Judit"};
    game.asleep = {"at {} the opponent thinks", "opponents think", "opponent thinks"};
    return {"hall", {game}, {{"over", "Nobody plays."}}, {}};
}

struct Told {
    explicit Told(const std::string& text) : trace(trace_from(text)), names(*trace), timeline(*trace) {}
    std::string after(std::size_t events) const {
        return narration_of(*trace, moment_after(*trace, events), timeline, Speech(names, words)).whole();
    }
    std::string last() const { return after(trace->size()); }

    std::unique_ptr<Trace> trace;
    TaskNames names;
    Timeline timeline;
    StoryWords words = words_of_a_hall();
};

const char* const kThreeBoards = R"(
    model event_loop
    clock simulated
    0 main arrive
    0 a arrive main "game 1"
    0 b arrive main "game 2"
    0 c arrive main "game 3"
    0 main finish returned
    0 a run @0
    0 a compute? 5 :6
    5 a compute 5 :6
    5 a sleep? 55 :8
    5 b run @0
    5 b compute? 5 :6
    10 b compute 5 :6
    10 b sleep? 55 :8
    10 c run @0
    10 c compute? 5 :6
    60 a ready :8
    61 c compute 5
)";

TEST(Narration, SaysWhatTheStorySaysAndCountsTheOthers) {
    const Told told(kThreeBoards);
    EXPECT_EQ(told.after(7), "Judit moves at board 1 until 5 s (line 6). 2 boards want Judit.");
    EXPECT_EQ(told.after(9), "At board 1 the opponent thinks until 01:00 (line 8). 2 boards want Judit.");
    EXPECT_EQ(told.after(11), "Judit moves at board 2 until 10 s (line 6). 1 board wants Judit; 1 opponent thinks.");
    EXPECT_EQ(told.after(15), "Judit moves at board 3 until 15 s (line 6). 2 opponents think.");
    EXPECT_EQ(
        told.after(16),
        "The opponent at board 1 replied (line 8). Board 1 wants Judit. Judit moves at board 3; 1 opponent thinks.");
}

TEST(Narration, DoesWithoutWords) {
    Told told(kThreeBoards);
    told.words = {};
    EXPECT_EQ(told.after(7), "Game 1 computes until 5 s (line 6). 2 tasks are ready.");
    EXPECT_EQ(told.after(11), "Game 2 computes until 10 s (line 6). 1 task is ready; 1 sleeps.");
    EXPECT_EQ(told.after(16), "Game 1 is ready to continue. Game 3 computes; 1 task sleeps.");
}

TEST(Narration, DoesNotSayOfATaskWithoutAComputeWhatTheStorySaysOfItsRunning) {
    const Told told(kThreeBoards);
    EXPECT_EQ(told.after(10), "The loop turns to board 2. 1 board wants Judit; 1 opponent thinks.");
}

TEST(Narration, NamesThoseWhoRunAsLongAsTheyAreFew) {
    std::string text = "model threads\ncores 4\n0 main arrive\n";
    for (const char* who : {"a", "b", "c", "d"}) {
        text += std::string("0 ") + who + " arrive main\n0 " + who + " run @" + std::to_string(who[0] - 'a') + "\n";
        if (who[0] == 'c') {
            EXPECT_EQ(Told(text).last(), "C gets core 2. A runs on core 0; b runs on core 1; 1 task is ready.");
        }
    }
    EXPECT_EQ(Told(text).last(), "D gets core 3. 4 tasks run; 1 is ready.");
}

TEST(Narration, SaysWhyAMarkIsWhenItIsOnceItIsTheLast) {
    const Told told(
        "0 main arrive\n0 main run @0\n1 main mark \"over\"\n2 main mark \"over\"\n2 main finish returned\n"
        "2 end finished\n");
    EXPECT_EQ(told.after(3), "Main sets the mark \"over\".");
    EXPECT_EQ(told.after(4), "Main sets the mark \"over\". Nobody plays.");
    EXPECT_EQ(told.after(6), "The run is over: all tasks have ended.");
    EXPECT_EQ(told.after(0), "Nothing has happened yet.");
}

TEST(Narration, SaysAtTheEndWhoWasCutOff) {
    const std::string text = "0 main arrive\n0 a arrive main\n2 main finish returned\n2 end finished\n";
    EXPECT_EQ(Told(text).last().rfind("The run is over, and 1 task was cut off.", 0), 0u) << Told(text).last();
}

TEST(Speech, TellsTasksOfOneNameApart) {
    const Told told("0 main arrive\n0 a arrive main \"game\"\n0 b arrive main \"game\"\n0 c arrive main \"gamer 1\"\n");
    const Speech speech(told.names, told.words);
    EXPECT_EQ(speech.name_of(task_number(1)), "board (task 1)");
    EXPECT_EQ(speech.name_of(task_number(3)), "gamer 1") << "is another function";
    EXPECT_EQ(speech.name_of(task_number(9)), "task 9");
    EXPECT_EQ(speech.name_of(kNoTask), "nobody");
    EXPECT_EQ(speech.words_of(task_number(3)), nullptr);
}

}  // namespace
}  // namespace simul
