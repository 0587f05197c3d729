#include "app/workspace/exploring.h"

#include <fmt/format.h>

#include <chrono>

#include "app/workspace/conducting.h"
#include "tests/workspace/desk.h"

namespace simul::workspace {
namespace {

using testing::with;

class Explores : public testing::Desk {
  protected:
    const Exploring& exploring() const { return desk.story->exploring; }
    const ExplorationReport& report() const { return *exploring().report; }
    const Conducting& conducting() const { return desk.story->conducting; }

    /// Two tasks add once each, in three steps: twenty orders.
    void explore_reference() {
        open("lost_update");
        turn_to_reference();
        doing(Explore{});
        await_answer();
        ASSERT_TRUE(exploring().report) << exploring().error << desk.message();
    }
    void turn_to_reference() {
        doing(TurnKnob{"times", "1"});
        doing(TurnKnob{"steps", "3"});
    }
    void open_endless() {
        open("dining_philosophers");
        doing(TurnKnob{"cure", "try"});
    }
    void await_answer() {
        while (exploring().study) {
            exploring().study->take_news(20);
            advance(desk, 0.02);
        }
    }
    std::int64_t counter_at_end() {
        doing(JumpTo{Place::end});
        return desk.moment().value_of(ResourceId{0}).bits;
    }
};

TEST_F(Explores, TwentyOrdersOfWhichEighteenLoseAnUpdate) {
    explore_reference();
    EXPECT_EQ(report().interleavings, BigCount(20));
    EXPECT_TRUE(report().complete);
    ASSERT_EQ(report().results.size(), 2U);
    EXPECT_TRUE(report().results[0].fails);
    EXPECT_EQ(report().results[0].count, BigCount(18));
    EXPECT_EQ(short_words(report().results[0]), "counter = 1");
    EXPECT_EQ(verdict_in_words(report()), "18 of 20 orders fail.");
    EXPECT_EQ(length_in_words(shortest_that_fails(report())->example), "6 steps and 2 switches");
    EXPECT_EQ(desk.right_tab, RightTab::orders);
    EXPECT_FALSE(moves_by_itself(desk));
}

TEST_F(Explores, TheExampleIsABranchAtItsFirstDecisionAndEndsInThatResult) {
    explore_reference();
    doing(ShowExample{0});
    ASSERT_EQ(conducting().branches.size(), 1U) << desk.message();
    EXPECT_EQ(conducting().branches[0].name, "counter = 1");
    ASSERT_EQ(shown_branch(desk), 0U);
    EXPECT_FALSE(desk.run()->live());
    EXPECT_EQ(desk.run()->steps().size(), report().results[0].example.steps);
    EXPECT_EQ(desk.run()->steps().done(desk.story->playhead.events), 0U);
    EXPECT_EQ(candidates_at(desk).size(), 2U);
    doing(Step{1});
    EXPECT_EQ(desk.run()->steps().done(desk.story->playhead.events), 1U);
    EXPECT_EQ(counter_at_end(), 1);
    doing(ShowExample{1});
    EXPECT_EQ(counter_at_end(), 2);
    EXPECT_EQ(conducting().branches.size(), 2U);
    doing(ShowExample{0});
    EXPECT_EQ(conducting().branches.size(), 2U) << "it is there already";
    EXPECT_EQ(shown_branch(desk), 0U);
    EXPECT_FALSE(desk.stale()) << "it is of the settings that it was found with";
}

TEST_F(Explores, AFindingHasAnExampleToo) {
    explore_reference();
    std::size_t lost = 0;
    while (report().findings[lost].kind != "expectation") ++lost;
    EXPECT_EQ(report().findings[lost].count, BigCount(18));
    doing(ShowExampleOfFinding{lost});
    ASSERT_TRUE(is_conducted(desk)) << desk.message();
    EXPECT_EQ(conducting().branches[0].name, "expectation");
    EXPECT_EQ(counter_at_end(), 1);
}

TEST_F(Explores, ChoosingOtherwiseInAnExampleIsABranchOfIt) {
    explore_reference();
    doing(ShowExample{0});
    const TaskId first = desk.run()->steps().chosen(0);
    doing(Choose{first == TaskId{1} ? TaskId{2} : TaskId{1}});
    ASSERT_EQ(conducting().branches.size(), 2U) << desk.message();
    EXPECT_EQ(conducting().branches[1].parent, 0U);
    EXPECT_EQ(conducting().branches[1].from_step, 0U);
}

TEST_F(Explores, WhatWasFoundIsOutdatedOnceAKnobIsTurnedAndItsExampleStaysTrue) {
    explore_reference();
    EXPECT_FALSE(is_outdated(desk));
    doing(SetCores{2});
    doing(SetClock{Clock::real});
    EXPECT_FALSE(is_outdated(desk)) << "orders are the same on any number of cores and on both clocks";
    doing(ShowExample{0});
    EXPECT_EQ(counter_at_end(), 1) << desk.message();
    doing(TurnKnob{"protect", "lock"});
    EXPECT_TRUE(is_outdated(desk));
    doing(ShowExample{0});
    EXPECT_EQ(counter_at_end(), 1);
    doing(Conduct{});
    doing(ShowExample{0});
    EXPECT_EQ(conducting().branches.size(), 1U) << "the tree was of other settings";
    doing(Explore{});
    await_answer();
    EXPECT_FALSE(is_outdated(desk));
    EXPECT_EQ(verdict_in_words(report()), "2 of 2 orders are right.");
}

TEST_F(Explores, EveryExampleOnEveryModelPlaysToItsEnd) {
    for (const char* story : {"lost_update", "dining_philosophers"}) {
        open(story);
        if (desk.story->description.name == "dining_philosophers") {
            doing(TurnKnob{"philosophers", "2"});
            doing(TurnKnob{"meals", "1"});
        }
        for (const Model model : suited_models(desk.story->description)) {
            const std::string where = fmt::format("{} on {}: ", story, name_of(model));
            doing(SetModel{model});
            doing(Explore{});
            await_answer();
            ASSERT_TRUE(exploring().report) << where << exploring().error;
            for (std::size_t i = 0; i < report().results.size(); ++i) {
                doing(ShowExample{i});
                ASSERT_TRUE(is_conducted(desk)) << where << desk.message();
                EXPECT_FALSE(desk.run()->live()) << where;
                EXPECT_EQ(desk.run()->header().model, model) << where;
                EXPECT_EQ(desk.run()->steps().size(), report().results[i].example.steps) << where;
                EXPECT_EQ(name_of(desk.run()->ending().outcome), report().results[i].outcome) << where;
            }
        }
    }
}

#ifdef SIMUL_LUA
TEST_F(Explores, StoppedItKeepsWhatWasFoundAndSaysThatItIsNotAll) {
    open_endless();
    doing(Explore{});
    EXPECT_TRUE(moves_by_itself(desk));
    exploring().study->take_news(300);
    ASSERT_TRUE(exploring().study) << exploring().error;
    doing(StopExploring{});
    await_answer();
    ASSERT_TRUE(exploring().report) << exploring().error;
    EXPECT_FALSE(report().complete);
    EXPECT_EQ(report().left_off, "it was stopped");
    EXPECT_GT(report().distinct_states, 1U);
}
#endif

#ifdef SIMUL_LUA
TEST_F(Explores, TheWindowGoesOnWhileOrdersAreTried) {
    open_endless();
    doing(Explore{});
    doing(SetModel{Model::sequential});
    doing(StartRun{});
    let_run_end();
    EXPECT_FALSE(desk.run()->live());
    EXPECT_TRUE(exploring().study) << exploring().error;
}
#endif

TEST_F(Explores, ASearchMakesAsManyRunsAsItWasAskedFor) {
    open("lost_update");
    doing(ChooseSearch{SearchKind::pct, 100});
    doing(Explore{});
    await_answer();
    ASSERT_TRUE(exploring().report) << exploring().error;
    EXPECT_EQ(report().interleavings, BigCount(100));
    EXPECT_FALSE(report().complete);
    EXPECT_EQ(what_is_counted(report()), "runs");
    doing(ShowExample{0});
    EXPECT_TRUE(is_conducted(desk)) << desk.message();
}

TEST_F(Explores, OneOrderOfEachClassIsRunAndClassesAreCounted) {
    open("lost_update");
    doing(ChooseSearch{SearchKind::reduced, 100});
    turn_to_reference();
    doing(Explore{});
    await_answer();
    ASSERT_TRUE(exploring().report) << exploring().error;
    EXPECT_TRUE(report().complete);
    EXPECT_EQ(report().interleavings, BigCount(4));
    EXPECT_EQ(verdict_in_words(report()), "2 of 4 classes of orders fail.");
    doing(ShowExample{0});
    EXPECT_EQ(counter_at_end(), 1);
}

#ifdef SIMUL_LUA
constexpr const char* kGood = R"(title = "Gone"
function main()
  compute(1)
end
)";
constexpr const char* kHangs = R"(title = "Gone"
function main()
  compute(1)
  string.find(string.rep("a", 40), string.rep("a-", 30) .. "b")
end
)";

TEST_F(Explores, WhatWasFoundIsOutdatedOnceTheFileIsSaved) {
    const std::string path = write_file("gone.lua", kGood);
    open(path);
    doing(Explore{});
    await_answer();
    ASSERT_TRUE(exploring().report) << exploring().error;
    EXPECT_FALSE(is_outdated(desk));
    write_file("gone.lua", std::string(kGood) + "\n-- another\n");
    std::filesystem::last_write_time(path, std::filesystem::file_time_type::clock::now() + std::chrono::seconds(1));
    advance(desk, 1);
    EXPECT_TRUE(is_outdated(desk));
}

TEST_F(Explores, AStoryThatDoesNotLoadIsToldAndNothingIsFound) {
    const std::string path = write_file("gone.lua", kGood);
    open(path);
    write_file("gone.lua", "function main() nonsense here end");
    doing(Explore{});
    await_answer();
    EXPECT_FALSE(exploring().report);
    EXPECT_NE(exploring().error.find("gone.lua:1"), std::string::npos) << exploring().error;
    doing(ShowExample{0});
    EXPECT_FALSE(is_conducted(desk));
}

/// An endless pattern match between two operations.
TEST_F(Explores, AStoryThatHangsIsMadeToEndSomeSecondsAfterItWasAskedTo) {
    const std::string path = write_file("gone.lua", kGood);
    open(path);
    write_file("gone.lua", kHangs);
    doing(Explore{});
    exploring().study->take_news(100);
    doing(StopExploring{});
    await_answer();
    EXPECT_FALSE(exploring().report);
    EXPECT_NE(exploring().error.find("did not come to an end"), std::string::npos) << exploring().error;
}

TEST_F(Explores, LeavingTheStoryEndsAProcessThatHangs) {
    const std::string path = write_file("gone.lua", kGood);
    open(path);
    write_file("gone.lua", kHangs);
    doing(Explore{});
    exploring().study->take_news(200);
    ASSERT_TRUE(exploring().study);
    const auto begin = std::chrono::steady_clock::now();
    doing(ShowGallery{});
    EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds(3)) << "it was not asked, but ended";
    EXPECT_TRUE(desk.zygote->describe("lost_update", {}, 1).ok());
}
#endif

TEST(Words, AnAnswerThatIsNoReportIsToldAndNothingIsShownOfIt) {
    const std::string whole = R"({"scenario":"s","model":"threads","wakeups":"fifo","goes_round":false,"search":"all",)"
                              R"("interleavings":6,"distinct_states":3,"results":[],"findings":[],"complete":true})";
    ASSERT_TRUE(report_from(whole).ok());
    for (const std::string& answer : {std::string(), std::string("nonsense"), std::string("[]"), std::string("{}"),
                                      whole.substr(0, 80), with(whole, "\"all\"", "7"), with(whole, "true", "\"yes\""),
                                      with(whole, "[],\"findings", "[{}],\"findings")}) {
        const Result<ExplorationReport> report = report_from(answer);
        ASSERT_FALSE(report.ok()) << answer;
        EXPECT_NE(report.error().sentence().find("is no report of an exploration"), std::string::npos);
    }
}

TEST(Words, WhatFaultsAnOrderMightHaveIsTold) {
    ExplorationReport report;
    EXPECT_EQ(faults_allowed_in_words(report), "");
    report.faults = "1";
    EXPECT_EQ(faults_allowed_in_words(report),
              "In each order at most 1 message is lost or doubled, no machine crashes, and no link is cut.");
    report.faults = "crash=2,cut=1";
    EXPECT_EQ(faults_allowed_in_words(report),
              "In each order no message is lost or doubled, at most 2 machines crash, and at most 1 link is cut.");
    report.faults = "lose=2";
    EXPECT_EQ(faults_allowed_in_words(report),
              "In each order at most 2 messages are lost, no message is doubled, no machine crashes, and no link is "
              "cut.");
    report.faults = "any";
    EXPECT_EQ(faults_allowed_in_words(report),
              "In each order any number of messages are lost or doubled, any number of machines crash, and any number "
              "of links are cut.");
}

TEST(Words, ManyOrdersAreToldInShort) {
    BigCount many(1);
    for (int i = 0; i < 200; ++i) many += many;
    EXPECT_EQ(short_words(many), "1.6 × 10^60");
    EXPECT_EQ(short_words(BigCount(12'345)), "12 345");
    BigCount long_one(std::uint64_t{10'000'000'000'000'000'000U});
    long_one += long_one;
    EXPECT_EQ(in_words(long_one), "20 000 000 000 000 000 000");
}

}  // namespace
}  // namespace simul::workspace
