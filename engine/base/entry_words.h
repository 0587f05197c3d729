// What an entry of a shared table is called.
#pragma once

#include <string>
#include <string_view>

namespace simul {

/// `ages.Bob`, `list[3]`, `ages["a b" #1f…]`; the table alone without a label.
inline std::string entry_in_words(const std::string& table, std::string_view label) {
    if (label.empty()) return table;
    if (label.front() == '"') return table + "[" + std::string(label) + "]";
    return table + (label.front() == '[' ? "" : ".") + std::string(label);
}

}  // namespace simul
