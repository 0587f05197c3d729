#include "app/window/frame.h"

#include <algorithm>
#include <string>
#include <vector>

#include "app/layout/arrangement.h"
#include "app/panels/panels.h"
#include "app/panels/right_panels.h"
#include "app/theme/widgets.h"
#include "app/workspace/conducting.h"

namespace simul::window {
namespace {

using layout::Arrangement;
using layout::Box;
using workspace::Commands;
using workspace::Flyout;
using workspace::Workspace;

// The smallest window that everything fits into, in units of design; a smaller one gets smaller units.
constexpr float kLeastFrameWidth = 640, kLeastFrameHeight = 400;

/// The window of a story that is open.
class StoryFrame {
  public:
    StoryFrame(const Workspace& workspace, Commands& commands, Box whole)
        : workspace_(workspace),
          commands_(commands),
          whole_(whole),
          panes_(arrange(whole, theme::px(1000) / 1000, workspace.preferences.panes,
                         {workspace.preferences.look == Look::projector, workspace::is_editing(*workspace.story)})) {}

    void draw() {
        panels::draw_top_bar(workspace_, commands_, panes_.top, panes_.compact);
        draw_sides();
        draw_centre();
        panels::draw_transport(workspace_, commands_, panes_.transport, panes_.compact);
        draw_splitters();
        draw_flyout();
    }

  private:
    void draw_sides() {
        if (!panes_.left.empty()) panels::draw_story(workspace_, commands_, panes_.left);
        if (!panes_.left_strip.empty()) panels::draw_strip(workspace_, commands_, panes_.left_strip, Flyout::left);
        if (!panes_.right.empty()) draw_right(panes_.source, panes_.inspector, panes_.tabs);
        if (!panes_.right_strip.empty()) panels::draw_strip(workspace_, commands_, panes_.right_strip, Flyout::right);
    }

    void draw_right(const Box& source, const Box& inspector, bool tabs) {
        if (!tabs) panels::draw_source(workspace_, commands_, source);
        const std::vector<panels::RightPanel> there = panels::right_panels(workspace_, tabs);
        const panels::RightPanel& shown = panels::shown_of(there, workspace_.right_tab);
        Box rest = inspector;
        draw_tabs(rest.take_top(theme::px(40)), there, shown);
        shown.draw(workspace_, commands_, rest);
    }

    void draw_tabs(const Box& box, const std::vector<panels::RightPanel>& there, const panels::RightPanel& shown) {
        std::vector<std::string> titles;
        for (const panels::RightPanel& each : there) titles.emplace_back(each.title);
        const theme::Panel panel("right tabs", box, false);
        const int picked =
            theme::tabs("tab", box.inset(theme::px(16), theme::px(4)), titles, static_cast<int>(&shown - there.data()));
        if (picked >= 0) commands_.push_back(workspace::ShowTab{there[static_cast<std::size_t>(picked)].tab});
    }

    void draw_centre() {
        if (workspace_.story->shows_sweep) return panels::draw_sweep(workspace_, commands_, panes_.centre);
        if (workspace_.comparing()) return panels::draw_comparison(workspace_, commands_, panes_.centre);
        if (workspace_.story->prediction.stage == workspace::Prediction::Stage::asked)
            return panels::draw_prediction(workspace_, commands_, panes_.centre);
        if (workspace_.story->exercise) return panels::draw_exercise(workspace_, commands_, panes_.centre);
        Box scene = panes_.scene, rest = panes_.timeline;
        const bool sentence = !draw_notes(scene, rest) && panes_.narration.empty();
        if (!scene.empty()) panels::draw_scene(workspace_, commands_, scene, sentence);
        if (!panes_.narration.empty()) panels::draw_narration(workspace_, commands_, panes_.narration);
        draw_branches(rest);
        if (!rest.empty()) panels::draw_timeline(workspace_, commands_, rest);
    }

    /// Above the timeline; where that has no room for them, in place of the scene's sentence, which is answered.
    bool draw_notes(Box& scene, Box& rest) {
        const float width = panes_.centre.width(), gap = theme::px(12);
        const float height = panels::notes_height(workspace_, width, panes_.compact ? 2 : 3);
        if (height == 0) return false;
        const float branches = panels::branches_height(workspace_);
        const float needed = theme::px(120) + (branches > 0 ? branches + gap : 0);
        if (scene.empty() || rest.height() >= height + gap + needed) {
            panels::draw_notes(workspace_, commands_, rest.take_top(height));
            rest.top += gap;
            return false;
        }
        const bool low = scene.height() < theme::px(300);
        panels::draw_notes(workspace_, commands_,
                           scene.take_bottom(low ? panels::notes_height(workspace_, width, 1) : height));
        scene.bottom -= gap;
        return true;
    }

    /// Above the timeline, or in its place where there is no room for both.
    void draw_branches(Box& rest) {
        const float height = panels::branches_height(workspace_), gap = theme::px(12);
        if (height == 0 || rest.height() < height) return;
        const bool both = rest.height() >= height + gap + theme::px(120);
        panels::draw_branches(workspace_, commands_, rest.take_top(both ? height : rest.height()));
        if (both) rest.top += gap;
    }

    void draw_splitters() {
        workspace::Panes wanted = workspace_.preferences.panes;
        const float unit = theme::px(1000) / 1000, gap = theme::px(12);
        const auto upright = [&](std::string_view name, const Box& pane, float edge, float& size, bool& open,
                                 float sign) {
            if (pane.empty()) return;
            const Box bar{edge, pane.top, edge + gap, pane.bottom};
            const theme::Panel panel(name, bar, false);
            const theme::Splitting splitting = theme::splitter(name, bar, true);
            size += sign * splitting.by / unit;
            open = open && !splitting.folds;
        };
        upright("left splitter", panes_.left, panes_.left.right, wanted.left, wanted.left_open, 1);
        upright("right splitter", panes_.right, panes_.right.left - gap, wanted.right, wanted.right_open, -1);
        draw_centre_splitter(wanted);
        wanted.left = std::clamp(wanted.left, 180.0F, 600.0F);
        wanted.right = std::clamp(wanted.right, 260.0F, 800.0F);
        wanted.scene_part = std::clamp(wanted.scene_part, 0.1F, 0.9F);
        if (!(wanted == workspace_.preferences.panes)) commands_.push_back(workspace::ArrangePanes{wanted});
    }

    /// Between the scene and the timeline; above the timeline when the scene is folded.
    void draw_centre_splitter(workspace::Panes& wanted) {
        if (panes_.timeline.empty() || !panes_.narration.empty() || workspace_.comparing() ||
            workspace_.story->exercise || workspace_.story->shows_sweep)
            return;
        const float bottom = panes_.timeline.top;
        const float top = panes_.scene.empty() ? bottom - theme::px(8) : panes_.scene.bottom;
        const Box bar{panes_.centre.left, top, panes_.centre.right, bottom};
        const theme::Panel panel("centre splitter", bar, false);
        const theme::Splitting splitting = theme::splitter("centre splitter", bar, false);
        wanted.scene_part += splitting.by / panes_.centre.height();
        if (splitting.folds) wanted.scene_open = !wanted.scene_open;
    }

    void draw_flyout() {
        const float width = std::min(theme::px(342), whole_.width() * 0.6F);
        if (workspace_.flyout == Flyout::left && !panes_.left_strip.empty()) {
            const Box& strip = panes_.left_strip;
            const Box box{strip.right + theme::px(6), strip.top, strip.right + theme::px(6) + width, strip.bottom};
            const theme::InPanel above(box, true);
            panels::draw_story(workspace_, commands_, box);
        }
        if (workspace_.flyout == Flyout::right && !panes_.right_strip.empty()) {
            const Box& strip = panes_.right_strip;
            const Box box{strip.left - theme::px(6) - width, strip.top, strip.left - theme::px(6), strip.bottom};
            const theme::InPanel above(box, true);
            const theme::Panel ground("right flyout", box);  // the tabs have none of their own
            draw_right(box, box, true);
        }
    }

    const Workspace& workspace_;
    Commands& commands_;
    Box whole_;
    Arrangement panes_;
};

void draw_ground(const Box& whole) {
    ImGui::GetBackgroundDrawList()->AddRectFilled(theme::top_left(whole), theme::bottom_right(whole),
                                                  theme::colour(theme::Tone::ground));
}

}  // namespace

theme::Setting setting_for(const Workspace& workspace, Box whole, float display_scale) {
    theme::Setting setting;
    setting.look = workspace.preferences.look;
    const float enlarged = setting.look == Look::projector ? 1.5F : 1;
    const float most = std::min(whole.width() / kLeastFrameWidth, whole.height() / kLeastFrameHeight) / enlarged;
    setting.scale = std::clamp(display_scale * workspace.preferences.zoom, 0.25F, std::max(0.25F, most));
    setting.compact = whole.width() / (setting.scale * enlarged) < 1400;
    return setting;
}

void draw_frame(const Workspace& workspace, Commands& commands, Box whole) {
    theme::begin_text_frame();
    theme::begin_probe_frame(workspace.story ? workspace.story->serial : 0);
    draw_ground(whole);
    if (workspace.view == workspace::View::story && workspace.story)
        StoryFrame(workspace, commands, whole).draw();
    else
        panels::draw_gallery(workspace, commands, whole);
    panels::draw_file_chooser(workspace, commands, whole);
    panels::draw_help(workspace, commands, whole);
    panels::draw_message(workspace, commands, whole);
    panels::read_keys(workspace, commands);
}

}  // namespace simul::window
