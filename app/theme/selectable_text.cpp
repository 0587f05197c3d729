#include "app/theme/selectable_text.h"

#include <algorithm>
#include <cmath>
#include <string>

#include "app/theme/compat.h"

namespace simul::theme {
namespace {

/// A row that is drawn: a part of the text.
struct TextRow {
    std::string_view text;
    std::size_t begin = 0;  ///< in the whole text
    float indent = 0;
};

/// Between places in the text; the same: nothing is selected.
struct SelectedText {
    std::string of;  ///< another text: what was selected is gone
    std::size_t from = 0, to = 0;
    bool has_keyboard = false;  ///< it was what was pressed last

    std::size_t first() const { return std::min(from, to); }
    std::size_t last() const { return std::max(from, to); }
};

std::size_t next_character(std::string_view text, std::size_t at) {
    do ++at;
    while (at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80);
    return at;
}

/// The place between two characters that is nearest to x, which counts from where the text begins.
std::size_t place_at(std::string_view text, float x) {
    std::size_t place = 0;
    for (float left = 0; place < text.size();) {
        const std::size_t next = next_character(text, place);
        const float right = text_width(text.substr(0, next));
        if (x < (left + right) / 2) break;
        left = right;
        place = next;
    }
    return place;
}

class SelectableText {
  public:
    SelectableText(std::string_view name, const layout::Box& box, std::string_view text)
        : name_(name), box_(box), text_(text), selected_(remembered<SelectedText>(std::string(name) + " selection")) {
        if (selected_.of != text) selected_ = {std::string(text), 0, 0, selected_.has_keyboard};
        find_rows();
    }

    float draw() {
        take_mouse();
        take_keys();
        for (std::size_t i = 0; i < rows_.size(); ++i) draw_row(i);
        return height();
    }

  private:
    float height() const { return static_cast<float>(rows_.size()) * pitch_; }

    void find_rows() {
        for (std::size_t begin = 0; begin < text_.size();) {
            const std::size_t end = std::min(text_.find('\n', begin), text_.size());
            const std::size_t blanks = std::min(text_.find_first_not_of(' ', begin), end) - begin;
            const std::string_view line = text_.substr(begin + blanks, end - begin - blanks);
            const float indent = px(6) * static_cast<float>(blanks);
            for (const std::string_view row : wrapped_lines(line, Face::body, box_.width() - indent))
                rows_.push_back({row, static_cast<std::size_t>(row.data() - text_.data()), indent});
            if (line.empty()) rows_.push_back({line, begin, 0});
            begin = end + 1;
        }
    }

    std::size_t row_at(float y) const {
        const float row = std::floor((y - box_.top) / pitch_);
        return static_cast<std::size_t>(std::clamp(row, 0.0F, static_cast<float>(rows_.size() - 1)));
    }

    void take_mouse() {
        if (rows_.empty()) return;
        const Touch touched = touch(name_, {box_.left, box_.top, box_.right, box_.top + height()});
        if (touched.hovered) ImGui::SetMouseCursor(ImGuiMouseCursor_TextInput);
        if (ImGui::IsMouseClicked(0)) selected_.has_keyboard = touched.hovered;
        if (!touched.held) return;
        const ImVec2 mouse = ImGui::GetIO().MousePos;
        const TextRow& row = rows_[row_at(mouse.y)];
        selected_.to = row.begin + place_at(row.text, mouse.x - box_.left - row.indent);
        if (ImGui::IsMouseClicked(0) && !compat::shift_down()) selected_.from = selected_.to;
        if (!ImGui::IsMouseDoubleClicked(0)) return;
        selected_.from = text_.rfind('\n', row.begin) == std::string_view::npos ? 0 : text_.rfind('\n', row.begin) + 1;
        selected_.to = std::min(text_.find('\n', row.begin), text_.size());
    }

    void take_keys() {
        if (!selected_.has_keyboard || ImGui::GetIO().WantTextInput || !compat::control_down()) return;
        if (compat::key_pressed(compat::key_of('A'), false)) {
            selected_.from = 0;
            selected_.to = text_.size();
        }
        const std::string part(text_.substr(selected_.first(), selected_.last() - selected_.first()));
        if (compat::key_pressed(compat::key_of('C'), false) && !part.empty()) ImGui::SetClipboardText(part.c_str());
    }

    void draw_row(std::size_t number) const {
        const TextRow& row = rows_[number];
        const float left = box_.left + row.indent, top = box_.top + pitch_ * static_cast<float>(number);
        const auto within = [&row](std::size_t place) {
            return std::clamp(place, row.begin, row.begin + row.text.size()) - row.begin;
        };
        const std::size_t first = within(selected_.first()), last = within(selected_.last());
        ImDrawList* list = ImGui::GetWindowDrawList();
        if (last > first)
            list->AddRectFilled({left + text_width(row.text.substr(0, first)), top},
                                {left + text_width(row.text.substr(0, last)), top + pitch_},
                                mixed(Tone::panel, Tone::accent, 0.3F));
        draw_text(list, {left, top + pitch_ / 2}, {row.text});
    }

    std::string_view name_;
    layout::Box box_;
    std::string_view text_;
    SelectedText& selected_;
    std::vector<TextRow> rows_;
    float pitch_ = line_height(Face::body);
};

}  // namespace

float selectable_text(std::string_view name, const layout::Box& box, std::string_view text) {
    return SelectableText(name, box, text).draw();
}

}  // namespace simul::theme
