#include "engine/run/network.h"

#include <algorithm>

#include "engine/run/latest_time.h"

namespace simul {

namespace {

/// Far from the streams of tasks, which have their numbers.
constexpr std::uint64_t kFirstStream = std::uint64_t{1} << 40;
constexpr double kNanoseconds = 1e9;

}  // namespace

void Network::send(Message message, double bytes, Time now) {
    const LinkTraits& link = traits_.between(message.from, message.to);
    Direction& way = direction(message.from, message.to);
    const Duration length = link.bandwidth > 0 ? within_axis(bytes / link.bandwidth * kNanoseconds) : Duration(0);
    const Time sent = later(std::max(now, way.free), length);
    way.free = sent;
    message.lost = way.loss.fraction() < link.loss;
    const bool twice = way.doubling.fraction() < link.doubles && !message.lost;
    if (twice) message.room /= 2;
    if (twice) add(link, way, sent, message);
    add(link, way, sent, std::move(message));
}

Message Network::take() {
    Message message = under_way_.top().message;
    under_way_.pop();
    return message;
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
