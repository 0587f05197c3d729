// Shares of a time as people read them.
#pragma once

#include <string>

#include "engine/base/time.h"

namespace simul {

/// `37 %`. Rounded, but never to all or to none: then it is `more than 99 %`, or `less than 1 %`.
std::string share_in_words(Duration part, Duration whole);
/// The same where there is no room for words: `> 99 %`, `< 1 %`.
std::string share_in_figures(Duration part, Duration whole);

}  // namespace simul
