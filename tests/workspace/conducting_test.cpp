#include "app/workspace/conducting.h"

#include "engine/run/schedule.h"
#include "tests/workspace/desk.h"

namespace simul::workspace {
namespace {

constexpr TaskId kFirst{1}, kSecond{2};

/// Two tasks, each of which loads the counter and stores it again.
class Conducts : public testing::Desk {
  protected:
    void begin() {
        open("lost_update");
        doing(TurnKnob{"times", "1"});
        doing(TurnKnob{"steps", "2"});
        doing(Conduct{});
        ASSERT_TRUE(is_conducted(desk)) << desk.message();
    }
    void choosing(const std::vector<TaskId>& tasks) {
        for (const TaskId task : tasks) doing(Choose{task});
    }
    std::int64_t counter() const { return desk.moment().value_of(ResourceId{0}).bits; }
    const Conducting& conducting() const { return desk.story->conducting; }
    std::vector<TaskId> done() const {
        return desk.run()->steps().choices(desk.run()->steps().done(desk.story->playhead.events));
    }
};

TEST_F(Conducts, StandsStillAtTheFirstDecisionWithBothTasksBeforeTheirLoad) {
    begin();
    const std::vector<Candidate> candidates = candidates_at(desk);
    ASSERT_EQ(candidates.size(), 2U);
    for (const Candidate& candidate : candidates) {
        EXPECT_TRUE(candidate.can_go_on);
        EXPECT_EQ(candidate.intent.kind, OperationKind::load);
    }
    EXPECT_TRUE(desk.run()->awaits_choice());
    EXPECT_FALSE(moves_by_itself(desk)) << "a run that waits for its reader costs nothing";
}

TEST_F(Conducts, OneAfterTheOtherKeepsBothUpdatesAndInTurnLosesOne) {
    begin();
    choosing({kFirst, kFirst, kSecond, kSecond});
    EXPECT_FALSE(desk.run()->live());
    EXPECT_EQ(counter(), 2);
    begin();
    choosing({kFirst, kSecond, kFirst, kSecond});
    EXPECT_EQ(counter(), 1);
}

#ifdef SIMUL_LUA
/// They have no other stage, though a free run of theirs may be real.
TEST_F(Conducts, SeveralMachinesInSimulatedTimeWhateverTheClock) {
    open("lost_messages");
    doing(SetClock{Clock::real});
    doing(Conduct{});
    ASSERT_TRUE(is_conducted(desk)) << desk.message();
    EXPECT_EQ(desk.run()->header().clock, Clock::simulated);
    EXPECT_EQ(desk.story->settings.clock, Clock::real);
}

TEST_F(Conducts, AStoryThatOpensInAnOrderThatStopsShortSaysSo) {
    const auto opens = [this](const std::string& order) {
        const std::string coffee = testing::with(testing::kCoffee, "machine =", "opens = " + order + " machine =");
        doing(Open{write_file("coffee.lua", coffee)});
        doing(SkipPrediction{});
        for (int i = 0; i < 10'000 && (desk.story->playback.playing || desk.run()->live()) && desk.news.empty(); ++i)
            advance(desk, 1);
        return desk.news;
    };
    EXPECT_EQ(opens("{ 1, 1 }"),
              "The order that is shown here ends after step 2, and the run does not: choose who does the next step, or "
              "press Continue (O).");
    EXPECT_FALSE(desk.story->playback.playing);
    choosing({kFirst});
    EXPECT_EQ(done().size(), 3U) << "and there it continues";
    doing(DismissMessage{});
    EXPECT_EQ(opens("{ 1, 1, 1, 2, 2, 2, 3, 3, 3 }"), "");
}
#endif

TEST_F(Conducts, WhoCannotGoOnIsNotChosenAndTheReasonIsSaid) {
    open("lost_update");
    doing(TurnKnob{"protect", "lock"});
    doing(Conduct{});
    choosing({kFirst, kSecond});
    ASSERT_EQ(done(), (std::vector{kFirst}));
    for (const Candidate& candidate : candidates_at(desk)) {
        if (candidate.intent.task != kSecond) continue;
        EXPECT_FALSE(candidate.can_go_on);
        EXPECT_EQ(obstacle_in_words(desk.moment(), candidate, Speech(desk.run()->names())),
                  "waits for guard, which add (task 1) holds");
    }
}

TEST_F(Conducts, BackIsBackAndTheSameChoiceGoesOnOverTheRecording) {
    begin();
    choosing({kFirst, kSecond, kFirst});
    const std::size_t events = desk.run()->trace().size();
    doing(Step{-1});
    doing(Step{-1});
    EXPECT_EQ(done(), (std::vector{kFirst}));
    EXPECT_EQ(counter(), 0);
    choosing({kSecond, kFirst});
    EXPECT_EQ(conducting().branches.size(), 1U);
    EXPECT_EQ(desk.run()->trace().size(), events);
    EXPECT_EQ(counter(), 1);
}

TEST_F(Conducts, AnotherChoiceInThePastIsABranchAndThePastIsTheSame) {
    begin();
    choosing({kFirst, kSecond, kFirst, kSecond});
    doing(Step{-1, true});
    while (done().size() > 1) doing(Step{-1});
    choosing({kFirst});
    ASSERT_EQ(conducting().branches.size(), 2U);
    EXPECT_EQ(shown_branch(desk), 1U);
    EXPECT_EQ(conducting().branches[1].parent, 0U);
    EXPECT_EQ(conducting().branches[1].from_step, 1U);
    choosing({kSecond, kSecond});
    EXPECT_EQ(counter(), 2);
    doing(ShowBranch{0});
    doing(JumpTo{Place::end});
    EXPECT_EQ(counter(), 1);
    doing(DropBranch{0});
    ASSERT_EQ(conducting().branches.size(), 1U);
    EXPECT_EQ(shown_branch(desk), 0U);
    EXPECT_EQ(conducting().branches[0].name, "B");
    EXPECT_FALSE(conducting().branches[0].parent);
}

TEST_F(Conducts, GoOnEndsTheRunWithAChooserAndStopsAtAPersonsDecision) {
    begin();
    doing(GoOn{});
    EXPECT_EQ(done().size(), 0U) << "a person chooses";
    doing(SetChooser{Chooser::in_turn});
    doing(GoOn{});
    while (conducting().going_on) advance(desk, 0.01);
    EXPECT_EQ(done(), (std::vector{kFirst, kSecond, kFirst, kSecond}));
    EXPECT_FALSE(desk.run()->live());
    begin();
    doing(SetChooser{Chooser::stays});
    doing(GoOn{});
    while (conducting().going_on) advance(desk, 0.01);
    EXPECT_EQ(done(), (std::vector{kFirst, kFirst, kSecond, kSecond}));
}

TEST_F(Conducts, HoldsWhereAConditionOnAVariableComesTrue) {
    begin();
    doing(SetChooser{Chooser::in_turn});
    doing(BreakWhen{"counter == 1"});
    ASSERT_EQ(conducting().breakpoints.size(), 1U) << conducting().condition_error;
    doing(GoOn{});
    while (conducting().going_on) advance(desk, 0.01);
    EXPECT_EQ(done(), (std::vector{kFirst, kSecond, kFirst}));
    doing(BreakWhen{"count == 1"});
    EXPECT_NE(conducting().condition_error.find("\"count\" is no variable: there are counter"), std::string::npos)
        << conducting().condition_error;
    doing(BreakWhen{"counter == two"});
    EXPECT_NE(conducting().condition_error.find("\"two\" is no number"), std::string::npos);
    doing(BreakWhen{"counter"});
    EXPECT_NE(conducting().condition_error.find("compares nothing"), std::string::npos);
}

TEST_F(Conducts, DoesNotHoldWhileAConditionIsMerelyStillTrue) {
    begin();
    doing(SetChooser{Chooser::in_turn});
    doing(BreakWhen{"counter == 0"});
    doing(GoOn{});
    while (conducting().going_on) advance(desk, 0.01);
    EXPECT_EQ(done().size(), 4U) << "it was so from the beginning, and never came true";
    begin();
    doing(SetChooser{Chooser::in_turn});
    doing(BreakWhen{"counter == 1"});
    doing(GoOn{});
    while (conducting().going_on) advance(desk, 0.01);
    ASSERT_EQ(done().size(), 3U);
    doing(GoOn{});
    while (conducting().going_on) advance(desk, 0.01);
    EXPECT_EQ(done().size(), 4U) << "the second store leaves it as it is";
}

TEST_F(Conducts, ABranchThatIsRemovedLeavesTheOthersAndWhatIsShown) {
    begin();
    choosing({kFirst, kFirst, kSecond, kSecond});  // A
    doing(JumpTo{Place::start});
    choosing({kSecond});  // B, from A
    doing(ShowBranch{0});
    doing(JumpTo{Place::start});
    choosing({kFirst, kSecond, kFirst, kSecond});  // C, from A after a step
    doing(JumpTo{Place::start});
    choosing({kFirst, kSecond, kSecond});  // D, from C after two steps
    ASSERT_EQ(conducting().branches.size(), 4U);
    ASSERT_EQ(conducting().branches[3].parent, 2U);
    doing(ShowBranch{2});
    const std::shared_ptr<OpenRun> shown = desk.story->run;
    const std::string name = conducting().branches[2].name;
    doing(DropBranch{1});
    ASSERT_EQ(conducting().branches.size(), 3U);
    EXPECT_EQ(desk.story->run, shown) << "another one was removed";
    EXPECT_EQ(conducting().branches[1].name, name);
    EXPECT_EQ(conducting().branches[2].parent, 1U) << "its parent has another place now";
    doing(DropBranch{1});
    ASSERT_EQ(conducting().branches.size(), 2U);
    EXPECT_EQ(desk.story->run, conducting().branches[0].run) << "of the one that was shown, the parent is";
    EXPECT_EQ(conducting().branches[1].parent, 0U);
    EXPECT_EQ(conducting().branches[1].from_step, 1U) << "what it has in common with its parent's parent";
}

TEST_F(Conducts, HoldsAtALineAtAResourceAndAtAFinding) {
    begin();
    doing(SetChooser{Chooser::in_turn});
    Breakpoint at;
    at.kind = Breakpoint::Kind::line;
    at.line = candidates_at(desk)[0].intent.line;
    doing(ToggleBreakpoint{at});
    doing(GoOn{});
    while (conducting().going_on) advance(desk, 0.01);
    EXPECT_FALSE(desk.run()->live()) << "both stood before that line at once, and nobody comes to it again";
    begin();
    doing(SetChooser{Chooser::in_turn});
    at.kind = Breakpoint::Kind::finding;
    doing(ToggleBreakpoint{at});
    doing(GoOn{});
    while (conducting().going_on) advance(desk, 0.01);
    EXPECT_EQ(done().size(), 3U) << "the store of one races with the load of the other";
}

#ifdef SIMUL_LUA  // a story in C++ shows no local variables
TEST_F(Conducts, LocalsStandBesideWhatIsAsked) {
    begin();
    choosing({kFirst});
    const std::vector<Candidate> candidates = candidates_at(desk);
    EXPECT_NE(locals_of(desk.run()->trace(), candidates[0].event).find("seen = 0"), std::string::npos)
        << locals_of(desk.run()->trace(), candidates[0].event);
}
#endif

TEST_F(Conducts, EveryModelStandsAtEachDecisionOnBothClocks) {
    for (const char* story : {"lost_update", "dining_philosophers", "print_in_order"}) {
        open(story);
        for (const Model model : suited_models(desk.story->description))
            for (const Clock clock : {Clock::simulated, Clock::real}) {
                SCOPED_TRACE(std::string(story) + " on " + std::string(name_of(model)));
                doing(SetModel{model});
                doing(SetClock{clock});
                doing(Conduct{});
                ASSERT_TRUE(is_conducted(desk)) << desk.message();
                EXPECT_EQ(desk.run()->header().clock, clock);
                doing(SetChooser{Chooser::at_random});
                doing(GoOn{});
                while (conducting().going_on || desk.run()->live()) advance(desk, 0.01);
                EXPECT_FALSE(desk.run()->ending().error) << desk.run()->ending().error->sentence();
                doing(JumpTo{Place::end});
                for (std::size_t left = done().size(); left > 0; --left) {
                    doing(Step{-1});
                    ASSERT_EQ(done().size(), left - 1);
                }
            }
    }
}

TEST_F(Conducts, ABranchOfRealThreadsBeginsAsTheFirstRunDid) {
    open("lost_update");
    doing(SetClock{Clock::real});
    doing(TurnKnob{"times", "1"});
    doing(Conduct{});
    choosing({kFirst, kSecond, kFirst, kSecond});
    doing(JumpTo{Place::start});
    choosing({kFirst, kFirst, kSecond, kSecond});
    ASSERT_EQ(conducting().branches.size(), 2U) << desk.message();
    EXPECT_EQ(conducting().branches[1].from_step, 1U);
    EXPECT_EQ(counter(), 2);
#ifdef SIMUL_LUA
    EXPECT_NE(locals_of(desk.run()->trace(), desk.run()->moment(desk.run()->steps().event(1)).task(kFirst).asked_event)
                  .find("seen = 0"),
              std::string::npos);
#endif
}

TEST_F(Conducts, TheScheduleSoFarReplaysTheSame) {
    begin();
    choosing({kFirst, kSecond, kFirst, kSecond});
    Settings settings;
    settings.scenario = "lost_update";
    ASSERT_TRUE(follow_schedule(settings, schedule_so_far(desk)).ok());
    auto again = OpenRun::start(*desk.zygote, settings);
    ASSERT_TRUE(again.ok());
    while ((*again)->live()) (*again)->take_news(10);
    EXPECT_TRUE(begin_alike(desk.run()->trace(), (*again)->trace(), desk.run()->trace().size()));
}

TEST_F(Conducts, ATreeThatIsKeptOpensAgainAndGoesOn) {
    begin();
    choosing({kFirst, kSecond, kFirst, kSecond});
    doing(JumpTo{Place::start});
    choosing({kSecond});
    ASSERT_EQ(conducting().branches.size(), 2U);
    const std::string file = (folder / "kept").string();
    doing(KeepRuns{file});
    EXPECT_EQ(desk.message(), "");
    EXPECT_EQ(desk.news, "Kept in " + file + ".");
    doing(Open{file});
    ASSERT_EQ(conducting().branches.size(), 2U) << desk.message();
    EXPECT_EQ(conducting().branches[1].parent, 0U);
    EXPECT_EQ(shown_branch(desk), 0U);
    doing(JumpTo{Place::end});
    EXPECT_EQ(counter(), 1);
    doing(ShowBranch{1});
    doing(JumpTo{Place::end});
    EXPECT_EQ(done(), (std::vector{kSecond}));
    choosing({kSecond, kFirst, kFirst});
    ASSERT_EQ(conducting().branches.size(), 3U) << "a run of a file is not changed: " << desk.message();
    EXPECT_EQ(counter(), 2);
}

TEST_F(Conducts, WhatCannotBeKeptIsToldAndStays) {
    begin();
    doing(KeepRuns{(folder / "no such folder" / "kept").string()});
    EXPECT_NE(desk.message().find("no such folder"), std::string::npos) << desk.message();
    EXPECT_TRUE(is_conducted(desk));
}

}  // namespace
}  // namespace simul::workspace
