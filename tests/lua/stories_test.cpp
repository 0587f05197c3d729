// The numbers of DESIGN.md, 3, from the stories as readers have them.
#include <gtest/gtest.h>

#include "engine/run/simulated/in_place.h"
#include "scenarios/catalogue.h"
#include "tests/support/small_story.h"

namespace simul::testing {
namespace {

std::unique_ptr<Story> load(const std::string& name, const KnobSettings& knobs = {}) {
    auto scenario = find_scenario(name);
    EXPECT_TRUE(scenario.ok()) << scenario.error().sentence;
    auto story = scenario.value()->load(knobs, 1);
    EXPECT_TRUE(story.ok()) << story.error().sentence;
    return std::move(story.value());
}

struct ExhibitionRow {
    const char* what;
    RunPlan plan;
    KnobSettings knobs;
    double master_done, hall_empty;
};

class ChessExhibition : public ::testing::TestWithParam<ExhibitionRow> {};

TEST_P(ChessExhibition, ends_when_the_table_says_in_both_languages) {
    for (const char* name : {"chess_exhibition", "chess_exhibition.cpp"}) {
        const auto story = load(name, GetParam().knobs);
        const auto trace = simulate_in_place(*story, GetParam().plan);
        EXPECT_EQ(mark_of(*trace, "master_done"), GetParam().master_done) << name;
        EXPECT_EQ(mark_of(*trace, "hall_empty"), GetParam().hall_empty) << name;
        EXPECT_EQ(outcome_of(*trace), Outcome::finished) << name;
    }
}

INSTANTIATE_TEST_SUITE_P(
    Table, ChessExhibition,
    ::testing::Values(
        ExhibitionRow{"sequential", simulated(Model::sequential, 1), {}, 43'145, 43'200},
        ExhibitionRow{"loop", simulated(Model::event_loop, 1), {}, 3'600, 3'655},
        ExhibitionRow{"threads", simulated(Model::threads, 4), {}, 3'600, 3'655},
        ExhibitionRow{"gil", simulated(Model::threads_gil, 2), {}, 3'600, 3'655},
        ExhibitionRow{"processes", simulated(Model::processes, 3), {}, 3'600, 3'655},
        ExhibitionRow{"two_masters", simulated(Model::threads, 2), {{"masters", "2"}}, 1'800, 1'855},
        ExhibitionRow{"core", simulated(Model::threads, 1), {{"judit", "core"}}, 3'600, 3'655},
        ExhibitionRow{"sliced", simulated(Model::threads, 1, "round_robin", 1s), {{"judit", "core"}}, 3'632, 3'687},
        ExhibitionRow{"coarse", simulated(Model::threads, 1, "round_robin", 3s), {{"judit", "core"}}, 3'609, 3'664}),
    [](const auto& row) { return std::string(row.param.what); });

}  // namespace
}  // namespace simul::testing
