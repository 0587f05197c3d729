#include "app/panels/source_text.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "app/theme/widgets.h"
#include "engine/trace/text_form.h"

namespace simul::panels {

using namespace theme;

std::uint32_t ink_of(TokenKind kind) {
    switch (kind) {
        case TokenKind::keyword:
            return colour(Tone::dim);
        case TokenKind::comment:
            return colour(Tone::waiting);
        case TokenKind::string:
            return mixed(Tone::dim, Tone::text, 0.5F);
        case TokenKind::number:
        case TokenKind::plain:
            break;
    }
    return colour(Tone::text);
}

Box box_of_rows(const Box& inside) {
    Box box{inside.left - px(12), inside.top, inside.right + px(12), inside.bottom};
    box.bottom = box.top + std::max(1.0F, std::floor(box.height() / px(kSourceRow))) * px(kSourceRow);
    return box;
}

const std::vector<layout::SourceRow>& SourceRows::of(std::string_view source, const LineUse* use, std::size_t wide,
                                                     std::size_t narrow) {
    constexpr std::uint16_t kMostWithChips = 2000;  // lines behind it have no room of their own for chips
    std::vector<bool> used;
    for (std::uint16_t line = 0; use != nullptr && line < kMostWithChips; ++line) used.push_back(use->used(line));
    if (source == source_ && wide == wide_ && narrow == narrow_ && used == used_) return rows_;
    source_ = source;
    wide_ = wide;
    narrow_ = narrow;
    used_ = std::move(used);
    rows_ = layout::source_rows(
        source_, wide_, [&](std::uint16_t line) { return line < used_.size() && used_[line] ? narrow_ : wide_; });
    return rows_;
}

bool source_is_a_tab() { return setting().compact || setting().look == Look::projector; }

void draw_source_error(const std::string& sentence, Box& inside) {
    Box words = inside;
    ImDrawList* list = ImGui::GetWindowDrawList();
    draw_icon(list, words.take_left(px(24)).take_top(px(24)), Icon::warning, colour(Tone::blocked));
    words.left += px(8);
    const float height = draw_paragraph(list, {words.left, words.top}, words.width(),
                                        {printable(sentence), Face::body, colour(Tone::blocked)}, 6);
    probe("source error", {inside.left, inside.top, inside.right, inside.top + height});
    inside.take_top(height + px(10));
}

}  // namespace simul::panels
