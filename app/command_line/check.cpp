// simul check: whether a story can be loaded.
#include <fmt/format.h>

#include "app/command_line/comparison.h"
#include "app/command_line/parsing.h"
#include "app/command_line/verbs.h"
#include "engine/analysis/time_words.h"
#include "engine/scenario/nearest.h"
#include "engine/trace/text_form.h"

namespace simul::command_line {
namespace {

std::string praise(const std::string& path, const ScenarioDescription& scenario) {
    std::vector<std::string> models;
    for (const Model model : suited_models(scenario)) models.emplace_back(name_of(model));
    return printable(fmt::format("{} can be run: {}, with {} and {}, on {}.", path,
                                 scenario.title.empty() ? scenario.name : scenario.title,
                                 plural(scenario.knobs.size(), "knob"), plural(scenario.resources.size(), "resource"),
                                 listed(models))) +
           "\n";
}

}  // namespace

int check(const Arguments& arguments, Session& session) {
    CommandParser parser("simul check", "Whether a story can be loaded. Errors have file and line.");
    parser.add_argument("FILE", "the path of a .lua file");
    const Result<bool> goes_on = parser.parse(arguments);
    if (!goes_on) return refuse(goes_on.error());
    if (!*goes_on) return kExitDone;
    const std::optional<std::string> path = parser.value("FILE");
    if (!path || path->empty())
        return refuse({"simul check needs the path of a .lua file, for example: simul check story.lua"});
    if (!session.zygote) return refuse(session.zygote.error());
    constexpr std::uint64_t kSeed = 1;
    const Result<ScenarioDescription> scenario = session.zygote->describe(*path, {}, kSeed);
    if (!scenario) return refuse(scenario.error());
    return tell(praise(*path, *scenario)) ? kExitDone : kExitRefused;
}

}  // namespace simul::command_line
