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

}  // namespace simul::command_line
