#include "app/panels/source_text.h"

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
