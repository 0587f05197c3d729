// Presets: settings to which a story gives a name.
#include <fmt/format.h>

#include <vector>

#include "engine/run/settings.h"
#include "engine/scenario/nearest.h"

namespace simul {

namespace {

Error no_such_preset(const std::string& name, const ScenarioDescription& scenario) {
    std::vector<std::string> names;
    for (const Preset& preset : scenario.presets) names.push_back(preset.name);
    if (names.empty())
        return {fmt::format("--preset {}: {} has no presets; turn its knobs with --set", name, scenario.name)};
    const std::string meant = nearest(name, names);
    return {fmt::format("--preset {}: {} has no such preset{}; its presets are {}", name, scenario.name,
                        meant.empty() ? "" : fmt::format(", perhaps {}", meant), listed(names))};
}

}  // namespace

void fill_in(Settings& settings, const Preset& preset, std::uint32_t real_cores) {
    const bool real = settings.clock == Clock::real;
    if (!settings.model) settings.model = preset.model;
    if (!settings.cores && !(real && preset.cores > real_cores)) settings.cores = preset.cores;
    if (!settings.policy && !real) settings.policy = preset.policy;
    if (!settings.quantum && !real) settings.quantum = preset.quantum;
    // Of several values that a knob is given, the last one counts.
    settings.knobs.insert(settings.knobs.begin(), preset.knobs.begin(), preset.knobs.end());
}

Result<void> fill_in_preset(Settings& settings, const ScenarioDescription& scenario, std::uint32_t real_cores) {
    if (!settings.preset) return {};
    for (const Preset& preset : scenario.presets) {
        if (preset.name != *settings.preset) continue;
        fill_in(settings, preset, real_cores);
        settings.preset.reset();
        return {};
    }
    return no_such_preset(*settings.preset, scenario);
}

}  // namespace simul
