#include "app/layout/indentation.h"

#include <algorithm>

#include "app/layout/source_rows.h"

namespace simul::layout {
namespace {

constexpr std::size_t kIndentStep = 2, kTab = 4;

bool ends_with_word(std::string_view line, std::string_view word) {
    if (!line.ends_with(word)) return false;
    const std::size_t before = line.size() - word.size();
    return before == 0 || line[before - 1] == ' ';
}

/// Whether what follows stands within something that this line begins.
bool begins_block(std::string_view line) {
    const std::size_t last = line.find_last_not_of(" \t\r");
    line = line.substr(0, last == std::string_view::npos ? 0 : last + 1);
    if (line.ends_with('{')) return true;
    for (const std::string_view word : {"then", "do", "else", "repeat"})
        if (ends_with_word(line, word)) return true;
    return line.find("function") != std::string_view::npos && line.ends_with(')');
}

}  // namespace

std::string indentation_after(std::string_view before) {
    if (before.ends_with('\n')) before.remove_suffix(1);
    const std::size_t end = before.rfind('\n');
    const std::string_view line = end == std::string_view::npos ? before : before.substr(end + 1);
    const std::size_t blanks = std::min(line.find_first_not_of(' '), line.size());
    return std::string(blanks + (begins_block(line) ? kIndentStep : 0), ' ');
}

TextPlace place_in(std::string_view text, std::size_t at) {
    const std::string_view before = text.substr(0, std::min(at, text.size()));
    const std::size_t end = before.rfind('\n');
    return {static_cast<std::size_t>(std::count(before.begin(), before.end(), '\n')),
            width_of(end == std::string_view::npos ? before : before.substr(end + 1))};
}

std::size_t width_of(std::string_view text) {
    const auto tabs = static_cast<std::size_t>(std::count(text.begin(), text.end(), '\t'));
    return columns_of(text) + tabs * (kTab - 1);
}

}  // namespace simul::layout
