// What a student does with the lost update, without reading anything but the window: lose it, see why, go back, take
// the other branch, try all orders, and mend it. SIMUL_PICTURES=FOLDER keeps the pictures that the README shows.
#include "app/workspace/conducting.h"
#include "tests/gui/gui.h"

namespace simul::window {
namespace {

using compat::Key, compat::key_of;

class LostUpdateDay : public testing::Test {
  protected:
    std::int64_t counter() const {
        const workspace::OpenRun& run = *gui.story().run;
        return run.moment(gui.story().playhead.events).value_of(ResourceId{0}).bits;
    }
    void choose(const std::string& digits) {
        for (const char digit : digits) {
            gui.key(key_of(digit));
            gui.settle();
        }
    }
    void type_before(const std::string& words, Key where, const std::string& typed) {
        for (const theme::TextRecord& text : theme::texts_of_frame()) {
            if (text.text.find(words) == std::string::npos) continue;
            gui.press_at({text.box.left + 1, (text.box.top + text.box.bottom) / 2});
            break;
        }
        gui.key(where);
        gui.type(typed);
    }
    /// Every stage looks as it should.
    void look(const std::string& name) { gui.look_over(name); }

    Gui gui{{.width = 1600, .height = 1000}};
};

TEST_F(LostUpdateDay, BeginsWithALossAndEndsWithAProof) {
    gui.open_and_run("lost_update");
    gui.ask(workspace::TurnKnob{"steps", "3"});
    gui.press("step by hand");
    gui.settle();
    choose("112");
    EXPECT_EQ(counter(), 0);
    choose("1");
    while (gui.story().run->live()) choose("1");
    EXPECT_EQ(counter(), 1) << "an update is lost";
    EXPECT_TRUE(Gui::shows("expect") || Gui::shows("no update is lost")) << Gui::texts();

    for (int back = 0; back < 4; ++back) gui.key(Key::left);
    gui.settle();
    choose("1");
    ASSERT_EQ(gui.story().conducting.branches.size(), 2U) << Gui::texts();
    look("lost_update_branches");
    while (gui.story().run->live()) choose("1");
    EXPECT_EQ(counter(), 2) << "in the other branch it survives";

    gui.key(key_of('E'));
    gui.await_end();
    EXPECT_TRUE(Gui::shows("18 of 20 orders fail.")) << Gui::texts();
    gui.press("result 1");
    gui.settle();
    EXPECT_EQ(gui.story().run->steps().size(), 6U) << "the shortest that fails, to be stepped through";
    look("lost_update_orders");

    gui.press("edit source");
    gui.settle();
    type_before("seen = counter", Key::home, "  guard:lock()");
    gui.key(Key::enter);
    type_before("counter.value = seen", Key::end, "");
    gui.key(Key::enter);
    gui.type("guard:unlock()");
    gui.key(key_of('E'), {Key::control});
    gui.await_end();
    EXPECT_TRUE(Gui::shows("2 of 2 orders are right.")) << Gui::texts();
    look("lost_update_mended");
}

}  // namespace
}  // namespace simul::window
