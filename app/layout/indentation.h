// What an editor of Lua puts in by itself.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace simul::layout {

/// The blanks at the beginning of a new line: as many as that before it has, and two more where a block begins.
/// `before`: the text up to and including the line's end.
std::string indentation_after(std::string_view before);

/// Lines and columns are counted from 0; a column is a character, a tab is as wide as four.
struct TextPlace {
    std::size_t line = 0, column = 0;
    friend bool operator==(const TextPlace&, const TextPlace&) = default;
};
/// `at`: bytes from the beginning.
TextPlace place_in(std::string_view text, std::size_t at);

/// As place_in counts them.
std::size_t width_of(std::string_view text);

}  // namespace simul::layout
