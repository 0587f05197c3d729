// What the reading and the changing of a story's text have in common.
#pragma once

#include "app/panels/panels.h"
#include "engine/base/lua_tokens.h"

namespace simul::panels {

/// The colour of a word of Lua.
std::uint32_t ink_of(TokenKind kind);

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
