// Whether a machine is down, or a link cut, at a moment.
#pragma once

#include <algorithm>
#include <span>

#include "engine/base/nodes.h"

namespace simul {

/// Of a machine, named twice, or of the link between two.
inline bool is_out(std::span<const Outage> outages, NodeId one, NodeId other, Time at) {
    return std::any_of(outages.begin(), outages.end(), [&](const Outage& outage) {
        return outage.is_of(one, other) && outage.from <= at && at < outage.until;
    });
}

}  // namespace simul
