// Controls, drawn in our look and probed: a test finds each by its name and where it stands.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "app/theme/text.h"

namespace simul::theme {

/// Where each control of the last frame stands, by its name: "run", "knob opponents", "task 3".
const std::map<std::string, layout::Box>& probes();
/// `subject`: what the frame is about; what was kept for another one is forgotten.
void begin_probe_frame(std::uint32_t subject = 0);
std::uint32_t subject_of_frame();
void probe(std::string_view name, const layout::Box& box);

/// What a panel remembers from frame to frame while the subject stays the same, by name: caches, and what ImGui's
/// callbacks need. Nothing that tests or other panels would ask for.
template <class Kept>
Kept& remembered(std::string_view name);
std::shared_ptr<void>& remembered_place(std::string_view name);

template <class Kept>
Kept& remembered(std::string_view name) {
    std::shared_ptr<void>& place = remembered_place(name);
    if (place == nullptr) place = std::make_shared<Kept>();
    return *static_cast<Kept*>(place.get());
}

/// How far the wheel was turned in this frame over a control that wants it; areas do not scroll by it then.
float take_wheel();
bool wheel_is_taken();
/// Whether Escape closed a menu in this frame.
bool escape_is_taken();

/// The background of a panel; what is drawn in it belongs to it. Use one object for a panel.
class Panel {
  public:
    /// `name` is its ImGui window, too: it takes the mouse within the box.
    Panel(std::string_view name, const layout::Box& box, bool framed = true);
    ~Panel();
    Panel(const Panel&) = delete;
    Panel& operator=(const Panel&) = delete;

    ImDrawList* list() const { return list_; }
    /// Within the padding.
    const layout::Box& inside() const { return inside_; }

  private:
    ImDrawList* list_;
    layout::Box inside_;
    InPanel texts_;
};

/// Takes the mouse in a box of the current panel.
struct Touch {
    bool hovered = false, clicked = false, double_clicked = false, held = false, released = false;
};
Touch touch(std::string_view name, const layout::Box& box);

enum class ButtonKind : std::uint8_t { quiet, plain, primary };
struct ButtonFace {
    std::string_view label;  ///< may be empty
    std::string_view tip;    ///< shown when the pointer rests on it
    int icon = -1;           ///< an Icon, or none
    ButtonKind kind = ButtonKind::plain;
    bool enabled = true;
};
bool button(std::string_view name, const layout::Box& box, const ButtonFace& face);
float button_width(const ButtonFace& face);

struct Choice {
    std::string label;
    std::string detail;  ///< dim, at the right
    bool enabled = true;
    std::string why_not;  ///< shown when it is not
};
/// A selector: "Model  Event loop ⌄". Answers the index that was chosen in this frame, or -1.
int selector(std::string_view name, const layout::Box& box, std::string_view label, std::span<const Choice> choices,
             int chosen);
float selector_width(std::string_view label, std::string_view value);

/// Two to four words side by side, one of them chosen. Answers the index that was chosen now, or -1.
int segments(std::string_view name, const layout::Box& box, std::span<const std::string> words, int chosen);

/// A slider from 0 to 1. While it is held, `value` is where it was moved to.
Touch slider(std::string_view name, const layout::Box& box, float& value, bool large = false);

/// A line of text that can be typed. True when it changed. `takes_keyboard`: what is typed from now on goes into it.
bool text_field(std::string_view name, const layout::Box& box, std::string& text, std::string_view hint, int icon = -1,
                bool takes_keyboard = false);

struct Typed {
    bool changed = false, entered = false;  ///< entered: Enter was pressed
};
/// The same, of a line that Enter ends.
Typed text_line(std::string_view name, const layout::Box& box, std::string& text, std::string_view hint,
                bool takes_keyboard);

/// A heading that folds what is under it. Answers whether it was pressed.
bool fold_heading(std::string_view name, const layout::Box& box, std::string_view title, bool open);

/// Tabs of a pane. Answers the index that was chosen now, or -1.
int tabs(std::string_view name, const layout::Box& box, std::span<const std::string> titles, int chosen);

/// A bar between two panes that can be dragged; a double click asks to fold one of them.
struct Splitting {
    float by = 0;  ///< how far it was moved in this frame
    bool folds = false;
};
Splitting splitter(std::string_view name, const layout::Box& box, bool upright);

/// A paragraph beside the pointer, above everything. Lines are separated by '\n'; the first stands out.
void tooltip(std::string_view text);

}  // namespace simul::theme
