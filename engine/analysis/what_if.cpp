#include "engine/analysis/what_if.h"

#include <fmt/format.h>

#include "engine/analysis/time_words.h"
#include "engine/analysis/wait_words.h"

namespace simul {
namespace {

using Kind = Trial::Kind;

/// The semaphore that tasks waited for longest in all.
ResourceId scarcest_semaphore(const TraceHeader& header, const Metrics& metrics) {
    ResourceId scarcest = kNoResource;
    Duration longest{0};
    for (std::size_t i = 0; i < header.resources.size(); ++i) {
        const ResourceInfo& info = header.resources[i];
        const bool has_permits = info.kind == ResourceKind::semaphore && info.initial.bits > 0;
        if (!has_permits || is_pool_of_workers(info) || metrics.resources[i].waited <= longest) continue;
        longest = metrics.resources[i].waited;
        scarcest = static_cast<ResourceId>(i);
    }
    return scarcest;
}

std::string trial_in_words(const TraceHeader& header, const Trial& trial) {
    switch (trial.kind) {
        case Kind::core:
            return "one more core";
        case Kind::worker:
            return "one more worker";
        case Kind::permit:
            return fmt::format("one more permit of {}", resource_in_words(header, trial.semaphore));
        case Kind::free_switches:
            break;
    }
    return "switches that cost nothing";
}

std::string sentence_of(const TraceHeader& header, const WhatIf& what_if) {
    const std::string where = header.clock == Clock::simulated ? "" : "in simulated time ";
    const std::string change = trial_in_words(header, what_if.trial);
    const std::string now = axis_time(what_if.as_it_is), then = axis_time(what_if.changed);
    if (what_if.as_it_is == what_if.changed)
        return fmt::format("With {} it would {}end after {} all the same.", change, where, now);
    if (now == then) return fmt::format("With {} it would {}end after nearly the same time, {}.", change, where, then);
    return fmt::format("With {} it would {}end after {}, not {}.", change, where, then, now);
}

}  // namespace

std::vector<Trial> trials_for(const TraceHeader& header, const Metrics& metrics) {
    constexpr std::size_t kMostEvents = 200'000;
    const bool takes_time = !header.conducted() && metrics.makespan > Time{};
    if (!takes_time || metrics.outcome != Outcome::finished || metrics.events > kMostEvents) return {};
    std::vector<Trial> trials;
    if (!uses_one_core(header) && !header.has_nodes()) trials.push_back({Kind::core});
    const bool wants_worker = header.loop_has_pool() && metrics.resources.back().waited > Duration{0};
    if (is_pool(header.model) || wants_worker) trials.push_back({Kind::worker});
    if (const ResourceId semaphore = scarcest_semaphore(header, metrics); semaphore != kNoResource)
        trials.push_back({Kind::permit, semaphore});
    if (header.switch_cost_ns > 0) trials.push_back({Kind::free_switches});
    return trials;
}

std::vector<std::string> in_words(const TraceHeader& header, const Metrics& metrics,
                                  const std::vector<WhatIf>& what_ifs) {
    std::vector<std::string> sentences;
    for (const WhatIf& it : what_ifs)
        if (header.clock == Clock::real || it.as_it_is == metrics.makespan.time_since_epoch())
            sentences.push_back(sentence_of(header, it));
    return sentences;
}

}  // namespace simul
