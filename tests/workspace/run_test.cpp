#include "app/workspace/run_settings.h"
#include "engine/base/plain_name.h"
#include "tests/workspace/desk.h"

namespace simul::workspace {
namespace {

using Runs = testing::Desk;

TEST_F(Runs, ChessTakesAnHourOnTheEventLoopAndTwelveOneAfterAnother) {
    open("chess_exhibition");
    EXPECT_EQ(mark("master_done"), 3600);
    doing(SetClock{Clock::real});
    EXPECT_TRUE(desk.stale()) << "a real run is only made when it is asked for";
    doing(SetClock{Clock::simulated});
    doing(SetModel{Model::sequential});
    let_run_end();
    EXPECT_FALSE(desk.stale());
    EXPECT_EQ(seconds_of(desk.run()->metrics().makespan), 43200);
}

TEST_F(Runs, TheRunBeforeStaysAsAGhostUntilItIsDropped) {
    open("chess_exhibition");
    EXPECT_FALSE(desk.story->ghost);
    doing(SetModel{Model::sequential});
    doing(StartRun{});
    ASSERT_TRUE(desk.story->ghost);
    EXPECT_EQ(desk.story->ghost->header().model, Model::event_loop);
    doing(DropGhost{});
    EXPECT_FALSE(desk.story->ghost);
}

TEST_F(Runs, InSimulatedTimeTheRunFollowsTheKnobAndTheOneBeforeStaysAsTheGhost) {
    open("chess_exhibition");
    const std::shared_ptr<OpenRun> first = desk.story->run;
    for (const char* opponents : {"30", "40", "48"}) {
        doing(TurnKnob{"opponents", opponents});
        let_run_end();
        EXPECT_FALSE(desk.stale());
        EXPECT_EQ(desk.story->ghost, first) << "not each step of the turning";
    }
    EXPECT_EQ(mark("master_done"), 7200);
    EXPECT_EQ(name_beside(first->header(), desk.run()->header(), desk.story->untouched), "opponents 24");
    EXPECT_EQ(name_beside(desk.run()->header(), first->header(), desk.story->untouched), "opponents 48");
    doing(ResetKnob{"opponents"});
    EXPECT_EQ(desk.story->run, first) << "turned back, it is the run of before";
    EXPECT_FALSE(desk.story->ghost);
    EXPECT_TRUE(desk.story->settings.knobs.empty());
    EXPECT_EQ(knob_named(desk.story->description.knobs, "opponents").count(), 24);
}

#ifdef SIMUL_LUA

TEST_F(Runs, APresetSetsAllAtOnceAndTheRunFollows) {
    open("chess_exhibition");
    doing(TurnKnob{"pairs", "10"});
    doing(ChoosePreset{"two masters"});
    let_run_end();
    EXPECT_EQ(desk.story->preset, "two masters");
    EXPECT_EQ(desk.run()->header().model, Model::threads);
    EXPECT_EQ(desk.run()->header().cores, 2U);
    EXPECT_EQ(seconds_of(desk.run()->end()), 3655) << "the pairs are the story's again";
    EXPECT_FALSE(desk.stale());
    doing(TurnKnob{"opponents", "40"});
    EXPECT_EQ(desk.story->preset, "") << "it is no longer what the preset shows";
    doing(ChoosePreset{""});
    let_run_end();
    EXPECT_TRUE(desk.story->settings.knobs.empty());
    EXPECT_EQ(seconds_of(desk.run()->end()), 3655);
    EXPECT_EQ(desk.run()->header().model, Model::event_loop);
}

TEST_F(Runs, APresetShowsItsPointAlsoInAStoryThatOpensStepByStep) {
    doing(Open{"lost_update"});
    doing(SkipPrediction{});
    let_run_end();
    ASSERT_TRUE(desk.run()->header().conducted());
    doing(ChoosePreset{"with a lock"});
    let_run_end();
    EXPECT_FALSE(desk.stale());
    EXPECT_FALSE(desk.run()->header().conducted());
    EXPECT_EQ(desk.story->preset, "with a lock");
}

TEST_F(Runs, APresetOfARealRunSetsWhatThisComputerCanBeAskedFor) {
    doing(Open{write_file("story.lua",
                          "presets = { { 'urgent', policy = 'sjf', quantum = 2, cores = 1000 } }\n"
                          "function main() end")});
    doing(SetClock{Clock::real});
    doing(ChoosePreset{"urgent"});
    EXPECT_FALSE(desk.story->settings.policy);
    EXPECT_FALSE(desk.story->settings.quantum);
    EXPECT_FALSE(desk.story->settings.cores);
    doing(SetClock{Clock::simulated});
    doing(ChoosePreset{"urgent"});
    EXPECT_EQ(desk.story->settings.cores, 1000);
    EXPECT_EQ(desk.policy(), "sjf");
}

#endif

TEST_F(Runs, RunPlaysASimulatedRunAgainAndMakesNoGhostOfTheSame) {
    open("chess_exhibition");
    const std::shared_ptr<OpenRun> first = desk.story->run;
    doing(JumpTo{Place::end});
    doing(StartRun{});
    EXPECT_EQ(desk.story->run, first);
    EXPECT_EQ(desk.story->playhead.at, Time{});
    EXPECT_TRUE(desk.story->playback.playing);
    EXPECT_FALSE(desk.story->ghost);
}

#ifdef SIMUL_LUA
TEST_F(Runs, ARunInWhichNothingTookTimeIsNoGhost) {
    doing(Open{write_file("empty.lua", "knobs = { n = knob(1) } function main() end")});
    doing(TurnKnob{"n", "2"});
    let_run_end();
    EXPECT_FALSE(desk.stale());
    EXPECT_FALSE(desk.story->ghost);
}
#endif

TEST_F(Runs, WhatDiffersIsNamedInAFewWords) {
    open("two_cashiers");
    const TraceHeader usual = next_header(desk);
    doing(SetCores{1});
    doing(SetPolicy{"round_robin"});
    doing(SetQuantum{500ms});
    doing(TurnKnob{"service", "90"});
    const TraceHeader turned = next_header(desk);
    EXPECT_EQ(differences(turned, usual, desk.story->untouched),
              (std::vector<std::string>{"service 90 s", "1 core", "round robin", "quantum 0.5 s"}));
    EXPECT_EQ(difference_in_words(usual, turned, desk.story->untouched), "service 60 s, 2 cores, first in, first out");
    EXPECT_TRUE(differences(usual, usual, desk.story->untouched).empty());
    EXPECT_EQ(plain_name("wait_queue_1"), "wait queue 1");
}

TEST_F(Runs, AValueIsTypedIntoAKnobAndHoldsOnlyOnceItIsEntered) {
    open("chess_exhibition");
    doing(TypeKnob{"opponents", "1"});
    doing(TypeKnob{"opponents", "12"});
    EXPECT_EQ(knob_named(desk.story->description.knobs, "opponents").count(), 24);
    doing(EnterKnob{});
    EXPECT_EQ(knob_named(desk.story->description.knobs, "opponents").count(), 12);
    doing(TypeKnob{"opponents", "many"});
    doing(EnterKnob{});
    EXPECT_NE(desk.message().find("opponents"), std::string::npos) << desk.message();
    EXPECT_EQ(knob_named(desk.story->description.knobs, "opponents").count(), 12);
}

TEST_F(Runs, AllModelsAreLeftForTheRunThatWasShown) {
    open("chess_exhibition");
    const std::shared_ptr<OpenRun> first = desk.story->run;
    doing(RunEveryModel{});
    let_run_end();
    doing(CloseComparison{});
    EXPECT_FALSE(desk.comparing());
    EXPECT_EQ(desk.story->run, first);
}

TEST_F(Runs, AKnobBeyondItsRangeIsRefusedWithASentence) {
    open("chess_exhibition");
    doing(TurnKnob{"opponents", "4000"});
    EXPECT_NE(desk.message().find("opponents"), std::string::npos) << desk.message();
    EXPECT_FALSE(desk.stale());
}

TEST_F(Runs, AllModelsRunAndAreShortestWhereSheNeverWaits) {
    open("chess_exhibition");
    doing(RunEveryModel{});
    let_run_end();
    const auto& runs = desk.story->comparison->runs;
    ASSERT_EQ(runs.size(), kModelCount);
    for (const auto& run : runs) {
        const double makespan = seconds_of(run->metrics().makespan);
        EXPECT_EQ(run->settings().model == Model::sequential, makespan == 43200) << makespan;
    }
    const auto one_by_one = std::find_if(runs.begin(), runs.end(),
                                         [](const auto& run) { return run->settings().model == Model::sequential; });
    doing(ShowCompared{static_cast<std::size_t>(one_by_one - runs.begin())});
    EXPECT_FALSE(desk.comparing());
    EXPECT_EQ(desk.run()->header().model, Model::sequential);
    EXPECT_EQ(desk.model(), Model::sequential);
}

TEST_F(Runs, ARealClockForgetsWhatOnlySimulatedRunsHave) {
    open("two_cashiers");
    doing(SetPolicy{"round_robin"});
    doing(SetCores{64});
    doing(SetClock{Clock::real});
    EXPECT_FALSE(desk.story->settings.policy);
    EXPECT_FALSE(desk.story->settings.cores);
}

TEST_F(Runs, AStoryThatCannotBeLoadedLeavesWhatWasOpen) {
    open("two_cashiers");
    doing(Open{"no_such_story"});
    EXPECT_FALSE(desk.message().empty());
    EXPECT_EQ(desk.story->description.name, "two_cashiers");
    doing(DismissMessage{});
    EXPECT_TRUE(desk.message().empty());
}

using RealRuns = testing::Desk;

TEST_F(RealRuns, ARealRunStreamsInWhileThePlayheadFollows) {
    open("chess_exhibition");
    doing(SetClock{Clock::real});
    doing(TurnKnob{"pairs", "4"});
    doing(StartRun{});
    ASSERT_TRUE(desk.run()->live());
    std::size_t seen = 0;
    bool grew_while_live = false;
    while (desk.run()->live()) {
        advance(desk, 0.01);
        grew_while_live = grew_while_live || (desk.run()->live() && seen > 0 && desk.story->playhead.events > seen);
        seen = desk.story->playhead.events;
    }
    EXPECT_TRUE(grew_while_live);
    EXPECT_EQ(desk.story->playhead.events, desk.run()->timeline().size());
    EXPECT_FALSE(desk.story->playback.playing);
}

TEST_F(RealRuns, StoppingKeepsWhatWasRecorded) {
    open("chess_exhibition");
    doing(SetClock{Clock::real});
    doing(StartRun{});
    while (desk.run()->timeline().size() < 100 && desk.run()->live()) advance(desk, 0.001);
    doing(StopRun{});
    let_run_end();
    EXPECT_GE(desk.run()->timeline().size(), 100u);
    EXPECT_EQ(desk.run()->ending().outcome, Outcome::stopped);
}

}  // namespace
}  // namespace simul::workspace
