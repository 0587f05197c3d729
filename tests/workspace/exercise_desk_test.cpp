// Stories in Lua are what these tests need.
#ifdef SIMUL_LUA

#include "app/workspace/exercise_desk.h"

#include <sstream>

#include "tests/workspace/desk.h"

namespace simul::workspace {
namespace {

class ExerciseAtTheDesk : public testing::Desk {
  protected:
    void take(const std::string& policy, std::uint64_t seed) {
        open("job_sheet");
        doing(TakeExercise{policy, seed});
        while (desk.story->exercise && !desk.story->exercise->solution) advance(desk, 0.001);
    }
    const ExerciseDesk& exercise() const { return *desk.story->exercise; }
    const Chart& solution() const { return exercise().solution->chart; }
    void fill(const Holder& who, std::size_t second) { doing(FillChart{who, second, second + 1}); }
    void fill_right(std::size_t seconds) {
        for (std::size_t i = 0; i < seconds; ++i) {
            doing(ClearSecond{i});
            for (const std::size_t job : solution()[i]) fill(job, i);
            if (solution()[i].size() < exercise().exercise.cores) fill({}, i);
        }
    }
    static Holder other_than(const Holders& jobs) { return jobs == Holders{1} ? 2 : 1; }
};

TEST_F(ExerciseAtTheDesk, IsTheOneOfTheCommandLineWithAnEmptyChart) {
    take("srtf", 7);
    EXPECT_EQ(knob_text(exercise().exercise), knob_text(*exercise_for("srtf", 7)));
    EXPECT_EQ(exercise().answers.size(), solution().size());
    for (const Answer& answer : exercise().answers) EXPECT_TRUE(answer.is_empty());
}

TEST_F(ExerciseAtTheDesk, IsRightWhenEachSecondIs) {
    take("round_robin", 3);
    fill_right(solution().size() - 1);
    doing(CheckChart{});
    ASSERT_TRUE(exercise().verdict);
    EXPECT_TRUE(exercise().verdict->right && !exercise().verdict->complete);
    fill_right(solution().size());
    doing(CheckChart{});
    EXPECT_TRUE(exercise().verdict->right && exercise().verdict->complete) << exercise().verdict->text;
}

TEST_F(ExerciseAtTheDesk, NamesTheRuleThatTheFirstWrongSecondBreaks) {
    take("sjf", 2);
    doing(CheckEachSecond{true});
    fill_right(2);
    ASSERT_TRUE(exercise().verdict);
    EXPECT_TRUE(exercise().verdict->right);
    fill(other_than(solution()[2]), 2);
    EXPECT_FALSE(exercise().verdict->right);
    EXPECT_EQ(exercise().verdict->judged, 3U);
    EXPECT_NE(exercise().verdict->text.find("From 2 s to 3 s you give the core to"), std::string::npos);
    EXPECT_NE(exercise().verdict->text.find("At 2 s"), std::string::npos) << exercise().verdict->text;
    fill(*solution()[2].begin(), 2);
    EXPECT_TRUE(exercise().verdict->right) << "it can be mended";
}

TEST_F(ExerciseAtTheDesk, DoesNotJudgeWhatLiesBeyondAGap) {
    take("fifo", 1);
    fill(other_than(solution()[2]), 2);
    doing(CheckChart{});
    EXPECT_TRUE(exercise().verdict->right);
    EXPECT_EQ(exercise().verdict->judged, 0U);
    doing(ClearSecond{2});
    EXPECT_TRUE(exercise().answers[2].is_empty());
}

TEST_F(ExerciseAtTheDesk, ShowsTheSolutionWithoutChangingWhatWasFilled) {
    take("fifo", 1);
    fill_right(1);
    doing(ShowSolution{true});
    fill({}, 0);
    doing(ShowSolution{false});
    EXPECT_EQ(exercise().answers[0], (Answer{solution()[0], false}));
}

TEST_F(ExerciseAtTheDesk, BecomesAPageWithAndWithoutItsSolution) {
    take("priority", 5);
    const auto page = [&](const std::string& name, bool filled) {
        doing(SaveExercise{(folder / name).string(), filled});
        std::ostringstream text;
        text << std::ifstream(folder / name).rdbuf();
        return text.str();
    };
    const std::string empty = page("empty.svg", false), filled = page("filled.svg", true);
    EXPECT_EQ(empty.find("#9a9a9a"), std::string::npos);
    EXPECT_NE(filled.find("#9a9a9a"), std::string::npos);
    const std::string pdf = page("filled.pdf", true);
    EXPECT_EQ(pdf.substr(0, 5), "%PDF-");
}

TEST_F(ExerciseAtTheDesk, CanBeSteppedThroughAfterwards) {
    take("round_robin", 4);
    const Exercise posed = exercise().exercise;
    doing(StudyExercise{});
    let_run_end();
    EXPECT_FALSE(desk.story->exercise);
    EXPECT_EQ(desk.policy(), "round_robin");
    EXPECT_EQ(sheet_of(*desk.story)->text_value, knob_text(posed));
    EXPECT_EQ(desk.run()->header().quantum_ns, posed.quantum * 1'000'000'000);
}

TEST_F(ExerciseAtTheDesk, OfAGangHasTwoCoresAndASecondIsSaidOnceBothAre) {
    take("gang", 3);
    ASSERT_EQ(exercise().exercise.cores, 2U);
    doing(CheckEachSecond{true});
    fill(*solution()[0].begin(), 0);
    EXPECT_EQ(exercise().verdict->judged, 0U) << "the other core is not said yet";
    fill({}, 0);
    fill(3, 0);
    EXPECT_EQ(exercise().answers[0].nobody_else, false) << "two jobs have both cores";
    fill(4, 0);
    EXPECT_NE(exercise().verdict->text.find("there are only 2 cores"), std::string::npos) << exercise().verdict->text;
    fill_right(solution().size());
    EXPECT_TRUE(exercise().verdict->right && exercise().verdict->complete) << exercise().verdict->text;
    doing(StudyExercise{});
    let_run_end();
    EXPECT_EQ(desk.run()->header().cores, 2U);
}

TEST_F(ExerciseAtTheDesk, OfAGangIsBrokenWhereAGangIsSplit) {
    take("gang", 3);
    std::size_t second = 0;  // the first in which both cores are taken
    while (solution()[second].size() < 2) ++second;
    fill_right(second);
    Holders wrong = {1, 2, 3};
    wrong.erase(*solution()[second].begin());
    while (wrong.size() > 2) wrong.erase(wrong.begin());
    for (const std::size_t job : wrong) fill(job, second);
    doing(CheckChart{});
    EXPECT_EQ(exercise().verdict->judged, second + 1);
    EXPECT_NE(exercise().verdict->text.find(" s you give the cores to job "), std::string::npos);
    EXPECT_NE(exercise().verdict->text.find(" have them. At "), std::string::npos) << exercise().verdict->text;
}

TEST_F(ExerciseAtTheDesk, IsRefusedForAPolicyThatNobodyCanFollowByHand) {
    open("job_sheet");
    doing(TakeExercise{"multi_queue", 1});
    EXPECT_FALSE(desk.story->exercise);
    EXPECT_NE(desk.message().find("There are no exercises for"), std::string::npos) << desk.message();
}

}  // namespace
}  // namespace simul::workspace

#endif
