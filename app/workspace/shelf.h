// The stories that can be opened: those that come with Simul, and the reader's own.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "app/workspace/open_run.h"
#include "engine/run/run.h"
#include "scenarios/catalogue.h"

namespace simul::workspace {

struct ShelvedStory {
    std::string name;  ///< what `OpenStory` takes
    std::string title, sentence, chapter;
    std::vector<Model> models;
    std::string teaches;                 ///< what one will learn, in a few words
    std::vector<std::string> concepts;   ///< that it is found by
    std::vector<std::string> builds_on;  ///< the stories of the shelf to know before
    std::vector<std::string> leads_to;   ///< those that build on it
    std::string schedule;                ///< of a story that opens conducted, in an order of its own: that; else empty
    /// A simulated run as the story stands, for a small picture; none: not yet.
    std::shared_ptr<OpenRun> sample;
    bool sampled = false;  ///< it was tried
};

/// One of the catalogue, and what it says of itself.
struct DescribedStory {
    CatalogueEntry entry;
    Result<ScenarioDescription> description;
    std::vector<std::string> leads_to;  ///< those of the catalogue that build on it, in its order
};

/// All of the catalogue, in its order.
std::vector<DescribedStory> described_catalogue(Zygote& zygote);

/// Null: it is not on the shelf.
const ShelvedStory* shelved(const std::vector<ShelvedStory>& shelf, const std::string& name);
/// All of the catalogue, in its order. One that cannot be loaded is left out and told in `trouble`.
std::vector<ShelvedStory> load_shelf(Zygote& zygote, std::optional<Error>& trouble);

/// The story's texts as the window says them: without the backticks that mark code.
void say_plainly(ScenarioDescription& story);

/// Runs the first story that has no sample yet. False when all have.
bool take_sample(Zygote& zygote, std::vector<ShelvedStory>& shelf);

/// Whether all words of the search stand somewhere in the story's texts, whatever their case.
bool matches(const ShelvedStory& story, const std::string& search);

/// Empty when the story suits the model.
std::string why_unsuited(const ScenarioDescription& story, Model model);

/// A folder, for "open a file": its folders, stories and traces.
struct FolderEntry {
    std::string name, path;
    bool folder = false;
};
std::vector<FolderEntry> entries_of(const std::string& folder);

}  // namespace simul::workspace
