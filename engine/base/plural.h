// A noun as its number asks for it: 1 step, 2 steps.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace simul {

inline std::string noun(std::uint64_t count, std::string_view one) {
    return std::string(one) + (count == 1 ? "" : "s");
}

}  // namespace simul
