// A picture of a workspace, made without any display.
#pragma once

#include <cstdint>
#include <string_view>

#include "app/window/image.h"
#include "app/workspace/workspace.h"

namespace simul::window {

/// What is in the picture.
enum class View : std::uint8_t { window, timeline, scene };
inline constexpr std::string_view kViewNames[] = {"window", "timeline", "scene"};

struct PictureWish {
    int width = 1600, height = 1000;
    View view = View::window;
    bool as_high_as_needed = false;  ///< a timeline alone: lower, if all its rows can be seen then
};

/// Look and zoom are those of the workspace's preferences. A Canvas may not exist beside it.
Image picture_of(const workspace::Workspace& workspace, const PictureWish& wish);

}  // namespace simul::window
