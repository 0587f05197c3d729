// Whatever is claimed of a run is true: checked by a second reading of the raw events, on random programs and on every
// story of the shelf, on all models, simulated, conducted and real.
#include <gtest/gtest.h>

#include "engine/run/conducted/rehearsal.h"
#include "engine/run/conductors/by_seed.h"
#include "engine/run/simulated/in_place.h"
#include "engine/scenario/lua/lua_scenario.h"
#include "scenarios/catalogue.h"
#include "tests/support/any_meeting.h"
#include "tests/support/any_program.h"
#include "tests/support/claims_oracle.h"
#include "tests/support/job_sheet.h"
#include "tests/support/real_run.h"

namespace simul::testing {
namespace {

constexpr Model kEveryModel[] = {Model::sequential, Model::threads,     Model::threads_gil, Model::processes,
                                 Model::event_loop, Model::thread_pool, Model::process_pool};

class Claims : public ::testing::TestWithParam<Model> {};
std::string model_name(const ::testing::TestParamInfo<Model>& info) { return std::string(name_of(info.param)); }
INSTANTIATE_TEST_SUITE_P(each, Claims, ::testing::ValuesIn(kEveryModel), model_name);

TEST_P(Claims, of_any_program_in_simulated_time_are_those_of_a_second_reading) {
    for (std::uint64_t seed = 1; seed <= programs_of(60) && !HasFailure(); ++seed) {
        AnyStory story({seed, 3, 6, seed % 2 == 0, seed % 4 == 0, seed % 4 == 2});
        RunPlan plan = simulated(GetParam(), 2, seed % 3 == 0 ? "round_robin" : "fifo", 400ms);
        check_claims(*simulate_in_place(story, plan));
    }
}

TEST_P(Claims, of_any_conducted_program_are_those_of_a_second_reading) {
    for (std::uint64_t seed = 1; seed <= programs_of(60) && !HasFailure(); ++seed) {
        AnyStory story({seed, 3, 5, seed % 2 == 0, seed % 4 == 0, seed % 4 == 2});
        RunPlan plan = simulated(GetParam(), 2);
        become_conducted(plan);
        BySeed conductor(7, seed);
        check_claims(*Rehearsal(story, plan).record(conductor));
    }
}

#ifdef SIMUL_LUA
std::unique_ptr<Story> meeting(std::uint64_t seed) {
    const std::string text = text_of(AnyMeeting{seed, 4, 3, seed % 3 == 0});
    auto story = lua_scenario("story", "story.lua", text)->load({}, 1);
    if (!story.ok()) ADD_FAILURE() << story.error().sentence() << "\n" << text;
    return story.ok() ? std::move(story.value()) : nullptr;
}

TEST_P(Claims, of_any_meeting_in_simulated_time_are_those_of_a_second_reading) {
    for (std::uint64_t seed = 1; seed <= programs_of(30) && !HasFailure(); ++seed) {
        SCOPED_TRACE("seed " + std::to_string(seed));
        constexpr const char* kPolicies[] = {"fifo", "priority", "round_robin"};
        const auto cores = static_cast<std::uint32_t>(1 + seed % 2);
        RunPlan plan = plan_of(kPolicies[seed % 3], uses_one_core(GetParam()) ? 1 : cores, 700ms, {}, GetParam());
        check_claims(*simulate_in_place(*meeting(seed), plan));
    }
}

TEST_P(Claims, of_any_conducted_meeting_are_those_of_a_second_reading) {
    for (std::uint64_t seed = 1; seed <= programs_of(20) && !HasFailure(); ++seed) {
        SCOPED_TRACE("seed " + std::to_string(seed));
        RunPlan plan = simulated(GetParam(), 2);
        become_conducted(plan);
        BySeed conductor(7, seed);
        check_claims(*Rehearsal(*meeting(seed), plan).record(conductor));
    }
}
#endif

std::unique_ptr<Story> shelved(std::string_view name, Model model, const KnobSettings& knobs = {}) {
    const auto scenario = find_scenario(std::string(name));
    auto story = scenario.value()->load(knobs, 1);
    EXPECT_TRUE(story.ok());
    return suits(story.value()->description(), model) ? std::move(story.value()) : nullptr;
}

/// Of stories with very many tasks, which differ in nothing but their number.
KnobSettings fewer_tasks_in(std::string_view story) {
    if (story == "one_thread_or_many") return {{"clients", "20"}};
    if (story == "web_service") return {{"requests", "20"}};
    return {};
}

TEST_P(Claims, of_every_story_of_the_shelf_are_those_of_a_second_reading) {
    for (const CatalogueEntry& entry : catalogue()) {
        SCOPED_TRACE(std::string(entry.name));
        const auto story = shelved(entry.name, GetParam(), fewer_tasks_in(entry.name));
        if (!story) continue;
        check_claims(*simulate_in_place(*story, simulated(GetParam(), 3, "round_robin", 20ms)), 60);
        if (HasFailure()) return;
    }
}

TEST_P(Claims, of_every_story_that_is_conducted_are_those_of_a_second_reading) {
    for (const CatalogueEntry& entry : catalogue()) {
        SCOPED_TRACE(std::string(entry.name));
        const auto story = shelved(entry.name, GetParam(), fewer_tasks_in(entry.name));
        if (!story) continue;
        RunPlan plan = simulated(GetParam(), 3);
        become_conducted(plan);
        plan.max_events = 4'000;
        BySeed conductor(3);
        check_claims(*Rehearsal(*story, plan).record(conductor), 60);
        if (HasFailure()) return;
    }
}

TEST(RealClaims, of_any_program_are_those_of_a_second_reading) {
    for (const Model model : kEveryModel) {
        for (std::uint64_t seed = 1; seed <= 3; ++seed) {
            tell_story([seed]() -> std::unique_ptr<SmallStory> {
                return std::make_unique<AnyStory>(AnyProgram{seed, 3, 6, false});
            });
            check_claims(run_for_real(model).trace());
            if (HasFailure()) return;
        }
    }
}

}  // namespace
}  // namespace simul::testing
