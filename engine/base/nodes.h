// The machines of a story that has more than one, and what becomes of messages between them.
//
// Tasks of different nodes share no memory: what stands on a node is used by its own tasks, and whoever is elsewhere
// can only send a message into a channel there. The network is a datagram service, as UDP is: a send never waits, and
// nobody is told what becomes of the message.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <string>
#include <vector>

#include "engine/base/ids.h"
#include "engine/base/time.h"

namespace simul {

/// The most that a story may have.
inline constexpr std::size_t kMostNodes = 64;

struct NodeInfo {
    std::string name;
    std::uint32_t cores = 0;   ///< of a description, 0: as many as the run says
    Duration clock_offset{0};  ///< what its own clock shows at the beginning
    double clock_drift = 0;    ///< how many seconds its clock gains in each second
    friend bool operator==(const NodeInfo&, const NodeInfo&) = default;
};

/// So far a clock may be off at the beginning, and so much it may gain or lose in each second.
inline constexpr double kMostClockOffset = 1e9, kMostClockDrift = 0.1;

/// What the node's own clock shows, for the first 200 years.
inline Duration local_time(const NodeInfo& node, Time now) {
    constexpr Duration kShown{std::int64_t{200} * 365 * 24 * 3600 * 1'000'000'000};
    const Duration passed = std::min(now.time_since_epoch(), kShown);
    return node.clock_offset + passed + Duration(std::llround(static_cast<double>(passed.count()) * node.clock_drift));
}

/// What becomes of a message between two nodes, in either direction.
struct LinkTraits {
    Duration latency{0};
    Duration jitter{0};     ///< a message takes up to so much longer, by chance
    double bandwidth = 0;   ///< bytes per second in each direction, one message after another; 0: no limit
    double loss = 0;        ///< how likely it is that a message is lost
    double doubles = 0;     ///< how likely it is that it arrives twice
    bool reorders = false;  ///< a later message may overtake an earlier one
    friend bool operator==(const LinkTraits&, const LinkTraits&) = default;
};

/// One whose traits are its own.
struct LinkInfo {
    NodeId a{}, b{};
    LinkTraits traits;
    friend bool operator==(const LinkInfo&, const LinkInfo&) = default;
};

struct NetworkTraits {
    LinkTraits all;  ///< of each pair of nodes that is not among the links
    std::vector<LinkInfo> links;

    const LinkTraits& between(NodeId one, NodeId other) const {
        for (const LinkInfo& link : links)
            if ((link.a == one && link.b == other) || (link.a == other && link.b == one)) return link.traits;
        return all;
    }
    /// Whether any message may arrive twice.
    bool may_double() const {
        return all.doubles > 0 ||
               std::any_of(links.begin(), links.end(), [](const LinkInfo& link) { return link.traits.doubles > 0; });
    }
    friend bool operator==(const NetworkTraits&, const NetworkTraits&) = default;
};

/// A node is down, or a link is cut, for a while.
struct Outage {
    NodeId node{}, other{};  ///< equal: it is the node's own
    Time from{};
    Time until = kNever;
    bool of_link() const { return node != other; }
    /// In whichever order the ends of a link are named; of a node, it twice.
    bool is_of(NodeId one, NodeId two) const { return std::minmax(node, other) == std::minmax(one, two); }
    friend bool operator==(const Outage&, const Outage&) = default;
};

/// What an event that is about a node, or the link between two, has as its value.
constexpr std::int64_t value_of_ends(NodeId node, NodeId other = kFirstNode) {
    return static_cast<std::int64_t>(index_of(node) | index_of(other) << 8);
}
constexpr NodeId first_end(std::int64_t value) { return static_cast<NodeId>(value & 0xff); }
constexpr NodeId second_end(std::int64_t value) { return static_cast<NodeId>((value >> 8) & 0xff); }

/// On which node a core is: the cores of each follow those of the one before.
inline NodeId node_of_core(const std::vector<NodeInfo>& nodes, CoreId core) {
    std::size_t first_of_next = 0;
    for (std::size_t i = 0; i < nodes.size(); ++i)
        if (index_of(core) < (first_of_next += nodes[i].cores)) return static_cast<NodeId>(i);
    return kFirstNode;
}

/// The number of its first core.
inline std::size_t first_core_of(const std::vector<NodeInfo>& nodes, NodeId node) {
    std::size_t first = 0;
    for (std::size_t i = 0; i < index_of(node); ++i) first += nodes[i].cores;
    return first;
}

}  // namespace simul
