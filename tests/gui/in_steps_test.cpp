// A run that takes no time has a timeline of its steps.
#include <gtest/gtest.h>

#include "app/workspace/on_ruler.h"
#include "tests/gui/gui.h"

namespace simul::window {
namespace {

/// The lost update, run freely: all of it happens at second 0.
class RunInOneInstant : public ::testing::Test {
  protected:
    RunInOneInstant() {
        gui.open_and_run("lost_update");
        gui.ask(workspace::StartRun{});
        gui.await_end();
        gui.ask(workspace::JumpTo{workspace::Place::end});
        gui.settle();
    }
    const workspace::OpenRun& run() const { return *gui.story().run; }
    std::size_t events_seen() const { return gui.story().playhead.events; }

    Gui gui{{1600, 1000}};
};

TEST_F(RunInOneInstant, IsDrawnStepByStep) {
    ASSERT_EQ(run().end(), Time{});
    ASSERT_NE(run().in_steps(), nullptr);
    EXPECT_TRUE(Gui::has("lane core 0"));
    EXPECT_TRUE(Gui::shows("step 21"));
    EXPECT_TRUE(Gui::shows("running"));
    EXPECT_EQ(events_seen(), run().trace().size());
}

TEST_F(RunInOneInstant, IsMovedThroughByKeysByTheRulerAndByPlaying) {
    gui.ask(workspace::Step{-1});
    EXPECT_TRUE(Gui::shows("step 20")) << Gui::texts();
    const layout::Box ruler = Gui::box_of("timeline ruler");
    gui.press_at({ruler.left + ruler.width() / 2, ruler.centre().y});
    const std::size_t middle = events_seen();
    EXPECT_GT(middle, 5U);
    EXPECT_LT(middle, run().trace().size() - 5);
    gui.ask(workspace::Play{});
    for (int i = 0; i < 60; ++i) gui.frame(1.0 / 30);  // two of the ten seconds
    EXPECT_GT(events_seen(), middle + 2);
    EXPECT_LT(events_seen(), middle + 10);
    for (int i = 0; i < 120; ++i) gui.frame(0.1);
    EXPECT_EQ(events_seen(), run().trace().size());
    EXPECT_FALSE(gui.story().playback.playing);
}

TEST_F(RunInOneInstant, HasItsFindingsWhereTheyAreProven) {
    ASSERT_FALSE(run().findings().empty());
    gui.ask(workspace::JumpTo{workspace::Place::start});
    EXPECT_EQ(events_seen(), 0U);
    gui.ask(workspace::JumpTo{workspace::Place::next_finding});
    const std::size_t proof = run().findings().front().events.back();
    EXPECT_GT(events_seen(), proof);
    EXPECT_LT(events_seen(), proof + 3);
    EXPECT_EQ(gui.story().playhead.at, Time{}) << "the run itself takes no time";
}

TEST_F(RunInOneInstant, HasTheOrderOfItsEvents) {
    const Trace& trace = run().trace();
    const Trace& steps = run().in_steps()->trace();
    ASSERT_EQ(steps.size(), trace.size());
    for (std::size_t i = 0; i < trace.size(); ++i) {
        EXPECT_EQ(steps[i].kind, trace[i].kind);
        EXPECT_EQ(steps[i].task, trace[i].task);
        const Time before = i > 0 ? steps[i - 1].time : steps[i].time;
        EXPECT_EQ(steps[i].time > before, i > 0 && workspace::is_step(trace[i])) << i;
    }
}

}  // namespace
}  // namespace simul::window
