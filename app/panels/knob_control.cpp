#include "app/panels/knob_control.h"

#include <algorithm>
#include <cctype>
#include <utility>

#include "app/panels/knobs.h"
#include "app/theme/compat.h"
#include "app/theme/widgets.h"
#include "app/workspace/run_settings.h"
#include "engine/base/plain_name.h"

namespace simul::panels {
namespace {

using namespace theme;
using compat::Key;

constexpr int kLargeStep = 10;

std::string as_label(const std::string& name) {
    std::string label = plain_name(name);
    if (!label.empty()) label[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(label[0])));
    return label;
}

class KnobControl {
  public:
    KnobControl(const Workspace& workspace, Commands& commands, const Knob& knob, const Box& content)
        : story_(*workspace.story), commands_(commands), knob_(knob), content_(content), y_(content.top) {
        if (story_.held_knob && story_.held_knob->name == knob.name) held_ = &*story_.held_knob;
    }

    float draw() {
        if (!is_typed()) seen() = 0;
        draw_heading();
        const float top = y_;
        if (!story_.from_trace) draw_what_turns_it();
        if (held_ != nullptr && !story_.from_trace) {
            draw_ring({content_.left, top, content_.right, y_ - px(4)});
            read_arrows();
        }
        return y_ - content_.top;
    }

  private:
    Box next(float height) {
        const Box box{content_.left, y_, content_.right, y_ + height};
        y_ += height;
        return box;
    }

    void ask(workspace::Command command) { commands_.push_back(std::move(command)); }

    bool is_typed() const { return held_ != nullptr && held_->typed.has_value(); }

    // ---- Name and value

    void draw_heading() {
        Box row = next(px(24));
        draw_reset(row);
        const bool is_choice = knob_.kind == KnobKind::choice || knob_.kind == KnobKind::text;
        if (!is_choice || story_.from_trace) draw_value(row);
        draw_text_in(list(), row, {as_label(knob_.name), Face::body, colour(Tone::dim)});
        if (touch("label of " + knob_.name, row).hovered && !knob_.text.empty()) tooltip(knob_.text);
    }

    void draw_reset(Box& row) {
        const auto told = std::find_if(story_.untouched.begin(), story_.untouched.end(),
                                       [&](const Knob& knob) { return knob.name == knob_.name; });
        if (story_.from_trace || told == story_.untouched.end() || told->value_as_text() == knob_.value_as_text())
            return;
        const ButtonFace face{"", "As the story has it", static_cast<int>(Icon::reset), ButtonKind::quiet};
        if (button("reset " + knob_.name, row.take_right(px(22)), face)) ask(workspace::ResetKnob{knob_.name});
        row.right -= px(4);
    }

    void draw_value(Box& row) {
        if (is_typed()) return draw_typed(row.take_right(std::min(px(96), row.width() * 0.5F)));
        const std::string value = shown_value(knob_);
        const Box box = row.take_right(std::min(text_width(value, Face::strong) + 1, row.width() * 0.6F));
        row.right -= px(6);
        const bool can_be_typed = !story_.from_trace;
        const Touch touched = can_be_typed ? touch("value of " + knob_.name, box) : Touch{};
        const ImU32 ink = touched.hovered ? colour(Tone::accent) : 0;
        draw_text_in(list(), box, {value, Face::strong, ink, Align::right});
        if (touched.clicked) begin_typing("");
    }

    void begin_typing(const std::string& text) { ask(workspace::TypeKnob{knob_.name, text}); }

    void draw_typed(const Box& box) {
        std::string text = *held_->typed;
        const Typed typed =
            text_line("typed " + knob_.name, box.inset(0, -px(2)), text, knob_.value_as_text(), is_fresh());
        if (typed.changed) begin_typing(text);
        if (typed.entered) ask(workspace::EnterKnob{});
    }

    /// Whether typing begins in this frame: then the field takes the keyboard.
    bool is_fresh() const { return std::exchange(seen(), held_->turn) != held_->turn; }
    int& seen() const { return *ImGui::GetStateStorage()->GetIntRef(ImGui::GetID(("typing " + knob_.name).c_str())); }

    // ---- What turns it

    void draw_what_turns_it() {
        const std::string name = "knob " + knob_.name;
        if (has_slider(knob_)) {
            draw_slider(name);
            y_ += px(8);
        } else if (knob_.kind == KnobKind::choice) {
            draw_choice(name);
            y_ += px(10);
        } else {
            std::string text = knob_.value_as_text();
            if (text_field(name, next(px(34)), text, "")) turn_to(text);
            y_ += px(8);
        }
    }

    void draw_slider(const std::string& name) {
        const Box box = next(px(20));
        float place = place_of(knob_);
        const Touch touched = slider(name, box, place);
        const bool for_typing = compat::control_down() || compat::holds_double_click() || is_typed();
        if (touched.held && !for_typing) turn_to(value_at(knob_, place));
        if (touched.double_clicked || (touched.clicked && compat::control_down()))
            begin_typing("");
        else if (touched.clicked && held_ == nullptr)
            ask(workspace::HoldKnob{knob_.name});
        turn_by_wheel(touched.hovered);
    }

    void turn_by_wheel(bool hovered) {
        if (!hovered || is_typed()) return;
        const float turned = take_wheel();
        if (turned != 0) turn_by(turned > 0 ? 1 : -1);
    }

    void draw_choice(const std::string& name) {
        const auto found = std::find(knob_.choices.begin(), knob_.choices.end(), knob_.text_value);
        const int chosen = found == knob_.choices.end() ? -1 : static_cast<int>(found - knob_.choices.begin());
        float width = 0;
        for (const std::string& choice : knob_.choices)
            width = std::max(width, text_width(choice, Face::strong) + px(16));
        const Box box = next(px(36));
        int picked = -1;
        if (width * static_cast<float>(knob_.choices.size()) <= content_.width()) {
            picked = segments(name, box, knob_.choices, chosen);
        } else {
            std::vector<theme::Choice> choices;
            for (const std::string& choice : knob_.choices) choices.push_back({choice, "", true, ""});
            picked = selector(name, box, "", choices, chosen);
        }
        if (picked >= 0) {
            turn_to(knob_.choices[static_cast<std::size_t>(picked)]);
            ask(workspace::HoldKnob{knob_.name});
        }
        turn_by_wheel(ImGui::IsMouseHoveringRect(top_left(box), bottom_right(box)) && ImGui::IsWindowHovered());
    }

    void draw_ring(const Box& box) const {
        compat::add_frame(*list(), top_left(box.inset(-px(4), 0)), bottom_right(box.inset(-px(4), 0)),
                          colour(Tone::accent), px(6), std::max(1.0F, px(1)));
    }

    void read_arrows() {
        if (is_typed() || ImGui::GetIO().WantTextInput) return;
        const int step = compat::shift_down() ? kLargeStep : 1;
        if (compat::key_pressed(Key::right) || compat::key_pressed(Key::up)) turn_by(step);
        if (compat::key_pressed(Key::left) || compat::key_pressed(Key::down)) turn_by(-step);
        if (compat::key_pressed(Key::enter, false) && knob_.kind != KnobKind::choice) begin_typing("");
    }

    void turn_by(int steps) { turn_to(turned_by(knob_, steps)); }

    void turn_to(const std::string& value) {
        if (value != knob_.value_as_text()) ask(workspace::TurnKnob{knob_.name, value});
    }

    static ImDrawList* list() { return ImGui::GetWindowDrawList(); }

    const workspace::OpenStory& story_;
    Commands& commands_;
    const Knob& knob_;
    Box content_;
    float y_;
    const workspace::HeldKnob* held_ = nullptr;  ///< if this one has the keyboard
};

}  // namespace

float draw_knob(const Workspace& workspace, Commands& commands, const Knob& knob, const Box& content) {
    return KnobControl(workspace, commands, knob, content).draw();
}

bool knob_has_keyboard(const Workspace& workspace) { return workspace.story && workspace.story->held_knob; }

void let_knob_go_at_press(const Workspace& workspace, Commands& commands) {
    if (!knob_has_keyboard(workspace) || !ImGui::IsMouseClicked(0)) return;
    const workspace::HeldKnob& held = *workspace.story->held_knob;
    for (const char* part : {"knob ", "value of ", "typed "}) {
        const auto found = probes().find(part + held.name);
        if (found != probes().end() && found->second.contains(point(ImGui::GetIO().MousePos))) return;
    }
    // What the press asks for comes after the value that was typed.
    if (held.typed && !held.typed->empty()) commands.insert(commands.begin(), workspace::EnterKnob{});
    commands.push_back(workspace::HoldKnob{});
}

}  // namespace simul::panels
