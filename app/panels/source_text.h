// What the reading and the changing of a story's text have in common.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "app/layout/source_rows.h"
#include "app/panels/panels.h"
#include "engine/analysis/line_use.h"
#include "engine/base/lua_tokens.h"

namespace simul::panels {

/// The colour of a word of Lua.
std::uint32_t ink_of(TokenKind kind);

inline constexpr float kSourceRow = 24;  ///< units of design

/// Where rows of text stand: from the top of the box, as many as it holds whole.
Box box_of_rows(const Box& inside);

/// The rows of the last frame: laid out anew when the text, its room or the lines with chips change.
class SourceRows {
  public:
    /// Lines that `use` names have `narrow` columns in their first row, so that there is room for chips; all else has
    /// `wide`.
    const std::vector<layout::SourceRow>& of(std::string_view source, const LineUse* use, std::size_t wide,
                                             std::size_t narrow);

  private:
    std::string source_;
    std::size_t wide_ = 0, narrow_ = 0;
    std::vector<bool> used_;
    std::vector<layout::SourceRow> rows_;
};

/// Whether the source is one of the tabs, and not a pane of its own.
bool source_is_a_tab();

/// The text as it can be changed, within the panel.
void draw_source_editor(const Workspace& workspace, Commands& commands, Box inside);

/// The Python program in place of the source, within the panel.
void draw_python(const Workspace& workspace, Commands& commands, Box inside);
/// "Lua | Python" at the left of the row, which keeps the rest; nothing where there is no Python.
void draw_languages(const Workspace& workspace, Commands& commands, Box& row);

/// What is wrong with the text, at the top of the box, which keeps the rest.
void draw_source_error(const std::string& sentence, Box& inside);

}  // namespace simul::panels
