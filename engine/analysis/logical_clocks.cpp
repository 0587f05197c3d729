#include "engine/analysis/logical_clocks.h"

#include <fmt/format.h>

#include <algorithm>

#include "engine/analysis/time_words.h"
#include "engine/trace/text_form.h"

namespace simul {

bool happened_before(const LogicalTime& one, const LogicalTime& other) {
    bool any_less = false;
    for (std::size_t i = 0; i < one.counts.size(); ++i) {
        if (one.counts[i] > other.counts[i]) return false;
        any_less |= one.counts[i] < other.counts[i];
    }
    return any_less;
}

LogicalClocks::LogicalClocks(const TraceHeader& header) : header_(header) {
    for (std::size_t i = 0; i < header.nodes.size(); ++i) {
        LogicalTime& time = now_.emplace_back();
        time.node = static_cast<NodeId>(i);
        time.counts.resize(header.nodes.size());
    }
}

const LogicalTime* LogicalClocks::apply(const TraceEvent& event) {
    if (now_.empty()) return nullptr;
    if (event.kind == EventKind::place) {
        if (homes_.size() <= index_of(event.task)) homes_.resize(index_of(event.task) + 1, kFirstNode);
        homes_[index_of(event.task)] = static_cast<NodeId>(event.value);
    }
    const bool reaches = event.kind == EventKind::deliver;
    const bool counts = reaches || event.kind == EventKind::transmit || event.kind == EventKind::mark;
    if (!counts || event.task == kNoTask) return nullptr;
    const NodeId node = reaches ? header_.resources[index_of(event.resource)].node : node_of(event.task);
    LogicalTime& time = now_[index_of(node)];
    if (const auto sent = reaches ? sent_.find(event.value) : sent_.end(); sent != sent_.end()) {
        time.lamport = std::max(time.lamport, sent->second.lamport);
        for (std::size_t i = 0; i < time.counts.size(); ++i)
            time.counts[i] = std::max(time.counts[i], sent->second.counts[i]);
        if (!header_.network.may_double()) sent_.erase(sent);
    }
    ++time.lamport;
    ++time.counts[index_of(node)];
    if (event.kind == EventKind::transmit) sent_[event.value] = time;
    return &time;
}

NodeId LogicalClocks::node_of(TaskId task) const {
    return index_of(task) < homes_.size() ? homes_[index_of(task)] : kFirstNode;
}

std::optional<LogicalTime> logical_time_at(const Trace& trace, std::size_t event) {
    LogicalClocks clocks(trace.header());
    for (std::size_t i = 0; i < event; ++i) clocks.apply(trace[i]);
    const LogicalTime* time = clocks.apply(trace[event]);
    return time != nullptr ? std::optional(*time) : std::nullopt;
}

std::string in_words(const LogicalTime& time, const TraceHeader& header) {
    std::string counts;
    for (std::size_t i = 0; i < time.counts.size(); ++i)
        counts += fmt::format("{} {} {}", i == 0 ? "" : ",", printable(header.nodes[i].name), time.counts[i]);
    return fmt::format("Lamport {}, vector{}", time.lamport, counts);
}

std::string clock_time_in_words(const TraceHeader& header, NodeId node, Time at) {
    return short_time(local_time(header.nodes[index_of(node)], at));
}

bool clocks_differ(const TraceHeader& header) {
    return std::any_of(header.nodes.begin(), header.nodes.end(), [&](const NodeInfo& node) {
        return node.clock_offset != header.nodes[0].clock_offset || node.clock_drift != header.nodes[0].clock_drift;
    });
}

}  // namespace simul
