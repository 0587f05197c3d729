// The numbers of docs/DESIGN.md, 3, from the stories as readers have them.
#include <gtest/gtest.h>

#include <algorithm>

#include "engine/run/simulated/in_place.h"
#include "scenarios/catalogue.h"
#include "tests/support/small_story.h"

namespace simul::testing {
namespace {

std::unique_ptr<Story> load(const std::string& name, const KnobSettings& knobs = {}) {
    auto scenario = find_scenario(name);
    EXPECT_TRUE(scenario.ok()) << scenario.error().sentence();
    auto story = scenario.value()->load(knobs, 1);
    EXPECT_TRUE(story.ok()) << story.error().sentence();
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

struct Waits {
    double mean, longest;
};

Waits waits_in(const Trace& trace, std::string_view measure) {
    double sum = 0, longest = 0;
    int count = 0;
    for (std::size_t i = 0; i < trace.size(); ++i) {
        if (trace[i].kind != EventKind::measure || trace.text_of(i) != measure) continue;
        sum += trace[i].real();
        longest = std::max(longest, trace[i].real());
        ++count;
    }
    return {sum / count, longest};
}

struct ShopRow {
    const char* what;
    RunPlan plan;
    double end, mean, longest, first_queue, second_queue;
};

class TwoCashiers : public ::testing::TestWithParam<ShopRow> {};

TEST_P(TwoCashiers, share_out_the_waits_as_the_table_says_in_both_languages) {
    const ShopRow& row = GetParam();
    for (const char* name : {"two_cashiers", "two_cashiers.cpp"}) {
        const auto story = load(name);
        const auto trace = simulate_in_place(*story, row.plan);
        EXPECT_EQ(end_of(*trace), row.end) << name;
        EXPECT_EQ(waits_in(*trace, "wait").mean, row.mean) << name;
        EXPECT_EQ(waits_in(*trace, "wait").longest, row.longest) << name;
        EXPECT_EQ(waits_in(*trace, "wait_queue_1").mean, row.first_queue) << name;
        EXPECT_EQ(waits_in(*trace, "wait_queue_2").mean, row.second_queue) << name;
    }
}

INSTANTIATE_TEST_SUITE_P(
    Table, TwoCashiers,
    ::testing::Values(ShopRow{"sequential", simulated(Model::sequential, 1), 480, 210, 420, 90, 330},
                      ShopRow{"switching", simulated(Model::event_loop, 1), 480, 210, 420, 180, 240},
                      ShopRow{"sliced", simulated(Model::threads, 1, "round_robin", 60s), 480, 210, 420, 180, 240},
                      ShopRow{"threads", simulated(Model::threads, 2), 240, 90, 180, 90, 90},
                      ShopRow{"processes", simulated(Model::processes, 2), 240, 90, 180, 90, 90}),
    [](const auto& row) { return std::string(row.param.what); });

struct UpdateRow {
    const char* what;
    KnobSettings knobs;
    Model model;
};

class LostUpdate : public ::testing::TestWithParam<UpdateRow> {};

/// In free simulated runs nobody comes between load and store, as they take no time: to lose one, step by step.
TEST_P(LostUpdate, expects_that_none_is_lost) {
    for (const char* name : {"lost_update", "lost_update.cpp"}) {
        const auto story = load(name, GetParam().knobs);
        const auto trace = simulate_in_place(*story, simulated(GetParam().model, 4));
        int expectations = 0;
        for (std::size_t i = 0; i < trace->size(); ++i) {
            if ((*trace)[i].kind != EventKind::expect) continue;
            ++expectations;
            EXPECT_EQ((*trace)[i].value, 1) << name;
            EXPECT_EQ(trace->text_of(i), "no update is lost");
        }
        EXPECT_EQ(expectations, 1) << name;
    }
}

INSTANTIATE_TEST_SUITE_P(Table, LostUpdate,
                         ::testing::Values(UpdateRow{"three_steps", {{"steps", "3"}}, Model::threads},
                                           UpdateRow{"lock", {{"steps", "3"}, {"protect", "lock"}}, Model::threads},
                                           UpdateRow{"atomic", {{"steps", "3"}, {"protect", "atomic"}}, Model::threads},
                                           UpdateRow{"sequential", {{"steps", "3"}}, Model::sequential}),
                         [](const auto& row) { return std::string(row.param.what); });

}  // namespace
}  // namespace simul::testing
