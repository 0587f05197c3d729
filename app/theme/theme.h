// Colours, faces and sizes: everything that makes Simul look like Simul. One theme is in use at a time.
#pragma once

#include <imgui.h>

#include <cstdint>
#include <string_view>

#include "app/layout/geometry.h"
#include "app/layout/look.h"

namespace simul::theme {

/// The roles of colour; each means the same in every look. `accent` is the person who looks, never a state.
enum class Tone : std::uint8_t {
    ground,
    panel,
    raised,
    line,
    text,
    dim,
    faint,  ///< never for text
    accent,
    on_accent,
    running,
    ready,
    blocked,
    waiting,
    waiting_fill,
    task_a,
    task_b,
    on_running,  ///< text on a running span
    figure,      ///< people and boards that do nothing now
};
inline constexpr std::size_t kToneCount = 18;

/// The faces of text. Three sizes; weight and dimness do the rest.
enum class Face : std::uint8_t { body, strong, title, figure, mono, icon };
inline constexpr std::size_t kFaceCount = 6;

/// What a frame is drawn with. `scale`: pixels for a unit of design, from the display and the reader's zoom.
struct Setting {
    Look look = Look::dark;
    float scale = 1;
    bool compact = false;  ///< a small window: figures take the size of titles
    friend bool operator==(const Setting&, const Setting&) = default;
};

/// Loads the faces into the atlas of the current ImGui context, and sets its style. The atlas must be built and handed
/// to the renderer by the caller afterwards. Missing fonts are replaced by ImGui's own.
void use(const Setting& setting);
const Setting& setting();

/// Units of design as pixels, rounded to whole ones from one on.
float px(float units);

ImU32 colour(Tone tone);
/// Mixed with what is beneath: 0 is nothing, 1 is the tone.
ImU32 colour(Tone tone, float strength);
/// Opaque: so much of `over` on `under`.
ImU32 mixed(Tone under, Tone over, float strength);
/// Of ready-made colours, as the first: opaque.
ImU32 mixed(ImU32 under, ImU32 over, float strength);

ImFont* font(Face face);
/// The em size in pixels with which ImGui draws this face.
float font_size(Face face);
/// From the top of a line of text to that of the next.
float line_height(Face face);

inline ImVec2 im(layout::Point point) { return {point.x, point.y}; }
inline ImVec2 top_left(const layout::Box& box) { return {box.left, box.top}; }
inline ImVec2 bottom_right(const layout::Box& box) { return {box.right, box.bottom}; }
inline layout::Point point(ImVec2 at) { return {at.x, at.y}; }

/// How far things stand from each other, in units of design (LOOK.md: grid 4).
struct Spacing {
    float margin = 12, gap = 12, padding = 16;
    float title_row = 48, text_row = 24, knob_row = 58, control = 36, transport_control = 40;
    float panel_radius = 10, tile_radius = 12, control_radius = 8, chip_radius = 5, span_radius = 4;
    float playhead = 2, border = 1;
};
const Spacing& spacing();

}  // namespace simul::theme
