// The three stories that stand in Lua and in C++ tell the same, event by event.
#include <gtest/gtest.h>

#include <tuple>

#include "engine/run/simulated/in_place.h"
#include "scenarios/catalogue.h"
#include "tests/support/small_story.h"

namespace simul::testing {
namespace {

std::unique_ptr<Story> load_twin(const std::string& name, const KnobSettings& knobs) {
    auto scenario = find_scenario(name);
    EXPECT_TRUE(scenario.ok()) << scenario.error().sentence();
    auto story = scenario.value()->load(knobs, 1);
    EXPECT_TRUE(story.ok()) << story.error().sentence();
    return std::move(story.value());
}

/// Everything but the line.
auto told_by(const TraceEvent& event) {
    return std::make_tuple(event.time, event.value, event.task, event.resource, event.ticket, event.core, event.kind,
                           Phase{event.phase}, CellType{event.cell}, bool{event.has_text != 0},
                           bool{event.unordered != 0}, event.sequence);
}

std::string shown(const TraceEvent& event) {
    return std::string(info_of(event.kind).identifier) + " of " + std::to_string(index_of(event.task)) + ", value " +
           std::to_string(event.value) + ", ticket " + std::to_string(event.ticket) + ", sequence " +
           std::to_string(event.sequence) + ", cell " + std::to_string(static_cast<int>(event.cell));
}

struct Telling {
    const char* name;
    KnobSettings knobs = {};
};

class Twins : public ::testing::TestWithParam<std::tuple<Telling, Model>> {};

TEST_P(Twins, tell_the_same_event_by_event) {
    const auto& [telling, model] = GetParam();
    const std::string name = telling.name;
    RunPlan plan = simulated(model, 2, "round_robin", 3s);
    const auto lua = simulate_in_place(*load_twin(name, telling.knobs), plan);
    const auto cpp = simulate_in_place(*load_twin(name + ".cpp", telling.knobs), plan);
    ASSERT_GT(lua->size(), 10u);
    ASSERT_EQ(lua->size(), cpp->size());
    for (std::size_t i = 0; i < lua->size(); ++i) {
        ASSERT_TRUE(told_by((*lua)[i]) == told_by((*cpp)[i]))
            << name << ", event " << i << ": " << shown((*lua)[i]) << " | " << shown((*cpp)[i]);
        ASSERT_EQ(lua->text_of(i), cpp->text_of(i)) << name << ", event " << i;
    }
}

INSTANTIATE_TEST_SUITE_P(
    Table, Twins,
    ::testing::Combine(
        ::testing::Values(Telling{"chess_exhibition"}, Telling{"chess_exhibition", {{"masters", "3"}, {"pairs", "4"}}},
                          Telling{"chess_exhibition", {{"judit", "core"}, {"opponents", "7"}}}, Telling{"two_cashiers"},
                          Telling{"two_cashiers", {{"spread", "45"}, {"customers", "9"}}}, Telling{"lost_update"},
                          Telling{"lost_update", {{"steps", "3"}, {"tasks", "5"}, {"times", "7"}}},
                          Telling{"lost_update", {{"protect", "lock"}, {"times", "3"}}},
                          Telling{"lost_update", {{"protect", "atomic"}}}),
        ::testing::Values(Model::sequential, Model::threads, Model::threads_gil, Model::processes, Model::event_loop,
                          Model::thread_pool, Model::process_pool)),
    [](const auto& row) {
        return std::string(std::get<0>(row.param).name) + "_" + std::string(name_of(std::get<1>(row.param))) + "_" +
               std::to_string(row.index);
    });

TEST(TwinDescriptions, are_equal_apart_from_the_texts_that_only_lua_has) {
    for (const std::string name : {"chess_exhibition", "two_cashiers", "lost_update"}) {
        const auto lua_story = load_twin(name, {}), cpp_story = load_twin(name + ".cpp", {});
        const ScenarioDescription &lua = lua_story->description(), &cpp = cpp_story->description();
        EXPECT_EQ(lua.name, cpp.name);
        EXPECT_EQ(lua.title, cpp.title);
        EXPECT_EQ(lua.sentence, cpp.sentence);
        EXPECT_EQ(lua.scale, cpp.scale);
        EXPECT_EQ(lua.default_model, cpp.default_model);
        EXPECT_EQ(lua.default_cores, cpp.default_cores);
        EXPECT_EQ(lua.words, cpp.words);
        ASSERT_EQ(lua.knobs.size(), cpp.knobs.size());
        for (std::size_t i = 0; i < lua.knobs.size(); ++i) {
            const Knob &left = lua.knobs[i], &right = cpp.knobs[i];
            EXPECT_EQ(left.name, right.name);
            EXPECT_EQ(left.kind, right.kind);
            EXPECT_EQ(left.value_as_text(), right.value_as_text());
            EXPECT_EQ(left.min, right.min);
            EXPECT_EQ(left.max, right.max);
            EXPECT_EQ(left.choices, right.choices);
            EXPECT_EQ(left.text, right.text);
        }
        ASSERT_EQ(lua.resources.size(), cpp.resources.size());
        for (std::size_t i = 0; i < lua.resources.size(); ++i) {
            EXPECT_EQ(lua.resources[i].name, cpp.resources[i].name);
            EXPECT_EQ(lua.resources[i].kind, cpp.resources[i].kind);
            EXPECT_EQ(lua.resources[i].initial, cpp.resources[i].initial);
            EXPECT_EQ(lua.resources[i].mmap, cpp.resources[i].mmap);
        }
    }
}

}  // namespace
}  // namespace simul::testing
