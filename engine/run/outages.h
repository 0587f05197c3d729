// Crashes of machines and cuts of links that the settings ask for.
#pragma once

#include <string>
#include <vector>

#include "engine/base/nodes.h"
#include "engine/base/result.h"
#include "engine/scenario/scenario.h"

namespace simul {

/// "bank@1.5": that node is down from then on; "bank@1.5:3": it comes back at 3; "shop-bank@1.5:3": the link between
/// them is cut and mended. Errors name the option and the remedy. In the order of their beginnings.
Result<std::vector<Outage>> outages_in(const std::vector<std::string>& crashes, const std::vector<std::string>& cuts,
                                       const ScenarioDescription& scenario);

/// As the command line takes it, without the option.
std::string as_option(const Outage& outage, const std::vector<NodeInfo>& nodes);

}  // namespace simul
