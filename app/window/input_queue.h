// What the reader does with mouse and keyboard, told to ImGui so that nothing is lost between two frames.
#pragma once

#include <array>
#include <bitset>
#include <cstdint>
#include <deque>
#include <string_view>
#include <variant>

#include "app/layout/geometry.h"
#include "app/theme/compat.h"

namespace simul::window {

/// ImGui 1.86 sees states, not changes: a key that is pressed and released between two frames was never down. So
/// changes queue up here, and a frame gets only as many as it can tell apart.
class InputQueue {
  public:
    static constexpr std::size_t kButtons = 3;

    void move(layout::Point to);
    void leave();  ///< the pointer is nowhere
    void button(int button, bool down);
    void wheel(float across, float up);
    void key(compat::Key key, bool down);
    void type(std::uint32_t character);
    void type(std::string_view text);  ///< UTF-8
    /// Everything that is held is let go: the window lost the keyboard.
    void let_go();

    bool empty() const { return changes_.empty(); }
    /// Call it before ImGui::NewFrame, and again while the queue is not empty. The pointer moves in a frame of its own,
    /// a button changes in one of its own; keys and characters share one until a key would change twice, or Control,
    /// Shift or Alt after another.
    void tell_frame();
    /// For a frame in which nothing happens: where the pointer is and which buttons are down.
    void tell_what_is_held() const;

  private:
    struct Move {
        layout::Point to;
    };
    struct Leave {};
    struct Button {
        std::size_t button;
        bool down;
    };
    struct Wheel {
        float across, up;
    };
    struct Press {
        compat::Key key;
        bool down;
    };
    struct Character {
        std::uint32_t character;
    };
    using Change = std::variant<Move, Leave, Button, Wheel, Press, Character>;

    /// What the current frame has been told already.
    struct Told {
        bool pointer = false, button = false, wheel = false, keyboard = false;
        bool meant = false;  ///< something was typed or pressed, as Control, Shift and Alt were then
        std::bitset<compat::kKeyCount> keys;
    };
    /// It asks for what is so already.
    bool is_idle(const Change& change) const;
    static bool fits(const Change& change, const Told& told);
    void tell(const Change& change, Told& told);

    std::deque<Change> changes_;
    ImVec2 pointer_ = kNowhere;
    std::array<bool, kButtons> buttons_{};
    std::bitset<compat::kKeyCount> held_;

    static const ImVec2 kNowhere;
};

}  // namespace simul::window
