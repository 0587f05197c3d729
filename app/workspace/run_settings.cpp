#include "app/workspace/run_settings.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>

#include "app/workspace/model_words.h"
#include "app/workspace/running.h"
#include "engine/analysis/time_words.h"
#include "engine/base/plain_name.h"
#include "engine/run/outages.h"
#include "engine/run/policies/policies.h"

namespace simul::workspace {
namespace {

constexpr std::size_t kMostInALine = 3;

std::string lower_first(std::string words) {
    const bool is_name = words.size() > 1 && std::isupper(static_cast<unsigned char>(words[1])) != 0;
    if (!words.empty() && !is_name) words[0] = static_cast<char>(std::tolower(static_cast<unsigned char>(words[0])));
    return words;
}

std::string knob_in_words(const std::string& name, const std::string& value, const Knobs& knobs) {
    const auto known = std::find_if(knobs.begin(), knobs.end(), [&](const Knob& knob) { return knob.name == name; });
    Knobs turned;
    if (known != knobs.end()) turned.push_back(*known);
    const bool is_time = !turned.empty() && known->kind == KnobKind::duration && turn(turned, {{name, value}});
    return fmt::format("{} {}", plain_name(name), is_time ? short_time(turned.front().duration()) : value);
}

std::string cores_in_words(const TraceHeader& header) { return plural(header.cores, "core"); }

bool has_quantum(const TraceHeader& header) {
    const PolicyEntry* entry = policy_named(header.policy);
    return header.clock == Clock::simulated && entry && entry->has_quantum && !uses_one_core(header);
}

void add_scheduling(std::vector<std::string>& words, const TraceHeader& run, const TraceHeader& other) {
    if (run.conducted() || other.conducted()) return;
    if (run.cores != other.cores) words.push_back(cores_in_words(run));
    if (run.clock != other.clock || run.clock == Clock::real) return;
    if (run.policy != other.policy && !uses_one_core(run)) words.push_back(lower_first(policy_in_words(run.policy)));
    if (has_quantum(run) && (run.quantum_ns != other.quantum_ns || !has_quantum(other)))
        words.push_back("quantum " + short_time(Duration(run.quantum_ns)));
}

void add_policy_knobs(std::vector<std::string>& words, const TraceHeader& run, const TraceHeader& other) {
    // Those of a policy from a file are known once it has run.
    if (run.policy != other.policy || other.policy_knobs.empty()) return;
    for (const auto& knob : run.policy_knobs)
        if (std::find(other.policy_knobs.begin(), other.policy_knobs.end(), knob) == other.policy_knobs.end())
            words.push_back(fmt::format("{} {}", plain_name(knob.first), knob.second));
}

void add_knobs(std::vector<std::string>& words, const TraceHeader& run, const TraceHeader& other, const Knobs& knobs) {
    for (const auto& [name, value] : run.knobs) {
        const auto same = std::find(other.knobs.begin(), other.knobs.end(), std::pair(name, value));
        if (same == other.knobs.end()) words.push_back(knob_in_words(name, value, knobs));
    }
}

void add_outages(std::vector<std::string>& words, const TraceHeader& run, const TraceHeader& other) {
    if (run.outages == other.outages) return;
    if (run.outages.empty()) words.push_back("without outages");
    for (const Outage& outage : run.outages)
        words.push_back((outage.of_link() ? "cut " : "crash ") + as_option(outage, run.nodes));
}

}  // namespace

std::string policy_in_words(const std::string& policy) {
    if (policy == kOwnPolicy) return "The story's own policy";
    if (is_policy_file(policy)) return policy.substr(policy.find_last_of('/') + 1);
    const PolicyEntry* entry = policy_named(policy);
    return entry ? std::string(entry->title) : policy;
}

TraceHeader next_header(const Workspace& workspace) {
    const OpenStory& story = *workspace.story;
    const auto cores = static_cast<std::uint32_t>(real_cores());
    if (const Result<RunPlan> plan = settle(story.settings, story.description, cores))
        return header_of(story.description, *plan);
    return header_of(story.description, RunPlan{});
}

std::vector<std::string> differences(const TraceHeader& run, const TraceHeader& other, const Knobs& knobs) {
    std::vector<std::string> words;
    if (run.model != other.model) words.push_back(lower_first(std::string(title_of(run.model))));
    add_knobs(words, run, other, knobs);
    add_scheduling(words, run, other);
    add_policy_knobs(words, run, other);
    if (run.workers != other.workers && run.workers != 0 && other.workers != 0)
        words.push_back(plural(run.workers, "worker"));
    if (run.clock != other.clock && !(run.conducted() && other.conducted()))
        words.push_back(run.clock == Clock::real ? "real clock" : "simulated");
    add_outages(words, run, other);
    if (run.seed != other.seed) words.push_back(fmt::format("seed {}", run.seed));
    if (run.source != other.source) words.push_back("another text");
    return words;
}

std::string difference_in_words(const TraceHeader& run, const TraceHeader& other, const Knobs& knobs) {
    const std::vector<std::string> all = differences(run, other, knobs);
    std::string line;
    for (std::size_t i = 0; i < std::min(all.size(), kMostInALine); ++i) line += (i == 0 ? "" : ", ") + all[i];
    return all.size() > kMostInALine ? line + " …" : line;
}

std::string name_beside(const TraceHeader& run, const TraceHeader& other, const Knobs& knobs) {
    const std::string words = difference_in_words(run, other, knobs);
    if (!words.empty()) return words;
    if (run.conducted() == other.conducted()) return "the same again";
    return run.conducted() ? "step by step" : "a free run";
}

std::string settings_in_words(const TraceHeader& run, const Knobs& untouched) {
    std::string words(title_of(run.model));
    if (run.conducted())
        words += ", step by step";
    else
        words += run.clock == Clock::real ? ", real clock" : ", simulated";
    if (!run.conducted() && !uses_one_core(run)) words += ", " + cores_in_words(run);
    if (!run.conducted() && run.policy != policies().front().name && !run.policy.empty() && !uses_one_core(run))
        words += ", " + lower_first(policy_in_words(run.policy));
    if (has_quantum(run)) words += ", quantum " + short_time(Duration(run.quantum_ns));
    TraceHeader told;
    for (const Knob& knob : untouched) told.knobs.emplace_back(knob.name, knob.value_as_text());
    std::vector<std::string> turned;
    add_knobs(turned, run, told, untouched);
    for (const std::string& knob : turned) words += ", " + knob;
    return words;
}

}  // namespace simul::workspace
