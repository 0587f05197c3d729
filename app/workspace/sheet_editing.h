// Changing the sheet of jobs in the window, cell by cell or as a whole. The knob `jobs` is the only sheet there is:
// each change turns it, and the story tells what is wrong in it, with row and field.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "engine/scenario/knobs.h"

namespace simul::workspace {

struct Workspace;
struct OpenStory;

/// What the reader changed, as texts of the knob.
struct SheetHistory {
    std::vector<std::string> past, future;
    /// The cell that was changed last: continuing in it is no change of its own.
    std::optional<std::pair<std::size_t, std::size_t>> cell;
    std::uint32_t edition = 0;  ///< another one when somebody else than who types put the text into the cells
};

/// The knob that holds the sheet; null: the story has none, or is a recording.
const Knob* sheet_of(const OpenStory& story);

void edit_job(Workspace& workspace, std::size_t row, std::size_t column, const std::string& typed);
/// After all others: it arrives with the last one, for a burst of one second.
void add_job(Workspace& workspace);
/// The last one stays: a sheet has jobs.
void drop_job(Workspace& workspace, std::size_t row);
/// The whole sheet, as a spreadsheet, a slide or a CSV file has it; what is wrong in it is told, and changes nothing.
void paste_sheet(Workspace& workspace, const std::string& text);
/// A sheet that is drawn (random_sheet.h).
void draw_new_sheet(Workspace& workspace, const std::string& words, std::uint64_t seed);
/// The whole sheet, as the knob has it.
void put_sheet(Workspace& workspace, const std::string& jobs);
void undo_sheet(Workspace& workspace);
void redo_sheet(Workspace& workspace);

}  // namespace simul::workspace
