// What was walked through, as text; and the whole of what was walked through in parts.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "engine/analysis/explore/walk.h"
#include "engine/base/result.h"

namespace simul {

/// The same whoever walked, and however many: the states stand in the order of their hashes.
std::string text_of(const Walked& walked);

/// All that is in any of the parts, in this form. It is what one would have walked through alone, but for the numbers
/// of the states. An error says that one of the texts is none, that two of them do not agree, or that they leave out
/// something.
Result<Walked> united(std::span<const std::string_view> parts);

}  // namespace simul
