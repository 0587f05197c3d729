#include "app/command_line/command_line.h"

#include <fmt/format.h>

#include <filesystem>

#include "app/command_line/verbs.h"
#include "app/command_line/window.h"
#include "engine/os/signals.h"
#include "engine/run/option_words.h"
#include "engine/scenario/nearest.h"
#include "scenarios/catalogue.h"

namespace simul::command_line {
namespace {

int help() {
    std::string text =
        "Simul, a laboratory for concurrency. A story is run on every model, and you see what happened.\n\n";
    for (const Verb& verb : verbs()) text += fmt::format("  {:<42}  {}\n", verb.usage, verb.meaning);
    text += fmt::format("  {:<42}  {}\n", "simul --version", "which Simul this is");
    text += "\nTo begin: simul run chess_exhibition\n";
    return tell(text) ? kExitDone : kExitRefused;
}

std::vector<std::string> verb_names() {
    std::vector<std::string> names;
    for (const Verb& verb : verbs()) names.emplace_back(verb.name);
    return names;
}

/// Something that a window could show: a scenario, or a file.
bool can_be_opened(const std::string& word) {
    std::error_code ignored;
    return is_on_shelf(word) || std::filesystem::is_regular_file(word, ignored);
}

int unknown(const std::string& word) {
    std::vector<std::string> names = verb_names();
    const std::string there_are = listed(names);
    for (const CatalogueEntry& entry : catalogue()) names.emplace_back(entry.name);
    const std::string meant = nearest(word, names);
    return refuse(
        {fmt::format("{} is neither a verb nor a scenario.{} The verbs are {}; `simul list` names the scenarios.",
                     shown(word), meant.empty() ? "" : fmt::format(" Did you mean {}?", meant), there_are)});
}

}  // namespace

std::string_view program_version() { return SIMUL_VERSION; }

int command_line(const Arguments& arguments, Result<Zygote>& zygote) {
    os::let_writes_fail();
    Session session{zygote};
    if (arguments.empty()) return window({}, session);
    const std::string& first = arguments.front();
    if (first == "--version") return tell(fmt::format("simul {}\n", program_version())) ? kExitDone : kExitRefused;
    if (first == "--help" || first == "-h" || first == "help") return help();
    for (const Verb& verb : verbs())
        if (verb.name == first) return verb.perform({arguments.begin() + 1, arguments.end()}, session);
    if (can_be_opened(first)) return window(first, session);
    return unknown(first);
}

}  // namespace simul::command_line
