// The left pane's presets, and the story in Python, in every look and size. SIMUL_PICTURES=FOLDER keeps pictures.
#ifdef SIMUL_LUA

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "tests/gui/gui.h"

namespace simul::window {
namespace {

TEST(GuiPresets, ShowOnePointAtAPressAndLeadBack) {
    Gui gui({1600, 1000, 1, {}});
    gui.open_and_run("chess_exhibition");
    EXPECT_FALSE(Gui::shows("48 boards and two masters"));
    gui.press("preset two masters");
    gui.await_end();
    EXPECT_TRUE(Gui::shows("48 boards and two masters")) << Gui::texts();
    EXPECT_EQ(gui.story().run->header().model, Model::threads);
    EXPECT_EQ(seconds_of(gui.story().run->end()), 3655);
    gui.press("preset default");
    gui.await_end();
    EXPECT_FALSE(Gui::shows("48 boards and two masters"));
    EXPECT_EQ(gui.story().run->header().model, Model::event_loop);
}

TEST(GuiPython, StandsInPlaceOfTheSourceAtAPress) {
    Gui gui({1600, 1000, 1, {}});
    gui.open_and_run("two_accounts");
    EXPECT_FALSE(Gui::shows("import threading"));
    gui.press("language/Python");
    EXPECT_TRUE(Gui::shows("import threading")) << Gui::texts();
    EXPECT_TRUE(Gui::shows("two_accounts.py"));
    gui.press("language/Lua");
    EXPECT_FALSE(Gui::shows("import threading"));
    gui.open_and_run("job_sheet");
    EXPECT_FALSE(Gui::has("language/Python")) << "it has none";
}

TEST(GuiPresetsAndPython, AreWithoutFaultsInEveryLookAndSize) {
    for (const Look look : {Look::dark, Look::light, Look::projector})
        for (const Display& display :
             {Display{1280, 720, 1, look}, Display{1920, 1080, 1, look}, Display{1920, 1080, 1.5F, look}}) {
            Gui gui(display);
            gui.open_and_run("lost_update");
            gui.ask(workspace::ChoosePreset{"two atomic steps"});
            gui.await_end();
            gui.ask(workspace::ShowTab{workspace::RightTab::source});
            gui.ask(workspace::ShowPython{true});
            const std::string name =
                fmt::format("python_{}_{}_{}", kLookNames[static_cast<int>(look)], display.width, display.scale);
            gui.look_over(name);
            gui.ask(workspace::ShowFlyout{workspace::Flyout::left});
            gui.look_over(name + "_left");
            gui.ask(workspace::ShowFlyout{workspace::Flyout::right});
            gui.look_over(name + "_right");
        }
}

}  // namespace
}  // namespace simul::window

#endif
