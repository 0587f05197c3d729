#include "app/workspace/shelf.h"

#include <algorithm>
#include <cctype>
#include <filesystem>
#include <sstream>

#include "engine/run/schedule.h"

namespace simul::workspace {
namespace {

std::string lower(std::string text) {
    std::transform(text.begin(), text.end(), text.begin(),
                   [](unsigned char letter) { return static_cast<char>(std::tolower(letter)); });
    return text;
}

/// In which the story opens; empty: it opens with a free run, or held.
std::string opening_schedule(const ScenarioDescription& story) {
    if (!story.opening || story.opening->order.empty()) return {};
    const Result<RunPlan> plan = settle({}, story, 1);
    if (!plan) return {};
    std::vector<TaskId> choices;
    for (const std::uint32_t task : story.opening->order) choices.push_back(TaskId{task});
    return text_of(schedule_of(story, *plan, std::move(choices)));
}

bool can_be_opened(const std::filesystem::path& path) {
    return path.extension() == ".lua" || path.extension() == ".simul";
}

/// Which stories lead to which follows from what each builds on.
void tell_what_comes_next(std::vector<DescribedStory>& stories) {
    for (const DescribedStory& later : stories) {
        if (!later.description) continue;
        for (const std::string& name : later.description->builds_on)
            for (DescribedStory& story : stories)
                if (story.entry.name == name) story.leads_to.emplace_back(later.entry.name);
    }
}

std::vector<std::string> only_of_the_shelf(std::vector<std::string> names) {
    std::erase_if(names, [](const std::string& name) { return !is_on_shelf(name); });
    return names;
}

}  // namespace

std::vector<DescribedStory> described_catalogue(Zygote& zygote) {
    std::vector<std::string> names;
    for (const CatalogueEntry& entry : catalogue()) names.emplace_back(entry.name);
    Descriptions descriptions = zygote.describe_each(names);
    std::vector<DescribedStory> stories;
    for (std::size_t i = 0; i < names.size(); ++i) stories.push_back({catalogue()[i], std::move(descriptions[i]), {}});
    tell_what_comes_next(stories);
    return stories;
}

const ShelvedStory* shelved(const std::vector<ShelvedStory>& shelf, const std::string& name) {
    const auto found =
        std::find_if(shelf.begin(), shelf.end(), [&](const ShelvedStory& story) { return story.name == name; });
    return found == shelf.end() ? nullptr : &*found;
}

std::vector<ShelvedStory> load_shelf(Zygote& zygote, std::optional<Error>& trouble) {
    std::vector<ShelvedStory> shelf;
    for (const auto& [entry, story, leads_to] : described_catalogue(zygote)) {
        if (!story) {
            trouble = story.error();
            continue;
        }
        ScenarioDescription told = *story;
        say_plainly(told);
        shelf.push_back({std::string(entry.name), told.title, told.sentence, std::string(entry.chapter),
                         suited_models(told), told.teaches, told.concepts, only_of_the_shelf(told.builds_on), leads_to,
                         opening_schedule(told), nullptr, false});
    }
    return shelf;
}

void say_plainly(ScenarioDescription& story) {
    const auto say = [](std::string& text) { std::erase(text, '`'); };
    for (std::string* text : {&story.sentence, &story.teaches, &story.about, &story.notice, &story.try_this})
        say(*text);
    for (Knob& knob : story.knobs) say(knob.text);
    for (Question& question : story.questions) {
        say(question.text);
        for (Choice& choice : question.choices) {
            say(choice.text);
            say(choice.misconception);
        }
    }
    for (Challenge& challenge : story.challenges) {
        say(challenge.text);
        say(challenge.praise);
        std::for_each(challenge.hints.begin(), challenge.hints.end(), say);
    }
}

static Settings settings_of_sample(const ShelvedStory& story) {
    Settings settings;
    settings.scenario = story.name;
    if (!story.schedule.empty()) settings.schedule = story.schedule;
    return settings;
}

bool take_sample(Zygote& zygote, std::vector<ShelvedStory>& shelf) {
    const auto next =
        std::find_if(shelf.begin(), shelf.end(), [](const ShelvedStory& story) { return !story.sampled; });
    if (next == shelf.end()) return false;
    next->sampled = true;
    Result<std::unique_ptr<OpenRun>> run = OpenRun::start(zygote, settings_of_sample(*next));
    if (!run) return true;
    while ((*run)->live()) (*run)->take_news(1000);
    next->sample = std::move(*run);
    return true;
}

bool matches(const ShelvedStory& story, const std::string& search) {
    std::string all = story.name + ' ' + story.title + ' ' + story.sentence + ' ' + story.chapter + ' ' + story.teaches;
    for (const std::string& word : story.concepts) all += ' ' + word;
    all = lower(all);
    std::istringstream words(lower(search));
    for (std::string word; words >> word;)
        if (all.find(word) == std::string::npos) return false;
    return true;
}

std::string why_unsuited(const ScenarioDescription& story, Model model) {
    for (const auto& [unsuited, why] : story.unsuited)
        if (unsuited == model) return why;
    return suits(story, model) ? "" : "This story is not made for it.";
}

std::vector<FolderEntry> entries_of(const std::string& folder) {
    namespace fs = std::filesystem;
    std::vector<FolderEntry> entries;
    std::error_code unreadable;
    for (fs::directory_iterator at(folder, fs::directory_options::skip_permission_denied, unreadable), end;
         !unreadable && at != end; at.increment(unreadable)) {
        std::error_code unknown;
        const std::string name = at->path().filename().string();
        const bool is_folder = at->is_directory(unknown);
        if (name.starts_with('.') || (!is_folder && !can_be_opened(at->path()))) continue;
        entries.push_back({name, at->path().string(), is_folder});
    }
    std::sort(entries.begin(), entries.end(), [](const FolderEntry& a, const FolderEntry& b) {
        return a.folder != b.folder ? a.folder : a.name < b.name;
    });
    const fs::path above = fs::path(folder).parent_path();
    if (!above.empty() && above != folder) entries.insert(entries.begin(), {"..", above.string(), true});
    return entries;
}

}  // namespace simul::workspace
