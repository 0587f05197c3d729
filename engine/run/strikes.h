// What befalls machines and links: a crash, a return, a cut, a mending.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "engine/base/nodes.h"
#include "engine/scenario/scenario.h"
#include "engine/trace/trace_event.h"

namespace simul {

struct Strike {
    OperationKind kind{};  ///< crash, come_back, cut or mend
    NodeId node{}, other{};
    bool of_link() const { return kind == OperationKind::cut || kind == OperationKind::mend; }
};

/// One that a task asks for.
Strike strike_of(const Operation& operation);

/// `phase` failed: it changed nothing. Its text is `ends_in_words`.
TraceEvent event_of(const Strike& strike, Phase phase, std::uint16_t line);
std::string ends_in_words(const Strike& strike, const std::vector<NodeInfo>& nodes);

/// One that the settings ask for.
struct PlannedStrike {
    Time when;
    Strike what;
};
/// In the order of their times; ends before beginnings, if both fall on the same instant.
std::vector<PlannedStrike> strikes_of(const std::vector<Outage>& outages);

/// The call of the task that begins on a machine when it comes back; empty: none does.
std::string packed_restart(const ScenarioDescription& story, NodeId node);

}  // namespace simul
