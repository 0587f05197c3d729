#include "app/workspace/draft.h"

#include <algorithm>
#include <filesystem>

#include "app/workspace/opening.h"
#include "app/workspace/running.h"
#include "app/workspace/workspace.h"
#include "engine/os/files.h"

namespace simul::workspace {
namespace {

namespace fs = std::filesystem;

constexpr double kRest = 0.4;  ///< seconds
constexpr std::size_t kMostDraftBytes = std::size_t{1} << 20;

/// Where the text is kept; empty: nowhere.
std::string kept_in(const Workspace& workspace) {
    if (workspace.drafts_folder.empty()) return {};
    const std::string& scenario = workspace.story->original.scenario;
    std::error_code unknown;
    std::string name = workspace.story->file.path.empty() ? scenario : fs::absolute(scenario, unknown).string();
    std::replace(name.begin(), name.end(), '/', '%');
    return workspace.drafts_folder + "/" + name + (name.ends_with(".lua") ? "" : ".lua");
}

void forget_kept(const Workspace& workspace) {
    std::error_code not_there;
    if (const std::string path = kept_in(workspace); !path.empty()) fs::remove(path, not_there);
}

void keep(Workspace& workspace) {
    const std::string path = kept_in(workspace);
    if (path.empty()) return;
    if (!is_changed(*workspace.story)) return forget_kept(workspace);
    std::error_code trouble;
    fs::create_directories(workspace.drafts_folder, trouble);
    if (const Result<void> kept = os::replace_file(path, workspace.story->draft->text); !kept)
        workspace.error = kept.error();
}

/// What a run of this text is asked for.
Settings settings_with(const OpenStory& story, const std::string& text) {
    Settings settings = story.settings;
    settings.scenario = story.original.scenario;
    settings.source = story.original.source;
    if (text == story.original.text) return settings;
    settings.scenario = story.description.source_name;
    settings.source = text;
    return settings;
}

/// Takes the text up as the story, or finds out what is wrong with it.
void check(Workspace& workspace) {
    OpenStory& story = *workspace.story;
    Draft& draft = *story.draft;
    draft.checked = true;
    draft.error.reset();
    keep(workspace);
    const Settings settings = settings_with(story, draft.text);
    Settings untouched = settings;
    untouched.knobs.clear();
    Result<ScenarioDescription> description = workspace.zygote->describe(untouched);
    if (!description) {
        draft.error = description.error();
        return;
    }
    story.settings = settings;
    story.file.error.reset();
    take_up(workspace, std::move(*description));
}

bool can_be_changed(const Workspace& workspace) {
    return workspace.story && !workspace.story->from_trace && !workspace.story->description.source.empty();
}

}  // namespace

std::string drafts_path() {
    const std::string preferences = preferences_path();
    return preferences.empty() ? "" : (fs::path(preferences).parent_path() / "drafts").string();
}

bool is_changed(const OpenStory& story) { return story.draft && story.draft->text != story.original.text; }

bool is_editing(const OpenStory& story) { return story.draft && story.draft->editing; }

void open_editor(Workspace& workspace) {
    if (!can_be_changed(workspace)) return;
    OpenStory& story = *workspace.story;
    if (!story.draft) {
        story.draft = Draft{};
        story.draft->text = story.original.text;
        story.draft->error = story.file.error;
    }
    story.draft->editing = true;
    story.draft->edition = ++workspace.editions;
    workspace.flyout = Flyout::right;
}

void close_editor(Workspace& workspace) {
    if (!workspace.story || !workspace.story->draft) return;
    settle_source(workspace);
    workspace.story->draft->editing = false;
    if (!is_changed(*workspace.story)) workspace.story->draft.reset();
}

void type_source(Workspace& workspace, const std::string& text) {
    if (!workspace.story || !workspace.story->draft || workspace.story->draft->text == text) return;
    Draft& draft = *workspace.story->draft;
    draft.text = text;
    draft.checked = false;
    draft.rested = 0;
}

bool rest_from_typing(Workspace& workspace, double seconds) {
    if (!workspace.story || !workspace.story->draft || workspace.story->draft->checked) return false;
    workspace.story->draft->rested += seconds;
    if (workspace.story->draft->rested < kRest) return false;
    check(workspace);
    return true;
}

bool settle_source(Workspace& workspace) {
    if (!workspace.story || !workspace.story->draft) return true;
    Draft& draft = *workspace.story->draft;
    if (!draft.checked) check(workspace);
    if (draft.error) workspace.error = draft.error;
    return !draft.error;
}

void take_back_source(Workspace& workspace) {
    if (!workspace.story || !workspace.story->draft) return;
    type_source(workspace, workspace.story->original.text);
    workspace.story->draft->edition = ++workspace.editions;
    settle_source(workspace);
}

void save_source(Workspace& workspace) {
    if (!workspace.story || !is_changed(*workspace.story)) return;
    OpenStory& story = *workspace.story;
    const std::string path = story.file.path.empty() ? free_name(workspace, ".lua") : story.file.path;
    if (const Result<void> written = os::replace_file(path, story.draft->text); !written) {
        workspace.error = written.error();
        return;
    }
    forget_kept(workspace);
    become_file(workspace, path);
    workspace.news = "Saved in " + whole_path(path) + ".";
}

void restore_draft(Workspace& workspace) {
    const std::string path = kept_in(workspace);
    if (path.empty() || !can_be_changed(workspace)) return;
    const Result<std::string> text = os::read_file(path, kMostDraftBytes);
    if (!text || *text == workspace.story->original.text) return;
    workspace.story->draft = Draft{};
    workspace.story->draft->text = *text;
    check(workspace);
    workspace.story->draft->editing = workspace.story->draft->error.has_value();
    workspace.news = "Here is the story as you changed it the last time. \"As it was\" in the source takes that back.";
}

}  // namespace simul::workspace
