// What several scenes draw: people, boards, trails, arrows. All colours are ready-made and opaque.
#pragma once

#include <span>

#include "app/scenes/scene_view.h"

namespace simul::scenes {

/// A square that is turned, with rounded corners.
struct TurnedSquare {
    Point centre;
    float side = 0, angle = 0, radius = 0;
};
void fill_square(ImDrawList* list, const TurnedSquare& square, ImU32 ink);
void frame_square(ImDrawList* list, const TurnedSquare& square, ImU32 ink, float thickness);
/// What is not yet.
void dash_square(ImDrawList* list, const TurnedSquare& square, ImU32 ink, float thickness);
/// Every second of four times four fields.
void checker_square(ImDrawList* list, const TurnedSquare& square, ImU32 ink);
void hatch_square(ImDrawList* list, const TurnedSquare& square, ImU32 ink);
void dot_square(ImDrawList* list, const TurnedSquare& square, ImU32 ink);

/// Seen from above: shoulders across the direction `facing`, and a head.
struct PersonInks {
    ImU32 shoulders, head, head_edge = 0;  ///< with an edge, what it surrounds is hollow
};
void draw_person(ImDrawList* list, Point centre, float size, float facing, const PersonInks& inks);

/// The same seen from the front: a head above shoulders. Hollow with an edge.
void draw_bust(ImDrawList* list, Point centre, float size, const PersonInks& inks);

/// The accent's way, which swells towards its end. Towards its beginning it becomes what is `under` it.
void draw_trail(const SceneView& view, std::span<const Point> way, float thickness, ImU32 under);

/// Bent to its left by a part of its length, from rim to rim of two round things.
struct Arrow {
    Point from, to;
    float trim_start = 0, trim_end = 0;
    float bend = 0;
};
void draw_arrow(ImDrawList* list, const Arrow& arrow, ImU32 ink, float thickness);

/// A ring that is filled up to a part, on a faint whole one.
void draw_part_ring(const SceneView& view, Point centre, float radius, float part, theme::Tone tone);

}  // namespace simul::scenes
