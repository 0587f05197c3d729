// Small pictures, pixel by pixel.
#include "app/window/rasteriser.h"

#include <gtest/gtest.h>

#include <cmath>
#include <string>

#include "tests/gui/bare_frame.h"

namespace simul::window {
namespace {

/// `#` white, `.` black, `r` red, `+` anything else.
std::string shape(const Image& image) {
    std::string text;
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x) {
            const ImU32 pixel = image.at(x, y);
            text += pixel == kWhite ? '#' : pixel == kBlack ? '.' : pixel == kRed ? 'r' : '+';
        }
        text += '\n';
    }
    return text;
}

TEST(Rasteriser, ABoxHasThePixelsWhoseMiddlesItHolds) {
    BareFrame frame(6, 4);
    const Image image = frame.drawn([](ImDrawList& list) { list.AddRectFilled({1, 1}, {4, 3}, kWhite); });
    EXPECT_EQ(shape(image),
              "......\n"
              ".###..\n"
              ".###..\n"
              "......\n");
    const Image between = frame.drawn([](ImDrawList& list) { list.AddRectFilled({0.6F, 0.4F}, {3.5F, 1.6F}, kWhite); });
    EXPECT_EQ(shape(between),
              ".##...\n"
              ".##...\n"
              "......\n"
              "......\n");
}

TEST(Rasteriser, WhatIsHalfTransparentMixesWithWhatIsBeneath) {
    BareFrame frame(2, 1);
    const Image image = frame.drawn([](ImDrawList& list) { list.AddRectFilled({0, 0}, {1, 1}, kHalfWhite); });
    EXPECT_EQ(image.at(0, 0), 0xff808080);
    EXPECT_EQ(image.at(1, 0), kBlack);
}

TEST(Rasteriser, NothingIsDrawnOutsideOfTheClip) {
    BareFrame frame(5, 3);
    const Image image = frame.drawn([](ImDrawList& list) {
        list.PushClipRect({1, 1}, {3, 2});
        list.AddRectFilled({0, 0}, {5, 3}, kWhite);
        list.AddTriangleFilled({-9, -9}, {20, -9}, {-9, 20}, kRed);
        list.PopClipRect();
    });
    EXPECT_EQ(shape(image),
              ".....\n"
              ".rr..\n"
              ".....\n");
}

/// A fan around a point that lies nowhere in particular, half transparent: a pixel that two triangles drew would be
/// lighter than the rest, and one that none drew would be black.
TEST(Rasteriser, TrianglesThatMeetShareNoPixelAndLeaveNone) {
    constexpr int kSize = 64, kLeaves = 37;
    for (int turn = 0; turn < 24; ++turn) {
        BareFrame frame(kSize, kSize);
        const Image image = frame.drawn([turn](ImDrawList& list) {
            list.Flags = 0;
            const ImVec2 centre{20.25F + static_cast<float>(turn) * 0.83F, 31.5F};
            const auto rim = [](int leaf) {
                const float angle = static_cast<float>(leaf % kLeaves) * 6.2831853F / kLeaves;
                return ImVec2{32 + 99 * std::cos(angle), 32 + 99 * std::sin(angle)};
            };
            for (int leaf = 0; leaf < kLeaves; ++leaf)
                list.AddTriangleFilled(centre, rim(leaf), rim(leaf + 1), kHalfWhite);
        });
        for (int y = 0; y < kSize; ++y)
            for (int x = 0; x < kSize; ++x) ASSERT_EQ(image.at(x, y), 0xff808080) << x << ' ' << y << " turn " << turn;
    }
}

TEST(Rasteriser, TrianglesWhoseEdgesRunThroughMiddlesOfPixelsShareNoneEither) {
    BareFrame frame(4, 4);
    const Image image = frame.drawn([](ImDrawList& list) {
        list.Flags = 0;
        const ImVec2 a{0.5F, 0.5F}, b{3.5F, 0.5F}, c{3.5F, 3.5F}, d{0.5F, 3.5F};
        list.AddTriangleFilled(a, b, c, kHalfWhite);
        list.AddTriangleFilled(a, c, d, kHalfWhite);
    });
    EXPECT_EQ(shape(image),
              "+++.\n"
              "+++.\n"
              "+++.\n"
              "....\n");
    for (int y = 0; y < 3; ++y)
        for (int x = 0; x < 3; ++x) EXPECT_EQ(image.at(x, y), 0xff808080) << x << ' ' << y;
}

TEST(Rasteriser, ATriangleIsTheSameWhicheverWayRoundItIsTold) {
    BareFrame frame(16, 16);
    const ImVec2 a{2.3F, 1.1F}, b{14.2F, 6.6F}, c{5.7F, 14.9F};
    const auto with = [&frame](ImVec2 p, ImVec2 q, ImVec2 r) {
        return frame.drawn([=](ImDrawList& list) {
            list.Flags = 0;
            list.AddTriangleFilled(p, q, r, kWhite);
        });
    };
    const Image image = with(a, b, c);
    EXPECT_NE(shape(image).find("#####"), std::string::npos);
    EXPECT_EQ(with(a, c, b), image);
    EXPECT_EQ(with(c, a, b), image);
}

TEST(Rasteriser, ColoursRunEvenlyFromCornerToCorner) {
    BareFrame frame(256, 2);
    const Image image = frame.drawn([](ImDrawList& list) {
        list.AddRectFilledMultiColor({0, 0}, {256, 2}, kBlack, kWhite, kWhite, kBlack);
    });
    for (int x = 0; x < 256; ++x)
        EXPECT_NEAR(static_cast<double>(image.at(x, 1) & 0xff), x, 1) << "a wrong step at " << x;
}

TEST(Rasteriser, ALineWithSoftEdgesHasItsWidthAndFadesBesides) {
    BareFrame frame(9, 3);
    const Image image = frame.drawn([](ImDrawList& list) { list.AddLine({4, -5}, {4, 9}, kWhite, 2); });
    const auto grey = [&image](int x) { return static_cast<int>(image.at(x, 1) & 0xff); };
    int sum = 0;
    for (int x = 0; x < 9; ++x) sum += grey(x);
    EXPECT_NEAR(sum, 2 * 255, 40);
    EXPECT_EQ(grey(0), 0);
    EXPECT_EQ(grey(8), 0);
}

TEST(Rasteriser, TextIsTheGlyphsOfTheAtlas) {
    BareFrame frame(16, 16);
    const Image image = frame.drawn([](ImDrawList& list) { list.AddText({0, 0}, kWhite, "H"); });
    const ImFontGlyph& glyph = *ImGui::GetFont()->FindGlyph('H');
    const auto pixel = [&frame](float part, int size) {
        return static_cast<int>(std::lround(part * static_cast<float>(size)));
    };
    const int left = pixel(glyph.U0, frame.glyphs().width), top = pixel(glyph.V0, frame.glyphs().height);
    int inked = 0;
    for (int y = 0; y < static_cast<int>(glyph.Y1 - glyph.Y0); ++y)
        for (int x = 0; x < static_cast<int>(glyph.X1 - glyph.X0); ++x) {
            const int ink = frame.glyphs().pixels[(top + y) * frame.glyphs().width + left + x];
            inked += ink > 0 ? 1 : 0;
            EXPECT_EQ(static_cast<int>(image.at(static_cast<int>(glyph.X0) + x, static_cast<int>(glyph.Y0) + y) & 0xff),
                      ink);
        }
    EXPECT_GT(inked, 10);
}

TEST(Rasteriser, ListsOfManyVerticesAreDrawnWhole) {
    constexpr int kSize = 160;
    BareFrame frame(kSize, kSize);
    const Image image = frame.drawn([](ImDrawList& list) {
        for (int i = 0; i < kSize * kSize; ++i) {
            const ImVec2 at{static_cast<float>(i % kSize), static_cast<float>(i / kSize)};
            list.AddRectFilled(at, {at.x + 1, at.y + 1}, kWhite);
        }
    });
    EXPECT_GT(ImGui::GetDrawData()->TotalVtxCount, 65536);
    EXPECT_EQ(image, Image(kSize, kSize, kWhite));
}

}  // namespace
}  // namespace simul::window
