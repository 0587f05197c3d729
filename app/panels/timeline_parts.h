// The parts of the timeline, in the order in which they are drawn. Each draws into the frame's boxes.
#pragma once

#include "app/panels/timeline_view.h"
#include "app/workspace/notes.h"

namespace simul::panels {

void draw_timeline_heading(const TimelineFrame& frame);
/// The grid, the labels of the ruler and, of a run that was scaled, those of real time.
void draw_ruler(const TimelineFrame& frame);
/// Rows with their labels and spans. `pointed` is made to stand out.
void draw_lanes(const TimelineFrame& frame, const std::optional<PointedSpan>& pointed);
/// Who ended the waits of the task.
void draw_causes(const TimelineFrame& frame, TaskId task);
/// When machines were down and links cut, if that was not more often.
inline constexpr std::size_t kMostOutages = 1000;
void draw_outages(const TimelineFrame& frame);
/// Messages between machines.
void draw_messages(const TimelineFrame& frame);
/// Marks and findings, on the ruler and through the lanes, and beneath the spans that prove a finding.
void draw_landmarks(const TimelineFrame& frame);
/// Pages on the ruler.
void draw_notes(const TimelineFrame& frame);
/// The one that a press at this point shows.
std::optional<workspace::ShownNote> note_at(const TimelineFrame& frame, layout::Point pointer);
void draw_playhead(const TimelineFrame& frame);
/// The whole run, with what is seen of it.
void draw_minimap(const TimelineFrame& frame);

/// What the pointer is on, in words.
std::string words_about(const TimelineFrame& frame, const PointedSpan& pointed, Time at);
/// Of a mark or a finding on the ruler; empty when the pointer is on none.
std::string landmark_words(const TimelineFrame& frame, layout::Point pointer);

/// What the hand does: clicks, drags, the wheel. Answers where the pointer is, if it is on the lanes or the ruler.
std::optional<layout::Point> take_hand(const TimelineFrame& frame, Commands& commands);

}  // namespace simul::panels
