// One sentence that the reader should know, until it is dismissed.
#include <algorithm>
#include <string>

#include "app/panels/panels.h"
#include "app/theme/widgets.h"

namespace simul::panels {

using namespace theme;

void draw_message(const Workspace& workspace, Commands& commands, Box box) {
    const bool is_news = !workspace.error;
    const std::string said = is_news ? workspace.news : workspace.message();
    if (said.empty()) return;
    const float pad = px(14), icon = px(32), most = std::min(px(720), box.width() - px(48));
    const float width = std::min(most, text_width(said) + 2 * pad + 2 * icon + px(8));
    const float room = width - 2 * pad - 2 * icon - px(8);
    const float height = paragraph_height(room, said) + 2 * pad;
    const layout::Point middle = box.centre();
    const Box card{middle.x - width / 2, box.bottom - px(96) - height, middle.x + width / 2, box.bottom - px(96)};
    const InPanel above(card, true);
    const Panel panel("message", card);
    ImDrawList* list = panel.list();
    Box inner = card.inset(pad);
    draw_icon(list, inner.take_left(icon), is_news ? Icon::check : Icon::warning,
              colour(is_news ? Tone::running : Tone::blocked));
    const Box close = inner.take_right(icon);
    draw_paragraph(list, {inner.left + px(8), inner.top}, room, {said});
    if (button("dismiss", {close.left, close.centre().y - icon / 2, close.right, close.centre().y + icon / 2},
               {"", "Dismiss (Esc)", static_cast<int>(Icon::close), ButtonKind::quiet}))
        commands.push_back(workspace::DismissMessage{});
}

}  // namespace simul::panels
