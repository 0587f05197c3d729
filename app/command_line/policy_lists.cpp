#include "app/command_line/policy_lists.h"

#include <fmt/format.h>

#include <algorithm>

#include "app/command_line/words.h"
#include "engine/base/kernel_policies.h"
#include "engine/run/policies/policies.h"
#include "engine/scenario/nearest.h"

namespace simul::command_line {
namespace {

std::vector<std::string> all_policies() {
    std::vector<std::string> names;
    for (const PolicyEntry& entry : policies()) names.emplace_back(entry.name);
    return names;
}

/// What a written policy has is known to whoever runs it: so far it is the story's (engine/run/policy_file.h).
bool has_parameter(const std::string& policy, const std::string& name) {
    const PolicyEntry* entry = policy_named(policy);
    return entry && std::any_of(entry->parameters.begin(), entry->parameters.end(),
                                [&](const Knob& knob) { return knob.name == name; });
}

/// What a real run cannot be asked for is left out.
Settings for_real(Settings settings) {
    settings.clock = Clock::real;
    settings.quantum.reset();
    settings.switch_cost = settings.spawn_cost = settings.message_cost = Duration(0);
    return settings;
}

}  // namespace

std::vector<std::string> words_of_list(const std::string& list) {
    std::vector<std::string> words;
    for (std::size_t at = 0; at <= list.size();) {
        const std::size_t end = std::min(list.find(',', at), list.size());
        words.push_back(list.substr(at, end - at));
        at = end + 1;
    }
    return words;
}

Result<std::vector<std::string>> policies_in(const std::string& words, bool or_of_kernel) {
    const std::vector<std::string> all = all_policies();
    if (words == "all") return all;
    std::vector<std::string> names;
    for (const std::string& name : words_of_list(words)) {
        const bool of_kernel = or_of_kernel && kernel_policy_named(name);
        if (std::find(all.begin(), all.end(), name) == all.end() && !is_written_policy(name) && !of_kernel) {
            const std::string meant = nearest(name, all);
            return Error{
                fmt::format("--policies {}: there is no such policy.{} Choose some of {}, or all; or give the path "
                            "of a .lua file.",
                            shown(name), meant.empty() ? "" : fmt::format(" Did you mean {}?", meant), listed(all))};
        }
        names.push_back(name);
    }
    return names;
}

Settings with_policy(Settings settings, const std::string& policy, const std::vector<std::string>& compared) {
    settings.policy = policy;
    KnobSettings given = settings.knobs;
    given.insert(given.end(), settings.policy_knobs.begin(), settings.policy_knobs.end());
    settings.knobs.clear();
    settings.policy_knobs.clear();
    for (const auto& knob : given) {
        if (has_parameter(policy, knob.first))
            settings.policy_knobs.push_back(knob);
        else if (std::none_of(compared.begin(), compared.end(),
                              [&](const std::string& other) { return has_parameter(other, knob.first); }))
            settings.knobs.push_back(knob);
    }
    return kernel_policy_named(policy) ? for_real(std::move(settings)) : settings;
}

}  // namespace simul::command_line
