// The words of a line of Lua, for colouring it. No more of the language than that needs.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace simul {

enum class TokenKind : std::uint8_t { plain, keyword, number, string, comment };

/// A stretch of a line.
struct Token {
    std::size_t begin = 0, end = 0;
    TokenKind kind{};
    friend bool operator==(const Token&, const Token&) = default;
};

/// What a line leaves open for the next one: a long string or comment, closed by as many `=`.
struct OpenBracket {
    bool open = false;
    std::size_t level = 0;
    TokenKind kind{};
};

/// The whole line, without gaps; blanks belong to what is before them, or are plain.
std::vector<Token> tokens_of(std::string_view line, OpenBracket& open);

}  // namespace simul
