// What ImGui sees, frame by frame, of what was done between two frames.
#include "app/window/input_queue.h"

#include <gtest/gtest.h>

#include "tests/gui/bare_frame.h"

namespace simul::window {
namespace {

using compat::Key;
using compat::key_of;

class InputQueueTest : public testing::Test {
  protected:
    /// One frame; afterwards its state can be asked for.
    void frame() {
        if (open_) ImGui::EndFrame();
        queue_.tell_frame();
        ImGui::NewFrame();
        open_ = true;
    }
    ~InputQueueTest() override {
        if (open_) ImGui::EndFrame();
    }

    BareFrame context_{100, 100};
    InputQueue queue_;
    bool open_ = false;
};

TEST_F(InputQueueTest, AKeyThatWasDownForLessThanAFrameIsSeenOnce) {
    queue_.key(Key::space, true);
    queue_.key(Key::space, false);
    frame();
    EXPECT_TRUE(compat::key_pressed(Key::space));
    EXPECT_FALSE(queue_.empty());
    frame();
    EXPECT_FALSE(compat::key_pressed(Key::space));
    EXPECT_FALSE(compat::key_down(Key::space));
    EXPECT_TRUE(queue_.empty());
}

TEST_F(InputQueueTest, TwoQuickPressesAreTwo) {
    for (const bool down : {true, false, true, false}) queue_.key(Key::right, down);
    int presses = 0;
    for (int i = 0; i < 4; ++i) {
        frame();
        presses += compat::key_pressed(Key::right, false) ? 1 : 0;
    }
    EXPECT_EQ(presses, 2);
}

TEST_F(InputQueueTest, AKeyAndWhatHoldsItsMeaningComeTogether) {
    queue_.key(Key::control, true);
    queue_.key(Key::equal, true);
    queue_.key(Key::equal, false);
    queue_.key(Key::control, false);
    frame();
    EXPECT_TRUE(compat::control_down());
    EXPECT_TRUE(compat::key_pressed(Key::equal));
    frame();
    EXPECT_FALSE(compat::control_down());
    EXPECT_TRUE(queue_.empty());
}

TEST_F(InputQueueTest, AModifierThatIsLetGoFirstStillHeldForTheKey) {
    for (const bool down : {true, false}) {
        queue_.key(Key::control, down);
        queue_.key(key_of('Q'), down);
    }
    bool together = false;
    while (!queue_.empty()) {
        frame();
        together = together || (compat::control_down() && compat::key_pressed(key_of('Q')));
    }
    EXPECT_TRUE(together);
    queue_.key(Key::control, true);
    frame();
    for (const bool down : {true, false}) {
        queue_.key(key_of('Q'), down);
        queue_.key(Key::control, false);
    }
    frame();
    EXPECT_TRUE(compat::control_down()) << "in the frame in which the key is pressed";
    EXPECT_TRUE(compat::key_pressed(key_of('Q')));
}

TEST_F(InputQueueTest, AClickIsAFrameToGetThereOneToPressAndOneToLetGo) {
    queue_.move({20, 30});
    queue_.button(0, true);
    queue_.button(0, false);
    frame();
    EXPECT_EQ(ImGui::GetMousePos().x, 20);
    EXPECT_FALSE(ImGui::IsMouseDown(0));
    frame();
    EXPECT_TRUE(ImGui::IsMouseClicked(0));
    frame();
    EXPECT_TRUE(ImGui::IsMouseReleased(0));
    EXPECT_TRUE(queue_.empty());
}

TEST_F(InputQueueTest, TwoQuickClicksAreADoubleClick) {
    queue_.move({20, 30});
    for (const bool down : {true, false, true, false}) queue_.button(0, down);
    bool twice = false;
    for (int i = 0; i < 6; ++i) {
        frame();
        twice = twice || ImGui::IsMouseDoubleClicked(0);
    }
    EXPECT_TRUE(twice);
}

TEST_F(InputQueueTest, ManyMovesAreOneFrameAndTurnsOfTheWheelAddUp) {
    for (int x = 1; x <= 50; ++x) queue_.move({static_cast<float>(x), 1});
    for (int i = 0; i < 3; ++i) queue_.wheel(0, 1);
    frame();
    EXPECT_EQ(ImGui::GetMousePos().x, 50);
    EXPECT_EQ(ImGui::GetIO().MouseWheel, 0);
    frame();
    EXPECT_EQ(ImGui::GetIO().MouseWheel, 3);
    EXPECT_TRUE(queue_.empty());
}

TEST_F(InputQueueTest, WhatIsTypedArrivesAsCharactersOfAnyLanguage) {
    queue_.type("?é→");
    frame();
    EXPECT_TRUE(compat::typed('?'));
    EXPECT_FALSE(compat::typed('x'));
    ASSERT_EQ(ImGui::GetIO().InputQueueCharacters.Size, 3);
    EXPECT_EQ(ImGui::GetIO().InputQueueCharacters[2], 0x2192);
    frame();
    EXPECT_FALSE(compat::typed('?'));
}

TEST_F(InputQueueTest, AWindowThatLosesTheKeyboardHoldsNothing) {
    queue_.key(Key::control, true);
    queue_.button(0, true);
    frame();
    frame();
    EXPECT_TRUE(ImGui::IsMouseDown(0));
    queue_.let_go();
    frame();
    frame();
    EXPECT_FALSE(compat::control_down());
    EXPECT_FALSE(ImGui::IsMouseDown(0));
    EXPECT_TRUE(queue_.empty());
}

}  // namespace
}  // namespace simul::window
