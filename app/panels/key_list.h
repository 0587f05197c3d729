// The keys, in words.
#pragma once

#include <span>
#include <string_view>

namespace simul::panels {

struct KeyWords {
    std::string_view keys, meaning;
};
std::span<const KeyWords> key_list();

}  // namespace simul::panels
