// What ImGui wants drawn, as pixels, without any graphics hardware or library.
#pragma once

#include <imgui.h>

#include "app/theme/compat.h"
#include "app/window/image.h"

namespace simul::window {

/// `glyphs` is the texture of all that is drawn. The picture is as large as the display of `drawn`, times its
/// framebuffer scale; `ground` is seen where nothing is drawn.
Image rasterised(const ImDrawData& drawn, const compat::Coverage& glyphs, ImU32 ground);

/// The same, onto a picture of this size.
void rasterise_onto(Image& image, const ImDrawData& drawn, const compat::Coverage& glyphs);

}  // namespace simul::window
