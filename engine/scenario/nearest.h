// What somebody who mistyped a name probably meant.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace simul {

/// The name that needs the fewest changed letters, or an empty one if none is close.
std::string nearest(std::string_view given, const std::vector<std::string>& names);

/// The names one after another: `a, b, c`.
std::string listed(const std::vector<std::string>& names);

}  // namespace simul
