// The notes of the run, to read and to write: the one of the moment, and ways to the others.
#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "app/panels/notes.h"
#include "app/panels/panels.h"
#include "app/theme/widgets.h"
#include "app/workspace/notes.h"
#include "engine/analysis/time_words.h"
#include "engine/trace/text_form.h"

namespace simul::panels {
namespace {

using namespace theme;
using workspace::NotePlace, workspace::ShownNote;

constexpr float kRow = 52, kButton = 32;  ///< units of design

float buttons_width() { return px(kButton) * 4 + px(10); }
/// Of all alike, so that texts stand one where the other stood.
float time_width(const Workspace& workspace, const std::vector<ShownNote>& notes) {
    float width = 0;
    for (const ShownNote& each : notes)
        width = std::max(width, text_width(moment_in_words(workspace, each.note->at), Face::strong));
    return width;
}
/// In a panel of this width.
float text_room(const Workspace& workspace, float width, const std::vector<ShownNote>& notes) {
    return width - px(16 + 24 + 8) - time_width(workspace, notes) - px(14) - buttons_width() - px(16);
}

class NotesPanel {
  public:
    NotesPanel(const Workspace& workspace, Commands& commands, Box box)
        : workspace_(workspace),
          commands_(commands),
          list_(ImGui::GetWindowDrawList()),
          notes_(workspace::notes_shown(workspace)),
          now_(workspace::note_now(workspace)),
          row_(box.inset(px(16), px(4))) {
        list_->AddRectFilled({box.left, box.top + px(8)}, {box.left + px(4), box.bottom - px(8)}, colour(Tone::accent));
    }

    void draw() {
        draw_icon(list_, row_.take_left(px(24)), Icon::note, colour(Tone::accent));
        row_.left += px(8);
        if (workspace_.story->note_draft)
            draw_draft(*workspace_.story->note_draft);
        else
            draw_reading();
    }

  private:
    // ---- Reading

    void draw_reading() {
        draw_buttons(row_.take_right(buttons_width()));
        row_.right -= px(8);
        if (!now_) {
            const std::string first = moment_in_words(workspace_, notes_.front().note->at);
            draw_text_in(list_, row_, {fmt::format("The first note is at {}.", first), Face::body, colour(Tone::dim)});
            return;
        }
        const bool here = now_->note->at == workspace_.story->playhead.at;
        draw_text_in(
            list_, row_.take_left(time_width(workspace_, notes_) + 1),
            {moment_in_words(workspace_, now_->note->at), Face::strong, colour(here ? Tone::accent : Tone::dim)});
        row_.left += px(14);
        draw_words(printable(now_->note->text));
    }

    /// On a projector as large as fits into one line; else in as many as there is room for, and whole at the pointer.
    void draw_words(const std::string& text) {
        const bool large = setting().look == Look::projector && text_width(text, Face::title) <= row_.width();
        const Face face = large ? Face::title : Face::body;
        const float line = line_height(face), whole = paragraph_height(row_.width(), text, face);
        const int most = std::max(1, static_cast<int>(row_.height() / line));
        const float height = std::min(whole, line * static_cast<float>(most));
        draw_paragraph(list_, {row_.left, row_.centre().y - height / 2}, row_.width(), {text, face}, most);
        if (touch("note text", row_).hovered && height < whole) tooltip("The whole note\n" + text);
    }

    void draw_buttons(Box box) {
        const auto put = [&](std::string_view name, Icon icon, std::string_view tip, bool enabled) {
            const Box place = box.take_left(px(kButton)).inset(0, std::max(0.0F, (box.height() - px(kButton)) / 2));
            return button(name, place, {"", tip, static_cast<int>(icon), ButtonKind::quiet, enabled});
        };
        const ShownNote* before = previous();
        const ShownNote* after = next();
        if (put("previous note", Icon::back, "Previous note (P: mark or note)", before != nullptr) && before)
            commands_.push_back(workspace::ShowNote{before->place});
        if (put("next note", Icon::chevron_right, "The next note (N: mark or note)", after != nullptr) && after)
            commands_.push_back(workspace::ShowNote{after->place});
        box.left += px(10);
        if (put("change note", Icon::edit, "Change this note (W, where it stands)", now_.has_value()) && now_)
            commands_.push_back(workspace::ChangeNote{now_->place});
        if (put("drop note", Icon::close, "Delete this note", now_.has_value()) && now_)
            commands_.push_back(workspace::DropNote{now_->place});
    }

    std::size_t place_of_now() const {
        for (std::size_t i = 0; i < notes_.size(); ++i)
            if (now_ && notes_[i].place == now_->place) return i;
        return notes_.size();
    }
    /// Of one that was passed, it is the one before.
    const ShownNote* previous() const {
        if (!now_) return nullptr;
        const std::size_t now = place_of_now();
        if (now_->note->at < workspace_.story->playhead.at) return &notes_[now];
        return now > 0 ? &notes_[now - 1] : nullptr;
    }
    const ShownNote* next() const {
        const std::size_t next = now_ ? place_of_now() + 1 : 0;
        return next < notes_.size() ? &notes_[next] : nullptr;
    }

    // ---- Writing

    void draw_draft(const workspace::NoteDraft& draft) {
        const std::string time = moment_in_words(workspace_, draft.note.at);
        draw_text_in(list_, row_.take_left(text_width(time, Face::strong) + 1),
                     {time, Face::strong, colour(Tone::accent)});
        row_.left += px(14);
        Box line = row_.inset(0, std::max(0.0F, (row_.height() - px(spacing().control)) / 2));
        const ButtonFace leave{"", "Discard the change (Esc)", static_cast<int>(Icon::close), ButtonKind::quiet};
        if (button("leave note", line.take_right(px(spacing().control)), leave))
            commands_.push_back(workspace::LeaveNote{});
        line.right -= px(4);
        const ButtonFace keep{"Keep", "Save the note at this moment (Enter)", -1, ButtonKind::primary};
        const bool kept = button("keep note", line.take_right(button_width(keep)), keep);
        line.right -= px(8);
        std::string text = draft.note.text;
        const Typed typed =
            text_line("note", line, text, "What is to be seen here? Enter keeps it, Esc leaves.", is_fresh(draft));
        if (typed.changed) commands_.push_back(workspace::TypeNote{text});
        if (typed.entered || kept) commands_.push_back(workspace::KeepNote{});
    }

    /// In its first frame it takes the keyboard.
    static bool is_fresh(const workspace::NoteDraft& draft) {
        int& seen = *ImGui::GetStateStorage()->GetIntRef(ImGui::GetID("turn to write"));
        return std::exchange(seen, draft.turn) != draft.turn;
    }

    const Workspace& workspace_;
    Commands& commands_;
    ImDrawList* list_;
    std::vector<ShownNote> notes_;
    std::optional<ShownNote> now_;
    Box row_;
};

}  // namespace

std::string moment_in_words(const Workspace& workspace, Time at) {
    const workspace::OpenRun& run = *workspace.run();
    if (!run.header().conducted()) return clock_time(at.time_since_epoch(), run.end().time_since_epoch());
    return fmt::format("step {}", run.steps().done(workspace::playhead_at(run, at).events));
}

/// As high as the longest note needs, so that nothing moves from one to the next.
float notes_height(const Workspace& workspace, float width, int most_lines) {
    const std::vector<ShownNote> notes = workspace::notes_shown(workspace);
    if (workspace.run() == nullptr || (notes.empty() && !workspace.story->note_draft)) return 0;
    const float room = std::max(px(60), text_room(workspace, width, notes));
    float lines = 1;
    for (const ShownNote& each : notes)
        lines = std::max(lines, std::round(paragraph_height(room, each.note->text) / line_height(Face::body)));
    return px(kRow) + (std::min(lines, static_cast<float>(most_lines)) - 1) * line_height(Face::body);
}

void draw_notes(const Workspace& workspace, Commands& commands, Box box) {
    const Panel panel("notes", box);
    NotesPanel(workspace, commands, box).draw();
}

}  // namespace simul::panels
