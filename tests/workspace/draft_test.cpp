// Changing a story in the window: what is typed is checked and run, never lost, and taken back when it is not wanted.
// Stories in Lua are what these tests need.
#ifdef SIMUL_LUA

#include "tests/workspace/desk.h"

namespace simul::workspace {
namespace {

using testing::kCoffee, testing::with;

std::string content_of(const std::filesystem::path& path) {
    std::ifstream file(path);
    return {std::istreambuf_iterator<char>(file), {}};
}

class Drafts : public testing::Desk {
  protected:
    Drafts() { desk.drafts_folder = (folder / "drafts").string(); }

    void type(const std::string& text) {
        doing(TypeSource{text});
        advance(desk, 0.5);
        let_run_end();
    }
    const Draft& draft() const { return *desk.story->draft; }
    bool anything_kept() const {
        std::error_code none;
        return std::filesystem::exists(desk.drafts_folder, none) && !std::filesystem::is_empty(desk.drafts_folder);
    }
};

TEST_F(Drafts, WhatIsTypedRunsOnceTheReaderRests) {
    const std::string path = write_file("coffee.lua", kCoffee);
    open(path);
    doing(TurnKnob{"guests", "2"});
    doing(EditSource{});
    doing(TypeSource{with(kCoffee, "compute(30)", "compute(10)")});
    advance(desk, 0.1);
    EXPECT_EQ(seconds_of(desk.run()->end()), 60) << "the reader is still typing";
    advance(desk, 0.4);
    let_run_end();
    EXPECT_EQ(seconds_of(desk.run()->end()), 20) << "two guests, as the knob was turned";
    EXPECT_EQ(desk.run()->header().source, draft().text);
    EXPECT_EQ(content_of(path), kCoffee) << "nothing is saved unasked";
}

TEST_F(Drafts, AnErrorStandsAtItsLineAndTheLastGoodStoryStays) {
    open("two_accounts");
    doing(EditSource{});
    const std::string good = draft().text;
    type(with(good, "function main()", "function main( "));
    ASSERT_TRUE(draft().error);
    EXPECT_GT(draft().error->line, 40U) << draft().error->sentence();
    EXPECT_EQ(desk.story->description.source, good);
    doing(StartRun{});
    EXPECT_EQ(desk.message(), draft().error->sentence()) << "a story that cannot be loaded is not run";
    type(good);
    EXPECT_FALSE(draft().error);
    EXPECT_FALSE(is_changed(*desk.story));
}

TEST_F(Drafts, AskedForARunWhatIsTypedIsCheckedFirst) {
    open(write_file("coffee.lua", kCoffee));
    doing(EditSource{});
    doing(TypeSource{with(kCoffee, "compute(30)", "compute(7)")});
    doing(StartRun{});
    let_run_end();
    EXPECT_EQ(seconds_of(desk.run()->end()), 21);
}

TEST_F(Drafts, AreThereAgainAfterTheWindowWasClosedAndGoneOnceTakenBack) {
    open("lost_update");
    doing(EditSource{});
    const std::string told = draft().text, changed = with(told, "counter = variable(0", "counter = variable(40");
    type(changed);
    ASSERT_TRUE(anything_kept());
    doing(ShowGallery{});
    doing(Open{"lost_update"});
    ASSERT_TRUE(desk.story->draft);
    EXPECT_EQ(desk.story->description.source, changed);
    EXPECT_FALSE(draft().editing);
    EXPECT_NE(desk.news.find("as you changed it"), std::string::npos) << desk.news;
    doing(TakeBackSource{});
    let_run_end();
    EXPECT_EQ(desk.story->description.source, told);
    EXPECT_EQ(desk.story->settings.scenario, "lost_update");
    EXPECT_FALSE(desk.story->settings.source);
    EXPECT_FALSE(anything_kept());
}

TEST_F(Drafts, ABrokenOneIsThereAgainTooBesideTheStoryAsItWas) {
    open("lost_update");
    doing(EditSource{});
    const std::string told = draft().text;
    type(told + "function broken( end\n");
    doing(ShowGallery{});
    open("lost_update");
    EXPECT_TRUE(draft().error);
    EXPECT_TRUE(draft().editing);
    EXPECT_EQ(desk.story->description.source, told);
    EXPECT_TRUE(desk.run()) << "and that has run";
}

TEST_F(Drafts, OfAFileAreSavedIntoIt) {
    const std::string path = write_file("coffee.lua", kCoffee), changed = with(kCoffee, "Coffee", "Tea");
    open(path);
    doing(EditSource{});
    type(changed);
    doing(SaveSource{});
    EXPECT_EQ(content_of(path), changed) << desk.message();
    EXPECT_FALSE(is_changed(*desk.story));
    EXPECT_FALSE(desk.story->settings.source);
    EXPECT_FALSE(anything_kept());
    const OpenRun* const run = desk.run();
    advance(desk, 1);
    EXPECT_EQ(desk.run(), run) << "one's own saving is no news";
}

TEST_F(Drafts, ThatCannotBeSavedStayInTheWindow) {
    const std::string path = write_file("coffee.lua", kCoffee), changed = with(kCoffee, "Coffee", "Tea");
    open(path);
    doing(EditSource{});
    type(changed);
    std::filesystem::remove(path);
    std::filesystem::create_directory(path);
    doing(SaveSource{});
    EXPECT_FALSE(desk.message().empty());
    EXPECT_EQ(draft().text, changed);
    EXPECT_TRUE(is_changed(*desk.story));
}

TEST_F(Drafts, OfBothSidesAreNotMixed) {
    const std::string path = write_file("coffee.lua", kCoffee), mine = with(kCoffee, "Coffee", "Tea");
    open(path);
    doing(EditSource{});
    type(mine);
    std::ofstream(path) << with(kCoffee, "Coffee", "Cocoa");
    std::filesystem::last_write_time(path, std::filesystem::file_time_type::clock::now() + std::chrono::seconds(5));
    advance(desk, 1);
    EXPECT_EQ(draft().text, mine);
    EXPECT_EQ(desk.story->description.title, "Tea");
    EXPECT_NE(desk.message().find("changed outside"), std::string::npos) << desk.message();
    doing(TakeBackSource{});
    EXPECT_EQ(desk.story->description.title, "Cocoa");
}

TEST_F(Drafts, OfAFileThatIsGoneStillShowItsText) {
    const std::string path = write_file("coffee.lua", kCoffee);
    open(path);
    doing(EditSource{});
    std::filesystem::remove(path);
    advance(desk, 1);
    EXPECT_EQ(draft().text, kCoffee);
    EXPECT_TRUE(draft().error) << "and say that it is gone";
}

TEST_F(Drafts, OfABundleStayWithTheBundlesStory) {
    open(write_file("coffee.lua", kCoffee));
    const std::string bundle = (folder / "kept.simul").string();
    doing(KeepRuns{bundle});
    doing(Open{bundle});
    doing(EditSource{});
    type(with(kCoffee, "compute(30)", "compute(20)"));
    EXPECT_EQ(seconds_of(desk.run()->end()), 60);
    doing(TakeBackSource{});
    let_run_end();
    EXPECT_EQ(seconds_of(desk.run()->end()), 90);
}

TEST_F(Drafts, ARecordingCannotBeChanged) {
    open("two_cashiers");
    const std::string path = (folder / "run.simul").string();
    Result<TraceFileWriter> writer = TraceFileWriter::open(path, desk.run()->header());
    ASSERT_TRUE(writer);
    ASSERT_TRUE(writer->finish(desk.run()->trace(), {Outcome::finished, 0.1, 0, std::nullopt}));
    doing(Open{path});
    doing(EditSource{});
    EXPECT_FALSE(desk.story->draft);
}

class Mending : public Drafts {
  protected:
    void take_up_mending(const std::string& story) {
        open(story);
        const std::vector<Challenge>& all = desk.story->description.challenges;
        const auto mend = std::find_if(all.begin(), all.end(), [](const Challenge& each) { return each.mend; });
        ASSERT_NE(mend, all.end());
        doing(TakeUp{static_cast<std::size_t>(mend - all.begin())});
        ASSERT_TRUE(desk.story->draft) << "mending begins in the editor";
    }
    const ReportedJudgement& judged() {
        doing(Judge{});
        while (desk.story->exploring.study) advance(desk, 0.01);
        const std::optional<ExplorationReport>& report = desk.story->exploring.report;
        EXPECT_TRUE(report && report->judgement) << desk.story->exploring.error;
        return *report->judgement;
    }
};

TEST_F(Mending, ALockInTheRightPlaceMendsTheCounterAndThatIsKept) {
    take_up_mending("lost_update");
    EXPECT_EQ(judged().verdict, Verdict::broken);
    EXPECT_TRUE(desk.score.feats.empty());
    doing(ShowCounterexample{});
    EXPECT_EQ(desk.story->run->steps().size(), 6U) << "the shortest order that loses an update";
    doing(TypeSource{with(draft().text, "    else\n      add_one()\n",
                          "    else\n      guard:lock()\n      add_one()\n      guard:unlock()\n")});
    EXPECT_EQ(judged().verdict, Verdict::mended) << judged().text;
    EXPECT_EQ(verdict_in_words(*desk.story->exploring.report), "2 of 2 orders are right.");
    ASSERT_EQ(desk.score.feats.size(), 1U);
    EXPECT_EQ(desk.score.feats[0].challenge, "Mend the counter");
}

TEST_F(Mending, LeavingTheWorkUndoneIsNoMending) {
    take_up_mending("lost_update");
    doing(TypeSource{with(draft().text, "counter.value = seen + 1", "if seen > 9 then counter.value = 9 end")});
    EXPECT_NE(judged().verdict, Verdict::mended) << judged().text;
    EXPECT_TRUE(desk.score.feats.empty());
}

TEST_F(Mending, IsJudgedWithTheChallengesKnobsWhateverTheReaderTurned) {
    take_up_mending("lost_update");
    doing(TurnKnob{"protect", "lock"});
    EXPECT_EQ(judged().verdict, Verdict::broken) << judged().text;
}

TEST_F(Mending, AnExampleOfTheStoryBeforeIsNotShownForTheOneAfter) {
    take_up_mending("lost_update");
    judged();
    doing(ShowCounterexample{});
    const std::string before = desk.run()->header().source;
    doing(TypeSource{with(draft().text, "seen + 1", "seen + 2 - 1")});
    judged();
    doing(ShowCounterexample{});
    EXPECT_NE(desk.run()->header().source, before);
}

}  // namespace
}  // namespace simul::workspace

#endif
