#include "app/layout/source_rows.h"

#include <algorithm>

namespace simul::layout {
namespace {

constexpr std::size_t kLeastColumns = 8, kHanging = 2;

bool continues_character(char byte) { return (static_cast<unsigned char>(byte) & 0xC0) == 0x80; }

/// Behind the last of these in the second half; 0: there is none.
std::size_t break_behind(std::string_view text, std::size_t most, const char* signs) {
    const std::size_t sign = text.find_last_of(signs, most - 1);
    return sign != std::string_view::npos && sign >= most / 2 ? sign + 1 : 0;
}

/// How many bytes of the text go into a row: up to a blank, else behind a sign, if one is in its second half.
std::size_t row_length(std::string_view text, std::size_t columns) {
    const std::size_t most = bytes_of_columns(text, columns);
    if (most == text.size()) return most;
    const std::size_t blank = text.rfind(' ', most);
    if (blank != std::string_view::npos && blank > most / 2) return blank + 1;
    const std::size_t sign = break_behind(text, most, "(,.:=");
    return sign > 0 ? sign : most;
}

/// Where the comment at the end of the line begins; its end if it has none, or nothing else.
std::size_t comment_of(std::string_view line, const std::vector<Token>& tokens) {
    const bool trails = tokens.size() > 1 && tokens.back().kind == TokenKind::comment;
    return trails && line.find_first_not_of(' ') < tokens.back().begin ? tokens.back().begin : line.size();
}

/// Of a line, what stands between these bytes.
std::vector<Token> cut(const std::vector<Token>& tokens, std::size_t begin, std::size_t end) {
    std::vector<Token> part;
    for (const Token& token : tokens) {
        const std::size_t from = std::max(token.begin, begin), until = std::min(token.end, end);
        if (from < until) part.push_back({from - begin, until - begin, token.kind});
    }
    return part;
}

class LineRows {
  public:
    LineRows(std::uint16_t number, std::string_view line, const std::vector<Token>& tokens, std::size_t columns)
        : number_(number), line_(line), tokens_(tokens), columns_(columns) {
        const std::size_t blanks = std::min(line.find_first_not_of(' '), line.size());
        hanging_ = std::min(blanks + kHanging, columns / 2);
    }

    void add_to(std::vector<SourceRow>& rows, std::size_t first_columns) {
        const bool fits = columns_of(line_) <= first_columns;
        const std::size_t comment = fits ? line_.size() : comment_of(line_, tokens_);
        put(rows, first_columns, comment);
        while (at_ < line_.size()) put(rows, columns_ - hanging_, at_ < comment ? comment : line_.size());
    }

  private:
    /// The next row, at most up to a byte.
    void put(std::vector<SourceRow>& rows, std::size_t columns, std::size_t until) {
        std::size_t length = row_length(line_.substr(at_, until - at_), columns);
        while (at_ + length < until && line_[at_ + length] == ' ') ++length;  // blanks may hang over
        rows.push_back(
            {number_, line_.substr(at_, length), cut(tokens_, at_, at_ + length), at_ == 0 ? 0 : hanging_, at_ == 0});
        at_ += length;
    }

    std::uint16_t number_;
    std::string_view line_;
    const std::vector<Token>& tokens_;
    std::size_t columns_, hanging_, at_ = 0;
};

}  // namespace

std::size_t columns_of(std::string_view text) {
    return static_cast<std::size_t>(
        std::count_if(text.begin(), text.end(), [](char byte) { return !continues_character(byte); }));
}

std::size_t bytes_of_columns(std::string_view text, std::size_t columns) {
    std::size_t at = 0;
    for (std::size_t seen = 0; at < text.size() && seen < columns; ++seen) do
            ++at;
        while (at < text.size() && continues_character(text[at]));
    return at;
}

std::vector<SourceRow> source_rows(std::string_view source, std::size_t columns, const ColumnsOf& first_columns) {
    columns = std::max(columns, kLeastColumns);
    std::vector<SourceRow> rows;
    OpenBracket open;
    for (std::uint16_t number = 1; !source.empty() && number != 0; ++number) {
        const std::size_t end = std::min(source.find('\n'), source.size());
        std::string_view line = source.substr(0, end);
        if (line.ends_with('\r')) line.remove_suffix(1);
        const std::vector<Token> tokens = tokens_of(line, open);
        LineRows(number, line, tokens, columns).add_to(rows, std::max(first_columns(number), kLeastColumns));
        source.remove_prefix(std::min(end + 1, source.size()));
    }
    return rows;
}

}  // namespace simul::layout
