// Stories in Lua are what these tests need.
#ifdef SIMUL_LUA

#include "app/workspace/notes.h"

#include "app/workspace/conducting.h"
#include "tests/workspace/desk.h"

namespace simul::workspace {
namespace {

using Texts = std::vector<std::string>;

class Notes : public testing::Desk {
  protected:
    void note(const std::string& text) {
        doing(WriteNote{});
        doing(TypeNote{text});
        doing(KeepNote{});
    }
    void note_at(double seconds, const std::string& text) {
        doing(MoveTo{Time(duration_of_seconds(seconds))});
        note(text);
    }
    Texts shown() const {
        Texts texts;
        for (const ShownNote& each : notes_shown(desk)) texts.push_back(each.note->text);
        return texts;
    }
    std::string now() const {
        const std::optional<ShownNote> note = note_now(desk);
        return note ? note->note->text : "";
    }
    NotePlace place_of(const std::string& text) const {
        for (const ShownNote& each : notes_shown(desk))
            if (each.note->text == text) return each.place;
        ADD_FAILURE() << text;
        return {};
    }
    void conduct() {
        open("lost_update");
        doing(TurnKnob{"times", "1"});
        doing(Conduct{});
        ASSERT_TRUE(is_conducted(desk)) << desk.message();
    }
    void choosing(std::initializer_list<std::uint32_t> tasks) {
        for (const std::uint32_t task : tasks) doing(Choose{TaskId{task}});
    }
};

TEST_F(Notes, AreKeptByTimeAndTheLastThatWasPassedIsRead) {
    open("two_cashiers");
    note_at(60, "later");
    note_at(20, " first\t");
    EXPECT_EQ(shown(), (Texts{"first", "later"})) << "without the blanks around it";
    for (const auto& [at, text] : {std::pair{10.0, ""}, {20.0, "first"}, {59.0, "first"}, {60.0, "later"}}) {
        doing(MoveTo{Time(duration_of_seconds(at))});
        EXPECT_EQ(now(), text) << at;
    }
}

TEST_F(Notes, OfTheMomentAreChangedEmptiedAndLeftAsTheyWere) {
    open("two_cashiers");
    note_at(20, "one");
    doing(WriteNote{});
    EXPECT_EQ(desk.story->note_draft->note.text, "one");
    doing(TypeNote{"two"});
    doing(LeaveNote{});
    EXPECT_EQ(shown(), Texts{"one"});
    note("two");
    EXPECT_EQ(shown(), Texts{"two"}) << "one moment, one note";
    note(" ");
    EXPECT_EQ(shown(), Texts{});
    note("");
    EXPECT_EQ(shown(), Texts{}) << "an empty one is none";
}

TEST_F(Notes, ThatAreBeingWrittenAreGoneOnWithWhenAskedForAgain) {
    open("two_cashiers");
    doing(WriteNote{});
    doing(TypeNote{"half a"});
    const int turn = desk.story->note_draft->turn;
    doing(WriteNote{});
    EXPECT_EQ(desk.story->note_draft->note.text, "half a");
    EXPECT_NE(desk.story->note_draft->turn, turn) << "the field takes the keyboard again";
}

TEST_F(Notes, AreLandmarksOnTheWayThroughARun) {
    open("chess_exhibition");
    note_at(100, "a");
    note_at(4000, "behind the end, once the run is shorter");
    doing(JumpTo{Place::start});
    std::vector<double> stops;
    for (int i = 0; i < 4; ++i) {
        doing(JumpTo{Place::next_mark});
        stops.push_back(seconds_at_playhead());
    }
    EXPECT_EQ(stops, (std::vector<double>{100, 3600, 3655, 3655}));
    doing(JumpTo{Place::previous_mark});
    doing(JumpTo{Place::previous_mark});
    EXPECT_EQ(seconds_at_playhead(), 100);
    doing(JumpTo{Place::previous_mark});
    EXPECT_EQ(seconds_at_playhead(), 100) << "there is none before it";
}

TEST_F(Notes, OfTheCommonPastAreSeenFromEachBranchAndOthersFromTheirOwn) {
    conduct();
    choosing({1});
    note("both have this");
    choosing({2, 1, 2});
    note("only A has this");
    doing(Step{-1});
    doing(Step{-1});
    choosing({2});
    ASSERT_EQ(desk.story->conducting.branches.size(), 2U);
    note("only B has this");
    EXPECT_EQ(shown(), (Texts{"both have this", "only B has this"}));
    doing(ShowBranch{0});
    EXPECT_EQ(shown(), (Texts{"both have this", "only A has this"}));
    doing(ShowNote{{1, 0}});
    EXPECT_EQ(shown_branch(desk), 1U) << "a note of another branch is shown there";
    EXPECT_EQ(now(), "only B has this");
    const Playhead there = desk.story->playhead;
    doing(ShowNote{place_of("both have this")});
    EXPECT_EQ(shown_branch(desk), 1U) << "the common past is here, too";
    EXPECT_LT(desk.story->playhead.events, there.events);
    doing(DropBranch{0});
    EXPECT_EQ(shown(), Texts{"only B has this"});
}

TEST_F(Notes, OfTreesAndOfFreeRunsAreToldApart) {
    open("lost_update");
    note("of the free run");
    doing(Conduct{});
    EXPECT_EQ(shown(), Texts{});
    note("of the tree");
    doing(StartRun{});
    let_run_end();
    EXPECT_EQ(shown(), Texts{"of the free run"});
}

TEST_F(Notes, ComeBackWithTheRunsThatWereKept) {
    conduct();
    choosing({1, 2, 1, 2});
    note("the end of A");
    doing(Step{-1});
    doing(Step{-1});
    choosing({2});
    note("B begins");
    ASSERT_EQ(desk.story->conducting.branches.size(), 2U);
    const std::string path = (folder / "kept.simul").string();
    doing(KeepRuns{path});
    const std::vector<Branch> before = desk.story->conducting.branches;
    doing(ShowGallery{});
    doing(Open{path});
    ASSERT_TRUE(desk.story) << desk.message();
    const std::vector<Branch>& after = desk.story->conducting.branches;
    ASSERT_EQ(after.size(), before.size());
    for (std::size_t i = 0; i < after.size(); ++i) EXPECT_EQ(after[i].notes, before[i].notes) << i;
    doing(ShowNote{{0, 0}});
    EXPECT_EQ(now(), "the end of A");
    note("said otherwise");
    doing(KeepRuns{path});
    doing(Open{path});
    EXPECT_EQ(desk.story->conducting.branches[0].notes.at(0).text, "said otherwise");
}

TEST_F(Notes, OfAFreeRunComeBackToo) {
    open("two_cashiers");
    note_at(20, "at twenty");
    const std::string path = (folder / "kept.simul").string();
    doing(KeepRuns{path});
    doing(Open{path});
    EXPECT_EQ(shown(), Texts{"at twenty"}) << desk.message();
    EXPECT_EQ(desk.story->notes.at(0).at, Time(20s));
}

}  // namespace
}  // namespace simul::workspace

#endif
