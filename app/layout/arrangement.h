// Where the panes of the window stand.
#pragma once

#include "app/layout/geometry.h"

namespace simul::layout {

/// How the panes share the window as the reader arranged them, in units of design or as a part of what there is.
struct Panes {
    float left = 240, right = 380;
    float scene_part = 0.56F;   ///< of the centre's height
    float source_part = 0.52F;  ///< of the right pane's height
    bool left_open = true, right_open = true, scene_open = true, timeline_open = true;
    friend bool operator==(const Panes&, const Panes&) = default;
};

/// In pixels. A box is empty where its pane is not shown.
struct Arrangement {
    Box top, transport;
    Box left, left_strip;    ///< the pane, or in a smaller window a strip of symbols for it
    Box right, right_strip;  ///< the same
    Box source, inspector;   ///< the parts of the right pane; with `tabs` both are the whole of it
    Box scene, timeline;
    Box centre;            ///< of both
    Box narration;         ///< on a projector: a band between them
    bool tabs = false;     ///< the right pane shows one thing at a time
    bool compact = false;  ///< selectors lose their labels, figures the largest size
};

/// What the window is used for. On a projector the sentence has a band, and the left pane is a strip; a text that is
/// changed has more room.
struct Occasion {
    bool projector = false, editing = false;
};

/// `unit`: pixels for a unit of design.
Arrangement arrange(Box whole, float unit, const Panes& panes, Occasion occasion = {});

}  // namespace simul::layout
