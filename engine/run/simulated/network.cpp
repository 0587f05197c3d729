#include "engine/run/simulated/network.h"

#include <algorithm>

#include "engine/run/latest_time.h"

namespace simul {

namespace {

/// Far from the streams of tasks, which have their numbers.
constexpr std::uint64_t kFirstStream = std::uint64_t{1} << 40;
constexpr double kNanoseconds = 1e9;

}  // namespace

std::int64_t Network::send(NodeId from, NodeId to, Message message, double bytes, Time now) {
    const LinkTraits& link = traits_.between(from, to);
    Direction& way = direction(from, to);
    const Duration length = link.bandwidth > 0 ? within_axis(bytes / link.bandwidth * kNanoseconds) : Duration(0);
    const Time sent = later(std::max(now, way.free), length);
    way.free = sent;
    message.number = ++sent_;
    message.from = from;
    message.to = to;
    message.changes = changes(from, to);
    message.lost = way.loss.fraction() < link.loss;
    const bool twice = way.doubling.fraction() < link.doubles && !message.lost;
    if (twice) message.room /= 2;
    if (twice) add(link, way, sent, message);
    add(link, way, sent, std::move(message));
    return sent_;
}

Message Network::take() {
    Message message = under_way_.top().message;
    under_way_.pop();
    return message;
}

bool Network::set_cut(NodeId one, NodeId other, bool cut) {
    std::uint32_t& changes = changes_[link(one, other)];
    if ((changes % 2 == 1) == cut) return false;
    ++changes;
    return true;
}

bool Network::was_cut(const Message& message) const {
    const std::uint32_t now = changes(message.from, message.to);
    return now != message.changes || now % 2 == 1;
}

std::uint32_t Network::changes(NodeId one, NodeId other) const {
    const auto found = changes_.find(link(one, other));
    return found == changes_.end() ? 0 : found->second;
}

Network::Direction& Network::direction(NodeId from, NodeId to) {
    const std::uint64_t stream = kFirstStream + 4 * (index_of(from) * kMostNodes + index_of(to));
    return directions_.try_emplace({from, to}, seed_, stream).first->second;
}

void Network::add(const LinkTraits& link, Direction& way, Time sent, Message message) {
    const Duration jitter = within_axis(way.delay.fraction() * static_cast<double>(link.jitter.count()));
    Time when = later(sent, link.latency + jitter);
    if (!link.reorders) way.latest = when = std::max(when, way.latest);
    under_way_.push({when, order_++, std::move(message)});
}

}  // namespace simul
