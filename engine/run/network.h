// Messages under way between machines, and what will become of each.
//
// How it works. What becomes of a message is settled when it is sent. In each direction a link sends one message after
// another, as fast as its bandwidth allows; then the message takes the latency, and by chance some of the jitter. Links
// draw from streams of their own, one for each question (is it lost, does it arrive twice, how late is it), and ask all
// questions of each message: so a greater loss loses the same messages and more.
#pragma once

#include <cstdint>
#include <map>
#include <queue>
#include <utility>

#include "engine/base/ids.h"
#include "engine/base/nodes.h"
#include "engine/base/random.h"
#include "engine/base/time.h"
#include "engine/run/message.h"

namespace simul {

class Network {
  public:
    Network(const NetworkTraits& traits, std::uint64_t seed) : traits_(traits), seed_(seed) {}

    void send(Message message, double bytes, Time now);
    /// When the next message arrives, or would have arrived; kNever: none is under way.
    Time next() const { return under_way_.empty() ? kNever : under_way_.top().when; }
    /// That message.
    Message take();

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

    Direction& direction(NodeId from, NodeId to);
    void add(const LinkTraits& link, Direction& direction, Time sent, Message message);

    const NetworkTraits traits_;
    const std::uint64_t seed_;
    std::map<std::pair<NodeId, NodeId>, Direction> directions_;
    std::priority_queue<Arrival> under_way_;
    std::uint64_t order_ = 0;
};

}  // namespace simul
