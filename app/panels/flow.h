// The content of a pane from its top to its bottom: rows, paragraphs, rules.
#pragma once

#include <algorithm>
#include <string_view>

#include "app/layout/geometry.h"
#include "app/theme/text.h"

namespace simul::panels {

class Flow {
  public:
    explicit Flow(const layout::Box& content) : content_(content), y_(content.top) {}

    /// The next row.
    layout::Box next(float height) {
        const layout::Box box{content_.left, y_, content_.right, y_ + height};
        y_ += height;
        return box;
    }
    /// All that is left of a first width, below what was put; ends with `skip`.
    layout::Box here() const { return {content_.left, y_, content_.right, content_.bottom}; }
    void skip(float height) { y_ += height; }

    void put(std::string_view text, theme::Face face = theme::Face::body, theme::Tone tone = theme::Tone::text) {
        y_ += theme::draw_paragraph(list(), {content_.left, y_}, content_.width(), {text, face, theme::colour(tone)});
    }
    /// A heading, and at its right what it comes to.
    void heading(std::string_view title, std::string_view value = "") {
        layout::Box row = next(theme::px(30));
        const float width = std::min(theme::text_width(value, theme::Face::strong), row.width() * 0.75F);
        theme::draw_text_in(list(), row.take_right(width + 1), {value, theme::Face::strong, 0, theme::Align::right});
        row.right -= theme::px(8);
        theme::draw_text_in(list(), row, {title, theme::Face::body, theme::colour(theme::Tone::dim)});
    }
    void rule() {
        skip(theme::px(10));
        list()->AddLine({content_.left, y_}, {content_.right, y_}, theme::colour(theme::Tone::line));
        skip(theme::px(8));
    }
    float used() const { return y_ - content_.top; }
    static ImDrawList* list() { return ImGui::GetWindowDrawList(); }

  private:
    layout::Box content_;
    float y_;
};

}  // namespace simul::panels
