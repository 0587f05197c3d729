// Shares as people read them.
#pragma once

#include <string>

#include "engine/base/big_count.h"
#include "engine/base/time.h"

namespace simul {

/// `37 %`. Rounded, but never to all or to none: then it is `more than 99 %`, or `less than 1 %`.
std::string share_in_words(Duration part, Duration whole);
/// The same where there is no room for words, with so many digits after the point: `99.9 %`, `> 99.9 %`, `< 0.1 %`.
std::string share_in_figures(Duration part, Duration whole, int digits = 0);
/// Of orders, or of runs: `14.29 %`, `< 0.01 %`.
std::string share_in_figures(const BigCount& part, const BigCount& whole, int digits = 2);

}  // namespace simul
