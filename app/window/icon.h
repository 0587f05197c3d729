// The picture of Simul in the title bar and in the list of windows: three lanes, the middle one yours.
#pragma once

#include "app/window/image.h"

struct GLFWwindow;

namespace simul::window {

/// Drawn for this size; its ground is transparent.
Image icon(int size);
void set_icon(GLFWwindow* handle);

}  // namespace simul::window
