// The registry of the panels at the right: which there are, when, and who draws them.
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "app/panels/panels.h"

namespace simul::panels {

struct RightPanel {
    workspace::RightTab tab;
    std::string_view title;
    void (*draw)(const Workspace&, Commands&, Box);
    bool (*is_there)(const Workspace&);
};

/// In the order of their tabs. `with_source`: the source has no pane of its own.
std::vector<RightPanel> right_panels(const Workspace& workspace, bool with_source);

/// The one that is shown of these: the reader's, or the first that is always there.
const RightPanel& shown_of(const std::vector<RightPanel>& panels, workspace::RightTab wanted);

}  // namespace simul::panels
