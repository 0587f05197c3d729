#include "app/command_line/policy_lists.h"

#include <fmt/format.h>

#include <algorithm>

#include "engine/base/kernel_policies.h"
#include "engine/run/option_words.h"
#include "engine/run/policies/policies.h"
#include "engine/scenario/nearest.h"

namespace simul::command_line {
namespace {

std::vector<std::string> all_policies() {
    std::vector<std::string> names;
    for (const PolicyEntry& entry : policies()) names.emplace_back(entry.name);
    return names;
}

}  // namespace

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

}  // namespace simul::command_line
