// The story's text, as the reader changes it.
//
// How it works. ImGui's field for several lines does what a keyboard and a mouse do to a text, invisibly: it is as high
// and as wide as the text, within an area that scrolls. What is seen is drawn here, in the same grid: the words in
// their colours, the numbers of lines, the cursor. The callback tells where the cursor is, and puts blanks in where a
// line begins.
#include <fmt/format.h>
#include <imgui.h>
#include <imgui_stdlib.h>

#include <algorithm>
#include <cmath>
#include <string>

#include "app/layout/indentation.h"
#include "app/layout/source_rows.h"
#include "app/panels/source_text.h"
#include "app/theme/compat.h"
#include "app/theme/scroll_area.h"
#include "app/workspace/challenge.h"
#include "engine/trace/text_form.h"

namespace simul::panels {
namespace {

using namespace theme;
using layout::SourceRow;

constexpr std::size_t kUnbroken = 1'000'000;  ///< columns: no line continues below
constexpr float kControl = 32;                ///< units of design

/// What lasts longer than a frame, of the one editor that is open.
struct Memory {
    std::string text;  ///< of which the rows are
    std::vector<SourceRow> rows;
    std::size_t widest = 0;  ///< columns
    int cursor = -1;         ///< where it was seen last; -1: nobody types
    int length = 0;          ///< of the text, then
    int followed = -1;       ///< the cursor as it was last brought into sight
    std::size_t left = 0;    ///< columns that are out of sight at the left
};

/// A line that was broken has some of its blanks already.
void indent(ImGuiInputTextCallbackData& data) {
    const std::string_view text(data.Buf, static_cast<std::size_t>(data.BufTextLen));
    const auto at = static_cast<std::size_t>(data.CursorPos);
    const std::size_t there = std::min(text.find_first_not_of(' ', at), text.size()) - at;
    const std::string blanks = layout::indentation_after(text.substr(0, at));
    if (blanks.size() > there) data.InsertChars(data.CursorPos, blanks.substr(there).c_str());
}

/// A new line begins as far to the right as the one before; a tab is two blanks.
int on_text(ImGuiInputTextCallbackData* data) {
    Memory& memory = *static_cast<Memory*>(data->UserData);
    if (data->EventFlag == ImGuiInputTextFlags_CallbackEdit) {
        for (int i = data->BufTextLen - 1; i >= 0; --i)
            if (data->Buf[i] == '\t') {
                data->DeleteChars(i, 1);
                data->InsertChars(i, "  ");
            }
        const bool new_line = data->BufTextLen == memory.length + 1 && data->CursorPos > 0 &&
                              data->Buf[data->CursorPos - 1] == '\n' && data->CursorPos > memory.cursor;
        if (new_line) indent(*data);
    }
    memory.cursor = data->CursorPos;
    memory.length = data->BufTextLen;
    return 0;
}

class SourceEditor {
  public:
    SourceEditor(const Workspace& workspace, Commands& commands, Box inside)
        : workspace_(workspace),
          commands_(commands),
          story_(*workspace.story),
          draft_(*workspace.story->draft),
          inside_(inside),
          pitch_(font_size(Face::mono)),
          cell_(std::max(1.0F, text_width("0", Face::mono))) {}

    void draw() {
        draw_title();
        if (draft_.error && draft_.checked) draw_source_error(draft_.error->sentence(), inside_);
        draw_judges();
        renew_rows();
        draw_text_area();
    }

  private:
    static Memory& memory() { return remembered<Memory>("source editor"); }
    static ImDrawList* list() { return ImGui::GetWindowDrawList(); }

    void draw_title() {
        Box row = inside_.take_top(px(kControl));
        inside_.take_top(px(8));
        const bool changed = workspace::is_changed(story_);
        const ButtonFace done{"Done", "Close the editor: the text is shown, not edited", static_cast<int>(Icon::check)};
        if (button("leave editor", row.take_right(button_width(done)), done))
            commands_.push_back(workspace::LeaveEditor{});
        row.right -= px(6);
        if (changed) draw_changes(row);
        const float title = text_width("Source", Face::strong);
        draw_text_in(list(), row.take_left(title + 1), {"Source", Face::strong});
        row.left += px(10);
        draw_text_in(list(), row, {state_in_words(changed), Face::body, colour(Tone::dim)});
    }

    void draw_changes(Box& row) {
        const ButtonFace save{"", save_tip(), static_cast<int>(Icon::save), ButtonKind::plain};
        if (button("save source", row.take_right(px(kControl)), save)) commands_.push_back(workspace::SaveSource{});
        row.right -= px(6);
        const ButtonFace back{"", "Revert\nUndoes all changes since it was opened or saved.",
                              static_cast<int>(Icon::reset), ButtonKind::plain};
        if (button("take back source", row.take_right(px(kControl)), back))
            commands_.push_back(workspace::TakeBackSource{});
        row.right -= px(6);
    }

    std::string_view save_tip() const {
        return story_.file.path.empty() ? "Save (Ctrl S)\nAs a file in the current folder."
                                        : "Save (Ctrl S)\nInto the story's file.";
    }

    /// 0: there is none, or it has no line.
    std::size_t error_line() const { return draft_.error ? draft_.error->line : 0; }

    std::string_view state_in_words(bool changed) const {
        if (!draft_.checked) return "changed …";
        if (draft_.error) return "cannot be run";
        return changed ? "changed by you" : "original";
    }

    /// What answers whether the change was a good one.
    void draw_judges() {
        Box row = inside_.take_bottom(px(spacing().control));
        inside_.take_bottom(px(10));
        const Challenge* challenge = workspace::challenge_of(workspace_);
        if (challenge != nullptr && challenge->mend) {
            const ButtonFace judge{"Is it mended?",
                                   "All orders are tried: none may go wrong, and the work must be done",
                                   static_cast<int>(Icon::compare), ButtonKind::primary};
            if (button("judge the text", row.take_left(std::min(row.width(), button_width(judge))), judge))
                commands_.push_back(workspace::Judge{});
            return;
        }
        const ButtonFace run{"Run", "As it stands here (Ctrl R)", static_cast<int>(Icon::play)};
        if (button("run the text", row.take_left(button_width(run)), run)) commands_.push_back(workspace::StartRun{});
        row.left += px(8);
        const ButtonFace all{"Try all orders", "What comes of each order of the operations (Ctrl E)",
                             static_cast<int>(Icon::compare)};
        if (row.width() >= button_width(all) && button("explore the text", row.take_left(button_width(all)), all))
            commands_.push_back(workspace::Explore{});
    }

    void renew_rows() const {
        Memory& kept = memory();
        if (kept.text == draft_.text && !kept.rows.empty()) return;
        kept.text = draft_.text;
        kept.rows = layout::source_rows(kept.text, kUnbroken, [](std::uint16_t) { return kUnbroken; });
        kept.widest = 0;
        for (const SourceRow& row : kept.rows) kept.widest = std::max(kept.widest, layout::width_of(row.text));
    }

    std::size_t line_count() const {
        return static_cast<std::size_t>(std::count(draft_.text.begin(), draft_.text.end(), '\n')) + 1;
    }

    void draw_text_area() {
        const float digits = static_cast<float>(std::max<std::size_t>(2, fmt::formatted_size("{}", line_count())));
        const float height = pitch_ * static_cast<float>(line_count() + 1);
        Box around{inside_.left - px(12), inside_.top, inside_.right + px(12), inside_.bottom};
        around.bottom = around.top + std::max(1.0F, std::floor(around.height() / pitch_)) * pitch_;
        list()->AddRectFilled(top_left(around), bottom_right(around), mixed(Tone::panel, Tone::ground, 0.5F), px(6));
        ScrollArea area("source editor", around, height);
        Box text = area.content();
        const Box gutter = text.take_left(px(8) + cell_ * digits);
        text.left += px(10);
        draw_numbers(gutter);
        lines_ = around.height() / pitch_;
        show_beginning_once(area);
        draw_field(text, area);
    }

    /// Of those that are seen.
    template <class Draw>
    void for_seen_lines(float top, const Draw& draw) const {
        const float first = (list()->GetClipRectMin().y - top) / pitch_,
                    last = (list()->GetClipRectMax().y - top) / pitch_;
        const auto until = static_cast<std::size_t>(std::max(0.0F, std::ceil(last)));
        for (auto i = static_cast<std::size_t>(std::max(0.0F, first)); i < std::min(until, line_count()); ++i)
            draw(i, top + pitch_ * static_cast<float>(i));
    }

    void draw_numbers(const Box& gutter) const {
        for_seen_lines(gutter.top, [&](std::size_t line, float y) {
            const bool wrong = draft_.checked && line + 1 == error_line();
            draw_text(
                list(), {gutter.right, y + pitch_ / 2},
                {std::to_string(line + 1), Face::mono, colour(wrong ? Tone::blocked : Tone::waiting), Align::right});
        });
    }

    /// The error, or else the first function: what stands before it are texts about the story.
    void show_beginning_once(ScrollArea& area) const {
        // What was shown last is kept where the pane's scroll is, so that they are forgotten together.
        int& shown = *ImGui::GetStateStorage()->GetIntRef(ImGui::GetID("edition"));
        if (shown == static_cast<int>(draft_.edition)) return;
        shown = static_cast<int>(draft_.edition);
        memory().left = 0;
        std::size_t line = error_line();
        for (const SourceRow& row : memory().rows)
            if (line == 0 && row.text.starts_with("function ")) line = row.line;
        show_from(area, static_cast<float>(line) - 3);
    }

    /// With this line at the top, so that none is cut.
    void show_from(ScrollArea& area, float line) const {
        const float from = std::max(0.0F, line) * pitch_;
        area.show(from, from + lines_ * pitch_);
    }

    void draw_field(const Box& text, ScrollArea& area) {
        const auto columns = static_cast<std::size_t>(std::max(8.0F, std::floor(text.width() / cell_)));
        const float seen_from = (ImGui::GetWindowPos().y - text.top) / pitch_;
        ImGui::SetCursorScreenPos(top_left(text));
        compat::begin_child("text", {text.width(), text.height()},
                            ImGuiWindowFlags_NoBackground | ImGuiWindowFlags_NoNav | ImGuiWindowFlags_NoMove |
                                ImGuiWindowFlags_NoScrollbar | ImGuiWindowFlags_NoScrollWithMouse);
        draw_band(text);
        draw_words(text, columns);
        take_typing(text, columns);
        draw_cursor(text);
        ImGui::EndChild();
        follow(area, seen_from, columns);
    }

    void draw_band(const Box& text) const {
        if (!draft_.checked || error_line() == 0) return;
        const float top = text.top + pitch_ * static_cast<float>(error_line() - 1);
        list()->AddRectFilled({text.left, top}, {text.right, top + pitch_}, mixed(Tone::panel, Tone::blocked, 0.25F));
    }

    void draw_words(const Box& text, std::size_t columns) const {
        const Memory& kept = memory();
        for_seen_lines(text.top, [&](std::size_t line, float y) {
            if (line >= kept.rows.size()) return;
            std::size_t column = 0;
            for (const Token& token : kept.rows[line].tokens) {
                const std::string_view words = kept.rows[line].text.substr(token.begin, token.end - token.begin);
                draw_piece({text.left, y, text.right, y + pitch_}, words, column, columns, ink_of(token.kind));
                column += layout::width_of(words);
            }
        });
    }

    /// As much of it as lies in sight.
    void draw_piece(const Box& row, std::string_view words, std::size_t column, std::size_t columns, ImU32 ink) const {
        const std::size_t left = memory().left;
        while (!words.empty() && (column < left || words.front() == ' ' || words.front() == '\t')) {
            column += words.front() == '\t' ? 4 : 1;
            words.remove_prefix(layout::bytes_of_columns(words, 1));
        }
        while (!words.empty() && words.back() == ' ') words.remove_suffix(1);
        if (words.empty() || column >= left + columns) return;
        words = words.substr(0, layout::bytes_of_columns(words, left + columns - column));
        const float x = row.left + cell_ * static_cast<float>(column - left);
        draw_text(list(), {x, row.centre().y}, {words, Face::mono, ink});
    }

    void take_typing(const Box& text, std::size_t columns) {
        Memory& kept = memory();
        const float wide = cell_ * static_cast<float>(std::max(kept.widest + 4, columns));
        ImGui::SetCursorScreenPos({text.left - cell_ * static_cast<float>(kept.left), text.top});
        const layout::Box seen{text.left, text.top, text.right, text.bottom};
        probe("source text", seen);
        ImGui::PushFont(font(Face::mono));
        ImGui::PushStyleVar(ImGuiStyleVar_FramePadding, {0, 0});
        ImGui::PushStyleColor(ImGuiCol_FrameBg, 0);
        ImGui::PushStyleColor(ImGuiCol_Text, 0);
        std::string typed = draft_.text;
        const bool changed = ImGui::InputTextMultiline(
            fmt::format("##{}", draft_.edition).c_str(), &typed, {wide, text.height()},
            ImGuiInputTextFlags_AllowTabInput | ImGuiInputTextFlags_CallbackAlways | ImGuiInputTextFlags_CallbackEdit,
            on_text, &kept);
        if (!ImGui::IsItemActive()) kept.cursor = kept.followed = -1;
        ImGui::PopStyleColor(2);
        ImGui::PopStyleVar();
        ImGui::PopFont();
        // Escape leaves the field; ImGui takes it for undoing all.
        if (changed && !compat::key_pressed(compat::Key::escape)) commands_.push_back(workspace::TypeSource{typed});
    }

    void draw_cursor(const Box& text) const {
        const Memory& kept = memory();
        if (kept.cursor < 0) return;
        const layout::TextPlace place = layout::place_in(draft_.text, static_cast<std::size_t>(kept.cursor));
        if (place.column < kept.left) return;
        const float x = text.left + cell_ * static_cast<float>(place.column - kept.left);
        const float y = text.top + pitch_ * static_cast<float>(place.line);
        list()->AddRectFilled({x, y}, {x + std::max(1.0F, px(2)), y + pitch_}, colour(Tone::accent));
    }

    /// Keeps the cursor in sight, once the text is the one in which it stands.
    void follow(ScrollArea& area, float seen_from, std::size_t columns) const {
        Memory& kept = memory();
        const bool moved = kept.cursor != kept.followed;
        if (!moved || kept.cursor < 0 || static_cast<std::size_t>(kept.length) != draft_.text.size()) return;
        kept.followed = kept.cursor;
        const layout::TextPlace place = layout::place_in(draft_.text, static_cast<std::size_t>(kept.cursor));
        const auto line = static_cast<float>(place.line);
        if (line < seen_from) show_from(area, line);
        if (line + 1 > seen_from + lines_ + 0.01F) show_from(area, line + 1 - lines_);
        if (place.column < kept.left) kept.left = place.column > 4 ? place.column - 4 : 0;
        if (place.column + 2 > kept.left + columns) kept.left = place.column + 6 - columns;
    }

    const Workspace& workspace_;
    Commands& commands_;
    const workspace::OpenStory& story_;
    const workspace::Draft& draft_;
    Box inside_;
    float pitch_, cell_;
    float lines_ = 1;  ///< that are seen
};

}  // namespace

void draw_source_editor(const Workspace& workspace, Commands& commands, Box inside) {
    SourceEditor(workspace, commands, inside).draw();
}

}  // namespace simul::panels
