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
    void fill_right(std::size_t seconds) {
        for (std::size_t i = 0; i < seconds; ++i) doing(FillChart{solution()[i], i, i + 1});
    }
    Holder other_than(Holder holder) const { return holder == Holder(1) ? Holder(2) : Holder(1); }
};

TEST_F(ExerciseAtTheDesk, IsTheOneOfTheCommandLineWithAnEmptyChart) {
    take("srtf", 7);
    EXPECT_EQ(knob_text(exercise().exercise), knob_text(*exercise_for("srtf", 7)));
    EXPECT_EQ(exercise().answers.size(), solution().size());
    for (const auto& answer : exercise().answers) EXPECT_EQ(answer, std::nullopt);
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
    doing(FillChart{Answer(other_than(solution()[2])), 2, 3});
    EXPECT_FALSE(exercise().verdict->right);
    EXPECT_EQ(exercise().verdict->judged, 3U);
    EXPECT_NE(exercise().verdict->text.find("From 2 s to 3 s you give the core to"), std::string::npos);
    EXPECT_NE(exercise().verdict->text.find("At 2 s"), std::string::npos) << exercise().verdict->text;
    doing(FillChart{Answer(solution()[2]), 2, 3});
    EXPECT_TRUE(exercise().verdict->right) << "it can be mended";
}

TEST_F(ExerciseAtTheDesk, DoesNotJudgeWhatLiesBeyondAGap) {
    take("fifo", 1);
    doing(FillChart{Answer(other_than(solution()[2])), 2, 3});
    doing(CheckChart{});
    EXPECT_TRUE(exercise().verdict->right);
    EXPECT_EQ(exercise().verdict->judged, 0U);
    doing(FillChart{Answer(), 2, 3});
    EXPECT_EQ(exercise().answers[2], std::nullopt);
}

TEST_F(ExerciseAtTheDesk, ShowsTheSolutionWithoutChangingWhatWasFilled) {
    take("fifo", 1);
    fill_right(1);
    doing(ShowSolution{true});
    doing(FillChart{Answer(Holder()), 0, 1});
    doing(ShowSolution{false});
    EXPECT_EQ(exercise().answers[0], Answer(solution()[0]));
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

TEST_F(ExerciseAtTheDesk, IsRefusedForAPolicyThatNobodyCanFollowByHand) {
    open("job_sheet");
    doing(TakeExercise{"multi_queue", 1});
    EXPECT_FALSE(desk.story->exercise);
    EXPECT_NE(desk.message.find("There are no exercises for"), std::string::npos) << desk.message;
}

}  // namespace
}  // namespace simul::workspace

#endif
