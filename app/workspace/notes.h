// Notes at moments: which belong to what is shown, and how they are written, changed and dropped.
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "app/workspace/workspace.h"

namespace simul::workspace {

struct ShownNote {
    NotePlace place;
    const Note* note;  ///< until the next command
};

/// Those of the run that is shown, in the order of time; of a branch also those of its past, which stand at the one
/// that it left.
std::vector<ShownNote> notes_shown(const Workspace& workspace);
/// The one to read now: the last that does not come after the playhead.
std::optional<ShownNote> note_now(const Workspace& workspace);
/// Null: there is none.
const Note* note_at(const OpenStory& story, const NotePlace& place);

/// By time; of one moment, as they were written.
void put_in_order(std::vector<Note>& notes);

/// Begins a note at the playhead, or changes the one that stands there, or continues with the one that is being
/// written.
void write_note(Workspace& workspace);
void change_note(Workspace& workspace, const NotePlace& place);
/// What was typed becomes the note. An empty one is no note, so a note that was emptied is gone.
void keep_note(Workspace& workspace);
void drop_note(Workspace& workspace, const NotePlace& place);
/// Its branch, at its moment.
void show_note(Workspace& workspace, const NotePlace& place);

}  // namespace simul::workspace
