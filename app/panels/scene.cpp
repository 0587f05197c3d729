// The scene above the timeline: the story at the playhead, another run's beside it, and what just happened in a
// sentence.
#include "engine/analysis/narration.h"

#include <fmt/format.h>

#include <algorithm>

#include "app/panels/panels.h"
#include "app/panels/scene_legend.h"
#include "app/panels/scene_words.h"
#include "app/panels/stale_mark.h"
#include "app/panels/told_choices.h"
#include "app/scenes/scenes.h"
#include "app/theme/compat.h"
#include "app/theme/widgets.h"
#include "app/workspace/machine_click.h"
#include "app/workspace/prediction.h"
#include "app/workspace/run_settings.h"
#include "engine/analysis/time_words.h"
#include "engine/base/plain_name.h"

namespace simul::panels {
namespace {

using namespace theme;
using scenes::SceneView;
using scenes::Target;
using workspace::OpenRun;

class ScenePanel {
  public:
    ScenePanel(const Workspace& workspace, Commands& commands, Box box, const Panel& panel)
        : workspace_(workspace),
          commands_(commands),
          box_(box),
          list_(panel.list()),
          run_(*workspace.run()),
          ghost_(workspace.story->ghost.get()),
          scene_(scenes::scene_of(run_.header())) {}

    void draw(bool with_sentence) {
        Box rest = box_;
        Box title = rest.take_top(px(rest.height() < px(300) ? 40 : 48)).inset(px(spacing().padding), 0);
        if (with_sentence) draw_sentence(rest);
        rest = rest.inset(px(spacing().padding), 0);
        rest.bottom -= px(10);
        const Box other = ghost_fits(rest) ? rest.take_right((rest.width() - px(spacing().gap)) / 2) : Box{};
        if (!other.empty()) rest.right -= px(spacing().gap);
        const SceneView view = view_of(run_, workspace_.story->playhead);
        draw_title(title, view);
        const std::vector<Target> targets = scene_.draw(view, rest);
        if (!other.empty()) draw_ghost(other);
        take_pointer(rest, view, targets);
    }

  private:
    // ---- What is drawn -------------------------------------------------------------------------------------------

    Duration horizon() const {
        const Time end = ghost_ == nullptr ? run_.end() : std::max(run_.end(), ghost_->end());
        return end.time_since_epoch();
    }

    SceneView view_of(const OpenRun& run, const workspace::Playhead& playhead) const {
        SceneView view{list_,
                       {run.trace(), run.timeline(), run.names(), run.moment(playhead.events), playhead.at},
                       Speech(run.names(), run.header().words)};
        view.selection = workspace_.story->selection;
        view.outages = run.metrics().outages;
        view.horizon = horizon();
        view.clock_lines = clock_lines(run, playhead.at);
        return view;
    }

    /// The marks of the run, and how long the other one took.
    std::vector<scenes::ClockLine> clock_lines(const OpenRun& run, Time at) const {
        std::vector<scenes::ClockLine> lines;
        const auto clock = [&](Time time) { return moment_in_words(run.header(), time, horizon()); };
        for (const MarkFigures& mark : run.metrics().marks) {
            if (mark.at > at && workspace::keeps_secret(workspace_)) continue;
            lines.push_back({clock(mark.at), plain_name(mark.name), mark.at <= at, false});
        }
        if (ghost_ == nullptr || &run == ghost_) return lines;
        const Time end = ghost_->metrics().makespan;
        lines.push_back({moment_in_words(ghost_->header(), end, horizon()), name_of_ghost(), end <= at, true});
        return lines;
    }

    std::string name_of_ghost() const {
        return workspace::name_beside(ghost_->header(), run_.header(), workspace_.story->description.knobs);
    }

    void draw_title(Box row, const SceneView& view) {
        const Box title = draw_text_in(list_, row, {scene_.title, Face::strong});
        row.left = title.right + px(16);
        row.left += draw_stale_mark(workspace_, "scene", row) + px(8);
        draw_legend(list_, row, legend_of(view, run_.metrics(), row.width()));
    }

    /// The last line of the panel, beneath a rule.
    void draw_sentence(Box& rest) {
        const Speech speech(run_.names(), run_.header().words);
        const std::string said =
            narration_of(run_.trace(), workspace_.moment(), run_.timeline(), speech, choices_of(run_)).whole();
        const float width = rest.width() - 2 * px(spacing().padding);
        const bool two = rest.height() > px(380) && text_width(said) > width;
        Box row = rest.take_bottom(px(two ? 60 : 40));
        list_->AddLine({row.left + 1, row.top + 0.5F}, {row.right - 1, row.top + 0.5F}, colour(Tone::line));
        row = row.inset(px(spacing().padding), 0);
        if (two)
            draw_paragraph(list_, {row.left, row.centre().y - line_height(Face::body)}, row.width(), {said}, 2);
        else
            draw_text_in(list_, row, {said});
    }

    // ---- The other run -------------------------------------------------------------------------------------------

    /// Both scenes need room; the hall's other run is told by its clock, too.
    bool ghost_fits(const Box& box) const {
        return ghost_ != nullptr && ghost_->trace().size() > 0 && box.width() >= px(scene_.room_for_two) &&
               box.height() >= px(150);
    }

    void draw_ghost(const Box& box) {
        list_->AddRectFilled(top_left(box), bottom_right(box), colour(Tone::raised), px(6));
        draw_dashed_frame(list_, box, colour(Tone::faint));
        Box rest = box.inset(px(12), px(4));
        Box title = rest.take_top(px(28));
        const std::string_view what = "earlier run, same moment";
        const Box at = draw_text_in(list_, title, {capitalized(name_of_ghost()), Face::strong, colour(Tone::dim)});
        title.left = at.right + px(16);
        if (text_width(what) <= title.width())
            draw_text_in(list_, title, {what, Face::body, colour(Tone::dim), Align::right});
        SceneView view = view_of(*ghost_, workspace::playhead_at(*ghost_, workspace_.story->playhead.at));
        view.ghost = true;
        scene_.draw(view, rest);
    }

    // ---- The pointer ---------------------------------------------------------------------------------------------

    void take_pointer(const Box& box, const SceneView& view, const std::vector<Target>& targets) {
        for (const Target& target : targets) probe(name_of(target), target.box);
        const Touch touched = touch("scene field", box);
        if (!touched.hovered) return;
        const Target* found = under_pointer(targets);
        if (touched.clicked) take_click(found);
        if (found == nullptr) return;
        const Box around = found->box.inset(-px(3));
        compat::add_frame(*list_, top_left(around), bottom_right(around), colour(Tone::dim), px(7),
                          std::max(1.0F, px(1)));
        tooltip(found->machines ? about_machine(*found->machines) : words_about(view, *found));
    }

    /// "Bank", or "Shop and bank"; and what a click does.
    std::string about_machine(const layout::MachineEnds& ends) const {
        const std::vector<NodeInfo>& nodes = run_.header().nodes;
        std::string title = "Machine " + nodes[index_of(ends.one)].name;
        if (ends.of_link())
            title =
                fmt::format("Link between {} and {}", nodes[index_of(ends.one)].name, nodes[index_of(ends.other)].name);
        return title + "\n" + workspace::click_on_machine(workspace_, ends.one, ends.other).words;
    }

    void take_click(const Target* target) {
        if (target == nullptr || !target->machines) return select(target);
        commands_.push_back(workspace::ClickMachine{target->machines->one, target->machines->other});
    }

    static std::string name_of(const Target& target) {
        if (target.machines && target.machines->of_link())
            return fmt::format("scene link {} {}", index_of(target.machines->one), index_of(target.machines->other));
        if (target.machines) return fmt::format("scene machine {}", index_of(target.machines->one));
        if (target.task != kNoTask) return fmt::format("scene task {}", index_of(target.task));
        return fmt::format("scene resource {}", index_of(target.resource));
    }

    /// The uppermost: it was drawn last.
    static const Target* under_pointer(const std::vector<Target>& targets) {
        const layout::Point pointer = point(ImGui::GetIO().MousePos);
        const auto found = std::find_if(targets.rbegin(), targets.rend(),
                                        [&pointer](const Target& target) { return target.box.contains(pointer); });
        return found == targets.rend() ? nullptr : &*found;
    }

    void select(const Target* target) {
        workspace::Selection selection;
        if (target != nullptr && target->task != kNoTask) selection.task = target->task;
        if (target != nullptr && target->task == kNoTask) selection.resource = target->resource;
        commands_.push_back(workspace::Select{selection});
    }

    const Workspace& workspace_;
    Commands& commands_;
    Box box_;
    ImDrawList* list_;
    const OpenRun& run_;
    const OpenRun* ghost_;
    const scenes::Scene& scene_;
};

}  // namespace

void draw_scene(const Workspace& workspace, Commands& commands, Box box, bool with_sentence) {
    const Panel panel("scene", box);
    if (workspace.run() == nullptr) {
        draw_text(panel.list(), box.centre(),
                  {"Press Run, and it happens here.", Face::body, colour(Tone::dim), Align::centre});
        return;
    }
    ScenePanel(workspace, commands, box, panel).draw(with_sentence);
}

}  // namespace simul::panels
