// The keys, the looks and the few settings of the window.
#include <algorithm>
#include <vector>

#include "app/panels/key_list.h"
#include "app/panels/panels.h"
#include "app/theme/scroll_area.h"

namespace simul::panels {
namespace {

using namespace theme;

constexpr float kHelpRow = 26;

void draw_keys(ImDrawList* list, Box rest) {
    for (const KeyWords& words : key_list()) {
        Box row = rest.take_top(px(kHelpRow));
        draw_text_in(list, row.take_left(px(92)), {words.keys, Face::strong});
        draw_text_in(list, row, {words.meaning, Face::body, colour(Tone::dim)});
    }
}

void draw_settings(const Workspace& workspace, Commands& commands, Box& rest) {
    const std::vector<std::string> looks = {"Dark", "Light", "Projector"};
    const int look = segments("look", rest.take_top(px(36)), looks, static_cast<int>(workspace.preferences.look));
    if (look >= 0) commands.push_back(workspace::SetLook{static_cast<Look>(look)});
    rest.top += px(8);
    const std::vector<std::string> motions = {"Play runs at once", "Reduced motion"};
    const int motion = segments("motion", rest.take_top(px(36)), motions, workspace.preferences.reduced_motion ? 1 : 0);
    if (motion >= 0) commands.push_back(workspace::SetReducedMotion{motion == 1});
    rest.top += px(8);
    const ButtonFace picture{"Save a picture", "Of the whole window, as a PNG in the current folder",
                             static_cast<int>(Icon::camera)};
    if (button("save picture", rest.take_top(px(36)), picture)) commands.push_back(workspace::SavePicture{});
    rest.top += px(12);
}

}  // namespace

void draw_help(const Workspace& workspace, Commands& commands, Box box) {
    if (!workspace.help) return;
    const float keys = static_cast<float>(key_list().size()) * px(kHelpRow);
    const float wanted = px(48 + 36 * 3 + 8 * 2 + 12 + 2 * spacing().padding) + keys;
    const float width = std::min(px(520), box.width() - px(24)), height = std::min(wanted, box.height() - px(24));
    const layout::Point middle = box.centre();
    const Box card{middle.x - width / 2, middle.y - height / 2, middle.x + width / 2, middle.y + height / 2};
    const InPanel above(card, true);
    const Panel panel("help card", card);
    Box title = panel.inside();
    Box row = title.take_top(px(40));
    if (button("close help", row.take_right(px(36)),
               {"", "Close (Esc)", static_cast<int>(Icon::close), ButtonKind::quiet}))
        commands.push_back(workspace::ShowHelp{false});
    draw_text_in(panel.list(), row, {"Keys and looks", Face::title});
    const ScrollArea area("help content", title, wanted - px(40 + 2 * spacing().padding));
    Box rest = area.content();
    draw_settings(workspace, commands, rest);
    draw_keys(area.list(), rest);
}

}  // namespace simul::panels
