// The forms of states: form carries the meaning, colour repeats it (LOOK.md).
#pragma once

#include <string_view>

#include "app/theme/theme.h"

namespace simul::theme {

enum class Form : std::uint8_t { running, ready, blocked, waiting, done, failed, cancelled, switching, held, lost };

/// How much of itself a form shows.
enum class Presence : std::uint8_t {
    now,      ///< it happened
    not_yet,  ///< right of the playhead
    ghost,    ///< of another run
};

/// A stretch of an open lane. Done is a short upright cap at the left edge.
void draw_span(ImDrawList* list, const layout::Box& box, Form form, Presence presence = Presence::now);
/// The same in a folded lane, or wherever there is little height.
void draw_folded_span(ImDrawList* list, const layout::Box& box, Form form, Presence presence = Presence::now);
/// The colour of a form's text or outline.
ImU32 colour_of(Form form, Presence presence = Presence::now);

/// A chip: a task's number or letter in the form of its state. `selected` adds the accent ring.
void draw_chip(ImDrawList* list, const layout::Box& box, std::string_view label, Form form, bool selected = false);
/// Through the chip of a task that did not end well.
void draw_strike(ImDrawList* list, const layout::Box& box, ImU32 ink);
/// The small picture of a form in a legend, with its label; answers the width that both took.
float draw_legend_entry(ImDrawList* list, layout::Point left_middle, Form form, std::string_view label);
float legend_entry_width(std::string_view label);

/// Whose: a label in a circle, square, diamond or hexagon, for stories with at most four tasks besides main.
void draw_whose(ImDrawList* list, layout::Point centre, float radius, int which, bool filled, std::string_view label);
/// The number that the task has of its own, or else a letter.
std::string label_of_whose(int which, const std::string& number);

void draw_hatch(ImDrawList* list, const layout::Box& box, float step, float thickness, ImU32 colour);
void draw_dots(ImDrawList* list, const layout::Box& box, ImU32 colour);
void draw_dashed_frame(ImDrawList* list, const layout::Box& box, ImU32 colour);
void draw_dashed_line(ImDrawList* list, layout::Point from, layout::Point to, ImU32 colour, float thickness);
void draw_ring(ImDrawList* list, const layout::Box& box, float radius);  ///< the accent ring of a selection
/// A ring that fills clockwise from the top; `part` is 0 to 1.
void draw_progress_ring(ImDrawList* list, layout::Point centre, float radius, float part, ImU32 colour);
/// From a cause (dot) to its effect (head).
void draw_cause(ImDrawList* list, layout::Point from, layout::Point to, ImU32 colour);
void draw_flag(ImDrawList* list, layout::Point foot, ImU32 colour);
/// A note: a small page that hangs at the left of its foot.
void draw_page(ImDrawList* list, layout::Point foot, ImU32 colour);
inline constexpr float kPageWidth = 9, kPageHeight = 12;  ///< units of design

}  // namespace simul::theme
