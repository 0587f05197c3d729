#include "scenarios/catalogue.h"

#include <algorithm>
#include <filesystem>
#include <vector>

#include "engine/scenario/nearest.h"
#include "scenarios/embedded.h"
#include "scenarios/twin.h"
#ifdef SIMUL_LUA
#include "engine/scenario/lua/lua_scenario.h"
#endif

namespace simul {

namespace {

constexpr CatalogueEntry kCatalogue[] = {
    {"chess_exhibition", "One person, many boards"},
    {"two_cashiers", "One person, many boards"},
    {"what_happens_when_a_program_starts", "One person, many boards"},
    {"browser_tabs", "One person, many boards"},
    {"order_of_execution", "One person, many boards"},
    {"factorials", "Many hands"},
    {"split_the_work", "Many hands"},
    {"contention", "Many hands"},
    {"global_lock", "Many hands"},
    {"the_graphics_card_helps", "Many hands"},
    {"start_cost", "Many hands"},
    {"thread_pool_inside", "Many hands"},
    {"inside_the_event_loop", "One thread, many tasks"},
    {"four_ways_to_wait", "One thread, many tasks"},
    {"coroutine_objects", "One thread, many tasks"},
    {"async_without_await", "One thread, many tasks"},
    {"nobody_awaited", "One thread, many tasks"},
    {"the_blocking_call", "One thread, many tasks"},
    {"gather_and_timeouts", "One thread, many tasks"},
    {"cancel_and_clean_up", "One thread, many tasks"},
    {"life_of_a_future", "Results that come later"},
    {"blocking_and_awaiting", "Results that come later"},
    {"who_sets_the_result", "Results that come later"},
    {"callbacks_and_promises", "Results that come later"},
    {"downloads", "Real input and output"},
    {"copy_files", "Real input and output"},
    {"bank_rows", "Real input and output"},
    {"web_service", "Real input and output"},
    {"crawler", "Real input and output"},
    {"one_thread_or_many", "Real input and output"},
    {"own_memory", "Memory and messages"},
    {"a_process_with_threads", "Memory and messages"},
    {"what_can_be_pickled", "Memory and messages"},
    {"talking_processes", "Memory and messages"},
    {"a_full_pipe", "Memory and messages"},
    {"a_worker_dies", "Memory and messages"},
    {"print_in_order", "Waiting for each other"},
    {"fizz_buzz", "Waiting for each other"},
    {"producers_and_consumers", "Waiting for each other"},
    {"readers_and_writers", "Waiting for each other"},
    {"meeting_point", "Waiting for each other"},
    {"build_water", "Waiting for each other"},
    {"sleeping_barber", "Waiting for each other"},
    {"thundering_herd", "Waiting for each other"},
    {"lost_update", "What goes wrong"},
    {"check_then_act", "What goes wrong"},
    {"double_checked", "What goes wrong"},
    {"wait_under_if", "What goes wrong"},
    {"lost_wakeup", "What goes wrong"},
    {"two_accounts", "What goes wrong"},
    {"dining_philosophers", "What goes wrong"},
    {"cigarette_smokers", "What goes wrong"},
    {"livelock", "What goes wrong"},
    {"starvation", "What goes wrong"},
    {"homemade_locks", "What goes wrong"},
    {"aba", "What goes wrong"},
    {"store_buffers", "What goes wrong"},
    {"job_sheet", "Who gets the core"},
    {"convoy_effect", "Who gets the core"},
    {"short_jobs_first", "Who gets the core"},
    {"the_quantum", "Who gets the core"},
    {"feedback_queues", "Who gets the core"},
    {"fair_shares", "Who gets the core"},
    {"deadlines", "Who gets the core"},
    {"many_queues", "Who gets the core"},
    {"inversion", "Who gets the core"},
    {"two_machines", "More than one machine"},
    {"map_and_reduce", "More than one machine"},
    {"lost_messages", "More than one machine"},
    {"two_generals", "More than one machine"},
    {"which_came_first", "More than one machine"},
    {"primary_and_copy", "More than one machine"},
    {"leader_election", "More than one machine"},
    {"quorum", "More than one machine"},
    {"votes", "More than one machine"},
    {"consensus", "More than one machine"},
    {"saga", "More than one machine"},
    {"which_model", "When to use which"},
};

struct Twin {
    std::string_view name;
    std::unique_ptr<Scenario> (*make)();
};
constexpr Twin kTwins[] = {
    {"chess_exhibition", chess_exhibition_twin},
    {"two_cashiers", two_cashiers_twin},
    {"lost_update", lost_update_twin},
};

/// Null if there is no such twin.
std::unique_ptr<Scenario> twin_named(std::string_view name) {
    for (const Twin& twin : kTwins)
        if (twin.name == name) return twin.make();
    return nullptr;
}

bool ends_with(std::string_view text, std::string_view end) {
    return text.size() > end.size() && text.substr(text.size() - end.size()) == end;
}

/// A file, a folder, or a link that leads nowhere, whatever its name: what is wrong with it will be told.
bool is_there(const std::string& path) {
    std::error_code ignored;
    return std::filesystem::exists(std::filesystem::symlink_status(path, ignored));
}

#ifdef SIMUL_LUA

Result<std::unique_ptr<Scenario>> from_file(const std::string& path) { return lua_scenario_from_file(path); }

Result<std::unique_ptr<Scenario>> from_text(const std::string& file_name, const std::string& text) {
    return lua_scenario(file_name.substr(0, file_name.rfind('.')), file_name, text);
}

bool is_shelved(std::string_view) { return true; }

/// Null if it is not among the embedded ones.
std::unique_ptr<Scenario> shelved(const std::string& name) {
    for (std::size_t i = 0; i < kEmbeddedScenarioCount; ++i)
        if (kEmbeddedScenarios[i].name == name) return lua_scenario(name, name + ".lua", kEmbeddedScenarios[i].text);
    return nullptr;
}

#else

Result<std::unique_ptr<Scenario>> from_file(const std::string& path) {
    return Error{path + " is a Lua story, and this Simul was built without Lua; build it with -DSIMUL_LUA=ON"};
}

Result<std::unique_ptr<Scenario>> from_text(const std::string& file_name, const std::string&) {
    return from_file(file_name);
}

/// Without Lua there are the twins only.
bool is_shelved(std::string_view name) { return twin_named(name) != nullptr; }

std::unique_ptr<Scenario> shelved(const std::string& name) { return twin_named(name); }

#endif

/// What there is, the nearest name first.
Error unknown(const std::string& given) {
    std::vector<std::string> names;
    for (const CatalogueEntry& entry : catalogue()) names.emplace_back(entry.name);
    const std::string meant = nearest(given, names);
    std::stable_partition(names.begin(), names.end(), [&](const std::string& name) { return name == meant; });
    constexpr std::size_t kMostNamed = 12;
    const std::size_t more = names.size() - std::min(names.size(), kMostNamed);
    names.resize(names.size() - more);
    return Error{"There is no scenario \"" + given.substr(0, 60) + "\". There are " + listed(names) +
                 (more > 0 ? " and " + std::to_string(more) + " more, which `simul list` shows" : "") +
                 "; or give the path of a .lua file."};
}

}  // namespace

std::span<const CatalogueEntry> catalogue() {
    static const std::vector<CatalogueEntry> kShelf = [] {
        std::vector<CatalogueEntry> shelf;
        for (const CatalogueEntry& entry : kCatalogue)
            if (is_shelved(entry.name)) shelf.push_back(entry);
        return shelf;
    }();
    return kShelf;
}

bool is_on_shelf(std::string_view name) {
    const auto shelf = catalogue();
    return std::any_of(shelf.begin(), shelf.end(), [name](const CatalogueEntry& entry) { return entry.name == name; });
}

Result<std::unique_ptr<Scenario>> find_scenario(const std::string& name_or_path,
                                                const std::optional<std::string>& text) {
    if (text) return from_text(name_or_path, *text);
    if (ends_with(name_or_path, ".lua")) return from_file(name_or_path);
    std::unique_ptr<Scenario> found =
        ends_with(name_or_path, ".cpp")
            ? twin_named(
                  std::string_view(name_or_path).substr(0, name_or_path.size() - std::string_view(".cpp").size()))
            : shelved(name_or_path);
    if (!found && is_there(name_or_path)) return from_file(name_or_path);
    if (!found) return unknown(name_or_path);
    return found;
}

std::string_view python_program(std::string_view name) {
    for (std::size_t i = 0; i < kEmbeddedScenarioCount; ++i)
        if (kEmbeddedScenarios[i].name == name) return kEmbeddedScenarios[i].python;
    return {};
}

}  // namespace simul
