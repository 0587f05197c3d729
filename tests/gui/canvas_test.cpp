#include "app/window/canvas.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "app/theme/widgets.h"

namespace simul::window {
namespace {

using compat::Key;
using theme::Tone;

class CanvasTest : public testing::Test {
  protected:
    /// Frames until all input is told, and one more.
    void frames(const std::function<void()>& draw) {
        do canvas_.frame(draw);
        while (!canvas_.input().empty());
        canvas_.frame(draw);
    }

    Canvas canvas_{300, 200, {}};
};

void draw_one_button(int& clicks) {
    theme::begin_probe_frame();
    theme::begin_text_frame();
    const theme::Panel panel("panel", {10, 10, 290, 190});
    if (theme::button("run", {50, 50, 150, 86}, {.label = "Run", .tip = {}})) ++clicks;
}

std::size_t pixels_of(const Image& image, ImU32 colour) {
    std::size_t count = 0;
    for (int y = 0; y < image.height(); ++y)
        count += static_cast<std::size_t>(std::count(image.row(y), image.row(y) + image.width(), colour));
    return count;
}

TEST_F(CanvasTest, AnEmptyFrameIsGroundEverywhere) {
    frames([] {});
    EXPECT_EQ(canvas_.picture(), Image(300, 200, theme::colour(Tone::ground)));
}

TEST_F(CanvasTest, AClickOnAControlIsOneClick) {
    int clicks = 0;
    const auto draw = [&clicks] { draw_one_button(clicks); };
    frames(draw);
    ASSERT_TRUE(theme::probes().contains("run"));
    canvas_.input().move(theme::probes().at("run").centre());
    canvas_.input().button(0, true);
    canvas_.input().button(0, false);
    frames(draw);
    EXPECT_EQ(clicks, 1);
    canvas_.input().move({200, 150});
    canvas_.input().button(0, true);
    canvas_.input().button(0, false);
    frames(draw);
    EXPECT_EQ(clicks, 1);
}

TEST_F(CanvasTest, APictureShowsPanelAndTextInTheirColours) {
    int clicks = 0;
    frames([&clicks] { draw_one_button(clicks); });
    const Image image = canvas_.picture();
    EXPECT_GT(pixels_of(image, theme::colour(Tone::panel)), 40'000U);
    EXPECT_GT(pixels_of(image, theme::colour(Tone::text)), 20U);
    EXPECT_EQ(image.at(2, 2), theme::colour(Tone::ground));
}

TEST_F(CanvasTest, AnotherSizeAndAnotherLookAreSeenInTheNextFrame) {
    int clicks = 0;
    const auto draw = [&clicks] { draw_one_button(clicks); };
    frames(draw);
    canvas_.resize(400, 220);
    canvas_.use({.look = Look::light, .scale = 2});
    frames(draw);
    const Image image = canvas_.picture();
    EXPECT_EQ(image.width(), 400);
    EXPECT_EQ(image.height(), 220);
    EXPECT_EQ(image.at(390, 210), theme::colour(Tone::ground));
    EXPECT_EQ(theme::setting().look, Look::light);
    EXPECT_GT(pixels_of(image, theme::colour(Tone::text)), 80U) << "letters of twice the size";
}

TEST_F(CanvasTest, TheSameFrameIsTheSamePictureOnAnotherCanvas) {
    int clicks = 0;
    const auto draw = [&clicks] { draw_one_button(clicks); };
    frames(draw);
    const Image image = canvas_.picture();
    Canvas other(300, 200, {});
    other.frame(draw);
    other.frame(draw);
    EXPECT_EQ(other.picture(), image);
}

TEST_F(CanvasTest, KeysArriveWhereTheyAreAskedFor) {
    int steps = 0;
    canvas_.input().key(Key::right, true);
    canvas_.input().key(Key::right, false);
    frames([&steps] { steps += compat::key_pressed(Key::right) ? 1 : 0; });
    EXPECT_EQ(steps, 1);
}

}  // namespace
}  // namespace simul::window
