#include "app/layout/source_rows.h"

#include <algorithm>

namespace simul::layout {
namespace {

constexpr std::size_t kLeastColumns = 8, kHanging = 2;

bool continues_character(char byte) { return (static_cast<unsigned char>(byte) & 0xC0) == 0x80; }

/// The byte behind the first so many characters.
std::size_t after_columns(std::string_view text, std::size_t columns) {
    std::size_t at = 0;
    for (std::size_t seen = 0; at < text.size() && seen < columns; ++seen) do
            ++at;
        while (at < text.size() && continues_character(text[at]));
    return at;
}

/// How many bytes of the text go into a row: up to a blank, if one is in its second half.
std::size_t row_length(std::string_view text, std::size_t columns) {
    const std::size_t most = after_columns(text, columns);
    if (most == text.size()) return most;
    const std::size_t blank = text.rfind(' ', most);
    return blank != std::string_view::npos && blank > most / 2 ? blank + 1 : most;
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

void add_rows(std::uint16_t number, std::string_view line, const std::vector<Token>& tokens, std::size_t columns,
              std::vector<SourceRow>& rows) {
    const std::size_t blanks = std::min(line.find_first_not_of(' '), line.size());
    const std::size_t hanging = std::min(blanks + kHanging, columns / 2);
    std::size_t begin = 0;
    do {
        const bool begins = begin == 0;
        const std::size_t indent = begins ? 0 : hanging;
        const std::size_t length = row_length(line.substr(begin), columns - indent);
        rows.push_back({number, line.substr(begin, length), cut(tokens, begin, begin + length), indent, begins});
        begin += length;
    } while (begin < line.size());
}

}  // namespace

std::size_t columns_of(std::string_view text) {
    return static_cast<std::size_t>(
        std::count_if(text.begin(), text.end(), [](char byte) { return !continues_character(byte); }));
}

std::vector<SourceRow> source_rows(std::string_view source, const ColumnsOf& columns) {
    std::vector<SourceRow> rows;
    OpenBracket open;
    for (std::uint16_t number = 1; !source.empty() && number != 0; ++number) {
        const std::size_t end = std::min(source.find('\n'), source.size());
        std::string_view line = source.substr(0, end);
        if (line.ends_with('\r')) line.remove_suffix(1);
        add_rows(number, line, tokens_of(line, open), std::max(columns(number), kLeastColumns), rows);
        source.remove_prefix(std::min(end + 1, source.size()));
    }
    return rows;
}

}  // namespace simul::layout
