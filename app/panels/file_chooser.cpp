// "Open a file": the folders, stories and recordings of this computer.
#include <algorithm>

#include "app/panels/panels.h"
#include "app/theme/scroll_area.h"

namespace simul::panels {

using namespace theme;

void draw_file_chooser(const Workspace& workspace, Commands& commands, Box box) {
    if (!workspace.gallery.choosing_file) return;
    const float width = std::min(px(640), box.width() - px(24)), height = std::min(px(560), box.height() - px(24));
    const layout::Point middle = box.centre();
    const Box card{middle.x - width / 2, middle.y - height / 2, middle.x + width / 2, middle.y + height / 2};
    const InPanel above(card, true);
    const Panel panel("file chooser", card);
    Box rest = panel.inside();
    Box heading = rest.take_top(px(36));
    if (button("close chooser", heading.take_right(px(36)),
               {"", "Close (Esc)", static_cast<int>(Icon::close), ButtonKind::quiet}))
        commands.push_back(workspace::ChooseFile{});
    draw_text_in(panel.list(), heading, {"Open a story or a recording", Face::title});
    draw_text_in(panel.list(), rest.take_top(px(28)), {workspace.gallery.folder, Face::body, colour(Tone::dim)});
    rest.top += px(8);
    const std::vector<workspace::FolderEntry> entries = workspace::entries_of(workspace.gallery.folder);
    const ScrollArea area("files", rest, px(36) * static_cast<float>(entries.size()));
    Box content = area.content();
    for (const workspace::FolderEntry& entry : entries) {
        Box row = content.take_top(px(36));
        if (!row.meets(rest)) continue;
        const Touch touched = touch("file " + entry.name, row);
        if (touched.hovered) area.list()->AddRectFilled(top_left(row), bottom_right(row), colour(Tone::raised), px(6));
        row = row.inset(px(8), 0);
        draw_icon(area.list(), row.take_left(px(28)), entry.folder ? Icon::folder : Icon::code, colour(Tone::dim));
        row.left += px(8);
        draw_text_in(area.list(), row, {entry.name});
        if (!touched.clicked) continue;
        if (entry.folder)
            commands.push_back(workspace::ChooseFile{entry.path});
        else
            commands.push_back(workspace::Open{entry.path});
    }
}

}  // namespace simul::panels
