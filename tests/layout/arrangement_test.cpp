#include "app/layout/arrangement.h"

#include <gtest/gtest.h>

#include <vector>

namespace simul::layout {
namespace {

struct Window {
    float width, height, unit;
};
constexpr Window kWindows[] = {{1600, 1000, 1}, {1920, 1080, 1}, {1280, 720, 1},  {1920, 1080, 1.5F}, {1280, 720, 1.5F},
                               {800, 600, 1},   {3840, 2160, 1}, {3840, 2160, 2}, {640, 400, 1}};

std::vector<Box> boxes_of(const Arrangement& panes) {
    std::vector<Box> boxes;
    for (const Box& box : {panes.top, panes.transport, panes.left, panes.left_strip, panes.source, panes.inspector,
                           panes.right_strip, panes.scene, panes.timeline, panes.narration})
        if (!box.empty()) boxes.push_back(box);
    return boxes;
}

TEST(Arrangement, PanesLieInTheWindowAndDoNotMeet) {
    for (const Window& window : kWindows)
        for (const Occasion occasion :
             {Occasion{}, Occasion{true, false}, Occasion{false, true}, Occasion{true, true}}) {
            const Box whole{0, 0, window.width, window.height};
            const Arrangement panes = arrange(whole, window.unit * (occasion.projector ? 1.5F : 1), {}, occasion);
            const std::vector<Box> boxes = boxes_of(panes);
            for (std::size_t i = 0; i < boxes.size(); ++i) {
                EXPECT_TRUE(boxes[i].left >= 0 && boxes[i].top >= 0 && boxes[i].right <= window.width &&
                            boxes[i].bottom <= window.height)
                    << window.width << " × " << window.height << ": " << i;
                for (std::size_t k = i + 1; k < boxes.size(); ++k) {
                    const bool one_place = panes.tabs && boxes[i] == boxes[k];
                    EXPECT_TRUE(one_place || !boxes[i].meets(boxes[k])) << window.width << ": " << i << ", " << k;
                }
            }
            EXPECT_FALSE(panes.timeline.empty() && panes.scene.empty());
        }
}

TEST(Arrangement, SmallerWindowsFoldTheLeftThenTheRightThenTheScene) {
    const auto panes = [](float width, float height) { return arrange({0, 0, width, height}, 1, {}); };
    EXPECT_FALSE(panes(1600, 1000).left.empty());
    EXPECT_TRUE(panes(1280, 720).left.empty());
    EXPECT_FALSE(panes(1280, 720).left_strip.empty());
    EXPECT_FALSE(panes(1280, 720).right.empty());
    EXPECT_TRUE(panes(1280, 720).tabs);
    EXPECT_TRUE(panes(1000, 600).right.empty());
    EXPECT_FALSE(panes(1000, 600).right_strip.empty());
    EXPECT_FALSE(panes(1000, 600).timeline.empty());
    EXPECT_TRUE(panes(1000, 380).timeline.empty());
}

TEST(Arrangement, TheSizesAreThoseOfTheLook) {
    const Arrangement panes = arrange({0, 0, 1600, 1000}, 1, {});
    EXPECT_EQ(panes.top.height(), 56);
    EXPECT_EQ(panes.left.width(), 240);
    EXPECT_EQ(panes.right.width(), 380);
    EXPECT_EQ(panes.transport.height(), 72);
    EXPECT_NEAR(panes.scene.height() / panes.centre.height(), 0.56, 0.01);
    const Arrangement wide = arrange({0, 0, 1920, 1080}, 1, {});
    EXPECT_EQ(wide.left.width(), 280);
    EXPECT_NEAR(wide.right.width(), 440, 4);
    EXPECT_EQ(arrange({0, 0, 1280, 720}, 1, {}).right.width(), 342);
}

TEST(Arrangement, ATextThatIsChangedHasMoreRoom) {
    for (const float width : {1280.0F, 1600.0F}) {
        const Box whole{0, 0, width, 800};
        EXPECT_EQ(arrange(whole, 1, {}, {.editing = true}).right.width(), 520);
    }
    Panes wide;
    wide.right = 700;
    EXPECT_EQ(arrange({0, 0, 1600, 1000}, 1, wide, {.editing = true}).right.width(), 700)
        << "or more, as it was arranged";
}

TEST(Arrangement, WhatIsClosedGivesItsRoomToTheOthers) {
    Panes wanted;
    wanted.scene_open = false;
    const Arrangement panes = arrange({0, 0, 1600, 1000}, 1, wanted);
    EXPECT_TRUE(panes.scene.empty());
    EXPECT_EQ(panes.timeline, panes.centre);
}

TEST(Arrangement, AProjectorHasItsKnobsBehindAStripAndABandForTheSentence) {
    for (const float unit : {1.0F, 1.5F}) {
        const Arrangement panes = arrange({0, 0, 1920, 1080}, unit, {}, {.projector = true});
        EXPECT_TRUE(panes.left.empty());
        EXPECT_FALSE(panes.left_strip.empty());
    }
    const Arrangement panes = arrange({0, 0, 1920, 1080}, 1.5F, {}, {.projector = true});
    EXPECT_FALSE(panes.narration.empty());
}

}  // namespace
}  // namespace simul::layout
