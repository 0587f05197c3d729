// What the watcher, the zygote and a runner tell each other, as JSON.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/run/settings.h"

namespace simul::wire {

/// What a runner is forked for.
struct Request {
    std::uint64_t number = 0;  ///< of the run, among those of this zygote
    bool only_describe = false;
    std::vector<std::string> each;     ///< if any: these are described as they stand, and nothing else is done
    bool is_study = false;             ///< the story is studied, not run
    std::vector<std::uint64_t> seeds;  ///< if any: it is simulated with each, and of each run a digest is left
    bool waits_for_go = false;         ///< the runner begins only when the watcher says so
    Settings settings;                 ///< without the sources
    std::string asked;                 ///< what a study, or a digest, is to answer
    /// Where in the region the texts of the story, of the policy and of what is asked stand; 0: there is none.
    std::uint64_t source = 0, policy_source = 0, asked_text = 0;
};

/// Without the sources. A text that cannot be read throws a std::exception.
std::string as_json(const Settings& settings);
Settings settings_from(std::string_view json);

std::string as_json(const Request& request);
Request request_from(std::string_view json);

/// What a story's process left is not to be trusted: an error says that it cannot be read.
std::string as_json(const ScenarioDescription& description);
Result<ScenarioDescription> description_from(std::string_view json);

std::string as_json(const Descriptions& descriptions);
/// As many as were asked for.
Descriptions descriptions_from(std::string_view json, std::size_t count);

}  // namespace simul::wire
