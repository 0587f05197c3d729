// The looks that a reader can choose.
#pragma once

#include <cstdint>
#include <string_view>

namespace simul {

/// `projector`: light, of high contrast and half as large again.
enum class Look : std::uint8_t { dark, light, projector };
inline constexpr std::string_view kLookNames[] = {"dark", "light", "projector"};

}  // namespace simul
