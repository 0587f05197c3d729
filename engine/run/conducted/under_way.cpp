#include "engine/run/conducted/under_way.h"

#include <algorithm>
#include <string_view>
#include <tuple>

namespace simul {

namespace {

/// What of a message matters for what follows.
auto content_of(const Message& message) {
    return std::tuple(message.channel, std::string_view(message.packed), message.is_double);
}

}  // namespace

void UnderWay::add(Message message) {
    Way& way = ways_[{message.from, message.to}];
    way.link = traits_.between(message.from, message.to);
    const auto place = way.link.reorders ? std::upper_bound(way.messages.begin(), way.messages.end(), message,
                                                            [](const Message& one, const Message& other) {
                                                                return content_of(one) < content_of(other);
                                                            })
                                         : way.messages.end();
    way.messages.insert(place, std::move(message));
    ++way.put;
}

Message UnderWay::take(const Happening& happening) {
    Way& way = way_of(happening);
    const auto at = way.messages.begin() + happening.place;
    Message message = std::move(*at);
    way.messages.erase(at);
    ++way.taken;
    return message;
}

Message UnderWay::take_first_of_two(const Happening& happening) {
    Way& way = way_of(happening);
    Message second = way.messages[happening.place];
    second.room /= 2;
    second.is_double = true;
    const Message first = second;
    way.messages.erase(way.messages.begin() + happening.place);
    if (way.link.reorders) {
        add(std::move(second));
        --way.put;
    } else {
        way.messages.insert(way.messages.begin(), std::move(second));
    }
    return first;
}

std::vector<Message> UnderWay::take_all_between(NodeId one, NodeId other) {
    std::vector<Message> taken;
    for (auto& [ends, way] : ways_) {
        if (std::minmax(ends.first, ends.second) != std::minmax(one, other)) continue;
        way.taken += static_cast<std::uint32_t>(way.messages.size());
        std::move(way.messages.begin(), way.messages.end(), std::back_inserter(taken));
        way.messages.clear();
    }
    return taken;
}

std::vector<Happening> UnderWay::next_between(NodeId one, NodeId other) const {
    std::vector<Happening> next;
    for (const auto& [ends, way] : ways_) {
        if (std::minmax(ends.first, ends.second) != std::minmax(one, other)) continue;
        for (const std::uint16_t place : next_of(way))
            next.push_back({Happening::What::arrives, ends.first, ends.second, place});
    }
    return next;
}

std::vector<std::uint16_t> UnderWay::next_of(const Way& way) {
    std::vector<std::uint16_t> places;
    for (std::size_t i = 0; i < way.messages.size() && i <= UINT16_MAX; ++i) {
        if (i > 0 && !way.link.reorders) break;
        if (i > 0 && content_of(way.messages[i]) == content_of(way.messages[i - 1])) continue;
        places.push_back(static_cast<std::uint16_t>(i));
    }
    return places;
}

void UnderWay::add_to(StateHash& hash) const {
    for (const auto& [ends, way] : ways_) {
        if (way.messages.empty()) continue;
        hash.add(index_of(ends.first) << 8 | index_of(ends.second) | way.messages.size() << 16);
        for (const Message& message : way.messages) {
            hash.add(index_of(message.channel) << 1 | std::uint64_t{message.is_double});
            hash.add(std::string_view(message.packed));
        }
    }
    hash.add(std::uint64_t{0});
}

}  // namespace simul
