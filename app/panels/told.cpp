// The moment in words, as `simul tell` prints it: to be read, also aloud, selected and copied.
#include <fmt/format.h>

#include "app/panels/panels.h"
#include "app/panels/told_choices.h"
#include "app/theme/scroll_area.h"
#include "app/theme/selectable_text.h"
#include "app/workspace/prediction.h"
#include "engine/analysis/telling.h"

namespace simul::panels {
namespace {

using namespace theme;
using workspace::OpenRun;

/// Nothing before the playhead is at the end: it would tell what is still to come.
std::string conclusion(const Workspace& workspace, const ToldRun& told) {
    const OpenRun& run = *workspace.run();
    const bool is_over = !run.live() && workspace.story->playhead.events == run.trace().size();
    if (!is_over || workspace::keeps_secret(workspace)) return {};
    std::string text;
    for (const std::string& sentence :
         conclusion_of(told, run.findings(), run.ending().stolen_s, workspace::proven_of_shown(workspace)))
        text += sentence + "\n";
    if (const std::optional<workspace::AnswerVerdict> verdict = workspace::verdict_of(workspace))
        text += fmt::format("You said: {}. It is {}.\n", verdict->said, verdict->given);
    return text;
}

std::string told_now(const Workspace& workspace) {
    const OpenRun& run = *workspace.run();
    const ToldRun told{run.trace(), run.timeline(), run.names(), run.metrics(), choices_of(run)};
    return text_of(telling_of(told, workspace.moment(), workspace.story->playhead.at), told) +
           conclusion(workspace, told);
}

/// As long as nothing has changed it is not told anew.
struct ToldText {
    std::string text;
    const OpenRun* run = nullptr;
    workspace::Playhead playhead;
    bool live = false, secret = false;
    std::size_t what_ifs = 0;

    bool is_of(const Workspace& workspace) const {
        return run == workspace.run() && playhead == workspace.story->playhead && live == run->live() &&
               secret == workspace::keeps_secret(workspace) && what_ifs == workspace::proven_of_shown(workspace).size();
    }
};

const std::string& told_text(const Workspace& workspace) {
    ToldText& kept = remembered<ToldText>("told now");
    if (!kept.is_of(workspace))
        kept = {told_now(workspace),
                workspace.run(),
                workspace.story->playhead,
                workspace.run()->live(),
                workspace::keeps_secret(workspace),
                workspace::proven_of_shown(workspace).size()};
    return kept.text;
}

}  // namespace

void draw_told(const Workspace& workspace, Commands&, Box box) {
    const Panel panel("told", box);
    Box inside = panel.inside();
    if (workspace.run() == nullptr) {
        draw_text_in(panel.list(), inside.take_top(px(24)), {"Nothing has run yet.", Face::body, colour(Tone::dim)});
        return;
    }
    const std::string& text = told_text(workspace);
    Box row = inside.take_top(px(spacing().control));
    inside.take_top(px(8));
    const ButtonFace copy{"Copy", "The whole text\nOr drag over a part of it, and press Ctrl C.",
                          static_cast<int>(Icon::list)};
    if (button("copy told", row.take_left(button_width(copy)), copy)) ImGui::SetClipboardText(text.c_str());
    ScrollArea area("told content", inside);
    area.ends_after(selectable_text("told text", area.content(), text) + px(4));
}

}  // namespace simul::panels
