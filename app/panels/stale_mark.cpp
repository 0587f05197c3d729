#include "app/panels/stale_mark.h"

#include <fmt/format.h>

#include "app/theme/forms.h"
#include "app/theme/widgets.h"
#include "app/workspace/run_settings.h"

namespace simul::panels {

using namespace theme;

float draw_stale_mark(const Workspace& workspace, std::string_view where, const Box& row) {
    if (workspace.run() == nullptr || !workspace.stale()) return 0;
    const TraceHeader &shown = workspace.run()->header(), now = workspace::next_header(workspace);
    const Knobs& knobs = workspace.story->description.knobs;
    const std::string differs = workspace::difference_in_words(shown, now, knobs);
    const std::string then = differs.empty() ? "other settings" : differs;
    std::string words = fmt::format("shown: {}", then);
    float width = text_width(words, Face::strong) + px(20);
    if (width > row.width() * 0.6F) {
        words = "shown: other settings";
        width = text_width(words, Face::strong) + px(20);
    }
    if (width > row.width()) return 0;
    const float middle = row.centre().y;
    const Box chip{row.left, middle - px(14), row.left + width, middle + px(14)};
    const Touch touched = touch(fmt::format("stale mark of {}", where), chip);
    ImDrawList* list = ImGui::GetWindowDrawList();
    list->AddRectFilled(top_left(chip), bottom_right(chip), mixed(Tone::panel, Tone::ready, 0.16F), px(5));
    draw_dashed_frame(list, chip, colour(Tone::ready));
    draw_text_in(list, chip.inset(px(10), 0), {words, Face::strong});
    if (touched.hovered)
        tooltip(fmt::format("This run was made with other settings\nIt had {}. Now set: {}. Run (R) makes a new one.",
                            then, workspace::difference_in_words(now, shown, knobs)));
    return width;
}

}  // namespace simul::panels
