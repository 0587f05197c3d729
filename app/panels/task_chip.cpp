#include "app/panels/task_chip.h"

#include <fmt/format.h>

#include <algorithm>

#include "app/layout/figures.h"
#include "app/panels/chips.h"
#include "app/scenes/scene_view.h"
#include "app/theme/compat.h"
#include "app/theme/widgets.h"
#include "engine/analysis/claim_words.h"
#include "engine/analysis/decisions.h"
#include "engine/analysis/time_words.h"
#include "engine/base/happening.h"
#include "engine/trace/text_form.h"

namespace simul::panels {
namespace {

using namespace theme;

/// The name, and below it what the task does.
std::string about(const Workspace& workspace, TaskId task) {
    const Speech speech = speech_of(workspace);
    const TaskClaim claim = claim_of(workspace.moment(), task);
    std::string words = fmt::format("{}\n{}", capitalized(speech.name_of(task)),
                                    capitalized(claim_in_words({workspace.moment(), speech}, claim)));
    const std::size_t asked = workspace.moment().task(task).asked_event;
    if (asked == 0) return words;
    const Trace& trace = workspace.run()->trace();
    words += fmt::format("\nAsks to {}", intent_in_words(trace, asked, speech));
    const std::string_view locals = locals_of(trace, asked);
    return locals.empty() ? words : fmt::format("{}\n{}", words, printable(locals));
}

/// In a story of few tasks each has a sign of its own, as in the scenes.
bool has_sign(const Workspace& workspace, TaskId task) {
    constexpr std::size_t kMostSigns = 4;
    return task != kMainTask && workspace.run()->timeline().task_count() <= kMostSigns + 1;
}

/// Close around the chip, as rows leave little room.
void draw_ring(const Box& box) {
    const Box around = box.inset(-px(2));
    compat::add_frame(*ImGui::GetWindowDrawList(), top_left(around), bottom_right(around), colour(Tone::accent),
                      px(spacing().chip_radius + 2), px(2));
}

}  // namespace

Speech speech_of(const Workspace& workspace) { return {workspace.run()->names(), workspace.run()->header().words}; }

std::string chip_label(const workspace::OpenRun& run, TaskId task) {
    if (is_happening(task))
        return std::string(kHappeningWords[static_cast<std::size_t>(happening_of(task).what)].substr(0, 1));
    return task == kMainTask ? "M" : layout::number_of(run.names(), task);
}

std::string chip_label(const Workspace& workspace, TaskId task) { return chip_label(*workspace.run(), task); }

float chip_width(std::string_view label) { return std::max(px(30), text_width(label, Face::strong) + px(14)); }

void draw_task_chip(const Workspace& workspace, Commands& commands, std::string_view place, Box box, TaskId task) {
    const workspace::Selection& selected = workspace.story->selection;
    const Form form = scenes::form_of(claim_of(workspace.moment(), task).doing);
    const std::string label = chip_label(workspace, task);
    const bool sign = has_sign(workspace, task);
    draw_chip(ImGui::GetWindowDrawList(), box, sign ? "" : label, form);
    if (selected.task == task) draw_ring(box);
    const int which = static_cast<int>(index_of(task)) - 1;
    if (sign)
        draw_whose(ImGui::GetWindowDrawList(), box.centre(), std::min(px(9), box.height() * 0.42F), which,
                   workspace.moment().state_of(task) != State::done, label_of_whose(which, label));
    const Touch touched = touch(fmt::format("{} task {}", place, index_of(task)), box);
    if (touched.hovered) tooltip(about(workspace, task));
    if (touched.clicked) commands.push_back(workspace::Select{{task, kNoResource}});
}

float draw_task_chips(const Workspace& workspace, Commands& commands, std::string_view place, Box box,
                      const std::vector<TaskId>& tasks, int most_rows) {
    const float gap = px(8);
    ChipRows rows(box, px(kChipHeight), gap, gap);
    for (std::size_t i = 0; i < tasks.size(); ++i) {
        const float width = chip_width(chip_label(workspace, tasks[i]));
        const std::string rest = fmt::format("and {} more", grouped(tasks.size() - i));
        const float needed = i + 1 < tasks.size() ? width + gap + text_width(rest) : width;
        const Box left_over = rows.rest_of_row();
        if (rows.row() == most_rows && needed > left_over.width()) {
            draw_text(ImGui::GetWindowDrawList(), {left_over.left, left_over.centre().y},
                      {rest, Face::body, colour(Tone::dim)});
            break;
        }
        draw_task_chip(workspace, commands, place, rows.next(width), tasks[i]);
    }
    return tasks.empty() ? 0 : rows.used();
}

}  // namespace simul::panels
