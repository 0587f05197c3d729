#include "engine/scenario/lua/pieces.h"

#include <algorithm>
#include <cctype>

#include "engine/base/lua_tokens.h"

namespace simul::lua {

namespace {

bool is_word_letter(char letter) { return letter == '_' || std::isalnum(static_cast<unsigned char>(letter)) != 0; }

void cut_words(std::string_view plain, int line, std::vector<Piece>& pieces) {
    for (std::size_t at = 0; at < plain.size();) {
        std::size_t end = at + 1;
        while (is_word_letter(plain[at]) && end < plain.size() && is_word_letter(plain[end])) ++end;
        if (plain[at] != ' ' && plain[at] != '\t' && plain[at] != '\r')
            pieces.push_back({line, plain.substr(at, end - at)});
        at = end;
    }
}

/// Calls `take` with each line and its tokens.
template <class Take>
void each_line(std::string_view source, const Take& take) {
    OpenBracket open;
    for (int line = 1; !source.empty(); ++line) {
        const std::string_view text = source.substr(0, source.find('\n'));
        source.remove_prefix(std::min(source.size(), text.size() + 1));
        take(line, text, tokens_of(text, open));
    }
}

}  // namespace

std::vector<Piece> pieces_of(std::string_view source) {
    std::vector<Piece> pieces;
    each_line(source, [&](int line, std::string_view text, const std::vector<Token>& tokens) {
        for (const Token& token : tokens) {
            const std::string_view part = text.substr(token.begin, token.end - token.begin);
            if (token.kind == TokenKind::plain)
                cut_words(part, line, pieces);
            else if (token.kind != TokenKind::comment)
                pieces.push_back({line, part, token.kind == TokenKind::keyword});
        }
    });
    return pieces;
}

bool is_word(std::string_view piece) {
    return !piece.empty() && is_word_letter(piece[0]) && std::isdigit(static_cast<unsigned char>(piece[0])) == 0;
}

std::string bare_line(std::string_view source, int number) {
    std::string bare;
    each_line(source, [&](int line, std::string_view text, const std::vector<Token>& tokens) {
        if (line != number) return;
        bare = text;
        for (const Token& token : tokens)
            if (token.kind == TokenKind::string || token.kind == TokenKind::comment)
                bare.replace(token.begin, token.end - token.begin, token.end - token.begin, ' ');
    });
    return bare;
}

}  // namespace simul::lua
