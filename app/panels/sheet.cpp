// The jobs of a sheet as a table: cells to type in, rows to add and to delete, a whole sheet to paste, and undo.
#include <fmt/format.h>

#include <algorithm>
#include <span>

#include "app/panels/flow.h"
#include "app/panels/panels.h"
#include "app/theme/compat.h"
#include "app/theme/scroll_area.h"
#include "app/theme/widgets.h"
#include "app/workspace/exercise_sheet.h"
#include "app/workspace/job_rows.h"
#include "app/workspace/random_sheet.h"
#include "app/workspace/run_settings.h"
#include "engine/analysis/time_words.h"
#include "engine/base/plain_name.h"

namespace simul::panels {
namespace {

using namespace theme;
using workspace::JobRow;

constexpr float kJobRow = 36, kNumberWidth = 22, kDropWidth = 24;  ///< units of design
constexpr std::string_view kHeads[] = {"arrival", "burst",   "every",  "I/O for",  "priority",
                                       "nice",    "tickets", "period", "deadline", "gang"};
static_assert(std::size(kHeads) == std::size(workspace::kJobColumns));

/// Columns beyond arrival and burst that are looked at together.
struct ColumnGroup {
    std::string_view title;
    std::vector<std::size_t> columns;
    std::vector<std::string_view> policies;  ///< that look at them
};

const std::vector<ColumnGroup>& column_groups() {
    static const std::vector<ColumnGroup> groups = {
        {"nothing else", {}, {}},
        {"I/O", {2, 3}, {"mlfq"}},
        {"priority", {4}, {"priority"}},
        {"nice", {5}, {"cfs", "eevdf"}},
        {"tickets", {6}, {"lottery", "stride"}},
        {"period and deadline", {7, 8}, {"edf", "rate_monotonic", "deadline_monotonic"}},
        {"gang", {9}, {"gang"}},
    };
    return groups;
}

bool is_used(const ColumnGroup& group, const std::vector<JobRow>& rows) {
    return std::any_of(rows.begin(), rows.end(), [&group](const JobRow& row) {
        return std::any_of(group.columns.begin(), group.columns.end(),
                           [&row](std::size_t column) { return !row.cells[column].empty(); });
    });
}

/// What the reader chose to see, and the rows of the last text.
struct SheetMemory {
    std::optional<std::size_t> group;
    std::string jobs;
    std::vector<JobRow> rows;
};

class SheetPane {
  public:
    SheetPane(const Workspace& workspace, Commands& commands, Box inside)
        : workspace_(workspace), commands_(commands), story_(*workspace.story), inside_(inside) {
        const std::string& jobs = workspace::sheet_of(story_)->text_value;
        if (memory().jobs != jobs) memory().rows = workspace::job_rows(memory().jobs = jobs);
        columns_ = {workspace::kArrivalColumn, workspace::kBurstColumn};
        const std::vector<std::size_t>& more = column_groups()[group()].columns;
        columns_.insert(columns_.end(), more.begin(), more.end());
    }

    void draw() {
        draw_heading();
        draw_buttons();
        draw_group();
        draw_practice();
        draw_challenge_offer();
        draw_compare();
        draw_heads();
        draw_rows();
        read_keys();
    }

  private:
    static SheetMemory& memory() { return remembered<SheetMemory>("sheet"); }
    static const std::vector<JobRow>& rows() { return memory().rows; }
    static ImDrawList* list() { return ImGui::GetWindowDrawList(); }
    void ask(workspace::Command command) { commands_.push_back(std::move(command)); }

    /// As chosen; else what is in the sheet; else what the policy looks at.
    std::size_t group() const {
        if (memory().group) return *memory().group;
        const std::vector<ColumnGroup>& groups = column_groups();
        const auto first = [&groups](auto fits) {
            return static_cast<std::size_t>(std::find_if(groups.begin(), groups.end(), fits) - groups.begin());
        };
        const std::size_t used = first([](const ColumnGroup& each) { return is_used(each, rows()); });
        if (used < groups.size()) return used;
        const std::size_t looked_at = first([policy = workspace_.policy()](const ColumnGroup& each) {
            return std::find(each.policies.begin(), each.policies.end(), policy) != each.policies.end();
        });
        return looked_at < groups.size() ? looked_at : 0;
    }

    void draw_heading() {
        Box row = inside_.take_top(px(28));
        const std::string count = fmt::format("{}, in seconds", plural(rows().size(), "job"));
        draw_text_in(list(), row.take_right(text_width(count) + 1),
                     {count, Face::body, colour(Tone::dim), Align::right});
        row.right -= px(8);
        draw_text_in(list(), row, {"Sheet", Face::strong});
        inside_.top += px(4);
    }

    void draw_buttons() {
        Box row = inside_.take_top(px(spacing().control));
        inside_.top += px(8);
        const auto pressed = [&row](std::string_view name, const ButtonFace& face) {
            const Box box = row.take_left(button_width(face));
            row.left += px(6);
            return button(name, box, face);
        };
        if (pressed("paste sheet", {"Paste", "The whole sheet, copied from a spreadsheet or a slide (Ctrl V)"}))
            ask(workspace::PasteSheet{clipboard()});
        if (pressed("add job", {"Add", "A job after the last one"})) ask(workspace::AddJob{});
        if (pressed("undo sheet", {"Undo", "(Ctrl Z)", -1, ButtonKind::plain, !story_.sheet.past.empty()}))
            ask(workspace::UndoSheet{});
        if (pressed("redo sheet", {"Redo", "(Ctrl Y)", -1, ButtonKind::plain, !story_.sheet.future.empty()}))
            ask(workspace::RedoSheet{});
    }

    void draw_group() {
        std::vector<theme::Choice> choices;
        for (const ColumnGroup& each : column_groups())
            choices.push_back({std::string(each.title), is_used(each, rows()) ? "in the sheet" : "", true, ""});
        const Box row = inside_.take_top(px(spacing().control));
        inside_.top += px(8);
        const int picked = selector("sheet columns", row, "And", choices, static_cast<int>(group()));
        if (picked >= 0) memory().group = static_cast<std::size_t>(picked);
    }

    void draw_practice() {
        const auto by_hand = workspace::policies_by_hand();
        const bool fits = std::find(by_hand.begin(), by_hand.end(), workspace_.policy()) != by_hand.end();
        const ButtonFace face{"Practice by hand", "A random sheet, and an empty chart to fill",
                              static_cast<int>(Icon::edit)};
        Box row = inside_.take_bottom(px(spacing().control));
        inside_.bottom -= px(8);
        if (button("practice", row.take_left(std::min(row.width(), button_width(face))), face))
            ask(workspace::TakeExercise{fits ? workspace_.policy() : std::string(by_hand.front()), 1});
        row.left += px(8);
        draw_random(row);
    }

    /// Here, as the sheet is what is to be changed; once taken up, it is told at the choices.
    void draw_challenge_offer() {
        const std::vector<Challenge>& challenges = workspace_.story->description.challenges;
        if (challenges.empty() || workspace_.story->attempt) return;
        const bool met = workspace::feat_in(workspace_.score, challenges.front().title) != nullptr;
        const ButtonFace face{challenges.front().title, challenges.front().text,
                              static_cast<int>(met ? Icon::check : Icon::bulb)};
        Box row = inside_.take_bottom(px(spacing().control));
        inside_.bottom -= px(8);
        if (!button("challenge", row.take_left(std::min(row.width(), button_width(face))), face)) return;
        ask(workspace::TakeUp{0});
        ask(workspace::ShowTab{workspace::RightTab::choices});
    }

    void draw_compare() {
        const ButtonFace face{"Compare policies", "This sheet under several policies, on one time axis",
                              static_cast<int>(Icon::compare), ButtonKind::plain,
                              workspace::can_compare_policies(workspace_)};
        Box row = inside_.take_bottom(px(spacing().control));
        inside_.bottom -= px(8);
        if (button("compare policies", row.take_left(std::min(row.width(), button_width(face))), face))
            ask(workspace::ComparePolicies{});
        row.left += px(8);
        const ButtonFace sweep{"Sweep", "A curve of many runs: over the quantum, a knob, the cores (Q)"};
        if (row.width() >= button_width(sweep) && button("sweep", row.take_left(button_width(sweep)), sweep))
            ask(workspace::ShowSweep{});
    }

    /// Another one each time.
    void draw_random(const Box& row) {
        std::vector<theme::Choice> choices;
        for (const std::string_view each : workspace::burst_distributions())
            choices.push_back({plain_name(each), "", true, ""});
        const int picked = selector("random sheet", row, "Random", choices, -1);
        if (picked >= 0)
            ask(workspace::DrawSheet{std::string(workspace::burst_distributions()[static_cast<std::size_t>(picked)]),
                                     story_.sheet.edition + 1});
    }

    // ---- The table

    std::vector<Box> cells_of(Box row) const {
        row.take_left(px(kNumberWidth));
        row.take_right(px(kDropWidth));
        std::vector<Box> cells;
        const float width = row.width() / static_cast<float>(columns_.size());
        for (std::size_t i = 0; i < columns_.size(); ++i) cells.push_back(row.take_left(width).inset(px(2), px(2)));
        return cells;
    }

    void draw_heads() {
        const std::vector<Box> cells = cells_of(inside_.take_top(px(26)));
        for (std::size_t i = 0; i < columns_.size(); ++i)
            draw_text_in(list(), cells[i].inset(-px(2), 0), {kHeads[columns_[i]], Face::body, colour(Tone::dim)});
    }

    /// Only those that are seen: a sheet may have thousands.
    void draw_rows() {
        const float height = px(kJobRow);
        ScrollArea area("sheet rows", inside_, height * static_cast<float>(rows().size()));
        const Box content = area.content();
        const auto first = static_cast<std::size_t>(std::max(0.0F, (inside_.top - content.top) / height));
        for (std::size_t i = first; i < rows().size(); ++i) {
            const float top = content.top + height * static_cast<float>(i);
            if (top > inside_.bottom) break;
            draw_row(i, {content.left, top, content.right, top + height});
        }
    }

    void draw_row(std::size_t index, const Box& row) {
        const bool wrong = faulty_row() == index + 1;
        Box number = row;
        number = number.take_left(px(kNumberWidth - 4));
        if (wrong) draw_icon(list(), number, Icon::warning, colour(Tone::blocked));
        if (!wrong) draw_text_in(list(), number, {fmt::format("{}", index + 1), Face::body, colour(Tone::dim)});
        const std::vector<Box> cells = cells_of(row);
        for (std::size_t i = 0; i < columns_.size(); ++i) draw_cell(index, columns_[i], cells[i]);
        Box drop = row;
        drop = drop.take_right(px(kDropWidth)).inset(0, px(4));
        const ButtonFace face{"", "Delete this job", static_cast<int>(Icon::close), ButtonKind::quiet,
                              rows().size() > 1};
        if (button(fmt::format("drop job {}", index + 1), drop, face)) ask(workspace::DropJob{index});
    }

    void draw_cell(std::size_t row, std::size_t column, const Box& box) {
        std::string text = rows()[row].cells[column];
        ImGui::PushID(static_cast<int>(story_.sheet.edition));
        const std::string name = fmt::format("{} of job {}", workspace::kJobColumns[column], row + 1);
        const bool changed = text_line(name, box, text, "–", false).changed;
        ImGui::PopID();
        if (changed && !is_pasting_sheet()) ask(workspace::EditJob{row, column, text});
    }

    /// The row that the story found wrong, from 1 on; 0: none.
    std::size_t faulty_row() const { return workspace_.error ? workspace_.error->row : 0; }

    // ---- The keyboard

    /// More than one cell: it goes into no single one.
    static bool is_pasting_sheet() {
        return compat::control_down() && compat::key_pressed(compat::key_of('V'), false) &&
               clipboard().find_first_of("\t\n;") != std::string::npos;
    }
    static std::string clipboard() {
        const char* text = ImGui::GetClipboardText();
        return text != nullptr ? text : "";
    }

    void read_keys() {
        if (is_pasting_sheet()) return ask(workspace::PasteSheet{clipboard()});
        if (ImGui::GetIO().WantTextInput || !compat::control_down()) return;
        if (compat::key_pressed(compat::key_of('Z'), false)) ask(workspace::UndoSheet{});
        if (compat::key_pressed(compat::key_of('Y'), false)) ask(workspace::RedoSheet{});
    }

    const Workspace& workspace_;
    Commands& commands_;
    const workspace::OpenStory& story_;
    Box inside_;
    std::vector<std::size_t> columns_;
};

}  // namespace

void draw_sheet(const Workspace& workspace, Commands& commands, Box box) {
    const Panel panel("sheet", box);
    SheetPane(workspace, commands, panel.inside()).draw();
}

}  // namespace simul::panels
