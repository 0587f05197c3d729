// simul python: the Python program that does what a story does.
#include <fmt/format.h>

#include "app/command_line/parsing.h"
#include "app/command_line/verbs.h"
#include "app/workspace/opening.h"
#include "engine/run/option_words.h"
#include "scenarios/catalogue.h"

namespace simul::command_line {
namespace {

std::vector<std::string> stories_with_python() {
    std::vector<std::string> names;
    for (const CatalogueEntry& entry : catalogue())
        if (!python_program(entry.name).empty()) names.emplace_back(entry.name);
    return names;
}

Error no_python_of(const std::string& subject) {
    const std::vector<std::string> names = stories_with_python();
    return {fmt::format("{} has no Python program beside it.{}", shown(subject),
                        names.empty() ? "" : fmt::format(" These stories have one: {}.", fmt::join(names, ", ")))};
}

}  // namespace

int python(const Arguments& arguments, Session& session) {
    CommandParser parser("simul python",
                         "The Python program that does what a story does: simul python NAME | python3 -");
    parser.add_argument("SCENARIO",
                        "a name that `simul list` shows, or the path of a .lua file with a .py file beside it");
    const Result<bool> goes_on = parser.parse(arguments);
    if (!goes_on) return refuse(goes_on.error());
    if (!*goes_on) return kExitDone;
    const std::string subject = parser.value("SCENARIO").value_or("");
    if (subject.empty()) return refuse({"simul python needs a story, for example: simul python two_accounts"});
    const std::string text = workspace::python_beside(subject);
    if (!text.empty()) return tell(text) ? kExitDone : kExitRefused;
    if (!session.zygote) return refuse(session.zygote.error());
    const Result<ScenarioDescription> story = session.zygote->describe(subject, {}, 1);
    return refuse(story ? no_python_of(subject) : story.error());
}

}  // namespace simul::command_line
