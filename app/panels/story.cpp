// The left pane: what the story is about, its knobs, and what to notice and to try.
#include <algorithm>
#include <cctype>

#include "app/panels/knobs.h"
#include "app/panels/panels.h"
#include "app/theme/widgets.h"
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

std::string as_label(const std::string& name) {
    std::string label = name;
    std::replace(label.begin(), label.end(), '_', ' ');
    if (!label.empty()) label[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(label[0])));
    return label;
}

class StoryPane {
  public:
    StoryPane(const Workspace& workspace, Commands& commands, Box content)
        : workspace_(workspace), commands_(commands), story_(*workspace.story), content_(content), y_(content.top) {}

    /// Answers how high the content is.
    float draw() {
        put_paragraph(story_.description.sentence, Face::strong, Tone::text);
        y_ += px(8);
        if (!story_.description.knobs.empty()) {
            put_line();
            for (const Knob& knob : story_.description.knobs) draw_knob(knob);
        }
        y_ += px(4);
        put_line();
        put_section(LeftSection::about, "About", story_.description.about);
        put_section(LeftSection::notice, "Things to notice", story_.description.notice);
        put_section(LeftSection::try_this, "Things to try", story_.description.try_this);
        put_section(LeftSection::python, "In Python", workspace::about(workspace_.model()));
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

    bool is_turned(const Knob& knob) const {
        return !story_.from_trace &&
               std::any_of(story_.untouched.begin(), story_.untouched.end(), [&](const Knob& told) {
                   return told.name == knob.name && told.value_as_text() != knob.value_as_text();
               });
    }

    void draw_knob(const Knob& knob) {
        Box row = next(px(24));
        if (is_turned(knob)) {
            const ButtonFace face{"", "As the story has it", static_cast<int>(Icon::reset), ButtonKind::quiet};
            if (button("reset " + knob.name, row.take_right(px(22)), face))
                commands_.push_back(workspace::ResetKnob{knob.name});
            row.right -= px(4);
        }
        const bool chosen = knob.kind == KnobKind::choice || knob.kind == KnobKind::text;
        if (!chosen || story_.from_trace) {
            const std::string value = shown_value(knob);
            draw_text_in(list(), row.take_right(std::min(text_width(value, Face::strong), row.width() * 0.6F)),
                         {value, Face::strong, 0, Align::right});
            row.right -= px(6);
        }
        draw_text_in(list(), row, {as_label(knob.name), Face::body, colour(Tone::dim)});
        if (touch("label of " + knob.name, row).hovered && !knob.text.empty()) tooltip(knob.text);
        draw_control(knob);
    }

    void draw_control(const Knob& knob) {
        if (story_.from_trace) return;
        const std::string name = "knob " + knob.name;
        if (has_slider(knob)) {
            float place = place_of(knob);
            if (slider(name, next(px(20)), place)) turn_to(knob, value_at(knob, place));
            y_ += px(8);
        } else if (knob.kind == KnobKind::choice) {
            draw_choice(knob, name);
        } else {
            std::string text = knob.value_as_text();
            if (text_field(name, next(px(34)), text, "")) turn_to(knob, text);
            y_ += px(8);
        }
    }

    void draw_choice(const Knob& knob, const std::string& name) {
        const auto found = std::find(knob.choices.begin(), knob.choices.end(), knob.text_value);
        const int chosen = found == knob.choices.end() ? -1 : static_cast<int>(found - knob.choices.begin());
        float width = 0;
        for (const std::string& choice : knob.choices)
            width = std::max(width, text_width(choice, Face::strong) + px(16));
        int picked = -1;
        if (width * static_cast<float>(knob.choices.size()) <= content_.width()) {
            picked = segments(name, next(px(36)), knob.choices, chosen);
        } else {
            std::vector<theme::Choice> choices;
            for (const std::string& choice : knob.choices) choices.push_back({choice, "", true, ""});
            picked = selector(name, next(px(36)), "", choices, chosen);
        }
        if (picked >= 0) turn_to(knob, knob.choices[static_cast<std::size_t>(picked)]);
        y_ += px(10);
    }

    void turn_to(const Knob& knob, const std::string& value) {
        if (value != knob.value_as_text()) commands_.push_back(workspace::TurnKnob{knob.name, value});
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
    // The height of the content is known once it was drawn: that of the last frame bounds this one's scrolling.
    static float height = 0;
    const ScrollArea area("story content", panel.inside(), height);
    height = StoryPane(workspace, commands, area.content()).draw();
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
