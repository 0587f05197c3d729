// The words and signs of a story's text, for what can be seen before it runs.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace simul::lua {

/// A word, a sign, a number or a string of the text; comments are none. Two signs that belong together are two pieces.
struct Piece {
    int line = 0;
    std::string_view text;
    bool is_keyword = false;
};

std::vector<Piece> pieces_of(std::string_view source);

/// A name, or a keyword.
bool is_word(std::string_view piece);

/// The line of this number, with blanks for its strings and comments.
std::string bare_line(std::string_view source, int number);

}  // namespace simul::lua
