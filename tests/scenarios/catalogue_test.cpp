#include "scenarios/catalogue.h"

#include <gtest/gtest.h>

#include <set>

#include "engine/run/run.h"
#include "scenarios/concepts.h"
#include "scenarios/embedded.h"

namespace simul {
namespace {

TEST(Catalogue, holds_only_scenarios_that_load_and_say_what_they_are) {
    ASSERT_GE(catalogue().size(), 3u);
    for (const CatalogueEntry& entry : catalogue()) {
        const auto scenario = find_scenario(std::string(entry.name));
        ASSERT_TRUE(scenario.ok()) << scenario.error().sentence();
        const auto story = scenario.value()->load({}, 1);
        ASSERT_TRUE(story.ok()) << story.error().sentence();
        EXPECT_EQ(story.value()->description().name, entry.name);
        EXPECT_FALSE(story.value()->description().title.empty()) << entry.name;
        EXPECT_FALSE(story.value()->description().sentence.empty()) << entry.name;
        EXPECT_FALSE(entry.chapter.empty());
    }
}

TEST(Catalogue, lists_every_story_of_the_shelf_once) {
    std::set<std::string_view> listed;
    for (const CatalogueEntry& entry : catalogue()) EXPECT_TRUE(listed.insert(entry.name).second) << entry.name;
    for (std::size_t i = 0; i < kEmbeddedScenarioCount; ++i)
        EXPECT_EQ(listed.count(kEmbeddedScenarios[i].name), 1u) << kEmbeddedScenarios[i].name;
}

TEST(Catalogue, has_the_twins_by_the_names_of_their_files) {
    for (const char* name : {"chess_exhibition.cpp", "two_cashiers.cpp", "lost_update.cpp"}) {
        const auto scenario = find_scenario(name);
        ASSERT_TRUE(scenario.ok()) << scenario.error().sentence();
        EXPECT_EQ(scenario.value()->load({}, 1).value()->description().source_name, name);
    }
}

#ifdef SIMUL_LUA

TEST(Catalogue, has_a_story_for_each_concept_that_it_says_it_teaches) {
    std::set<std::string_view> without, twice;
    for (const Concept& taught : taught_concepts()) {
        EXPECT_TRUE(twice.insert(taught.name).second) << taught.name;
        without.insert(taught.name);
    }
    for (const CatalogueEntry& entry : catalogue()) {
        const auto story = find_scenario(std::string(entry.name)).value()->load({}, 1);
        for (const Concept& taught : taught_concepts())
            if (teaches(story.value()->description().concepts, taught)) without.erase(taught.name);
    }
    EXPECT_EQ(without, std::set<std::string_view>{});
}

/// So there is no circle, and whoever goes through the shelf from its beginning knows what each story asks for.
TEST(Catalogue, has_what_a_story_builds_on_before_it) {
    std::set<std::string> met;
    for (const CatalogueEntry& entry : catalogue()) {
        const auto story = find_scenario(std::string(entry.name)).value()->load({}, 1);
        const std::vector<std::string>& builds_on = story.value()->description().builds_on;
        EXPECT_EQ(builds_on.empty(), met.empty()) << entry.name << ": only the first builds on nothing";
        EXPECT_LE(builds_on.size(), 3u) << entry.name;
        std::set<std::string> twice;
        for (const std::string& name : builds_on) {
            EXPECT_EQ(met.count(name), 1u) << entry.name << " builds on " << name << ", which is not before it";
            EXPECT_TRUE(twice.insert(name).second) << entry.name << " names " << name << " twice";
        }
        met.emplace(entry.name);
    }
}

/// The run of a story's preset; an error, if it is refused.
Result<Outcome> outcome_of(Zygote& zygote, std::string_view story, const Preset& preset) {
    Settings settings;
    settings.scenario = story;
    settings.preset = preset.name;
    Result<Run> run = Run::start(zygote, settings);
    if (!run) return run.error();
    while (run->take_news(50)) {
    }
    if (run->ending().error) return *run->ending().error;
    return run->ending().outcome;
}

TEST(Catalogue, has_presets_that_run_and_say_what_they_show) {
    Result<Zygote> zygote = Zygote::create(find_scenario);
    for (const CatalogueEntry& entry : catalogue()) {
        const auto story = find_scenario(std::string(entry.name)).value()->load({}, 1);
        for (const Preset& preset : story.value()->description().presets) {
            const Result<Outcome> outcome = outcome_of(*zygote, entry.name, preset);
            ASSERT_TRUE(outcome) << entry.name << ": " << preset.name << ": " << outcome.error().sentence();
            EXPECT_NE(*outcome, Outcome::stopped) << entry.name << ": " << preset.name;
            EXPECT_FALSE(preset.text.empty()) << entry.name << ": " << preset.name;
        }
    }
}

#endif

TEST(UnknownScenario, is_told_what_there_is_the_nearest_first) {
    const auto found = find_scenario("lost_updat");
    ASSERT_FALSE(found.ok());
    EXPECT_NE(found.error().sentence().find("There are lost_update, chess_exhibition"), std::string::npos)
        << found.error().sentence();
    EXPECT_FALSE(find_scenario("").ok());
    EXPECT_FALSE(find_scenario(".cpp").ok());
    EXPECT_LT(find_scenario(std::string(5000, 'x')).error().sentence().size(), 1000u);
}

TEST(LuaFile, that_is_not_there_is_told_with_its_path) {
    const auto found = find_scenario("/nowhere/story.lua");
    ASSERT_FALSE(found.ok());
    EXPECT_EQ(found.error().sentence().rfind("/nowhere/story.lua ", 0), 0u) << found.error().sentence();
}

}  // namespace
}  // namespace simul
