#include "app/workspace/opening.h"

#include <algorithm>
#include <filesystem>
#include <utility>

#include "app/workspace/commands.h"
#include "app/workspace/first_run.h"
#include "app/workspace/keeping.h"
#include "app/workspace/prediction.h"
#include "app/workspace/running.h"
#include "app/workspace/sheet_file.h"
#include "engine/os/files.h"
#include "engine/run/outages.h"
#include "scenarios/catalogue.h"

namespace simul::workspace {
namespace {

namespace fs = std::filesystem;

constexpr double kLookEvery = 0.25;  ///< seconds
constexpr std::size_t kMostOpened = 12;

/// Whatever its name is: what is in it will be told.
bool is_file(const std::string& name) {
    std::error_code unknown;
    return fs::path(name).extension() == ".lua" || fs::is_regular_file(name, unknown);
}

fs::file_time_type time_of(const std::string& path) {
    std::error_code unknown;
    return fs::last_write_time(path, unknown);
}

/// Empty if it cannot be read, or is longer than a story may be.
std::string text_of(const std::string& path) {
    constexpr std::size_t kMost = std::size_t{1} << 20;
    Result<std::string> text = os::read_file(path, kMost);
    return text ? std::move(*text) : std::string();
}

void show_story(Workspace& workspace, OpenStory story) {
    story.serial = ++workspace.stories_opened;
    workspace.story = std::move(story);
    workspace.view = View::story;
    workspace.news.clear();
}

/// Files by their whole paths, so that they are found from any folder.
void remember(Workspace& workspace, const std::string& given) {
    const std::string name = is_on_shelf(given) ? given : whole_path(given);
    std::vector<std::string>& opened = workspace.preferences.last_opened;
    std::erase(opened, name);
    opened.insert(opened.begin(), name);
    if (opened.size() > kMostOpened) opened.resize(kMostOpened);
    if (const Result<void> kept = write_preferences(workspace.preferences_file, workspace.preferences); !kept)
        workspace.error = kept.error();
}

/// What a recording says of its story.
ScenarioDescription described_by(const TraceHeader& header) {
    ScenarioDescription story;
    story.name = header.scenario;
    story.title = header.title;
    story.default_model = header.model;
    story.scale = header.scale;
    story.words = header.words;
    story.source_name = header.source_name;
    story.source = header.source;
    for (const auto& [name, value] : header.knobs) {
        Knob knob;
        knob.name = name;
        knob.kind = KnobKind::text;
        knob.text_value = value;
        story.knobs.push_back(knob);
    }
    return story;
}

Settings settings_of(const TraceHeader& header) {
    Settings settings;
    settings.scenario = header.scenario;
    settings.model = header.model;
    settings.clock = header.clock;
    if (!header.has_nodes()) settings.cores = header.cores;
    if (header.clock == Clock::simulated) settings.policy = header.policy;
    settings.policy_source = header.policy_source;
    for (const Outage& outage : header.outages)
        (outage.of_link() ? settings.cuts : settings.crashes).push_back(as_option(outage, header.nodes));
    settings.seed = header.seed;
    settings.knobs = header.knobs;
    settings.policy_knobs = header.policy_knobs;
    return settings;
}

void open_trace(Workspace& workspace, const std::string& path) {
    Result<std::unique_ptr<OpenRun>> run = OpenRun::from_file(path);
    if (!run) {
        workspace.error = run.error();
        return;
    }
    OpenStory story;
    story.from_trace = true;
    story.run = std::move(*run);
    story.description = described_by(story.run->header());
    story.settings = settings_of(story.run->header());
    workspace.error.reset();
    if (!story.run->warning().empty()) workspace.error = Error{story.run->warning(), ErrorKind::recording};
    show_story(workspace, std::move(story));
    remember(workspace, path);
}

/// The story as its text in the bundle tells it, with its knobs as they were turned.
Result<void> describe_bundled(Zygote& zygote, OpenStory& story) {
    Settings untouched = story.settings;
    untouched.knobs.clear();
    Result<ScenarioDescription> description = zygote.describe(untouched);
    if (!description) return description.error();
    story.description = std::move(*description);
    say_plainly(story.description);
    story.untouched = story.description.knobs;
    return turn(story.description.knobs, story.settings.knobs);
}

/// Its first run is shown. A story that cannot be loaded any more is looked at as a recording.
void open_bundle(Workspace& workspace, const std::string& path) {
    Result<Bundle> bundle = read_bundle(path);
    if (!bundle) {
        workspace.error = bundle.error();
        return;
    }
    OpenStory story;
    const BundledBranch& first = bundle->branches.front();
    story.settings = bundle->settings;
    story.settings.policy_source = first.trace->header().policy_source;
    show_bundled(story, *bundle);
    workspace.error.reset();
    if (const Result<void> described = describe_bundled(*workspace.zygote, story); !described) {
        workspace.error = described.error();
        story.from_trace = true;
        story.description = described_by(first.trace->header());
    }
    story.original = {story.settings.scenario, story.settings.source, story.description.source};
    show_story(workspace, std::move(story));
    remember(workspace, path);
}

void open_story(Workspace& workspace, const std::string& name) {
    OpenStory story;
    story.settings.scenario = name;
    Result<ScenarioDescription> description = workspace.zygote->describe(name, {}, story.settings.seed);
    if (!description) {
        workspace.error = description.error();
        return;
    }
    story.description = std::move(*description);
    say_plainly(story.description);
    story.untouched = story.description.knobs;
    story.settings.model = story.description.default_model;
    story.original = {name, std::nullopt, story.description.source};
    story.python = python_beside(name);
    workspace.error.reset();
    show_story(workspace, std::move(story));
    if (is_file(name))
        become_file(workspace, name);
    else
        remember(workspace, name);
    restore_draft(workspace);
    if (workspace.run() == nullptr && !asks_first(workspace)) start_first_run(workspace);
}

/// False: the reader has changed the text as well, and is told.
bool take_up_text_of_file(Workspace& workspace) {
    OpenStory& story = *workspace.story;
    std::error_code unknown;
    if (!fs::exists(story.file.path, unknown)) return true;  // what it said last stays
    const bool was_changed = is_changed(story);
    story.original.text = text_of(story.file.path);
    if (was_changed && is_changed(story)) {
        workspace.error = Error{story.file.path +
                                " was changed outside of Simul. Your own changes stay: \"Save\" writes over the file, "
                                "\"As it was\" takes it up."};
        return false;
    }
    if (story.draft) {
        story.draft->text = story.original.text;
        story.draft->edition = ++workspace.editions;
        story.draft->checked = true;
        story.draft->error.reset();
    }
    return true;
}

/// The story of sheets, with the jobs of this file.
void open_sheet(Workspace& workspace, const std::string& path) {
    Settings sheet;
    sheet.scenario = path;
    if (const Result<void> taken = take_sheet(sheet); !taken) {
        workspace.error = taken.error();
        return;
    }
    open_story(workspace, sheet.scenario);
    if (!workspace.story) return;
    const auto& [knob, jobs] = sheet.knobs.front();
    perform(workspace, TurnKnob{knob, jobs});
}

}  // namespace

void open(Workspace& workspace, const std::string& name) {
    workspace.gallery.choosing_file = false;
    if (is_on_shelf(name)) return open_story(workspace, name);
    if (is_sheet_file(name)) return open_sheet(workspace, name);
    switch (kind_of_file(name)) {
        case FileKind::bundle:
            return open_bundle(workspace, name);
        case FileKind::trace:
            return open_trace(workspace, name);
        case FileKind::other:
            return open_story(workspace, name);
        case FileKind::none:
            return fs::path(name).has_parent_path() && !is_file(name) ? open_trace(workspace, name)
                                                                      : open_story(workspace, name);
    }
}

namespace {

/// A text in Lua that has a policy, and is no story.
bool is_policy_text(const std::string& path) {
    if (!is_policy_file(path)) return false;
    const std::string text = "\n" + text_of(path);
    const auto has = [&text](std::string_view words) { return text.find(words) != std::string::npos; };
    return (has("\npolicy") || has("\nfunction policy.")) && !has("\nfunction main");
}

void drop_sheet(Workspace& workspace, const std::string& path) {
    Settings sheet;
    sheet.scenario = path;
    if (const Result<void> taken = take_sheet(sheet); !taken)
        workspace.error = taken.error();
    else
        put_sheet(workspace, sheet.knobs.front().second);
}

}  // namespace

void take_dropped(Workspace& workspace, const std::string& path) {
    const bool has_sheet = workspace.story && sheet_of(*workspace.story) != nullptr;
    if (is_sheet_file(path) && has_sheet) return drop_sheet(workspace, path);
    if (!is_policy_text(path)) return open(workspace, path);
    if (!has_sheet) open(workspace, "job_sheet");
    perform(workspace, SetPolicy{whole_path(path)});
}

std::string python_beside(const std::string& name) {
    if (is_on_shelf(name)) return std::string(python_program(name));
    const fs::path path = fs::path(name).replace_extension(".py");
    std::error_code unknown;
    const bool is_there = fs::path(name).extension() == ".lua" && fs::is_regular_file(path, unknown);
    return is_there ? text_of(path) : std::string();
}

bool look_at_file(Workspace& workspace, double seconds) {
    if (!workspace.story || workspace.story->file.path.empty()) return false;
    WatchedFile& file = workspace.story->file;
    file.since_look += seconds;
    if (file.since_look < kLookEvery) return false;
    file.since_look = 0;
    const fs::file_time_type changed = time_of(file.path);
    if (changed == file.changed) return false;
    file.changed = changed;
    if (!take_up_text_of_file(workspace)) return true;
    Result<ScenarioDescription> description = workspace.zygote->describe(file.path, {}, workspace.story->settings.seed);
    if (description) {
        take_up(workspace, std::move(*description));
    } else {
        file.error = description.error();
        if (std::optional<Draft>& draft = workspace.story->draft) draft->error = file.error;
    }
    return true;
}

void take_up(Workspace& workspace, ScenarioDescription description) {
    OpenStory& story = *workspace.story;
    story.untouched = description.knobs;
    KnobSettings fitting;
    for (const auto& setting : story.settings.knobs)
        if (turn(description.knobs, {setting})) fitting.push_back(setting);
    story.settings.knobs = fitting;
    story.description = std::move(description);
    say_plainly(story.description);
    story.file.error.reset();
    workspace.error.reset();
    const bool busy = story.run && (story.run->live() || story.run->header().conducted());
    if (story.settings.clock == Clock::simulated && !busy && !is_asked(workspace)) start_run(workspace);
}

void become_file(Workspace& workspace, const std::string& path) {
    OpenStory& story = *workspace.story;
    story.file = WatchedFile{};
    story.file.path = path;
    story.file.changed = time_of(path);
    story.settings.scenario = path;
    story.settings.source.reset();
    story.original = {path, std::nullopt, text_of(path)};
    remember(workspace, path);
}

std::string whole_path(const std::string& path) {
    std::error_code unknown;
    return fs::absolute(path, unknown).lexically_normal().string();
}

std::string free_name(const Workspace& workspace, const std::string& ending) {
    return free_name(workspace.story ? fs::path(workspace.story->description.name).stem().string() : "simul", ending);
}

std::string free_name(const std::string& stem, const std::string& ending) {
    std::string name = stem + ending;
    std::error_code unknown;
    for (int number = 2; fs::exists(name, unknown) && number < 10'000; ++number)
        name = stem + "-" + std::to_string(number) + ending;
    return name;
}

}  // namespace simul::workspace
