#include "app/panels/presets.h"

#include <string>

#include "app/panels/chips.h"
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
        : story_(*workspace.story), commands_(commands), content_(content), rows_(content, px(kHeight), px(6), px(6)) {}

    float draw() {
        put("", kAsTold, "The settings that the story has by itself", story_.preset.empty() && is_as_told(story_));
        for (const Preset& preset : story_.description.presets)
            put(preset.name, preset.name, preset.text, story_.preset == preset.name);
        return rows_.used() + px(6) + put_text(content_.top + rows_.used() + px(6));
    }

  private:
    static constexpr float kHeight = 30;

    void put(const std::string& name, std::string_view label, std::string_view tip, bool chosen) {
        const ButtonFace face{label, tip, -1, chosen ? ButtonKind::primary : ButtonKind::plain};
        if (button("preset " + std::string(label), rows_.next(button_width(face)), face))
            commands_.push_back(workspace::ChoosePreset{name});
    }

    /// What the chosen one shows. Answers how high that is.
    float put_text(float top) const {
        float y = top;
        for (const Preset& preset : story_.description.presets) {
            if (preset.name != story_.preset || preset.text.empty()) continue;
            y += px(2) + draw_paragraph(ImGui::GetWindowDrawList(), {content_.left, y + px(2)}, content_.width(),
                                        {preset.text, Face::body, colour(Tone::dim)});
            y += px(6);
        }
        return y - top;
    }

    const OpenStory& story_;
    Commands& commands_;
    Box content_;
    ChipRows rows_;
};

}  // namespace

float draw_presets(const Workspace& workspace, Commands& commands, const Box& content) {
    return PresetRows(workspace, commands, content).draw();
}

}  // namespace simul::panels
