#include "app/workspace/notes.h"

#include <algorithm>
#include <utility>

#include "app/workspace/conducting.h"

namespace simul::workspace {
namespace {

/// Null: there is no such branch.
template <class Story>
auto notes_of(Story& story, const std::optional<std::size_t>& branch) -> decltype(&story.notes) {
    if (!branch) return &story.notes;
    auto& branches = story.conducting.branches;
    return *branch < branches.size() ? &branches[*branch].notes : nullptr;
}

/// Of a branch, those not after `until`, then those of the past before it.
void add_notes(const Conducting& conducting, std::size_t index, Time until, std::vector<ShownNote>& shown) {
    const Branch& branch = conducting.branches[index];
    for (std::size_t i = 0; i < branch.notes.size(); ++i)
        if (branch.notes[i].at <= until) shown.push_back({{index, i}, &branch.notes[i]});
    if (!branch.parent) return;
    const Time parted = decision_at(*conducting.branches[*branch.parent].run, branch.from_step).at;
    add_notes(conducting, *branch.parent, std::min(until, parted), shown);
}

std::string without_blanks_around(const std::string& text) {
    const std::size_t first = text.find_first_not_of(" \t\n"), last = text.find_last_not_of(" \t\n");
    return first == std::string::npos ? std::string() : text.substr(first, last - first + 1);
}

}  // namespace

void put_in_order(std::vector<Note>& notes) {
    std::stable_sort(notes.begin(), notes.end(), [](const Note& a, const Note& b) { return a.at < b.at; });
}

std::vector<ShownNote> notes_shown(const Workspace& workspace) {
    std::vector<ShownNote> shown;
    if (workspace.run() == nullptr || workspace.comparing()) return shown;
    const OpenStory& story = *workspace.story;
    if (const std::optional<std::size_t> branch = shown_branch(workspace)) {
        add_notes(story.conducting, *branch, Time::max(), shown);
    } else {
        for (std::size_t i = 0; i < story.notes.size(); ++i) shown.push_back({{std::nullopt, i}, &story.notes[i]});
    }
    std::stable_sort(shown.begin(), shown.end(),
                     [](const ShownNote& a, const ShownNote& b) { return a.note->at < b.note->at; });
    return shown;
}

std::optional<ShownNote> note_now(const Workspace& workspace) {
    std::optional<ShownNote> now;
    for (const ShownNote& each : notes_shown(workspace))
        if (std::min(each.note->at, workspace.run()->end()) <= workspace.story->playhead.at) now = each;
    return now;
}

const Note* note_at(const OpenStory& story, const NotePlace& place) {
    const std::vector<Note>* notes = notes_of(story, place.branch);
    return notes != nullptr && place.index < notes->size() ? &(*notes)[place.index] : nullptr;
}

void write_note(Workspace& workspace) {
    if (workspace.run() == nullptr || workspace.comparing()) return;
    OpenStory& story = *workspace.story;
    if (story.note_draft) {
        story.note_draft->turn = ++workspace.turns_to_write;
        return;
    }
    const std::optional<ShownNote> now = note_now(workspace);
    if (now && now->note->at == story.playhead.at) return change_note(workspace, now->place);
    const std::optional<std::size_t> branch = shown_branch(workspace);
    story.note_draft =
        NoteDraft{{story.playhead.at, ""}, {branch, notes_of(story, branch)->size()}, ++workspace.turns_to_write};
}

void change_note(Workspace& workspace, const NotePlace& place) {
    if (!workspace.story) return;
    OpenStory& story = *workspace.story;
    if (const Note* note = note_at(story, place))
        story.note_draft = NoteDraft{*note, place, ++workspace.turns_to_write};
}

void keep_note(Workspace& workspace) {
    if (!workspace.story || !workspace.story->note_draft) return;
    OpenStory& story = *workspace.story;
    const NoteDraft draft = *std::exchange(story.note_draft, std::nullopt);
    std::vector<Note>* notes = notes_of(story, draft.place.branch);
    if (notes == nullptr) return;
    const std::string text = without_blanks_around(draft.note.text);
    const bool is_new = draft.place.index >= notes->size();
    if (!is_new) notes->erase(notes->begin() + static_cast<std::ptrdiff_t>(draft.place.index));
    if (!text.empty()) notes->push_back({draft.note.at, text});
    put_in_order(*notes);
}

void drop_note(Workspace& workspace, const NotePlace& place) {
    if (!workspace.story || note_at(*workspace.story, place) == nullptr) return;
    std::vector<Note>& notes = *notes_of(*workspace.story, place.branch);
    notes.erase(notes.begin() + static_cast<std::ptrdiff_t>(place.index));
    workspace.story->note_draft.reset();
}

void show_note(Workspace& workspace, const NotePlace& place) {
    if (workspace.run() == nullptr) return;
    const Note* note = note_at(*workspace.story, place);
    if (note == nullptr) return;
    const Time at = note->at;
    const std::vector<ShownNote> shown = notes_shown(workspace);
    const bool in_sight =
        std::any_of(shown.begin(), shown.end(), [&](const ShownNote& each) { return each.place == place; });
    if (!in_sight && place.branch) show_branch(workspace, *place.branch);
    workspace.story->playhead = playhead_at(*workspace.run(), at);
}

}  // namespace simul::workspace
