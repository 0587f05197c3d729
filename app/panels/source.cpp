// The story's text: where every task stands, where tasks had to wait, and where a file is wrong.
//
// How it works. The rows of the text depend on the width of the pane only, and are kept until that changes. Lines at
// which something happened keep room at their right for the chips of the tasks that stand there now.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <map>

#include "app/layout/source_rows.h"
#include "app/panels/line_parts.h"
#include "app/panels/panels.h"
#include "app/panels/source_text.h"
#include "app/panels/task_chip.h"
#include "app/scenes/scene_view.h"
#include "app/theme/scroll_area.h"
#include "app/workspace/conducting.h"
#include "engine/analysis/time_words.h"
#include "engine/analysis/wait_words.h"
#include "engine/trace/text_form.h"

namespace simul::panels {
namespace {

using namespace theme;
using layout::SourceRow;
using workspace::OpenRun;

constexpr float kChips = 66;  ///< units of design

/// Who stands at a line, by state; of those that are done, who failed there.
struct Standing {
    std::vector<TaskId> running, ready, blocked, asleep, failed;

    std::vector<TaskId>* of(State state) {
        switch (state) {
            case State::running:
                return &running;
            case State::ready:
                return &ready;
            case State::blocked:
                return &blocked;
            case State::asleep:
                return &asleep;
            case State::done:
                return &failed;
            case State::absent:
                break;
        }
        return nullptr;
    }
};

std::map<std::uint16_t, Standing> standing_at(const Moment& moment) {
    std::map<std::uint16_t, Standing> lines;
    for (std::size_t i = 0; i < moment.task_count(); ++i) {
        const auto task = static_cast<TaskId>(i);
        const TaskClaim claim = claim_of(moment, task);
        const bool ended_well = claim.doing == Doing::returned || claim.doing == Doing::cancelled;
        if (claim.line == 0 || ended_well) continue;
        if (std::vector<TaskId>* group = lines[claim.line].of(state_of(claim.doing))) group->push_back(task);
    }
    return lines;
}

class SourcePane {
  public:
    SourcePane(const Workspace& workspace, Commands& commands, Box inside)
        : workspace_(workspace),
          commands_(commands),
          story_(*workspace.story),
          run_(workspace.run()),
          inside_(inside) {}

    void draw() {
        draw_title();
        if (is_wrong()) draw_source_error(error()->sentence(), inside_);
        if (source().empty()) return draw_absence();
        const float digits = static_cast<float>(std::max<std::size_t>(2, fmt::formatted_size("{}", line_count())));
        gutter_ = px(4) + text_width("0", Face::mono) * digits + px(20);
        if (run_ != nullptr && !is_wrong()) {
            standing_ = standing_at(workspace_.moment());
            read_locals();
        }
        draw_lines();
    }

  private:
    bool is_wrong() const { return error().has_value(); }
    const std::optional<Error>& error() const { return draft_is_wrong() ? story_.draft->error : story_.file.error; }
    bool draft_is_wrong() const { return story_.draft && story_.draft->error; }
    /// What the run was made from; before there is one, what the next is made from.
    const std::string& source() const {
        if (is_wrong()) return draft_is_wrong() ? story_.draft->text : story_.original.text;
        return run_ != nullptr && run_->trace().size() > 0 ? run_->header().source : story_.description.source;
    }
    std::size_t line_count() const {
        return static_cast<std::size_t>(std::count(source().begin(), source().end(), '\n')) + 1;
    }
    static ImDrawList* list() { return ImGui::GetWindowDrawList(); }

    void draw_title() {
        Box row = inside_.take_top(px(24));
        inside_.take_top(px(10));
        if (story_.python.empty()) {
            const float title = text_width("Source", Face::strong);
            draw_text_in(list(), row.take_left(title + 1), {"Source", Face::strong});
            row.left += px(12);
        }
        draw_languages(workspace_, commands_, row);
        if (!story_.from_trace && !story_.description.source.empty()) draw_edit(row);
        const std::string words = story_.description.source_name + (workspace::is_changed(story_) ? ", changed" : "");
        draw_text_in(list(), row, {words, Face::body, colour(Tone::dim), Align::right});
    }

    void draw_edit(Box& row) {
        const ButtonFace face{"", "Change it (Ctrl D)\nWhat is changed here is run at once; the story itself stays.",
                              static_cast<int>(Icon::edit), ButtonKind::quiet};
        const Box place = row.take_right(px(28));
        if (button("edit source", {place.left, place.top - px(2), place.right, place.bottom + px(2)}, face))
            commands_.push_back(workspace::EditSource{});
        row.right -= px(4);
    }

    void draw_absence() {
        draw_paragraph(
            list(), {inside_.left, inside_.top}, inside_.width(),
            {"This story is written in C++, and its text is not part of the run.", Face::body, colour(Tone::dim)});
    }

    void draw_lines() {
        const float cell = std::max(1.0F, text_width("0", Face::mono)), scrollbar = px(12);
        const float room = inside_.width() + px(12) - gutter_ - scrollbar;
        const auto wide = static_cast<std::size_t>(std::max(1.0F, room / cell));
        const auto narrow = static_cast<std::size_t>(std::max(1.0F, (room - px(kChips)) / cell));
        const std::vector<SourceRow>& text_rows =
            remembered<SourceRows>("source rows")
                .of(source(), run_ != nullptr && !is_wrong() ? &run_->lines() : nullptr, wide, narrow);
        const std::vector<SourceRow> opened =
            with_parts(text_rows, run_ == nullptr || is_wrong() ? nullptr : &workspace_);
        const std::vector<SourceRow>& rows = opened.empty() ? text_rows : opened;
        const float height = px(kSourceRow);
        const Box area_box = box_of_rows(inside_);
        ScrollArea area("source lines", area_box, height * static_cast<float>(rows.size()));
        follow(area, rows, static_cast<int>(area_box.height() / height + 0.5F));
        draw_rows(area.content(), rows);
    }

    void draw_rows(const Box& content, const std::vector<SourceRow>& rows) {
        const float height = px(kSourceRow);
        const float top = list()->GetClipRectMin().y, bottom = list()->GetClipRectMax().y;
        for (std::size_t i = 0; i < rows.size(); ++i) {
            const float y = content.top + height * static_cast<float>(i);
            if (y + height < top || y > bottom) continue;
            const Box row{content.left, y, content.right, y + height};
            if (rows[i].part != 0) {
                draw_part(workspace_, commands_, {row.left + gutter_, row.top, row.right - px(4), row.bottom}, rows[i]);
                continue;
            }
            draw_band(row, rows[i].line);
            draw_number(row, rows[i]);
            Box room{row.left, row.top, row.right - px(4), row.bottom};
            if (rows[i].begins) draw_standing(room, rows[i].line);
            const float end = draw_code(row, rows[i], room.right);
            const bool is_last = i + 1 == rows.size() || rows[i + 1].begins;
            if (is_last) draw_locals({end, row.top, room.right, row.bottom}, rows[i].line);
        }
    }

    /// Conducted runs: the local variables of those who ask, by the line at which they stand.
    void read_locals() {
        for (const Candidate& candidate : workspace::candidates_at(workspace_)) {
            const std::string_view locals = locals_of(run_->trace(), candidate.event);
            if (locals.empty()) continue;
            std::string& text = locals_[candidate.intent.line];
            text += text.empty() ? "" : "; ";
            text += fmt::format("{}: {}", chip_label(workspace_, candidate.intent.task), printable(locals));
        }
    }

    /// Behind the code, where there is room for some of them.
    void draw_locals(Box room, std::uint16_t line) const {
        const auto found = locals_.find(line);
        room.left += px(16);
        if (found == locals_.end() || room.width() < px(60)) return;
        draw_text_in(list(), room, {found->second, Face::mono, colour(Tone::accent)});
    }

    void draw_band(const Box& row, std::uint16_t line) const {
        const auto found = standing_.find(line);
        ImU32 band = 0;
        if (is_wrong() && line == error()->line)
            band = mixed(Tone::panel, Tone::blocked, 0.2F);
        else if (found != standing_.end())
            band = found->second.running.empty() ? colour(Tone::raised) : mixed(Tone::panel, Tone::running, 0.2F);
        if (band != 0) list()->AddRectFilled(top_left(row), bottom_right(row), band);
        if (line != 0 && line == selected_line())
            list()->AddRectFilled({row.left, row.top}, {row.left + px(3), row.bottom}, colour(Tone::accent));
    }

    std::uint16_t selected_line() const {
        if (run_ == nullptr || story_.selection.task == kNoTask || is_wrong()) return 0;
        return workspace_.moment().task(story_.selection.task).line;
    }

    /// With a rule beside it where tasks had to wait.
    void draw_number(const Box& row, const SourceRow& source_row) const {
        if (!source_row.begins) return;
        const float middle = row.centre().y, right = row.left + gutter_ - px(18);
        draw_text(list(), {right, middle},
                  {std::to_string(source_row.line), Face::mono, colour(Tone::waiting), Align::right});
        if (workspace::is_conducted(workspace_))
            draw_breakpoint({row.left, row.top, right, row.bottom}, source_row.line);
        if (run_ == nullptr || is_wrong()) return;
        const bool in_parts = draw_parts_handle(workspace_, commands_,
                                                {right + px(2), row.top, right + px(16), row.bottom}, source_row.line);
        const std::uint64_t waits = run_->lines().waits(source_row.line);
        if (waits == 0) return;
        const float y = std::round(in_parts ? row.bottom - px(4) : middle);
        list()->AddRectFilled({right + px(4), y - px(1)}, {right + px(12), y + px(1)}, colour(Tone::waiting));
        const Box mark{row.left, row.top, right + px(in_parts ? 0 : 14), row.bottom};
        if (touch(fmt::format("wait mark {}", source_row.line), mark).hovered)
            tooltip(fmt::format("Line {}\nTasks had to wait here, {}.", source_row.line, plural(waits, "time")));
    }

    /// A run that is stepped through can be held at a line.
    void draw_breakpoint(const Box& box, std::uint16_t line) const {
        workspace::Breakpoint breakpoint;
        breakpoint.kind = workspace::Breakpoint::Kind::line;
        breakpoint.line = line;
        const std::vector<workspace::Breakpoint>& list_of_all = story_.conducting.breakpoints;
        const bool is_set = std::find(list_of_all.begin(), list_of_all.end(), breakpoint) != list_of_all.end();
        if (is_set) list()->AddCircleFilled({box.left + px(5), box.centre().y}, px(4), colour(Tone::blocked));
        const Touch touched = touch(fmt::format("line number {}", line), box);
        if (touched.clicked) commands_.push_back(workspace::ToggleBreakpoint{breakpoint});
        if (touched.hovered)
            tooltip(fmt::format("Line {}\n{}", line,
                                is_set ? "Remove breakpoint" : "Set a breakpoint: the run stops here"));
    }

    /// What would reach beyond `right` is cut. Answers where it ends.
    float draw_code(const Box& row, const SourceRow& source_row, float right) const {
        const float cell = text_width("0", Face::mono);
        float x = row.left + gutter_ + cell * static_cast<float>(source_row.indent);
        for (const Token& token : source_row.tokens) {
            const std::string_view text = source_row.text.substr(token.begin, token.end - token.begin);
            const std::size_t blanks = std::min(text.find_first_not_of(' '), text.size());
            const std::size_t end = text.find_last_not_of(' ') + 1;
            const float from = x + cell * static_cast<float>(blanks);
            if (end > blanks && from + cell <= right)
                draw_text_in(list(), {from, row.top, right, row.bottom},
                             {text.substr(blanks, end - blanks), Face::mono, ink_of(token.kind)});
            x += cell * static_cast<float>(layout::columns_of(text));
        }
        return x;
    }

    /// From the right: who sleeps, who is blocked, who is ready, who runs. One task by its number, more as a count; the
    /// selected one always by itself. What is left of the row stays.
    void draw_standing(Box& row, std::uint16_t line) {
        const auto found = standing_.find(line);
        if (found == standing_.end()) return;
        Box room = row.inset(0, (row.height() - px(20)) / 2);
        const std::string place = fmt::format("line {}", line);
        for (const State state : {State::done, State::asleep, State::blocked, State::ready, State::running})
            draw_group(room, place, state, *found->second.of(state));
        row.right = room.right;
    }

    void draw_group(Box& row, const std::string& place, State state, std::vector<TaskId> group) {
        const auto selected = std::find(group.begin(), group.end(), story_.selection.task);
        const bool alone = selected != group.end() && group.size() > 1;
        if (alone) group.erase(selected);
        if (group.size() == 1) draw_one(row, place, group.front());
        if (group.size() > 1) draw_count(row, place, state, group);
        if (alone) draw_one(row, place, story_.selection.task);
    }

    void draw_one(Box& row, const std::string& place, TaskId task) {
        const Box chip = row.take_right(chip_width(chip_label(workspace_, task)));
        row.right -= px(6);
        draw_task_chip(workspace_, commands_, place, chip, task);
    }

    /// Pressed, the first of them is selected.
    void draw_count(Box& row, const std::string& place, State state, const std::vector<TaskId>& group) {
        const std::string label = fmt::format("×{}", group.size());
        const Box chip = row.take_right(chip_width(label));
        row.right -= px(6);
        draw_chip(list(), chip, label, state == State::done ? Form::failed : scenes::form_of(state));
        const Touch touched = touch(fmt::format("{} {}", place, name_of(state)), chip);
        if (touched.hovered)
            tooltip(fmt::format("{} {}\n{}", plural(group.size(), "task"), name_of(state),
                                listed_names(group, speech_of(workspace_), 12)));
        if (touched.clicked) commands_.push_back(workspace::Select{{group.front(), kNoResource}});
    }

    /// Where the selected task stands; else where the last event happened; before that, where the story begins to act.
    std::uint16_t line_to_see() const {
        return is_wrong() ? static_cast<std::uint16_t>(error()->line) : workspace_.line_at_playhead();
    }

    /// Only when the line changes: a reader who scrolls elsewhere is left alone.
    void follow(ScrollArea& area, const std::vector<SourceRow>& rows, int visible) const {
        const std::uint16_t line = line_to_see();
        // What was followed last is kept where the pane's scroll is, so that they are forgotten together.
        int& followed = *ImGui::GetStateStorage()->GetIntRef(ImGui::GetID("followed"));
        const int wanted = sight_of(line);
        if (followed == wanted) return;
        const auto found =
            std::find_if(rows.begin(), rows.end(), [&](const SourceRow& row) { return is_to_see(row, line); });
        if (found == rows.end()) return;
        followed = wanted;
        show(area, static_cast<int>(found - rows.begin()), std::max(1, visible));
    }

    /// Another number for another story, run, line or size.
    int sight_of(std::uint16_t line) const {
        const std::string sight = fmt::format("{} {} {} {}", story_.settings.scenario, fmt::ptr(run_), line, px(1000));
        return static_cast<int>(std::hash<std::string>()(sight) | 1);
    }

    /// With some rows around it, and so that no row is cut.
    static void show(ScrollArea& area, int row, int visible) {
        const float height = px(kSourceRow);
        const int around = std::min(3, (visible - 1) / 2), first = std::max(0, row - around);
        int last = row + around + 1;
        if ((first + last - visible) % 2 != 0) ++last;
        area.show(height * static_cast<float>(first), height * static_cast<float>(last));
    }
    static bool is_to_see(const SourceRow& row, std::uint16_t line) {
        return line == 0 ? row.text.starts_with("function ") : row.line == line;
    }

    const Workspace& workspace_;
    Commands& commands_;
    const workspace::OpenStory& story_;
    const OpenRun* run_;
    Box inside_;
    float gutter_ = 0;
    std::map<std::uint16_t, Standing> standing_;
    std::map<std::uint16_t, std::string> locals_;
};

}  // namespace

void draw_source(const Workspace& workspace, Commands& commands, Box box) {
    const Panel panel("source", box);
    if (workspace::is_editing(*workspace.story)) return draw_source_editor(workspace, commands, panel.inside());
    const workspace::OpenStory& story = *workspace.story;
    if (story.shows_python && !story.python.empty()) return draw_python(workspace, commands, panel.inside());
    SourcePane(workspace, commands, panel.inside()).draw();
}

}  // namespace simul::panels
