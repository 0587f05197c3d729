// Printed lines as a terminal shows them.
#pragma once

#include <string>
#include <string_view>

namespace simul {

/// The line with blanks up to the next of the stops, eight letters apart, for each tab; all else is made harmless.
std::string printable_line(std::string_view line);

}  // namespace simul
