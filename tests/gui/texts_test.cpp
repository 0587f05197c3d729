// No two texts meet and none leaves its panel: every story, in every look, on displays from small to huge.
#include <gtest/gtest.h>

#include <fmt/format.h>

#include "scenarios/catalogue.h"
#include "tests/gui/gui.h"

namespace simul::window {
namespace {

theme::TextRecord record(const std::string& text, layout::Box box, std::uint32_t layer = 0) {
    return {text, box, {0, 0, 100, 100}, layer};
}

TEST(TextFaults, TextsThatMeetAreFoundUnlessOneLiesAbove) {
    EXPECT_EQ(text_faults({record("a", {10, 10, 40, 20}), record("b", {38, 12, 60, 22})}).size(), 1U);
    EXPECT_TRUE(text_faults({record("a", {10, 10, 40, 20}), record("b", {40, 10, 60, 20})}).empty());
    EXPECT_TRUE(text_faults({record("a", {10, 10, 40, 20}), record("b", {38, 12, 60, 22}, 1)}).empty());
}

TEST(TextFaults, ATextThatLeavesItsPanelIsFound) {
    EXPECT_EQ(text_faults({record("a", {80, 10, 104, 20})}).size(), 1U);
    EXPECT_EQ(text_faults({record("a", {10, -9, 40, 8})}).size(), 1U);
    EXPECT_TRUE(text_faults({record("a", {80, 90, 100, 100})}).empty());
}

constexpr Display kDisplays[] = {{1280, 720, 1, {}}, {1920, 1080, 1, {}}, {1920, 1080, 1.5F, {}},
                                 {800, 600, 1, {}},  {3840, 2160, 1, {}}, {3840, 2160, 2, {}}};

class Texts : public testing::TestWithParam<std::tuple<std::size_t, Look>> {
  protected:
    static Display display() {
        Display display = kDisplays[std::get<0>(GetParam())];
        display.look = std::get<1>(GetParam());
        return display;
    }
    static void expect_none(const std::string& where) {
        const std::vector<std::string> faults = text_faults(theme::texts_of_frame());
        EXPECT_FALSE(theme::texts_of_frame().empty()) << where;
        std::string all;
        for (std::size_t i = 0; i < faults.size() && i < 5; ++i) all += "  " + faults[i] + "\n";
        EXPECT_TRUE(faults.empty()) << where << ": " << faults.size() << " faults\n" << all;
    }
};

std::string name_of_display(const testing::TestParamInfo<std::tuple<std::size_t, Look>>& it) {
    const Display& display = kDisplays[std::get<0>(it.param)];
    return fmt::format("{}x{}x{}_{}", display.width, display.height, static_cast<int>(display.scale * 10),
                       kLookNames[static_cast<std::size_t>(std::get<1>(it.param))]);
}

INSTANTIATE_TEST_SUITE_P(Everywhere, Texts,
                         testing::Combine(testing::Range(std::size_t{0}, std::size(kDisplays)),
                                          testing::Values(Look::dark, Look::light, Look::projector)),
                         name_of_display);

TEST_P(Texts, OfTheGallery) {
    Gui gui(display());
    expect_none("gallery");
    gui.ask(workspace::SearchFor{"lock"});
    expect_none("search");
    gui.ask(workspace::ShowHelp{true});
    expect_none("help");
}

/// Where addresses are watched a picture takes ten times as long: each display shows every sixth story then, and each
/// story is shown on one.
bool is_left_out([[maybe_unused]] std::size_t story, [[maybe_unused]] std::size_t display) {
#ifdef __SANITIZE_ADDRESS__
    return story % 6 != display % 6;
#else
    return false;
#endif
}

TEST_P(Texts, OfEveryStoryAtItsBeginningInItsMiddleAndAtItsEnd) {
    Gui gui(display());
    std::size_t story = 0;
    for (const CatalogueEntry& entry : catalogue()) {
        if (is_left_out(story++, std::get<0>(GetParam()))) continue;
        const std::string name(entry.name);
        gui.ask(workspace::Open{name});
        expect_none(name + ", opened");
        gui.open_and_run(name);
        ASSERT_NE(gui.workspace().run(), nullptr) << name;
        expect_none(name + ", at its end");
        const Time end = gui.workspace().run()->end();
        gui.ask(workspace::MoveTo{Time{end.time_since_epoch() / 2}});
        expect_none(name + ", in its middle");
        gui.ask(workspace::JumpTo{workspace::Place::start});
        expect_none(name + ", at its beginning");
        for (const workspace::RightTab tab : {workspace::RightTab::source, workspace::RightTab::task,
                                              workspace::RightTab::result, workspace::RightTab::words}) {
            gui.ask(workspace::MoveTo{Time{end.time_since_epoch() / 3}});
            gui.ask(workspace::Select{{TaskId{1}, kNoResource}});
            gui.ask(workspace::ShowTab{tab});
            expect_none(fmt::format("{}, tab {}", name, static_cast<int>(tab)));
        }
    }
}

TEST_P(Texts, OfAllModelsAtOnce) {
    Gui gui(display());
    for (const std::string name : {"chess_exhibition", "two_cashiers", "dining_philosophers"}) {
        gui.open_and_run(name);
        gui.ask(workspace::RunEveryModel{});
        gui.await_end();
        expect_none(name);
    }
}

}  // namespace
}  // namespace simul::window
