// The text of the open story as the reader changes it in the window.
//
// How it works. What is typed is checked once the reader rests, or asks for a run. A text that can be loaded is the
// story from then on (`Settings::source`); of one that cannot, the error stands at its line, and the story stays the
// last good one. Each check also keeps the text in a file of its own, so that nothing is lost when the window closes,
// however that happens; the file is gone once the text is saved or taken back.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "engine/base/result.h"

namespace simul::workspace {

struct Workspace;
struct OpenStory;

struct Draft {
    std::string text;
    bool editing = false;        ///< the editor is open; else the text is only kept
    bool checked = true;         ///< whether `error` is about this text
    std::uint32_t edition = 0;   ///< another one when somebody else than who types put the text there
    double rested = 0;           ///< seconds since something was typed
    std::optional<Error> error;  ///< nothing: it can be loaded
};

/// The story without the reader's changes.
struct Original {
    std::string scenario;               ///< as it was opened
    std::optional<std::string> source;  ///< of a bundle: its text
    std::string text;
};

/// Only a story whose text is known can be changed.
void open_editor(Workspace& workspace);
void close_editor(Workspace& workspace);
void type_source(Workspace& workspace, const std::string& text);
/// Checks what the reader has typed, once that rests. True when something changed.
bool rest_from_typing(Workspace& workspace, double seconds);
/// Checks it now. False: it cannot be loaded, and the reader is told why.
bool settle_source(Workspace& workspace);
/// The story as it was opened, or saved.
void take_back_source(Workspace& workspace);
/// Into the story's file; of one that has none, into a new one in the current folder, which is the story's from then
/// on.
void save_source(Workspace& workspace);

/// Beside the preferences; empty where there is no home.
std::string drafts_path();

/// Whether the text differs from that of the shelf or the file.
bool is_changed(const OpenStory& story);

/// Whether the editor is open.
bool is_editing(const OpenStory& story);

/// Of a story that was just opened: what the reader had typed the last time and not saved.
void restore_draft(Workspace& workspace);

}  // namespace simul::workspace
