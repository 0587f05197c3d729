#include "app/workspace/sheet_editing.h"

#include <algorithm>

#include "app/workspace/commands.h"
#include "app/workspace/job_rows.h"
#include "app/workspace/random_sheet.h"
#include "app/workspace/sheet_file.h"

namespace simul::workspace {
namespace {

constexpr const char* kSheetKnob = "jobs";

void turn_sheet(Workspace& workspace, const std::string& jobs) { perform(workspace, TurnKnob{kSheetKnob, jobs}); }

/// A change that can be undone. `cell`: the only one that is another.
void change_sheet(Workspace& workspace, const std::vector<JobRow>& rows,
                  std::optional<std::pair<std::size_t, std::size_t>> cell = {}) {
    const std::string before = sheet_of(*workspace.story)->text_value, after = text_of(rows);
    if (after == before) return;
    SheetHistory& history = workspace.story->sheet;
    if (!cell || history.cell != cell) history.past.push_back(before);
    history.cell = cell;
    history.future.clear();
    if (!cell) ++history.edition;
    turn_sheet(workspace, after);
}

/// Takes the newest of `from`; what was there before goes to `to`.
void go_through_history(Workspace& workspace, std::vector<std::string>& from, std::vector<std::string>& to) {
    if (from.empty()) return;
    to.push_back(sheet_of(*workspace.story)->text_value);
    const std::string jobs = from.back();
    from.pop_back();
    workspace.story->sheet.cell.reset();
    ++workspace.story->sheet.edition;
    turn_sheet(workspace, jobs);
}

bool has_sheet(const Workspace& workspace) { return workspace.story && sheet_of(*workspace.story) != nullptr; }

std::vector<JobRow> rows_of(const Workspace& workspace) { return job_rows(sheet_of(*workspace.story)->text_value); }

}  // namespace

const Knob* sheet_of(const OpenStory& story) {
    if (story.from_trace) return nullptr;
    const Knobs& knobs = story.description.knobs;
    const auto found = std::find_if(knobs.begin(), knobs.end(), [](const Knob& knob) {
        return knob.name == kSheetKnob && knob.kind == KnobKind::text;
    });
    return found == knobs.end() ? nullptr : &*found;
}

void edit_job(Workspace& workspace, std::size_t row, std::size_t column, const std::string& typed) {
    if (!has_sheet(workspace)) return;
    std::vector<JobRow> rows = rows_of(workspace);
    if (row >= rows.size() || column >= std::size(kJobColumns)) return;
    rows[row].cells[column] = cell_text(typed);
    change_sheet(workspace, rows, std::pair(row, column));
}

void add_job(Workspace& workspace) {
    if (!has_sheet(workspace)) return;
    std::vector<JobRow> rows = rows_of(workspace);
    JobRow job;
    job.cells[kArrivalColumn] = rows.empty() ? "0" : rows.back().cells[kArrivalColumn];
    job.cells[kBurstColumn] = "1";
    rows.push_back(job);
    change_sheet(workspace, rows);
}

void drop_job(Workspace& workspace, std::size_t row) {
    if (!has_sheet(workspace)) return;
    std::vector<JobRow> rows = rows_of(workspace);
    if (row >= rows.size() || rows.size() == 1) return;
    rows.erase(rows.begin() + static_cast<std::ptrdiff_t>(row));
    change_sheet(workspace, rows);
}

void paste_sheet(Workspace& workspace, const std::string& text) {
    if (!has_sheet(workspace)) return;
    const Result<std::string> jobs = jobs_in_sheet(text, "What was pasted");
    if (!jobs) {
        workspace.error = jobs.error();
        return;
    }
    workspace.error.reset();
    put_sheet(workspace, *jobs);
}

void draw_new_sheet(Workspace& workspace, const std::string& words, std::uint64_t seed) {
    const Result<std::string> jobs = drawn_jobs(words, seed);
    if (jobs)
        put_sheet(workspace, *jobs);
    else
        workspace.error = jobs.error();
}

void put_sheet(Workspace& workspace, const std::string& jobs) {
    if (has_sheet(workspace)) change_sheet(workspace, job_rows(jobs));
}

void undo_sheet(Workspace& workspace) {
    if (!has_sheet(workspace)) return;
    SheetHistory& history = workspace.story->sheet;
    go_through_history(workspace, history.past, history.future);
}

void redo_sheet(Workspace& workspace) {
    if (!has_sheet(workspace)) return;
    SheetHistory& history = workspace.story->sheet;
    go_through_history(workspace, history.future, history.past);
}

}  // namespace simul::workspace
