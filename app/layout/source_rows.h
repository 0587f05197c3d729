// A source text as rows of a pane: long lines continue below, further to the right.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string_view>
#include <vector>

#include "engine/base/lua_tokens.h"

namespace simul::layout {

/// One row: a part of a line.
struct SourceRow {
    std::uint16_t line = 0;     ///< from 1
    std::string_view text;      ///< of the whole source
    std::vector<Token> tokens;  ///< of this part, counted from its beginning
    std::size_t indent = 0;     ///< columns at its left: 0 where the line begins, as its blanks are in the text
    bool begins = true;         ///< with it the line begins
    std::size_t part = 0;       ///< 0: text; else it stands beneath its line, and says of which part of it, from 1
};

/// How many columns the first row of a line may have; never less than 8 are taken.
using ColumnsOf = std::function<std::size_t(std::uint16_t line)>;

/// The other rows have `columns`. A comment that does not fit behind its line goes below as a whole. The rows look into
/// the source, which must outlive them. Lines beyond the 65 535th are left out, as events cannot name them.
std::vector<SourceRow> source_rows(std::string_view source, std::size_t columns, const ColumnsOf& first_columns);

/// Characters, not bytes.
std::size_t columns_of(std::string_view text);
/// How many bytes the first so many characters have.
std::size_t bytes_of_columns(std::string_view text, std::size_t columns);

}  // namespace simul::layout
