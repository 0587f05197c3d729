// What of a frame is drawn again: as little as moved, and the picture is the same, pixel by pixel.
#ifdef SIMUL_LUA

#include "app/window/repaint.h"

#include <gtest/gtest.h>

#include "app/window/rasteriser.h"
#include "tests/gui/bare_frame.h"
#include "tests/gui/gui.h"

namespace simul::window {
namespace {

bool same_pixels(const Image& a, const Image& b) {
    for (int y = 0; y < a.height(); ++y)
        if (!std::equal(a.row(y), a.row(y) + a.width(), b.row(y))) return false;
    return a.width() == b.width() && a.height() == b.height();
}

/// The window's picture as it is kept from frame to frame.
class Kept {
  public:
    /// Of the frame that was drawn last.
    void take(Gui& gui) {
        whole_ = gui.canvas().picture();
        if (picture_.width() != whole_.width() || picture_.height() != whole_.height()) {
            picture_ = Image(whole_.width(), whole_.height(), 0);
            repaint.forget();
        }
        ImDrawData& drawn = *ImGui::GetDrawData();
        differs = repaint.reduce(drawn);
        if (differs) rasterise_onto(picture_, drawn, gui.canvas().glyphs());
        for (const layout::Box& box : repaint.boxes()) area += static_cast<double>(box.width()) * box.height();
        triangles += repaint.triangles();
        left += repaint.left();
    }
    bool is_whole_frame() const { return same_pixels(picture_, whole_); }

    Repaint repaint;
    bool differs = false;
    std::size_t triangles = 0, left = 0;
    double area = 0;  ///< that was drawn again, in pixels

  private:
    Image picture_, whole_;
};

TEST(Repaint, PlayingChessDrawsAFifthOfTheWindowAndMissesNothing) {
    Gui gui({1600, 1000, 1, {}});
    gui.open_and_run("chess_exhibition");
    gui.ask(workspace::MoveTo{Time{duration_of_seconds(400)}});
    Kept kept;
    kept.take(gui);
    kept.triangles = kept.left = 0;
    kept.area = 0;
    gui.ask(workspace::Play{});
    constexpr int kFrames = 30;
    for (int i = 0; i < kFrames; ++i) {
        gui.frame();
        kept.take(gui);
        ASSERT_TRUE(kept.is_whole_frame()) << "frame " << i;
    }
    EXPECT_LT(kept.area, 0.2 * 1600 * 1000 * kFrames) << kept.area / (1600 * 1000 * kFrames);
    // (Main's lane, hatched all along, scrolls with the others: it alone is a tenth of all triangles.)
    EXPECT_LT(kept.left * 9, kept.triangles * 5) << kept.left << " of " << kept.triangles;
}

TEST(Repaint, WhateverTheReaderDoesThePictureIsThatOfTheWholeFrame) {
    Gui gui({1280, 720, 1, {}});
    Kept kept;
    const auto look = [&](const char* what) {
        kept.take(gui);
        EXPECT_TRUE(kept.is_whole_frame()) << what;
    };
    look("the gallery");
    gui.open_and_run("two_cashiers");
    look("a story");
    gui.point_at("run");
    look("a button under the pointer");
    gui.press("model");
    look("an open menu");
    gui.key(compat::Key::escape);
    look("a closed menu");
    gui.ask(workspace::SetModel{Model::event_loop});
    look("another run");
    gui.ask(workspace::ShowHelp{true});
    look("help above all");
    gui.ask(workspace::ShowHelp{false});
    gui.resize(1600, 1000);
    gui.settle();
    look("a larger window");
    gui.ask(workspace::SetLook{Look::light});
    kept.repaint.forget();  // other glyphs
    look("another look");
}

TEST(Repaint, AFrameThatIsTheSameIsNotDrawnAtAll) {
    Gui gui({1280, 720, 1, {}});
    gui.open_and_run("two_cashiers");
    Kept kept;
    kept.take(gui);
    EXPECT_TRUE(kept.differs);
    gui.frame();
    kept.take(gui);
    EXPECT_FALSE(kept.differs);
    EXPECT_EQ(kept.repaint.left(), 0u);
}

TEST(Repaint, OnlyTheTilesWhereSomethingMovedAreDrawnAgain) {
    BareFrame frame(640, 480);
    Repaint repaint;
    const auto draw = [&](float x) {
        frame.drawn([&](ImDrawList& list) {
            list.AddRectFilled({0, 0}, {640, 480}, kBlack);
            list.AddRectFilled({x, 100}, {x + 8, 108}, kRed);
            list.AddRectFilled({500, 400}, {510, 410}, kWhite);
        });
        return repaint.reduce(*ImGui::GetDrawData());
    };
    EXPECT_TRUE(draw(100));
    EXPECT_TRUE(repaint.boxes().empty()) << "the first is drawn whole";
    EXPECT_TRUE(draw(140));
    ASSERT_FALSE(repaint.boxes().empty());
    for (const layout::Box& box : repaint.boxes()) {
        EXPECT_LE(box.bottom, 160);
        EXPECT_LE(box.right, 224);
        EXPECT_GE(box.left, 64);
    }
    EXPECT_FALSE(draw(140));
    repaint.forget();
    EXPECT_TRUE(draw(140));
    EXPECT_EQ(repaint.left(), repaint.triangles());
}

}  // namespace
}  // namespace simul::window

#endif
