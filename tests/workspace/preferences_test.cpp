#include "app/workspace/preferences.h"

#include "tests/workspace/desk.h"

namespace simul::workspace {
namespace {

using Kept = testing::Desk;

TEST_F(Kept, PreferencesComeBackAsTheyWere) {
    Preferences preferences;
    preferences.look = Look::projector;
    preferences.zoom = 1.5F;
    preferences.reduced_motion = true;
    preferences.panes.left = 300;
    preferences.panes.right_open = false;
    preferences.last_opened = {"chess_exhibition", "/tmp/ä \" coffee.lua"};
    preferences.window_width = 1920;
    const std::string path = (folder / "deep" / "er" / "preferences.json").string();
    ASSERT_TRUE(write_preferences(path, preferences));
    EXPECT_EQ(read_preferences(path), preferences);
}

TEST_F(Kept, ADamagedFileGivesWhatIsSensibleAndTheDefaultsElse) {
    for (const char* text :
         {"", "{", "[1,2]", "null", "\xff\xfe", "{\"look\":7}", "{\"panes\":[]}", "{\"zoom\":\"big\"}"})
        EXPECT_EQ(read_preferences(write_file("damaged.json", text)), Preferences{}) << text;
    const Preferences extreme = read_preferences(
        write_file("extreme.json", R"({"zoom":1e9,"look":"light","window_width":-3,"last_opened":[1,"a",null]})"));
    EXPECT_EQ(extreme.zoom, 3);
    EXPECT_EQ(extreme.look, Look::light);
    EXPECT_EQ(extreme.window_width, 480);
    EXPECT_EQ(extreme.last_opened, std::vector<std::string>{"a"});
}

TEST_F(Kept, WhatCannotBeKeptIsToldAndTheLookChangesAnyway) {
    desk.preferences_file = write_file("file", "") + "/preferences.json";
    doing(SetLook{Look::light});
    EXPECT_EQ(desk.preferences.look, Look::light);
    EXPECT_FALSE(desk.message().empty());
}

TEST_F(Kept, ZoomStaysWithinWhatCanBeRead) {
    doing(SetZoom{100});
    EXPECT_EQ(desk.preferences.zoom, 3);
    doing(SetZoom{0});
    EXPECT_EQ(desk.preferences.zoom, 0.5F);
}

#ifdef SIMUL_LUA
TEST_F(Kept, TheShelfIsSearchedInAllItsTexts) {
    std::optional<Error> trouble;
    desk.shelf = load_shelf(*desk.zygote, trouble);
    EXPECT_FALSE(trouble);
    ASSERT_EQ(desk.shelf.size(), catalogue().size());
    const auto found = [this](const std::string& words) {
        std::vector<std::string> names;
        for (const ShelvedStory& story : desk.shelf)
            if (matches(story, words)) names.push_back(story.name);
        return names;
    };
    EXPECT_EQ(found("").size(), catalogue().size());
    EXPECT_EQ(found("PHILOSOPHERS deadlock"), std::vector<std::string>{"dining_philosophers"});
    EXPECT_TRUE(found("no such words").empty());
    for (const ShelvedStory& story : desk.shelf) EXPECT_FALSE(story.teaches.empty()) << story.name;
}
#endif

}  // namespace
}  // namespace simul::workspace
