// The left pane: what the story is about, its knobs, and what to notice and to try.
#include "app/panels/knob_control.h"
#include "app/panels/panels.h"
#include "app/panels/path.h"
#include "app/panels/presets.h"
#include "app/theme/scroll_area.h"
#include "app/workspace/model_words.h"

namespace simul::panels {
namespace {

using namespace theme;
using workspace::LeftSection;

/// A line of the file is no line of the pane: single breaks become blanks.
std::string as_paragraph(std::string_view text) {
    std::string paragraph;
    for (const char letter : text) {
        const bool after_break = !paragraph.empty() && paragraph.back() == ' ' && letter == '\n';
        if (after_break) continue;
        paragraph += letter == '\n' ? ' ' : letter;
    }
    while (!paragraph.empty() && paragraph.back() == ' ') paragraph.pop_back();
    return paragraph;
}

class StoryPane {
  public:
    StoryPane(const Workspace& workspace, Commands& commands, Box content)
        : workspace_(workspace), commands_(commands), story_(*workspace.story), content_(content), y_(content.top) {}

    /// Answers how high the content is.
    float draw() {
        put_paragraph(story_.description.sentence, Face::strong, Tone::text);
        y_ += px(8);
        if (!story_.description.presets.empty() && !story_.from_trace) {
            put_line();
            y_ += draw_presets(workspace_, commands_, {content_.left, y_, content_.right, y_});
        }
        if (!story_.description.knobs.empty()) {
            put_line();
            for (const Knob& knob : story_.description.knobs)
                y_ += draw_knob(workspace_, commands_, knob, {content_.left, y_, content_.right, y_});
        }
        y_ += px(4);
        put_line();
        put_section(LeftSection::about, "About", story_.description.about);
        put_section(LeftSection::notice, "Things to notice", story_.description.notice);
        put_section(LeftSection::try_this, "Things to try", story_.description.try_this);
        put_section(LeftSection::python, "In Python", workspace::about(workspace_.model()));
        y_ += draw_path(workspace_, commands_, {content_.left, y_, content_.right, y_});
        return y_ - content_.top;
    }

  private:
    Box next(float height) {
        const Box box{content_.left, y_, content_.right, y_ + height};
        y_ += height;
        return box;
    }

    void put_line() {
        const float y = y_ + 0.5F;
        list()->AddLine({content_.left, y}, {content_.right, y}, colour(Tone::line));
        y_ += px(12);
    }

    void put_paragraph(std::string_view text, Face face, Tone tone) {
        y_ += draw_paragraph(list(), {content_.left, y_}, content_.width(), {text, face, colour(tone)});
    }

    void put_section(LeftSection section, std::string_view title, std::string_view text) {
        if (text.empty()) return;
        const bool open = workspace_.section_open[static_cast<std::size_t>(section)];
        if (fold_heading(title, next(px(34)), title, open)) commands_.push_back(workspace::OpenSection{section, !open});
        if (!open) return;
        put_paragraph(as_paragraph(text), Face::body, Tone::dim);
        y_ += px(8);
    }

    static ImDrawList* list() { return ImGui::GetWindowDrawList(); }

    const Workspace& workspace_;
    Commands& commands_;
    const workspace::OpenStory& story_;
    Box content_;
    float y_;
};

}  // namespace

void draw_story(const Workspace& workspace, Commands& commands, Box box) {
    const Panel panel("story", box);
    ScrollArea area("story content", panel.inside());
    area.ends_after(StoryPane(workspace, commands, area.content()).draw());
}

namespace {

/// A pane that the reader folded comes back; where the window is too small for it, it lies over the centre.
void open_side(const Workspace& workspace, Commands& commands, workspace::Flyout flyout, workspace::Flyout side) {
    workspace::Panes panes = workspace.preferences.panes;
    bool& open = side == workspace::Flyout::left ? panes.left_open : panes.right_open;
    if (open) return commands.push_back(workspace::ShowFlyout{flyout});
    open = true;
    commands.push_back(workspace::ArrangePanes{panes});
}

}  // namespace

void draw_strip(const Workspace& workspace, Commands& commands, Box box, workspace::Flyout side) {
    const Panel panel(side == workspace::Flyout::left ? "left strip" : "right strip", box);
    struct Entry {
        std::string_view name, tip;
        Icon icon;
    };
    static constexpr Entry kLeft[] = {{"show story", "The story and its knobs", Icon::knobs}};
    static constexpr Entry kRight[] = {{"show details", "Source, task and result", Icon::code}};
    const Entry& entry = side == workspace::Flyout::left ? kLeft[0] : kRight[0];
    Box inner = box.inset(px(4), px(8));
    const bool shown = workspace.flyout == side;
    if (button(entry.name, inner.take_top(px(36)), {"", entry.tip, static_cast<int>(entry.icon), ButtonKind::quiet}))
        open_side(workspace, commands, shown ? workspace::Flyout::none : side, side);
}

}  // namespace simul::panels
