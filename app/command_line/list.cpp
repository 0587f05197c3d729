// simul list: the shelf.
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "app/command_line/comparison.h"
#include "app/command_line/parsing.h"
#include "app/command_line/verbs.h"
#include "app/workspace/shelf.h"
#include "engine/trace/text_form.h"
#include "scenarios/concepts.h"

namespace simul::command_line {
namespace {

struct ListedScenario {
    CatalogueEntry entry;
    ScenarioDescription description;
    std::vector<std::string> leads_to;
};

/// All that can be loaded. One that cannot is told, and makes the command fail.
std::vector<ListedScenario> loaded_catalogue(Zygote& zygote, int& code) {
    std::vector<ListedScenario> scenarios;
    for (auto& [entry, description, leads_to] : workspace::described_catalogue(zygote)) {
        if (description)
            scenarios.push_back({entry, std::move(*description), leads_to});
        else
            code = refuse(description.error());
    }
    return scenarios;
}

std::string as_json(const std::vector<ListedScenario>& scenarios) {
    nlohmann::ordered_json list = nlohmann::ordered_json::array();
    for (const ListedScenario& scenario : scenarios) {
        nlohmann::ordered_json models = nlohmann::ordered_json::array();
        for (const Model model : suited_models(scenario.description)) models.push_back(name_of(model));
        nlohmann::ordered_json presets = nlohmann::ordered_json::array();
        for (const Preset& preset : scenario.description.presets)
            presets.push_back({{"name", preset.name}, {"text", preset.text}});
        list.push_back({{"name", scenario.entry.name},
                        {"title", scenario.description.title},
                        {"chapter", scenario.entry.chapter},
                        {"models", models},
                        {"presets", presets},
                        {"builds_on", scenario.description.builds_on},
                        {"leads_to", scenario.leads_to}});
    }
    return written({{"scenarios", list}});
}

std::string as_text(const std::vector<ListedScenario>& scenarios) {
    std::string text;
    std::string_view chapter;
    for (const ListedScenario& scenario : scenarios) {
        if (scenario.entry.chapter != chapter) {
            chapter = scenario.entry.chapter;
            text += fmt::format("{}{}\n", text.empty() ? "" : "\n", chapter);
        }
        text += fmt::format("  {:<24}  {}\n", scenario.entry.name, printable(scenario.description.title));
    }
    return text + "\nTo begin: simul run chess_exhibition\n";
}

// ---- By concept.

/// The names of the stories that teach it, in the order of the shelf.
std::vector<std::string_view> stories_that_teach(const Concept& taught, const std::vector<ListedScenario>& scenarios) {
    std::vector<std::string_view> names;
    for (const ListedScenario& scenario : scenarios)
        if (teaches(scenario.description.concepts, taught)) names.push_back(scenario.entry.name);
    return names;
}

std::string concepts_as_json(const std::vector<ListedScenario>& scenarios) {
    nlohmann::ordered_json list = nlohmann::ordered_json::array();
    for (const Concept& taught : taught_concepts())
        list.push_back({{"name", taught.name}, {"stories", stories_that_teach(taught, scenarios)}});
    return written({{"concepts", list}});
}

/// A concept and its stories, in lines of 100 letters.
std::string concepts_as_text(const std::vector<ListedScenario>& scenarios) {
    constexpr std::size_t kIndent = 26, kWidth = 100;
    std::string text;
    for (const Concept& taught : taught_concepts()) {
        std::string line = fmt::format("{:<{}}", taught.name, kIndent - 1);
        for (const std::string_view story : stories_that_teach(taught, scenarios)) {
            if (line.size() + 1 + story.size() > kWidth) {
                text += line + "\n";
                line = std::string(kIndent - 1, ' ');
            }
            line += fmt::format(" {}", story);
        }
        text += line + "\n";
    }
    return text;
}

std::string told_as_asked(const CommandParser& parser, const std::vector<ListedScenario>& scenarios) {
    if (parser.has("--concepts"))
        return parser.has("--json") ? concepts_as_json(scenarios) : concepts_as_text(scenarios);
    return parser.has("--json") ? as_json(scenarios) : as_text(scenarios);
}

}  // namespace

int list(const Arguments& arguments, Session& session) {
    CommandParser parser("simul list", "The scenarios that come with Simul.");
    parser.add_flag("--concepts", "the concepts of concurrency, each with the scenarios that teach it");
    parser.add_flag("--json", "one JSON object");
    const Result<bool> goes_on = parser.parse(arguments);
    if (!goes_on) return refuse(goes_on.error());
    if (!*goes_on) return kExitDone;
    if (!session.zygote) return refuse(session.zygote.error());
    int code = kExitDone;
    const std::vector<ListedScenario> scenarios = loaded_catalogue(*session.zygote, code);
    return tell(told_as_asked(parser, scenarios)) ? code : kExitRefused;
}

}  // namespace simul::command_line
