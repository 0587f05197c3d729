// A sweep as a lecturer looks at it. SIMUL_PICTURES=FOLDER keeps pictures.
#ifdef SIMUL_LUA

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "tests/gui/gui.h"

namespace simul::window {
namespace {

void sweep(Gui& gui, workspace::SweepWish wish) {
    gui.open_and_run("job_sheet");
    gui.ask(workspace::SetPolicy{"round_robin"});
    gui.await_end();
    gui.ask(workspace::ShowTab{workspace::RightTab::sheet});
    gui.press("sweep");
    workspace::SweepWish over = gui.story().sweep.wish;
    over.over = wish.over;
    gui.ask(workspace::WishSweep{over});
    gui.ask(workspace::WishSweep{wish});
    gui.press("start sweep");
    while (gui.story().sweep.goes_on()) workspace::advance(gui.workspace(), 0.01);
    gui.settle();
    EXPECT_EQ(gui.story().sweep.fault, "");
}

workspace::SweepWish of_quantum() {
    workspace::SweepWish wish;
    wish.over = "quantum";
    wish.jobs = "exponential:12:3:0.9";
    wish.values = "1..8";
    wish.seeds = "1..4";
    wish.measure = "mean_response";
    wish.policies = {"round_robin", "mlfq", "fifo"};
    return wish;
}

TEST(SweepPanel, DrawsACurveForEachPolicyAndAPointOpensItsRun) {
    Gui gui{{1600, 1000, 1, {}}};
    sweep(gui, of_quantum());
    EXPECT_TRUE(gui.shows("96 runs made")) << gui.texts();
    const layout::Box first = gui.box_of("sweep point 17"), last = gui.box_of("sweep point 24");
    EXPECT_LT(first.centre().x, last.centre().x);
    EXPECT_GT(first.centre().y, last.centre().y) << "a longer quantum makes one wait longer for the first turn";
    gui.point_at("sweep point 17");
    gui.settle();
    EXPECT_TRUE(gui.shows("the mean of 4 runs")) << gui.texts();
    gui.press("sweep point 17");
    EXPECT_FALSE(gui.story().shows_sweep);
    EXPECT_EQ(gui.workspace().policy(), "round_robin");
}

TEST(SweepPanel, IsLeftByEscape) {
    Gui gui;
    gui.open_and_run("two_cashiers");
    gui.key(compat::key_of('Q'));
    gui.settle();
    EXPECT_TRUE(gui.story().shows_sweep);
    gui.key(compat::Key::escape);
    EXPECT_FALSE(gui.story().shows_sweep);
}

TEST(SweepPanel, IsWithoutFaultsInEveryLookAndSize) {
    workspace::SweepWish wish = of_quantum();
    for (const Display& display : {Display{1280, 720, 1, Look::dark}, Display{1920, 1080, 1, Look::light},
                                   Display{1920, 1080, 1, Look::projector}, Display{1920, 1200, 1.5F, Look::dark}}) {
        Gui gui(display);
        sweep(gui, wish);
        gui.look_over(fmt::format("sweep_{}_{}_{}", display.width, display.scale, static_cast<int>(display.look)));
    }
    Gui gui{{1600, 1000, 1, {}}};
    wish.over = "stealing";
    wish.values = "yes,no";
    wish.policies = {"multi_queue"};
    sweep(gui, wish);
    gui.look_over("sweep_of_words");
}

}  // namespace
}  // namespace simul::window
#endif
