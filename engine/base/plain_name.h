// Names of code as people write them.
#pragma once

#include <algorithm>
#include <string>
#include <string_view>

namespace simul {

/// `master_done` is `master done`.
inline std::string plain_name(std::string_view name) {
    std::string words(name);
    std::replace(words.begin(), words.end(), '_', ' ');
    return words;
}

}  // namespace simul
