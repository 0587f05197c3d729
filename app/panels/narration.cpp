// On a projector: the sentence of the playhead as a band that the last row can read.
#include "engine/analysis/narration.h"

#include "app/panels/panels.h"
#include "app/panels/told_choices.h"
#include "app/theme/widgets.h"

namespace simul::panels {

using namespace theme;

void draw_narration(const Workspace& workspace, Commands&, Box box) {
    const Panel panel("narration", box, false);
    panel.list()->AddRectFilled(top_left(box), bottom_right(box), mixed(Tone::panel, Tone::accent, 0.10F), px(6));
    panel.list()->AddRectFilled(top_left(box), {box.left + px(5), box.bottom}, colour(Tone::accent));
    if (workspace.run() == nullptr) return;
    const workspace::OpenRun& run = *workspace.run();
    const Speech speech(run.names(), run.header().words);
    const Narration said = narration_of(run.trace(), workspace.moment(), run.timeline(), speech, choices_of(run));
    const Box inner = box.inset(px(16), px(4));
    const Face face = text_width(said.whole(), Face::title) <= inner.width() ? Face::title : Face::body;
    const std::string fitting = fitted(said.whole(), face, inner.width());
    draw_text_in(panel.list(), inner, {face == Face::title ? std::string_view(fitting) : said.whole(), face});
}

}  // namespace simul::panels
