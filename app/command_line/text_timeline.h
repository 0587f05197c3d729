// The timeline of a run as text: a row for each core, rows for a few tasks, and an axis with the marks.
#pragma once

#include <string>

#include "engine/analysis/metrics.h"
#include "engine/trace/trace.h"

namespace simul::command_line {

/// What the terminal can show.
struct Canvas {
    int width = 80;
    bool utf8 = true;
};

/// Of the standard output: its width, or 80 columns where nobody looks.
Canvas canvas_of_stdout();

/// Others need no line: a run may have a thousand cores.
inline bool was_used(const CoreFigures& core) { return core.busy > Duration(0); }

/// Lines, each with its end; nothing for a run that took no time.
std::string text_timeline(const Trace& trace, const Metrics& metrics, const Canvas& canvas);

/// Only the rows of the cores, the textbook's Gantt chart, on an axis that ends at `whole`.
std::string text_gantt(const Trace& trace, const Metrics& metrics, Duration whole, const Canvas& canvas);

/// The line of an axis: `0    10 min    20 min` over `cells` columns, after `margin` blanks.
std::string text_axis(Duration whole, std::size_t margin, std::size_t cells, bool counts_steps = false);

}  // namespace simul::command_line
