// Free and conducted runs do not contradict each other: what a free run comes to, exploring finds, on every model.
#include <gtest/gtest.h>

// Not under TSan: one thread explores, and TSan keeps so much of each run that there is no memory for so many.
#if defined(SIMUL_LUA) && !defined(__SANITIZE_THREAD__)

#include <set>

#include "engine/analysis/explore/exploration.h"
#include "engine/analysis/metrics.h"
#include "engine/run/simulated/in_place.h"
#include "engine/scenario/lua/lua_scenario.h"
#include "tests/support/any_lua.h"
#include "tests/support/any_program.h"
#include "tests/support/any_turns.h"
#include "tests/support/rehearsed_story.h"
#include "tests/support/small_story.h"

namespace simul::testing {
namespace {

using Ends = std::set<std::string>;

std::unique_ptr<Story> story_told_by(const std::string& text) {
    auto story = lua_scenario("any", "any.lua", text)->load({}, 1);
    EXPECT_TRUE(story.ok()) << (story.ok() ? "" : story.error().sentence) << "\n" << text;
    return story.ok() ? std::move(*story) : nullptr;
}

/// Outcome and variables.
std::string end_of_any(const Trace& trace) {
    const Metrics metrics = metrics_of(trace);
    std::string text(name_of(*metrics.outcome));
    for (const VariableFigures& it : metrics.variables)
        text += " " + std::string(it.name) + "=" + std::to_string(it.value.bits);
    return text;
}

/// Nothing: there are too many states, or classes.
std::optional<Ends> ends_found(Story& story, Model model, bool reduced) {
    RehearsedStory explored(story, simulated(model, 2));
    std::size_t left = reduced ? 2'000 : 20'000;
    Bounds bounds;
    bounds.enough = [&left] { return left-- == 0 ? "it takes too long" : ""; };
    const Exploration found = reduced ? explore_reduced(explored, bounds) : explore(explored, bounds);
    if (!found.complete) return std::nullopt;
    Ends ends;
    for (const ExploredResult& it : found.results) ends.insert(end_of_any(*explored.record(it.example)));
    return ends;
}

std::string listed(const Ends& ends) {
    std::string text;
    for (const std::string& end : ends) text += end + "\n";
    return text;
}

/// What one story comes to in simulated time, on more or fewer cores, with another quantum.
Ends ends_of_free_runs(Story& story, Model model) {
    Ends ends;
    for (RunPlan plan : {simulated(model, 1), simulated(model, 2), simulated(model, 1, "round_robin", 500ms)}) {
        plan.workers = 2;
        ends.insert(end_of_any(*simulate_in_place(story, plan)));
    }
    return ends;
}

class FreeRuns : public ::testing::TestWithParam<Model> {};

TEST_P(FreeRuns, come_to_what_all_orders_and_one_of_each_class_come_to) {
    std::size_t compared = 0;
    for (std::uint64_t seed = 1; seed <= programs_of(30); ++seed) {
        AnyLua program{seed, seed % 3 == 0 ? 3 : 2, seed % 3 == 0 ? 2 : 3, seed % 5 == 0};
        program.in_turn = true;
        const std::string text = text_of(program);
        const std::unique_ptr<Story> story = story_told_by(text);
        ASSERT_NE(story, nullptr);
        const Ends free = ends_of_free_runs(*story, GetParam());
        for (const bool reduced : {false, true}) {
            const std::optional<Ends> found = ends_found(*story, GetParam(), reduced);
            if (!found) continue;
            ++compared;
            for (const std::string& end : free)
                EXPECT_TRUE(found->count(end))
                    << "reduced " << reduced << ", a free run ends: " << end << "\nof these:\n"
                    << listed(*found) << text;
        }
    }
    EXPECT_GE(compared, programs_of(30));
}

INSTANTIATE_TEST_SUITE_P(Models, FreeRuns,
                         ::testing::Values(Model::sequential, Model::threads, Model::threads_gil, Model::processes,
                                           Model::event_loop, Model::thread_pool, Model::process_pool),
                         [](const auto& model) { return std::string(name_of(model.param)); });

TEST(OrdersOfALoop, come_to_what_turns_in_any_order_come_to) {
    for (std::uint64_t seed = 1; seed <= programs_of(150); ++seed) {
        const AnyTurns turns(seed);
        const std::string text = turns.text();
        const std::unique_ptr<Story> story = story_told_by(text);
        ASSERT_NE(story, nullptr);
        const Ends by_hand = turns.ends();
        for (const bool reduced : {false, true}) {
            const std::optional<Ends> found = ends_found(*story, Model::event_loop, reduced);
            if (!found && reduced) continue;
            ASSERT_TRUE(found) << text;
            EXPECT_EQ(listed(*found), listed(by_hand)) << "reduced " << reduced << "\n" << text;
        }
        EXPECT_TRUE(by_hand.count(end_of_any(*simulate_in_place(*story, simulated(Model::event_loop))))) << text;
    }
}

}  // namespace
}  // namespace simul::testing

#endif
