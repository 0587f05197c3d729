// The runs of a tree, one above the other: in each row a cell for every step, with the task that was chosen. What a
// branch has in common with the one that it came from is drawn faint.
#include <fmt/format.h>

#include <algorithm>

#include "app/panels/panels.h"
#include "app/panels/task_chip.h"
#include "app/theme/compat.h"
#include "app/theme/forms.h"
#include "app/theme/scroll_area.h"
#include "app/workspace/conducting.h"
#include "engine/analysis/happening_words.h"
#include "engine/analysis/outcome_words.h"
#include "engine/analysis/time_words.h"
#include "engine/base/happening.h"
#include "engine/trace/text_form.h"

namespace simul::panels {
namespace {

using namespace theme;
using workspace::Branch;

constexpr float kRow = 28, kCell = 26, kNames = 64, kMostNames = 150, kEnds = 240;  ///< units of design
constexpr std::size_t kMostRows = 4;

class BranchRows {
  public:
    BranchRows(const Workspace& workspace, Commands& commands, Box content, Box view)
        : workspace_(workspace),
          commands_(commands),
          branches_(workspace.story->conducting.branches),
          shown_(workspace::shown_branch(workspace)),
          content_(content) {
        for (const Branch& branch : branches_)
            names_ = std::clamp(text_width(branch.name, Face::strong) + px(20), names_, px(kMostNames));
        room_ = static_cast<std::size_t>(std::max(1.0F, (view.width() - names_ - px(kEnds)) / px(kCell)));
        first_ = first_step();
    }

    void draw() {
        for (std::size_t i = 0; i < branches_.size(); ++i) draw_row(i, content_.take_top(px(kRow)));
    }

  private:
    /// So many that the step at the playhead is seen, with some after it.
    std::size_t first_step() const {
        if (workspace_.run() == nullptr) return 0;
        const std::size_t step = workspace_.run()->steps().done(workspace_.story->playhead.events);
        const std::size_t after = std::min<std::size_t>(room_ / 4, 6);
        return step + after > room_ ? step + after - room_ : 0;
    }

    void draw_row(std::size_t index, Box row) {
        const Branch& branch = branches_[index];
        const bool is_shown = shown_ == index;
        if (is_shown)
            list()->AddRectFilled(top_left(row), bottom_right(row), mixed(Tone::panel, Tone::accent, 0.14F), px(4));
        draw_name(index, row.take_left(names_));
        draw_end(index, row.take_right(px(kEnds)));
        const Steps& steps = branch.run->steps();
        const std::size_t last = std::min(steps.size(), first_ + room_);
        for (std::size_t step = first_; step < last; ++step) draw_cell(index, step, row.take_left(px(kCell)));
        if (branch.run->awaits_choice() && last == steps.size()) {
            const Box open = row.take_left(px(kCell)).inset(px(3), px(4));
            draw_dashed_frame(list(), open, colour(Tone::dim));
        }
    }

    void draw_name(std::size_t index, const Box& box) {
        const Branch& branch = branches_[index];
        const std::string name = fmt::format("branch {}", branch.name);
        const Touch touched = touch(name, box);
        Box words = box.inset(px(8), 0);
        draw_text_in(list(), words,
                     {branch.name, shown_ == index ? Face::strong : Face::body,
                      colour(touched.hovered || shown_ == index ? Tone::text : Tone::dim)});
        if (touched.hovered) tooltip(fmt::format("Branch {}\n{}", branch.name, origin(branch)));
        if (touched.clicked) commands_.push_back(workspace::ShowBranch{index});
    }

    std::string origin(const Branch& branch) const {
        if (branch.found) return "Found by exploring: the shortest order with this result.";
        if (!branch.parent) return "The first run.";
        return fmt::format("From {} after step {}.", branches_[*branch.parent].name, branch.from_step);
    }

    /// How it ended, and a way to be rid of it.
    void draw_end(std::size_t index, Box box) {
        const workspace::OpenRun& run = *branches_[index].run;
        if (branches_.size() > 1) {
            const ButtonFace face{"", "Remove this branch", static_cast<int>(Icon::close), ButtonKind::quiet};
            if (button(fmt::format("drop branch {}", branches_[index].name), box.take_right(px(24)), face))
                commands_.push_back(workspace::DropBranch{index});
        }
        const CameOf came =
            run.live() ? CameOf{"stands still", false} : came_of(run.trace(), run.metrics(), run.findings());
        box.left += px(8);
        draw_text_in(list(), box, {came.words, Face::body, colour(came.is_bad ? Tone::blocked : Tone::dim)});
        std::string whole = came.words;
        for (const Finding& finding : run.findings()) whole += "\n" + finding.text;
        if (touch(fmt::format("end of branch {}", branches_[index].name), box).hovered) tooltip(whole);
    }

    void draw_cell(std::size_t index, std::size_t step, const Box& box) {
        const Branch& branch = branches_[index];
        const TaskId task = branch.run->steps().chosen(step);
        const bool common = branch.parent && step < branch.from_step;
        const Box cell = box.inset(px(2), px(3));
        const ImU32 fill = mixed(Tone::panel, task_tone(task), common ? 0.18F : 0.42F);
        list()->AddRectFilled(top_left(cell), bottom_right(cell), fill, px(4));
        const bool parts = branch.parent && step == branch.from_step;
        if (parts) list()->AddLine({box.left, box.top}, {box.left, box.bottom}, colour(Tone::accent), px(2));
        draw_text_in(
            list(), cell,
            {chip_label(*branch.run, task), Face::body, colour(common ? Tone::dim : Tone::text), Align::centre});
        if (is_at_playhead(index, step))
            compat::add_frame(*list(), top_left(cell), bottom_right(cell), colour(Tone::accent), px(4), px(2));
        const workspace::Note* note = note_of(index, step);
        if (note != nullptr) draw_page(list(), {cell.right, cell.top + px(kPageHeight)}, colour(Tone::accent));
        const Touch touched = touch(fmt::format("branch {} step {}", branch.name, step + 1), box);
        if (touched.hovered)
            tooltip(about(*branch.run, step) + (note != nullptr ? "\nNote: " + printable(note->text) : ""));
        if (!touched.clicked) return;
        commands_.push_back(workspace::ShowBranch{index});
        commands_.push_back(workspace::MoveToEvent{branch.run->steps().event(step)});
    }

    /// The last that was written at the decision before the step. Null: there is none.
    const workspace::Note* note_of(std::size_t index, std::size_t step) const {
        const Branch& branch = branches_[index];
        const workspace::Note* found = nullptr;
        for (const workspace::Note& note : branch.notes)
            if (branch.run->steps().done(workspace::playhead_at(*branch.run, note.at).events) == step) found = &note;
        return found;
    }

    static std::string about(const workspace::OpenRun& run, std::size_t step) {
        const Speech speech(run.names(), run.header().words);
        const std::size_t event = run.steps().event(step);
        const TaskId task = run.steps().chosen(step);
        if (is_happening(task))
            return fmt::format("Step {}: {}", step + 1, happening_in_words(run.trace(), event, speech));
        const Moment& before = run.moment(event);
        const std::size_t stand = before.task(task).asked_event;
        return fmt::format("Step {}: {}\n{}", step + 1, speech.name_of(task),
                           capitalized(intent_in_words(run.trace(), stand, speech)));
    }

    bool is_at_playhead(std::size_t index, std::size_t step) const {
        return shown_ == index && workspace_.run()->steps().done(workspace_.story->playhead.events) == step;
    }

    static Tone task_tone(TaskId task) {
        static constexpr Tone kTones[] = {Tone::dim, Tone::running, Tone::ready, Tone::task_a, Tone::task_b};
        return task == kMainTask ? kTones[0] : kTones[1 + (index_of(task) - 1) % 4];
    }

    static ImDrawList* list() { return ImGui::GetWindowDrawList(); }

    const Workspace& workspace_;
    Commands& commands_;
    const std::vector<Branch>& branches_;
    std::optional<std::size_t> shown_;
    Box content_;
    float names_ = px(kNames);  ///< how wide
    std::size_t room_ = 1, first_ = 0;
};

}  // namespace

float branches_height(const Workspace& workspace) {
    const std::size_t branches = workspace.story->conducting.branches.size();
    if (branches == 0 || !workspace::shown_branch(workspace)) return 0;
    return px(16) + px(kRow) * static_cast<float>(std::min(branches, kMostRows));
}

void draw_branches(const Workspace& workspace, Commands& commands, Box box) {
    const Panel panel("branches", box);
    const Box inside = box.inset(px(8), px(8));
    const float height = px(kRow) * static_cast<float>(workspace.story->conducting.branches.size());
    const ScrollArea area("branch rows", inside, height);
    BranchRows(workspace, commands, area.content(), inside).draw();
}

}  // namespace simul::panels
