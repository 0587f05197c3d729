// A figure of many runs, over one setting, while the reader looks.
#ifdef SIMUL_LUA

#include <gtest/gtest.h>

#include "app/workspace/sweep_desk.h"
#include "engine/analysis/metrics.h"
#include "tests/workspace/desk.h"

namespace simul::workspace {
namespace {

class Sweeps : public testing::Desk {
  protected:
    const SweepDesk& sweep() const { return desk.story->sweep; }
    void wish(const std::string& over, const std::string& values, const std::string& seeds = "1") {
        doing(ShowSweep{});
        SweepWish wanted = sweep().wish;
        wanted.over = over;
        doing(WishSweep{wanted});
        wanted = sweep().wish;
        wanted.values = values;
        wanted.seeds = seeds;
        doing(WishSweep{wanted});
    }
    void let_it_end() {
        while (sweep().goes_on()) advance(desk, 0.001);
    }
    std::vector<double> means() const {
        std::vector<double> all;
        for (std::size_t point = 0; point < sweep().runs->plan().points(); ++point)
            all.push_back(point_so_far(sweep(), point).value().mean);
        return all;
    }
    void open_sheet() {
        open("job_sheet");
        doing(SetPolicy{"round_robin"});
        doing(TurnKnob{"jobs", "0:3 0:3 0:3"});
    }
};

TEST_F(Sweeps, FindWhatTheCommandFinds) {
    open_sheet();
    wish("quantum", "1..3");
    EXPECT_FALSE(sweep().runs) << "nothing is run before it is asked for";
    doing(StartSweep{});
    let_it_end();
    EXPECT_EQ(sweep().fault, "");
    EXPECT_EQ(means(), (std::vector<double>{8, 8, 6}));
    EXPECT_TRUE(sweep().is_whole());
}

TEST_F(Sweeps, HaveACurveForEachPolicyAndParametersForThoseThatHaveThem) {
    open_sheet();
    wish("quantum", "1,3");
    SweepWish both = sweep().wish;
    both.policies = {"fifo", "mlfq", "round_robin"};
    doing(WishSweep{both});
    doing(StartSweep{});
    let_it_end();
    EXPECT_EQ(means(), (std::vector<double>{6, 6, 8, 6, 8, 6}));
    both.over = "levels";
    doing(WishSweep{both});
    EXPECT_EQ(sweep().wish.over, "levels");
    doing(StartSweep{});
    let_it_end();
    EXPECT_EQ(sweep().fault, "") << "levels are mlfq's alone, and the others have none";
}

TEST_F(Sweeps, CanBeStoppedAndContinued) {
    open_sheet();
    wish("quantum", "1..20", "1..10");
    doing(StartSweep{});
    while (sweep().made == 0) advance(desk, 0.001);
    doing(StopSweep{});
    const std::size_t made = sweep().made;
    ASSERT_LT(made, 200U);
    EXPECT_FALSE(moves_by_itself(desk));
    doing(StartSweep{});
    EXPECT_EQ(sweep().made, made) << "what was found stays";
    let_it_end();
    EXPECT_TRUE(sweep().is_whole());
    EXPECT_EQ(means().at(19), 6);
}

TEST_F(Sweeps, BeginAnewWhereTheWishOrTheStoryIsAnotherOne) {
    open_sheet();
    wish("quantum", "1..3");
    doing(StartSweep{});
    let_it_end();
    EXPECT_FALSE(is_outdated_sweep(desk));
    doing(TurnKnob{"jobs", "0:1 0:1"});
    EXPECT_TRUE(is_outdated_sweep(desk));
    doing(StartSweep{});
    let_it_end();
    EXPECT_EQ(means(), (std::vector<double>{1.5, 1.5, 1.5}));
}

TEST_F(Sweeps, OpenARunOfAPointAndAreThereAgain) {
    open_sheet();
    wish("quantum", "1..3");
    doing(StartSweep{});
    let_it_end();
    doing(OpenSweepPoint{1});
    let_run_end();
    EXPECT_FALSE(desk.story->shows_sweep);
    EXPECT_EQ(desk.run()->header().quantum_ns, Duration(2s).count());
    EXPECT_DOUBLE_EQ(scheduling_figures(desk.run()->metrics()).turnaround_s, 8);
    doing(ShowSweep{});
    EXPECT_FALSE(is_outdated_sweep(desk)) << "it was opened from there";
    EXPECT_TRUE(sweep().is_whole());
}

TEST_F(Sweeps, OfDrawnSheetsHaveASpreadAndOpenTheRunNearestToTheMean) {
    open("job_sheet");
    wish("cores", "1..2", "1..9");
    SweepWish drawn = sweep().wish;
    drawn.jobs = "exponential:5:2";
    doing(WishSweep{drawn});
    doing(StartSweep{});
    let_it_end();
    ASSERT_EQ(sweep().fault, "");
    const SweepPoint point = point_so_far(sweep(), 1).value();
    EXPECT_EQ(point.runs, 9U);
    EXPECT_GT(point.deviation, 0);
    doing(OpenSweepPoint{1});
    let_run_end();
    const double opened = scheduling_figures(desk.run()->metrics()).turnaround_s;
    for (std::size_t run = 9; run < 18; ++run)
        EXPECT_LE(std::abs(opened - point.mean), std::abs(*sweep().figures[run] - point.mean));
}

TEST_F(Sweeps, SayWhatIsWrong) {
    open_sheet();
    wish("quantum", "3..1");
    doing(StartSweep{});
    EXPECT_NE(sweep().fault.find("FIRST..LAST"), std::string::npos) << sweep().fault;
    wish("horizon", "-5,1");
    doing(StartSweep{});
    let_it_end();
    EXPECT_NE(sweep().fault.find("horizon"), std::string::npos) << sweep().fault;
    wish("quantum", "1..2");
    SweepWish other = sweep().wish;
    other.measure = "sadness";
    doing(WishSweep{other});
    doing(StartSweep{});
    let_it_end();
    EXPECT_NE(sweep().fault.find("no sadness"), std::string::npos) << sweep().fault;
}

TEST_F(Sweeps, AreOfAnyStoryAlsoOnAnEventLoop) {
    open("chess_exhibition");
    doing(ShowSweep{});
    EXPECT_EQ(sweep().wish.over, "opponents");
    wish("opponents", "1..3");
    SweepWish other = sweep().wish;
    other.measure = "master_done";
    doing(WishSweep{other});
    doing(StartSweep{});
    let_it_end();
    EXPECT_EQ(sweep().fault, "");
    EXPECT_EQ(means().size(), 3U);
}

}  // namespace
}  // namespace simul::workspace
#endif
