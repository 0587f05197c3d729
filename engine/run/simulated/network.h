// Messages under way between machines, and what will become of each.
//
// How it works. What becomes of a message is settled when it is sent. In each direction a link sends one message after
// another, as fast as its bandwidth allows; then the message takes the latency, and by chance some of the jitter. Links
// draw from streams of their own, one for each question (is it lost, does it arrive twice, how late is it), and ask all
// questions of each message: so a greater loss loses the same messages and more.
#pragma once

#include <algorithm>
#include <cstdint>
#include <map>
#include <queue>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/base/ids.h"
#include "engine/base/nodes.h"
#include "engine/base/random.h"
#include "engine/base/time.h"

namespace simul {

struct Message {
    std::int64_t number = 0;  ///< in the run, from 1 on
    TaskId sender = kNoTask;
    ResourceId channel = kNoResource;
    std::string packed;
    std::size_t room = 0;  ///< of the run's memory, that it and its double have; each has its part
    bool lost = false;     ///< it will not arrive
    NodeId from{}, to{};
    std::uint32_t changes = 0;  ///< how often the link had been cut or mended when it was sent
};

class Network {
  public:
    Network(const NetworkTraits& traits, std::uint64_t seed) : traits_(traits), seed_(seed) {}

    /// The message gets its number, which is returned.
    std::int64_t send(NodeId from, NodeId to, Message message, double bytes, Time now);
    /// When the next message arrives, or would have arrived; kNever: none is under way.
    Time next() const { return under_way_.empty() ? kNever : under_way_.top().when; }
    /// That message.
    Message take();

    /// False: so it was already.
    bool set_cut(NodeId one, NodeId other, bool cut);
    /// Whether the link was cut when the message was sent, or at any time since.
    bool was_cut(const Message& message) const;

  private:
    /// One direction of a link.
    struct Direction {
        Direction(std::uint64_t seed, std::uint64_t stream)
            : loss(seed, stream), doubling(seed, stream + 1), delay(seed, stream + 2) {}
        Random loss, doubling, delay;
        Time free{};    ///< when it has sent what it was given before
        Time latest{};  ///< the last arrival so far
    };
    struct Arrival {
        Time when;
        std::uint64_t order = 0;
        Message message;
        /// A queue serves the greatest.
        bool operator<(const Arrival& other) const {
            return std::pair(other.when, other.order) < std::pair(when, order);
        }
    };

    static std::pair<NodeId, NodeId> link(NodeId one, NodeId other) { return std::minmax(one, other); }
    std::uint32_t changes(NodeId one, NodeId other) const;
    Direction& direction(NodeId from, NodeId to);
    void add(const LinkTraits& link, Direction& direction, Time sent, Message message);

    const NetworkTraits traits_;
    const std::uint64_t seed_;
    std::map<std::pair<NodeId, NodeId>, Direction> directions_;
    std::map<std::pair<NodeId, NodeId>, std::uint32_t> changes_;  ///< of links; odd: it is cut
    std::priority_queue<Arrival> under_way_;
    std::uint64_t order_ = 0;
    std::int64_t sent_ = 0;
};

}  // namespace simul
