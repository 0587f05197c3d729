#include "app/panels/line_parts.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <string>

#include "app/panels/task_chip.h"
#include "app/scenes/scene_view.h"
#include "app/theme/widgets.h"
#include "app/workspace/conducting.h"
#include "engine/analysis/line_parts.h"

namespace simul::panels {
namespace {

using namespace theme;
using layout::SourceRow;

/// What stands in one row.
struct PartRow {
    std::optional<std::size_t> part;  ///< nothing: what a task does for itself
    std::string words;
};

std::vector<PartRow> part_rows(const workspace::OpenRun& run, std::uint16_t line) {
    const std::vector<LinePart>& parts = run.parts().of(line);
    std::vector<PartRow> rows;
    for (std::size_t i = 0; i < parts.size(); ++i) {
        const bool after_load = i > 0 && parts[i - 1].kind == OperationKind::load;
        if (after_load && parts[i].kind == OperationKind::store)
            rows.push_back({std::nullopt, "work out the new value"});
        rows.push_back({i, part_in_words(parts[i], run.header())});
    }
    return rows;
}

std::vector<TaskId> who_stands_before(const Workspace& workspace, std::uint16_t line, std::size_t part) {
    const workspace::OpenRun& run = *workspace.run();
    std::vector<TaskId> tasks;
    for (const Candidate& candidate : workspace::candidates_at(workspace)) {
        if (candidate.intent.line != line) continue;
        const TaskId task = candidate.intent.task;
        if (part_before(run.parts().of(line), run.trace(), workspace.moment(), task) == part) tasks.push_back(task);
    }
    return tasks;
}

}  // namespace

std::vector<SourceRow> with_parts(const std::vector<SourceRow>& rows, const Workspace* workspace) {
    std::vector<SourceRow> opened;
    if (workspace == nullptr || workspace->story->lines_in_parts.empty()) return opened;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        opened.push_back(rows[i]);
        const std::uint16_t line = rows[i].line;
        const bool is_last = i + 1 == rows.size() || rows[i + 1].line != line;
        if (!is_last || !workspace->story->lines_in_parts.contains(line)) continue;
        const std::size_t blanks = std::min(rows[i].text.find_first_not_of(' '), rows[i].text.size());
        SourceRow part;
        part.line = line;
        part.indent = rows[i].begins ? blanks : rows[i].indent;
        for (const std::size_t count = part_rows(*workspace->run(), line).size(); part.part < count;) {
            ++part.part;
            opened.push_back(part);
        }
    }
    return opened;
}

bool draw_parts_handle(const Workspace& workspace, Commands& commands, Box box, std::uint16_t line) {
    const std::vector<PartRow> rows = part_rows(*workspace.run(), line);
    if (rows.empty()) return false;
    const bool open = workspace.story->lines_in_parts.contains(line);
    const Touch touched = touch(fmt::format("parts {}", line), box);
    const float x = box.centre().x, y = box.centre().y, half = px(4), deep = px(3);
    const ImU32 ink = colour(touched.hovered ? Tone::accent : Tone::dim);
    ImDrawList* list = ImGui::GetWindowDrawList();
    if (open)
        list->AddTriangleFilled({x - half, y - deep}, {x + half, y - deep}, {x, y + deep}, ink);
    else
        list->AddTriangleFilled({x - deep, y - half}, {x + deep, y}, {x - deep, y + half}, ink);
    if (touched.clicked) commands.push_back(workspace::ToggleParts{line});
    if (!touched.hovered) return true;
    std::string tip = fmt::format("Line {} is {} operations (X)", line, workspace.run()->parts().of(line).size());
    for (const PartRow& row : rows) tip += "\n· " + row.words;
    tooltip(tip);
    return true;
}

void draw_part(const Workspace& workspace, Commands& commands, Box box, const SourceRow& row) {
    const std::vector<PartRow> rows = part_rows(*workspace.run(), row.line);
    if (row.part > rows.size()) return;
    const PartRow& it = rows[row.part - 1];
    ImDrawList* list = ImGui::GetWindowDrawList();
    box.left += text_width("0", Face::mono) * static_cast<float>(row.indent) + px(4);
    const std::vector<TaskId> tasks =
        it.part ? who_stands_before(workspace, row.line, *it.part) : std::vector<TaskId>{};
    if (!tasks.empty())
        list->AddRectFilled({box.left, box.top + 1}, {box.right, box.bottom - 1},
                            mixed(Tone::panel, Tone::accent, 0.14F), px(4));
    list->AddLine({box.left, box.top}, {box.left, box.bottom}, colour(tasks.empty() ? Tone::line : Tone::accent),
                  px(2));
    box.left += px(12);
    const Box here = box;
    probe(fmt::format("part {} of {}", row.part, row.line), here);
    for (auto task = tasks.rbegin(); task != tasks.rend(); ++task) {
        const float width = chip_width(chip_label(workspace, *task));
        if (box.width() < width + px(80)) break;
        const Box chip = box.take_right(width).inset(0, (box.height() - px(20)) / 2);
        box.right -= px(6);
        draw_task_chip(workspace, commands, fmt::format("part {} of {}", row.part, row.line), chip, *task);
    }
    draw_text_in(list, box, {it.words, Face::mono, colour(tasks.empty() ? Tone::dim : Tone::text)});
}

}  // namespace simul::panels
