#include "engine/run/strikes.h"

#include <algorithm>

#include "engine/run/operation_events.h"
#include "engine/scenario/plain_value.h"

namespace simul {

Strike strike_of(const Operation& operation) {
    return {operation.kind, first_end(operation.expected), second_end(operation.expected)};
}

TraceEvent event_of(const Strike& strike, Phase phase, std::uint16_t line) {
    TraceEvent event;
    event.kind = event_of(strike.kind);
    event.phase = phase;
    event.line = line;
    event.value = value_of_ends(strike.node, strike.of_link() ? strike.other : kFirstNode);
    return event;
}

std::string ends_in_words(const Strike& strike, const std::vector<NodeInfo>& nodes) {
    const std::string& name = nodes[index_of(strike.node)].name;
    return strike.of_link() ? name + " and " + nodes[index_of(strike.other)].name : name;
}

std::vector<PlannedStrike> strikes_of(const std::vector<Outage>& outages) {
    std::vector<PlannedStrike> strikes;
    for (const Outage& it : outages)
        strikes.push_back(
            {it.until, {it.of_link() ? OperationKind::mend : OperationKind::come_back, it.node, it.other}});
    for (const Outage& it : outages)
        strikes.push_back({it.from, {it.of_link() ? OperationKind::cut : OperationKind::crash, it.node, it.other}});
    std::stable_sort(strikes.begin(), strikes.end(),
                     [](const PlannedStrike& one, const PlannedStrike& other) { return one.when < other.when; });
    return strikes;
}

std::string packed_restart(const ScenarioDescription& story, NodeId node) {
    if (story.restart.empty()) return {};
    std::string call;
    pack(PlainValue(story.restart), call);
    pack(PlainValue(story.nodes[index_of(node)].name), call);
    return call;
}

}  // namespace simul
