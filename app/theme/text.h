// All text goes through here: aligned, cut to its room, and recorded, so that a test can find text that meets other
// text or leaves its panel.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "app/theme/theme.h"

namespace simul::theme {

enum class Align : std::uint8_t { left, centre, right };

struct Words {
    std::string_view text;
    Face face = Face::body;
    ImU32 colour = 0;  ///< 0: the tone of text
    Align align = Align::left;
};

float text_width(std::string_view text, Face face = Face::body);

/// One line, its middle at `at.y`; `at.x` is its left, middle or right, as aligned. Digits are as wide as each other.
/// Answers where it stands.
layout::Box draw_text(ImDrawList* list, layout::Point at, const Words& words);

/// One line in a box, in its middle from top to bottom; cut with "…" where the box ends. Answers where it stands.
layout::Box draw_text_in(ImDrawList* list, const layout::Box& box, const Words& words);

/// Wrapped at words; answers the height. `most_lines` 0: as many as it takes; else the last is cut with "…".
float draw_paragraph(ImDrawList* list, layout::Point top_left, float width, const Words& words, int most_lines = 0);
/// The lines of a paragraph of this width: parts of the text, in its order.
std::vector<std::string_view> wrapped_lines(std::string_view text, Face face, float width);
float paragraph_height(float width, std::string_view text, Face face = Face::body);

/// The text, or as much of its beginning as fits, with "…".
std::string fitted(std::string_view text, Face face, float width);

/// A symbol of the icon font, in the middle of the box; a plain letter where the font is missing.
enum class Icon : std::uint8_t {
    play,
    pause,
    stop,
    to_start,
    to_end,
    step_back,
    step,
    back,
    chevron_down,
    chevron_right,
    search,
    folder,
    help,
    close,
    reset,
    knobs,
    bulb,
    eye,
    code,
    list,
    info,
    compare,
    warning,
    check,
    camera,
    fit,
    follow,
    light_mode,
    lock,
    settings,
    hand,
    note,
    edit,
    save,
};
void draw_icon(ImDrawList* list, const layout::Box& box, Icon icon, ImU32 colour);

/// A text that was drawn in this frame, with the panel that it belongs to.
struct TextRecord {
    std::string text;
    layout::Box box;
    layout::Box panel;
    std::uint32_t layer = 0;  ///< texts of different layers (a tooltip, a menu) may cover each other
};
const std::vector<TextRecord>& texts_of_frame();
void begin_text_frame();
/// From here on, texts belong to this panel, until the object is gone. Of one that scrolls, lines that are cut by its
/// edge are not recorded: they are on their way in or out.
class InPanel {
  public:
    explicit InPanel(const layout::Box& box, bool above_others = false, bool scrolls = false);
    ~InPanel();
    InPanel(const InPanel&) = delete;
    InPanel& operator=(const InPanel&) = delete;

  private:
    layout::Box outer_;
    std::uint32_t outer_layer_;
    bool outer_scrolls_;
};
/// Whether what is drawn now lies above other panels.
bool is_above_others();

}  // namespace simul::theme
