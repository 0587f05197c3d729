#include "app/workspace/shelf.h"

#include <algorithm>
#include <cctype>
#include <filesystem>
#include <sstream>

namespace simul::workspace {
namespace {

std::string lower(std::string text) {
    std::transform(text.begin(), text.end(), text.begin(),
                   [](unsigned char letter) { return static_cast<char>(std::tolower(letter)); });
    return text;
}

bool can_be_opened(const std::filesystem::path& path) {
    return path.extension() == ".lua" || path.extension() == ".simul";
}

}  // namespace

std::vector<DescribedStory> described_catalogue(Zygote& zygote) {
    std::vector<std::string> names;
    for (const CatalogueEntry& entry : catalogue()) names.emplace_back(entry.name);
    Descriptions descriptions = zygote.describe_each(names);
    std::vector<DescribedStory> stories;
    for (std::size_t i = 0; i < names.size(); ++i) stories.push_back({catalogue()[i], std::move(descriptions[i])});
    return stories;
}

std::vector<ShelvedStory> load_shelf(Zygote& zygote, std::string& trouble) {
    std::vector<ShelvedStory> shelf;
    for (const auto& [entry, story] : described_catalogue(zygote)) {
        if (!story) {
            trouble = story.error().sentence;
            continue;
        }
        shelf.push_back({std::string(entry.name), story->title, story->sentence, std::string(entry.chapter),
                         suited_models(*story), story->teaches, nullptr, false});
    }
    return shelf;
}

bool take_sample(Zygote& zygote, std::vector<ShelvedStory>& shelf) {
    const auto next =
        std::find_if(shelf.begin(), shelf.end(), [](const ShelvedStory& story) { return !story.sampled; });
    if (next == shelf.end()) return false;
    next->sampled = true;
    Settings settings;
    settings.scenario = next->name;
    Result<std::unique_ptr<OpenRun>> run = OpenRun::start(zygote, settings);
    if (!run) return true;
    while ((*run)->live()) (*run)->take_news(1000);
    next->sample = std::move(*run);
    return true;
}

bool matches(const ShelvedStory& story, const std::string& search) {
    const std::string all =
        lower(story.name + ' ' + story.title + ' ' + story.sentence + ' ' + story.chapter + ' ' + story.teaches);
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
