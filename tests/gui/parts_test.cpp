// A line of the source in parts.
#include "app/workspace/conducting.h"
#include "tests/gui/gui.h"

namespace simul::window {
namespace {

using compat::key_of;

/// The line that takes the money: it loads, and stores.
constexpr std::uint16_t kLine = 30;

struct GuiParts : ::testing::Test {
    Gui gui{{1600, 1000}};

    GuiParts() {
        gui.open_and_run("two_accounts");
        gui.ask(workspace::TurnKnob{"order", "by number"});
        gui.ask(workspace::StartRun{});
        gui.await_end();
    }
    static std::string part(int number) { return "part " + std::to_string(number) + " of " + std::to_string(kLine); }
    std::string handle() const { return "parts " + std::to_string(kLine); }
    /// Until the task that was chosen stands in the line.
    void come_to_line() {
        for (int i = 0; i < 12; ++i) {
            for (const Candidate& candidate : workspace::candidates_at(gui.workspace()))
                if (candidate.intent.line == kLine) return;
            gui.ask(workspace::Choose{TaskId{1}});
        }
        FAIL() << "nobody comes to line " << kLine;
    }
    void show_line() {
        gui.ask(workspace::Select{{TaskId{1}, kNoResource}});
        gui.settle();
    }
};

TEST_F(GuiParts, OpenBeneathTheirLineAndCloseAgainByTheSamePress) {
    const Trace& trace = gui.story().run->trace();
    std::size_t event = 0;
    while (trace[event].line != kLine) ++event;
    gui.ask(workspace::MoveToEvent{event + 1});
    ASSERT_TRUE(Gui::has(handle())) << Gui::texts();
    EXPECT_FALSE(Gui::has("parts 29")) << "a line without operations has none";
    gui.press(handle());
    for (const char* words : {"load balance[1]", "work out the new value", "store into balance[1]"})
        EXPECT_TRUE(Gui::shows(words)) << words << "\n" << Gui::texts();
    EXPECT_GE(Gui::box_of(part(2)).top, Gui::box_of(part(1)).bottom);
    gui.press(handle());
    EXPECT_FALSE(Gui::has(part(1)));
}

TEST_F(GuiParts, ShowWhereATaskStandsAndTheKeyOpensItsLine) {
    gui.ask(workspace::Conduct{});
    ASSERT_TRUE(workspace::is_conducted(gui.workspace())) << gui.workspace().message();
    come_to_line();
    show_line();
    gui.key(key_of('X'));
    gui.settle();
    EXPECT_TRUE(Gui::has(part(1) + " task 1")) << "known from the run before, though nobody was there yet\n"
                                               << Gui::texts();
    gui.ask(workspace::Choose{TaskId{1}});
    gui.settle();
    EXPECT_FALSE(Gui::has(part(1) + " task 1"));
    EXPECT_TRUE(Gui::has(part(3) + " task 1")) << Gui::texts();
    gui.key(key_of('X'));
    gui.settle();
    EXPECT_FALSE(Gui::has(part(1)));
}

TEST_F(GuiParts, LeaveTheBreakpointToTheNumber) {
    gui.ask(workspace::Conduct{});
    come_to_line();
    show_line();
    gui.press("line number " + std::to_string(kLine));
    EXPECT_EQ(gui.story().conducting.breakpoints.size(), 1U);
    EXPECT_TRUE(gui.story().lines_in_parts.empty());
    gui.press(handle());
    EXPECT_EQ(gui.story().conducting.breakpoints.size(), 1U);
    EXPECT_TRUE(gui.story().lines_in_parts.contains(kLine));
}

}  // namespace
}  // namespace simul::window
