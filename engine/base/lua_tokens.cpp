#include "engine/base/lua_tokens.h"

#include <algorithm>
#include <cctype>
#include <iterator>
#include <string>

namespace simul {
namespace {

constexpr std::string_view kKeywords[] = {"and",      "break",  "do",   "else", "elseif", "end",  "false", "for",
                                          "function", "goto",   "if",   "in",   "local",  "nil",  "not",   "or",
                                          "repeat",   "return", "then", "true", "until",  "while"};

bool is_letter(char letter) { return letter == '_' || std::isalpha(static_cast<unsigned char>(letter)) != 0; }
bool is_digit(char letter) { return std::isdigit(static_cast<unsigned char>(letter)) != 0; }

class Tokenizer {
  public:
    Tokenizer(std::string_view line, OpenBracket& open) : line_(line), open_(open) {}

    std::vector<Token> tokens() {
        if (open_.open) close_bracket(0);
        while (at_ < line_.size()) take_one();
        return std::move(tokens_);
    }

  private:
    char look(std::size_t ahead = 0) const { return at_ + ahead < line_.size() ? line_[at_ + ahead] : '\0'; }

    /// Plain stretches grow together.
    void put(std::size_t end, TokenKind kind) {
        if (kind == TokenKind::plain && !tokens_.empty() && tokens_.back().kind == kind)
            tokens_.back().end = end;
        else if (end > at_)
            tokens_.push_back({at_, end, kind});
        at_ = end;
    }

    void take_one() {
        if (look() == '-' && look(1) == '-') return take_comment();
        if (look() == '"' || look() == '\'') return take_string();
        if (look() == '[' && bracket_level(at_) != kNoBracket) return open_bracket(at_, TokenKind::string);
        if (is_digit(look())) return take_number();
        if (is_letter(look())) return take_word();
        put(at_ + 1, TokenKind::plain);
    }

    void take_comment() {
        if (bracket_level(at_ + 2) != kNoBracket) return open_bracket(at_ + 2, TokenKind::comment);
        put(line_.size(), TokenKind::comment);
    }

    void take_string() {
        std::size_t end = at_ + 1;
        while (end < line_.size() && line_[end] != look()) end += line_[end] == '\\' ? 2 : 1;
        put(std::min(end + 1, line_.size()), TokenKind::string);
    }

    void take_number() {
        std::size_t end = at_ + 1;
        while (end < line_.size() && (is_letter(line_[end]) || is_digit(line_[end]) || is_point(end))) ++end;
        put(end, TokenKind::number);
    }
    /// Two points join texts.
    bool is_point(std::size_t at) const { return line_[at] == '.' && (at + 1 >= line_.size() || line_[at + 1] != '.'); }

    void take_word() {
        std::size_t end = at_ + 1;
        while (end < line_.size() && (is_letter(line_[end]) || is_digit(line_[end]))) ++end;
        const std::string_view word = line_.substr(at_, end - at_);
        const bool keyword = std::find(std::begin(kKeywords), std::end(kKeywords), word) != std::end(kKeywords);
        put(end, keyword ? TokenKind::keyword : TokenKind::plain);
    }

    static constexpr std::size_t kNoBracket = static_cast<std::size_t>(-1);

    /// How many `=` stand in the long bracket that opens here.
    std::size_t bracket_level(std::size_t at) const {
        if (at >= line_.size() || line_[at] != '[') return kNoBracket;
        std::size_t level = 0;
        while (at + 1 + level < line_.size() && line_[at + 1 + level] == '=') ++level;
        return at + 1 + level < line_.size() && line_[at + 1 + level] == '[' ? level : kNoBracket;
    }

    void open_bracket(std::size_t bracket, TokenKind kind) {
        open_ = {true, bracket_level(bracket), kind};
        close_bracket(bracket + 2 + open_.level);
    }

    /// Takes what the open bracket holds, up to its end if that is on this line.
    void close_bracket(std::size_t from) {
        const std::string closing = "]" + std::string(open_.level, '=') + "]";
        const std::size_t found = line_.find(closing, from);
        open_.open = found == std::string_view::npos;
        put(open_.open ? line_.size() : found + closing.size(), open_.kind);
    }

    std::string_view line_;
    OpenBracket& open_;
    std::size_t at_ = 0;
    std::vector<Token> tokens_;
};

}  // namespace

std::vector<Token> tokens_of(std::string_view line, OpenBracket& open) { return Tokenizer(line, open).tokens(); }

}  // namespace simul
