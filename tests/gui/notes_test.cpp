// Notes in the window: written at a moment, marked on the ruler and the slider, read where they stand.
#include "app/workspace/notes.h"

#include "app/workspace/conducting.h"
#include "tests/gui/gui.h"

namespace simul::window {
namespace {

using compat::Key;
using compat::key_of;
using workspace::MoveTo;

Time at_second(double at) { return Time(duration_of_seconds(at)); }

struct GuiNotes : ::testing::Test {
    Gui gui{{1280, 720}};

    /// As a reader would, by keyboard.
    void write(double at, const std::string& text) {
        gui.ask(MoveTo{at_second(at)});
        gui.key(key_of('W'));
        gui.type(text);
        gui.key(Key::enter);
        gui.settle();
    }
    std::vector<std::string> notes() {
        std::vector<std::string> texts;
        for (const workspace::ShownNote& each : workspace::notes_shown(gui.workspace()))
            texts.push_back(each.note->text);
        return texts;
    }
    using Texts = std::vector<std::string>;
};

TEST_F(GuiNotes, AreWrittenByKeyboardKeptByEnterAndLeftByEscape) {
    gui.open_and_run("two_cashiers");
    write(20, "both cashiers work, r and w are letters here");
    EXPECT_EQ(notes(), Texts{"both cashiers work, r and w are letters here"}) << Gui::texts();
    EXPECT_TRUE(Gui::shows("both cashiers work")) << Gui::texts();
    gui.ask(MoveTo{at_second(40)});
    gui.key(key_of('W'));
    gui.type("never mind");
    gui.key(Key::escape);
    gui.settle();
    EXPECT_EQ(notes().size(), 1U);
    EXPECT_FALSE(Gui::has("note"));
    EXPECT_TRUE(gui.story().run);
}

TEST_F(GuiNotes, AreWrittenChangedAndDeletedWithTheMouse) {
    gui.open_and_run("two_cashiers");
    EXPECT_FALSE(Gui::has("next note")) << "without notes there is no row for them";
    gui.press("write note");
    gui.type("the end");
    gui.press("keep note");
    EXPECT_EQ(notes(), Texts{"the end"});
    gui.press("change note");
    gui.press("note");
    gui.key(Key::end);
    gui.type(" of it");
    gui.press("keep note");
    EXPECT_EQ(notes(), Texts{"the end of it"});
    gui.press("drop note");
    EXPECT_EQ(notes(), Texts{});
}

TEST_F(GuiNotes, StandOnTheRulerAndTheSliderAndAPressLeadsThere) {
    gui.open_and_run("two_cashiers");
    write(20, "here");
    write(60, "and here");
    gui.ask(MoveTo{at_second(90)});
    gui.point_at("note 1");
    EXPECT_TRUE(Gui::shows("Note at")) << Gui::texts();
    gui.press("note 1");
    EXPECT_EQ(gui.story().playhead.at, at_second(20));
    gui.press("slider note 2");
    EXPECT_EQ(gui.story().playhead.at, at_second(60));
    gui.press("previous note");
    EXPECT_EQ(gui.story().playhead.at, at_second(20));
    gui.key(key_of('N'));
    EXPECT_EQ(gui.story().playhead.at, at_second(60));
}

TEST_F(GuiNotes, AreReadAfterTheirMomentTooAndNothingMovesFromOneToTheNext) {
    gui.open_and_run("two_cashiers");
    write(20, "short");
    write(60,
          "A note that is so long that it needs a second line, since a teacher has a lot to say about queues, and "
          "who stands in them, and why nobody likes to.");
    const layout::Box lanes = Gui::box_of("timeline lanes");
    for (const double at : {0.0, 20.0, 45.0, 60.0, 90.0}) {
        gui.ask(MoveTo{at_second(at)});
        EXPECT_EQ(Gui::box_of("timeline lanes").top, lanes.top) << at;
        EXPECT_EQ(Gui::shows("short"), at >= 20 && at < 60) << at;
    }
    gui.ask(MoveTo{at_second(0)});
    EXPECT_TRUE(Gui::shows("The first note is at 20 s.")) << Gui::texts();
}

TEST_F(GuiNotes, OfAConductedRunNameTheStepAndStandInItsBranch) {
    gui.open_and_run("lost_update");
    gui.ask(workspace::Conduct{});
    gui.key(key_of('1'));
    gui.key(key_of('2'));
    gui.key(key_of('W'));
    gui.type("both have read 0");
    gui.key(Key::enter);
    gui.settle();
    EXPECT_TRUE(Gui::shows("step 2")) << Gui::texts();
    gui.key(key_of('1'));
    gui.point_at("branch A step 3");
    EXPECT_TRUE(Gui::shows("Note: both have read 0")) << Gui::texts();
    gui.key(key_of('P'));
    EXPECT_EQ(gui.story().run->steps().done(gui.story().playhead.events), 2U);
}

/// No text meets another or leaves its pane, in any look and size.
TEST(GuiNotesPictures, HaveNoTextsThatMeet) {
    const std::string longer =
        "Both have read 0 before either has written: whichever task runs next, one of the two additions will be lost, "
        "and "
        "nobody will ever hear of it. Ask the class what a lock would change, and where it would have to stand.";
    for (const Display& display : {Display{1280, 720}, Display{1920, 1080, 1, Look::light},
                                   Display{1920, 1080, 1, Look::projector}, Display{1280, 720, 1, Look::projector}}) {
        Gui gui(display);
        for (const std::string story : {"chess_exhibition", "lost_update"}) {
            gui.open_and_run(story);
            if (story == "lost_update") gui.ask(workspace::Conduct{});
            for (const std::string& text : {std::string("short"), longer}) {
                gui.ask(workspace::WriteNote{});
                gui.type(text);
                for (const bool reading : {false, true}) {
                    if (reading) gui.ask(workspace::KeepNote{});
                    for (const std::string& fault : text_faults(theme::texts_of_frame()))
                        ADD_FAILURE() << story << " " << display.width << " " << fault;
                }
            }
        }
    }
}

}  // namespace
}  // namespace simul::window
