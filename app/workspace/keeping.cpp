#include "app/workspace/keeping.h"

#include "app/workspace/conducting.h"
#include "app/workspace/notes.h"
#include "app/workspace/opening.h"

namespace simul::workspace {
namespace {

/// One that is not over yet is as if it had been stopped here.
BundledBranch kept(const OpenRun& run, const std::string& name) {
    return bundled(name, run.trace(), run.live() ? RecordedEnding{} : recorded(run.ending()));
}

Settings settings_to_keep(const OpenStory& story) {
    Settings settings = story.run->settings();
    settings.scenario = story.description.source_name;
    if (!story.description.source.empty()) settings.source = story.description.source;
    settings.schedule.reset();
    settings.by_hand = false;
    return settings;
}

void add_notes(Bundle& bundle, const std::vector<Note>& notes) {
    for (const Note& note : notes) bundle.notes.push_back({bundle.branches.size() - 1, note.at, note.text});
}

Bundle bundle_of(const Workspace& workspace) {
    const OpenStory& story = *workspace.story;
    Bundle bundle;
    bundle.title = story.description.title;
    bundle.settings = settings_to_keep(story);
    if (!shown_branch(workspace)) {
        bundle.branches.push_back(kept(*story.run, "the run"));
        add_notes(bundle, story.notes);
        return bundle;
    }
    for (const Branch& each : story.conducting.branches) {
        BundledBranch branch = kept(*each.run, each.name);
        branch.parent = each.parent;
        branch.from_step = each.from_step;
        branch.schedule = each.run->settings().schedule.value_or("");
        bundle.branches.push_back(std::move(branch));
        add_notes(bundle, each.notes);
    }
    return bundle;
}

}  // namespace

void keep_runs(Workspace& workspace, const std::string& path) {
    if (workspace.run() == nullptr) return;
    if (workspace.run()->live() && !is_conducted(workspace)) {
        workspace.error = Error{"The run is not over yet: stop it, or wait for its end, and keep it then."};
        return;
    }
    const std::string name = path.empty() ? free_name(workspace, ".simul") : path;
    const Result<void> written = write_bundle(name, bundle_of(workspace));
    if (written)
        workspace.news = "Kept in " + whole_path(name) + ".";
    else
        workspace.error = written.error();
}

namespace {

/// A run that is no branch is shown alone, with all notes.
void hand_out_notes(OpenStory& story, const Bundle& bundle) {
    std::vector<Branch>& branches = story.conducting.branches;
    for (const BundledNote& each : bundle.notes) {
        if (branches.empty()) story.notes.push_back({each.at, each.text});
        if (each.branch < branches.size()) branches[each.branch].notes.push_back({each.at, each.text});
    }
    put_in_order(story.notes);
    for (Branch& branch : branches) put_in_order(branch.notes);
}

}  // namespace

void show_bundled(OpenStory& story, const Bundle& bundle) {
    for (const BundledBranch& each : bundle.branches) {
        const std::shared_ptr<OpenRun> run = OpenRun::from_trace(each.trace, each.ending, story.settings);
        if (!story.run) story.run = run;
        if (!run->header().conducted()) break;
        story.conducting.branches.push_back({each.name, run, each.parent, each.from_step});
        ++story.conducting.named;
    }
    hand_out_notes(story, bundle);
}

}  // namespace simul::workspace
