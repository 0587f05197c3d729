// How a runner ends when it could not do what it was asked; the command line ends alike (docs/DESIGN.md, 6).
#pragma once

namespace simul {

inline constexpr int kStoryFailed = 1;
inline constexpr int kBadUsage = 2;

}  // namespace simul
