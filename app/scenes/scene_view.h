// What a scene is drawn from, and where it is drawn.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "app/layout/figures.h"
#include "app/theme/forms.h"
#include "app/theme/text.h"
#include "app/workspace/workspace.h"
#include "engine/analysis/claims.h"
#include "engine/analysis/speech.h"
#include "engine/analysis/wait_words.h"
#include "engine/trace/text_form.h"

namespace simul::scenes {

using layout::Box;
using layout::Point;
using layout::Target;

/// A time that stands in the middle of the hall.
struct ClockLine {
    std::string time, label;
    bool reached = false;  ///< else it is still to come
    bool ghost = false;    ///< of the other run
};

struct SceneView {
    ImDrawList* list;
    layout::SceneMoment moment;
    Speech speech;
    workspace::Selection selection{};
    Target pointed{};    ///< what the pointer is on
    Duration horizon{};  ///< how long the longest of the runs takes that are shown
    std::vector<ClockLine> clock_lines{};
    std::span<const Outage> outages{};  ///< of machines and links, in the whole run
    bool ghost = false;                 ///< another run's scene, beside the one that is shown
    bool words = true;                  ///< with texts; else a picture for a tile

    const TraceHeader& header() const { return moment.trace.header(); }
    /// Whether it gets the ring of the selection.
    bool is_marked(TaskId task) const { return !ghost && task != kNoTask && selection.task == task; }
    bool is_marked(ResourceId resource) const {
        return !ghost && resource != kNoResource && selection.resource == resource;
    }

    std::string core_name(CoreId core) const { return core_label(header(), core); }

    /// What the scene stands on.
    ImU32 ground() const { return theme::colour(ghost ? theme::Tone::raised : theme::Tone::panel); }
    /// So much of the tone on the ground, opaque; a ghost's is weaker.
    ImU32 ink(theme::Tone tone, float strength = 1) const {
        return theme::mixed(ground(), theme::colour(tone), strength * (ghost ? 0.72F : 1));
    }
    /// Pixels for a unit of design, not rounded.
    static float unit() { return theme::px(100) / 100; }
};

theme::Form form_of(State state);
theme::Form form_of(Doing doing);
theme::Tone tone_of(State state);

}  // namespace simul::scenes
