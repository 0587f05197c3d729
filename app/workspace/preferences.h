// What is kept from one session to the next.
#pragma once

#include <string>
#include <vector>

#include "app/layout/arrangement.h"
#include "app/layout/look.h"
#include "engine/base/result.h"

namespace simul::workspace {

using layout::Panes;

struct Preferences {
    Look look = Look::dark;
    float zoom = 1;  ///< of the whole interface: 0.5 to 3
    bool reduced_motion = false;
    Panes panes;
    std::vector<std::string> last_opened;  ///< names of the shelf and paths, the last one first
    int window_width = 1600, window_height = 1000;
    friend bool operator==(const Preferences&, const Preferences&) = default;
};

/// $XDG_CONFIG_HOME/simul/preferences.json, or ~/.config/simul/preferences.json; empty where there is no home.
std::string preferences_path();
/// What the file says, within what is sensible; of a missing or damaged file, the defaults.
Preferences read_preferences(const std::string& path);
/// Whole or not at all: what was there stays when it cannot be written.
Result<void> write_preferences(const std::string& path, const Preferences& preferences);

}  // namespace simul::workspace
