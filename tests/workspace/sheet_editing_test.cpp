// Stories in Lua are what these tests need.
#ifdef SIMUL_LUA

#include "app/workspace/sheet_editing.h"

#include "app/workspace/job_rows.h"
#include "app/workspace/policy_steps.h"
#include "app/workspace/random_sheet.h"
#include "app/workspace/sheet_file.h"
#include "tests/workspace/desk.h"

namespace simul::workspace {
namespace {

class SheetEditing : public testing::Desk {
  protected:
    void open_sheet() {
        open("job_sheet");
        doing(TurnKnob{"jobs", "0:8 1:4"});
        let_run_end();
    }
    void does(const Command& command) {
        doing(command);
        let_run_end();
    }
    std::string jobs() const { return sheet_of(*desk.story)->text_value; }
    std::size_t jobs_run() const { return desk.run()->timeline().task_count() - 1; }  // main is none
};

TEST_F(SheetEditing, ChangesOneCellAndRunsTheNewSheet) {
    open_sheet();
    does(EditJob{1, kBurstColumn, "2"});
    EXPECT_EQ(jobs(), "0:8 1:2");
    EXPECT_DOUBLE_EQ(seconds_of(desk.run()->end()), 10);
    does(EditJob{0, 4, "3"});
    EXPECT_EQ(jobs(), "0:8:priority=3 1:2");
    does(EditJob{0, 4, ""});
    EXPECT_EQ(jobs(), "0:8 1:2") << "an empty cell says nothing";
}

TEST_F(SheetEditing, AddsAndDeletesJobs) {
    open_sheet();
    does(AddJob{});
    EXPECT_EQ(jobs(), "0:8 1:4 1:1");
    EXPECT_EQ(jobs_run(), 3U);
    does(DropJob{0});
    EXPECT_EQ(jobs(), "1:4 1:1");
    does(DropJob{0});
    does(DropJob{0});
    EXPECT_EQ(jobs(), "1:1") << "the last one stays";
}

TEST_F(SheetEditing, IsUndoneStepByStepAndWhatIsTypedIntoOneCellIsOneStep) {
    open_sheet();
    for (const char* typed : {"", "1", "12"}) does(EditJob{0, kBurstColumn, typed});
    does(DropJob{1});
    EXPECT_EQ(jobs(), "0:12");
    does(UndoSheet{});
    EXPECT_EQ(jobs(), "0:12 1:4");
    does(UndoSheet{});
    EXPECT_EQ(jobs(), "0:8 1:4");
    does(UndoSheet{});
    EXPECT_EQ(jobs(), "0:8 1:4") << "there is nothing left to undo";
    does(RedoSheet{});
    does(RedoSheet{});
    EXPECT_EQ(jobs(), "0:12");
    does(UndoSheet{});
    does(AddJob{});
    does(RedoSheet{});
    EXPECT_EQ(jobs(), "0:12 1:4 1:1") << "what was undone is gone once something else was done";
}

TEST_F(SheetEditing, TakesWhatASpreadsheetOrASlideHas) {
    open_sheet();
    const std::pair<const char*, const char*> pasted[] = {
        {"arrival\tburst\n0\t5\n2\t3\n", "0:5 2:3"},
        {"Process;Arrival Time (s);CPU burst\nP1;0;0,5\nP2;2;3\n", "0:0.5 2:3"},
        {"P1 0 5\nP2  2 3\n", "0:5 2:3"},
        {"0,5,2,1\n2,3\n", "0:5:2:1 2:3"},
        {"burst\tpriority\tarrival\r\n5\t2\t0\r\n3\t\t2\r\n", "0:5:priority=2 2:3"},
    };
    for (const auto& [text, expected] : pasted) {
        does(PasteSheet{text});
        EXPECT_EQ(jobs(), expected) << text << desk.message();
        does(UndoSheet{});
        EXPECT_EQ(jobs(), "0:8 1:4");
    }
}

TEST_F(SheetEditing, NamesRowFieldAndWhatIsExpectedAndLeavesTheSheetAsItWas) {
    open_sheet();
    does(PasteSheet{"arrival\tburst\n0\t5\n2\tsoon\n"});
    EXPECT_EQ(desk.message(), "What was pasted, row 3: burst is \"soon\", but a number is expected.");
    EXPECT_EQ(jobs(), "0:8 1:4");
    does(PasteSheet{""});
    EXPECT_NE(desk.message().find("the sheet has no jobs"), std::string::npos) << desk.message();
}

TEST_F(SheetEditing, TakesNoRowFromAMessageThatSpeaksOfOne) {
    open_sheet();
    open("/nowhere/jobs, row 2.simul");
    EXPECT_NE(desk.message().find("jobs, row 2"), std::string::npos) << desk.message();
    EXPECT_EQ(desk.error->row, 0U);
}

TEST_F(SheetEditing, LetsTheStoryTellWhatIsWrongInACell) {
    open_sheet();
    does(EditJob{1, kBurstColumn, "x"});
    EXPECT_NE(desk.message().find("jobs, row 2: burst is \"x\", but a number of seconds above 0 is expected"),
              std::string::npos)
        << desk.message();
    ASSERT_TRUE(desk.error);
    EXPECT_EQ(desk.error->kind, ErrorKind::sheet);
    EXPECT_EQ(desk.error->row, 2U);
    EXPECT_EQ(desk.error->field, "burst");
    EXPECT_DOUBLE_EQ(seconds_of(desk.run()->end()), 12) << "the run of the right sheet is still shown";
    EXPECT_TRUE(desk.stale());
    does(EditJob{1, kBurstColumn, "3"});
    EXPECT_EQ(desk.message(), "");
    EXPECT_DOUBLE_EQ(seconds_of(desk.run()->end()), 11) << "it is run again once it is right";
}

TEST_F(SheetEditing, TakesADroppedSheetWithoutForgettingThePolicy) {
    open_sheet();
    does(SetPolicy{"srtf"});
    does(Drop{write_file("slides.csv", "arrival,burst\n0,3\n1,1\n")});
    EXPECT_EQ(jobs(), "0:3 1:1") << desk.message();
    EXPECT_EQ(desk.policy(), "srtf");
    does(UndoSheet{});
    EXPECT_EQ(jobs(), "0:8 1:4");
}

TEST_F(SheetEditing, TakesADroppedPolicyForTheStoryThatIsOpen) {
    open_sheet();
    const std::string file = write_file("last.lua",
                                        "policy = {}\n"
                                        "function policy.pick(ready, core, now) return ready[#ready] end\n");
    does(Drop{file});
    EXPECT_EQ(desk.policy(), file) << desk.message();
    EXPECT_EQ(desk.story->description.name, "job_sheet");
    EXPECT_EQ(desk.run()->header().policy, file);
    does(TurnKnob{"jobs", "0:8 0:4 0:3"});
    doing(JumpTo{Place::start});
    doing(AskForGuesses{true});
    doing(StepChoice{1});
    EXPECT_TRUE(awaits_guess(desk));
    doing(GuessChoice{TaskId{1}});
    EXPECT_EQ(desk.story->quiz.guesses, 1U);
    EXPECT_EQ(desk.story->quiz.right, 0U) << "the last one goes first";
    const PolicyChoice choice = desk.run()->choices().at(desk.run()->trace(), 0);
    EXPECT_EQ(choice.chosen, TaskId{3});
    EXPECT_NE(reason_in_words(desk.run()->header().comparison, choice), "") << "it is told why";
}

TEST_F(SheetEditing, DrawsAnotherSheetAndTakesItBack) {
    open_sheet();
    does(DrawSheet{"bimodal:9", 3});
    EXPECT_EQ(jobs_run(), 9U) << desk.message();
    EXPECT_EQ(jobs(), *drawn_jobs("bimodal:9", 3));
    does(UndoSheet{});
    EXPECT_EQ(jobs(), "0:8 1:4");
    does(DrawSheet{"bimodal:0", 3});
    EXPECT_NE(desk.message().find("the number of jobs is \"0\", but a number above 0"), std::string::npos)
        << desk.message();
}

TEST(DrawnSheet, HasTheMeanBurstAndTheLoadThatWereAskedFor) {
    for (const std::string_view distribution : burst_distributions()) {
        const std::vector<JobRow> rows = job_rows(*drawn_jobs(std::string(distribution) + ":20000:4:0.5", 1));
        ASSERT_EQ(rows.size(), 20000U);
        double work = 0;
        for (const JobRow& row : rows) work += std::stod(row.cells[kBurstColumn]);
        // The heavy tail has no finite variance: its mean comes near slowly.
        EXPECT_NEAR(work / 20000, 4, distribution == "heavy_tail" ? 1 : 0.2) << distribution;
        EXPECT_NEAR(std::stod(rows.back().cells[kArrivalColumn]) / 20000, 8, 0.3) << distribution;
    }
    EXPECT_EQ(*drawn_jobs("exponential", 7), *drawn_jobs("exponential", 7));
    EXPECT_NE(*drawn_jobs("exponential", 7), *drawn_jobs("exponential", 8));
}

TEST(JobRows, GiveBackTheTextThatTheyCameFrom) {
    for (const char* text : {"0:5", "0:5:2:1 3:4", "0:5:priority=2:nice=-3 1.5:2:period=9:deadline=7", "0:5:color=red",
                             "0:5:1:2:3 :4", "x", "0:5:2"}) {
        const std::string once = text_of(job_rows(text));
        EXPECT_EQ(text_of(job_rows(once)), once) << text;
    }
    EXPECT_EQ(text_of(job_rows("0:5:nice=1:priority=2,3:4")), "0:5:priority=2:nice=1 3:4");
    EXPECT_EQ(text_of(job_rows("0:5:color=red")), "0:5:color=red") << "the story tells that it is wrong";
}

}  // namespace
}  // namespace simul::workspace

#endif
