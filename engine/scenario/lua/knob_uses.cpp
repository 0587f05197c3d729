#include "engine/scenario/lua/knob_uses.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <optional>
#include <vector>

#include "engine/base/lua_tokens.h"
#include "engine/scenario/nearest.h"

namespace simul::lua {

namespace {

bool is_word_letter(char letter) { return letter == '_' || std::isalnum(static_cast<unsigned char>(letter)) != 0; }

/// A word or a sign of the text, without strings, numbers and comments: those end what stands before them.
struct Piece {
    int line;
    std::string_view text;
};

void cut_words(std::string_view plain, int line, std::vector<Piece>& pieces) {
    for (std::size_t at = 0; at < plain.size();) {
        std::size_t end = at + 1;
        while (is_word_letter(plain[at]) && end < plain.size() && is_word_letter(plain[end])) ++end;
        if (plain[at] != ' ' && plain[at] != '\t' && plain[at] != '\r')
            pieces.push_back({line, plain.substr(at, end - at)});
        at = end;
    }
}

std::vector<Piece> pieces_of(std::string_view source) {
    std::vector<Piece> pieces;
    OpenBracket open;
    for (int line = 1; !source.empty(); ++line) {
        const std::string_view text = source.substr(0, source.find('\n'));
        source.remove_prefix(std::min(source.size(), text.size() + 1));
        for (const Token& token : tokens_of(text, open)) {
            const std::string_view part = text.substr(token.begin, token.end - token.begin);
            if (token.kind == TokenKind::plain)
                cut_words(part, line, pieces);
            else if (token.kind != TokenKind::comment)
                pieces.push_back({line, part});
        }
    }
    return pieces;
}

bool is_declared(std::string_view name, const Knobs& knobs) {
    return std::any_of(knobs.begin(), knobs.end(), [&](const Knob& knob) { return knob.name == name; });
}

}  // namespace

std::string no_such_knob(std::string_view name, const Knobs& knobs) {
    constexpr std::size_t kEnough = 500;
    std::vector<std::string> names;
    for (const Knob& knob : knobs) names.push_back(knob.name);
    const std::string meant = nearest(name, names), all = listed(names);
    const std::string_view asked = name.substr(0, 60);
    if (names.empty())
        return fmt::format("there is no knob.{0}; declare it at the top: knobs = {{ {0} = knob(1) }}", asked);
    return fmt::format("there is no knob.{}; {} knobs are {:.{}}{}", asked,
                       meant.empty() ? "the" : fmt::format("did you mean {}? The", meant), all, kEnough,
                       all.size() > kEnough ? ", …" : "");
}

Result<void> knobs_are_declared(const std::string& chunk, std::string_view source, const Knobs& knobs) {
    const std::vector<Piece> pieces = pieces_of(source);
    std::optional<Error> first;
    for (std::size_t i = 0; i + 2 < pieces.size(); ++i) {
        const bool is_field = i > 0 && (pieces[i - 1].text == "." || pieces[i - 1].text == ":");
        if (pieces[i].text != "knob" || is_field) continue;
        const std::string_view next = pieces[i + 1].text, name = pieces[i + 2].text;
        if (next == "(") continue;
        if (next != "." || !is_word_letter(name[0])) return {};
        if (!first && !is_declared(name, knobs))
            first = Error{chunk + ":" + std::to_string(pieces[i + 2].line) + ": " + no_such_knob(name, knobs)};
    }
    if (first) return *first;
    return {};
}

}  // namespace simul::lua
