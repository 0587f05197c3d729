#include "app/panels/presets.h"

#include <string>

#include "app/theme/text.h"
#include "app/theme/widgets.h"

namespace simul::panels {
namespace {

using namespace theme;
using layout::Box;
using workspace::Commands;
using workspace::OpenStory;
using workspace::Workspace;

constexpr std::string_view kAsTold = "default";

/// Nothing of the next run is other than the story tells it.
bool is_as_told(const OpenStory& story) {
    const Settings& settings = story.settings;
    return settings.knobs.empty() && settings.policy_knobs.empty() && !settings.cores && !settings.policy &&
           !settings.quantum &&
           settings.model.value_or(story.description.default_model) == story.description.default_model;
}

/// Buttons in rows, as many in each as have room.
class PresetRows {
  public:
    PresetRows(const Workspace& workspace, Commands& commands, const Box& content)
        : story_(*workspace.story), commands_(commands), content_(content), x_(content.left), y_(content.top) {}

    float draw() {
        put("", kAsTold, "The settings that the story has by itself", story_.preset.empty() && is_as_told(story_));
        for (const Preset& preset : story_.description.presets)
            put(preset.name, preset.name, preset.text, story_.preset == preset.name);
        y_ += px(kHeight + 6);
        put_text();
        return y_ - content_.top;
    }

  private:
    static constexpr float kHeight = 30;

    void put(const std::string& name, std::string_view label, std::string_view tip, bool chosen) {
        const ButtonFace face{label, tip, -1, chosen ? ButtonKind::primary : ButtonKind::plain};
        const float width = std::min(button_width(face), content_.width());
        if (x_ > content_.left && x_ + width > content_.right) {
            x_ = content_.left;
            y_ += px(kHeight + 6);
        }
        if (button("preset " + std::string(label), {x_, y_, x_ + width, y_ + px(kHeight)}, face))
            commands_.push_back(workspace::ChoosePreset{name});
        x_ += width + px(6);
    }

    /// What the chosen one shows.
    void put_text() {
        for (const Preset& preset : story_.description.presets) {
            if (preset.name != story_.preset || preset.text.empty()) continue;
            y_ += px(2) + draw_paragraph(ImGui::GetWindowDrawList(), {content_.left, y_ + px(2)}, content_.width(),
                                         {preset.text, Face::body, colour(Tone::dim)});
            y_ += px(6);
        }
    }

    const OpenStory& story_;
    Commands& commands_;
    Box content_;
    float x_, y_;
};

}  // namespace

float draw_presets(const Workspace& workspace, Commands& commands, const Box& content) {
    return PresetRows(workspace, commands, content).draw();
}

}  // namespace simul::panels
