// A text to read, of which parts can be selected and copied.
#pragma once

#include <string_view>

#include "app/theme/widgets.h"

namespace simul::theme {

/// A line of the text that is indented by blanks stays so where it is wrapped. Dragging selects, a double click a line,
/// Ctrl A all, once the text was pressed; Ctrl C copies. Begins at the top of the box; answers how high it is.
float selectable_text(std::string_view name, const layout::Box& box, std::string_view text);

}  // namespace simul::theme
