// Notes on the timeline: a page at each moment for which there is one.
#include <fmt/format.h>

#include <cmath>

#include "app/panels/notes.h"
#include "app/panels/timeline_parts.h"
#include "app/theme/widgets.h"

namespace simul::panels {
namespace {

using namespace theme;
using workspace::ShownNote;

/// Where the page of a note stands; empty when it is out of sight.
Box page_of(const TimelineFrame& frame, const ShownNote& note) {
    const float x = std::round(frame.axis.x_of(std::min(note.note->at, frame.run.end())));
    if (x < frame.axis.left - 1 || x > frame.axis.right + 1) return {};
    return {x - px(kPageWidth), frame.ruler.bottom - px(kPageHeight), x, frame.ruler.bottom};
}

}  // namespace

void draw_notes(const TimelineFrame& frame) {
    int number = 0;
    for (const ShownNote& note : workspace::notes_shown(frame.workspace)) {
        const Box page = page_of(frame, note);
        ++number;
        if (page.empty()) continue;
        draw_page(frame.list, {page.right, page.bottom}, colour(Tone::accent));
        frame.list->AddLine({page.right, page.bottom}, {page.right, frame.lanes.bottom},
                            mixed(Tone::panel, Tone::accent, 0.45F), 1);
        probe(fmt::format("note {}", number), page);
    }
}

std::optional<ShownNote> note_at(const TimelineFrame& frame, layout::Point pointer) {
    std::optional<ShownNote> found;
    for (const ShownNote& note : workspace::notes_shown(frame.workspace))
        if (const Box page = page_of(frame, note); page.inset(-px(3)).contains(pointer)) found = note;
    return found;
}

}  // namespace simul::panels
