// The same sheet under several policies, side by side.
#ifdef SIMUL_LUA

#include "app/workspace/comparison.h"

#include <gtest/gtest.h>

#include "app/workspace/job_rows.h"
#include "engine/analysis/metrics.h"
#include "tests/workspace/desk.h"

namespace simul::workspace {
namespace {

using Names = std::vector<std::string>;

class Policies : public testing::Desk {
  protected:
    void compare(const std::string& jobs = "0:8 1:4 2:9 3:5") {
        open("job_sheet");
        doing(TurnKnob{"jobs", jobs});
        doing(ComparePolicies{});
        let_run_end();
    }
    Names compared() const {
        Names names;
        for (const auto& run : desk.story->comparison->runs) names.push_back(run->header().policy);
        return names;
    }
    double mean_turnaround(std::size_t run) const {
        return scheduling_figures(desk.story->comparison->runs.at(run)->metrics()).turnaround_s;
    }
};

TEST_F(Policies, AreThoseThatTheCommandComparesAndTheOneThatIsSet) {
    open("job_sheet");
    doing(SetPolicy{"mlfq"});
    doing(ComparePolicies{});
    let_run_end();
    EXPECT_EQ(compared(), (Names{"fifo", "round_robin", "sjf", "srtf", "mlfq"}));
}

TEST_F(Policies, ServeTheSameSheetAlsoAfterItWasChanged) {
    compare();
    EXPECT_EQ(mean_turnaround(0), 15.25);
    EXPECT_EQ(mean_turnaround(3), 13);
    doing(EditJob{1, kBurstColumn, "1"});
    let_run_end();
    ASSERT_TRUE(desk.comparing());
    EXPECT_EQ(compared(), (Names{"fifo", "round_robin", "sjf", "srtf"}));
    EXPECT_EQ(mean_turnaround(0), 13);
}

TEST_F(Policies, AreTakenInAndLeftOutButForTheLast) {
    compare();
    doing(ToggleCompared{"hrrn"});
    for (const char* policy : {"sjf", "srtf", "round_robin"}) doing(ToggleCompared{policy});
    let_run_end();
    EXPECT_EQ(compared(), (Names{"fifo", "hrrn"}));
    doing(ToggleCompared{"fifo"});
    doing(ToggleCompared{"hrrn"});
    let_run_end();
    EXPECT_EQ(compared(), (Names{"hrrn"})) << "the last one stays";
    doing(CloseComparison{});
    doing(ComparePolicies{});
    let_run_end();
    EXPECT_EQ(compared(), (Names{"hrrn"})) << "the choice is kept";
}

TEST_F(Policies, OpenARunInFullWithTheSettingsThatItHad) {
    compare();
    doing(ShowCompared{3});
    EXPECT_FALSE(desk.comparing());
    EXPECT_EQ(desk.run()->header().policy, "srtf");
    EXPECT_EQ(desk.policy(), "srtf");
    EXPECT_FALSE(desk.stale());
}

TEST_F(Policies, GiveAParameterToThePolicyThatHasItAlone) {
    open("job_sheet");
    doing(SetPolicy{"mlfq"});
    desk.story->settings.policy_knobs = {{"levels", "2"}};
    doing(ComparePolicies{});
    let_run_end();
    for (const auto& run : desk.story->comparison->runs) {
        EXPECT_FALSE(run->ending().error) << run->ending().error->sentence();
        EXPECT_EQ(run->settings().policy_knobs.size(), run->header().policy == "mlfq" ? 1U : 0U);
    }
}

TEST_F(Policies, AreNotComparedWhereOneThreadDoesEverything) {
    open("two_cashiers");
    doing(SetModel{Model::event_loop});
    doing(ComparePolicies{});
    EXPECT_FALSE(desk.comparing());
}

TEST_F(Policies, TellWhatIsWrongWithTheSheet) {
    compare();
    doing(EditJob{1, kBurstColumn, "soon"});
    let_run_end();
    EXPECT_NE(desk.message().find("jobs, row 2: burst is \"soon\""), std::string::npos) << desk.message();
}

using RealPolicies = Policies;

TEST_F(RealPolicies, OfThisComputersKernelRunForRealOnAsManyCores) {
    open("job_sheet");
    doing(TurnKnob{"jobs", "0:0.2 0:0.2"});
    desk.story->compared_policies = {"fifo", "linux"};
    doing(ComparePolicies{});
    let_run_end();
    ASSERT_EQ(compared(), (Names{"fifo", "linux"}));
    EXPECT_EQ(desk.story->comparison->runs[1]->header().clock, Clock::real);
    EXPECT_EQ(desk.story->comparison->runs[1]->header().cores, 1U);
    doing(ShowCompared{1});
    EXPECT_EQ(desk.story->settings.clock, Clock::real);
    doing(SetClock{Clock::simulated});
    EXPECT_EQ(desk.policy(), "fifo") << "the kernel's policy is one of real runs";
}

}  // namespace
}  // namespace simul::workspace
#endif
