#include "engine/trace/nodes_json.h"

#include <cmath>
#include <nlohmann/json.hpp>
#include <stdexcept>

namespace simul::file_blocks {

namespace {

using Json = nlohmann::ordered_json;

void check_that(bool holds, const char* otherwise) {
    if (!holds) throw std::invalid_argument(otherwise);
}

Json json_of(const LinkTraits& link) {
    return {{"latency_ns", link.latency.count()},
            {"jitter_ns", link.jitter.count()},
            {"bandwidth", link.bandwidth},
            {"loss", link.loss},
            {"doubles", link.doubles},
            {"reorders", link.reorders}};
}

bool is_likelihood(double number) { return number >= 0 && number <= 1; }

LinkTraits link_from(const Json& json) {
    LinkTraits link;
    link.latency = Duration(json.at("latency_ns").get<std::int64_t>());
    link.jitter = Duration(json.at("jitter_ns").get<std::int64_t>());
    json.at("bandwidth").get_to(link.bandwidth);
    json.at("loss").get_to(link.loss);
    json.at("doubles").get_to(link.doubles);
    json.at("reorders").get_to(link.reorders);
    check_that(link.latency >= 0ns && link.jitter >= 0ns && link.bandwidth >= 0 && is_likelihood(link.loss) &&
                   is_likelihood(link.doubles),
               "it has a link that cannot be");
    return link;
}

/// Older files say nothing of clocks.
NodeInfo node_from(const Json& json) {
    NodeInfo node;
    json.at("name").get_to(node.name);
    json.at("cores").get_to(node.cores);
    node.clock_offset = Duration(json.value("clock_offset_ns", std::int64_t{0}));
    node.clock_drift = json.value("clock_drift", 0.0);
    check_that(
        std::abs(seconds_of(node.clock_offset)) <= kMostClockOffset && std::abs(node.clock_drift) <= kMostClockDrift,
        "it has a clock that cannot be");
    return node;
}

NodeId end_from(const Json& json, const TraceHeader& header) {
    const auto node = json.get<std::uint64_t>();
    check_that(node < header.nodes.size(), "it has a link to a node that there is not");
    return static_cast<NodeId>(node);
}

}  // namespace

void write_nodes(const TraceHeader& header, Json& json) {
    if (!header.has_nodes()) return;
    json["nodes"] = Json::array();
    for (const NodeInfo& node : header.nodes)
        json["nodes"].push_back({{"name", node.name},
                                 {"cores", node.cores},
                                 {"clock_offset_ns", node.clock_offset.count()},
                                 {"clock_drift", node.clock_drift}});
    json["network"] = json_of(header.network.all);
    json["links"] = Json::array();
    for (const LinkInfo& link : header.network.links) {
        Json told = json_of(link.traits);
        told["between"] = {index_of(link.a), index_of(link.b)};
        json["links"].push_back(std::move(told));
    }
    json["outages"] = Json::array();
    for (const Outage& outage : header.outages)
        json["outages"].push_back({{"of", {index_of(outage.node), index_of(outage.other)}},
                                   {"from_ns", outage.from.time_since_epoch().count()},
                                   {"until_ns", outage.until.time_since_epoch().count()}});
}

/// Older files say nothing of it.
static void read_outages(const Json& json, TraceHeader& header) {
    for (const Json& outage : json.value("outages", Json::array()))
        header.outages.push_back({end_from(outage.at("of").at(0), header), end_from(outage.at("of").at(1), header),
                                  Time(Duration(outage.at("from_ns").get<std::int64_t>())),
                                  Time(Duration(outage.at("until_ns").get<std::int64_t>()))});
}

void read_nodes(const Json& json, TraceHeader& header) {
    if (!json.contains("nodes")) return;
    std::uint64_t cores = 0;
    for (const Json& node : json.at("nodes")) {
        check_that(header.nodes.size() < kMostNodes, "it has more nodes than there can be");
        header.nodes.push_back(node_from(node));
        check_that(header.nodes.back().cores > 0, "it has a node without a core");
        cores += header.nodes.back().cores;
    }
    check_that(!header.nodes.empty() && cores == header.cores, "its nodes have other cores than it has");
    header.network.all = link_from(json.at("network"));
    for (const Json& link : json.at("links"))
        header.network.links.push_back(
            {end_from(link.at("between").at(0), header), end_from(link.at("between").at(1), header), link_from(link)});
    read_outages(json, header);
}

}  // namespace simul::file_blocks
