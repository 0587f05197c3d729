// A line of the source in parts: a handle beside its number opens rows beneath it, one for each of its operations.
#pragma once

#include <vector>

#include "app/layout/source_rows.h"
#include "app/panels/panels.h"

namespace simul::panels {

/// The rows with those of the lines that are open. Empty: none is. `workspace` null: there is no run to know it from.
std::vector<layout::SourceRow> with_parts(const std::vector<layout::SourceRow>& rows, const Workspace* workspace);

/// Pressed, the line opens or closes. Answers whether the line has any parts.
bool draw_parts_handle(const Workspace& workspace, Commands& commands, Box box, std::uint16_t line);

/// What the part is, and who stands before it.
void draw_part(const Workspace& workspace, Commands& commands, Box box, const layout::SourceRow& row);

}  // namespace simul::panels
