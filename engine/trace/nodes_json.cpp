#include "engine/trace/nodes_json.h"

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

NodeId end_from(const Json& json, const TraceHeader& header) {
    const auto node = json.get<std::uint64_t>();
    check_that(node < header.nodes.size(), "it has a link to a node that there is not");
    return static_cast<NodeId>(node);
}

}  // namespace

void write_nodes(const TraceHeader& header, Json& json) {
    if (!header.has_nodes()) return;
    json["nodes"] = Json::array();
    for (const NodeInfo& node : header.nodes) json["nodes"].push_back({{"name", node.name}, {"cores", node.cores}});
    json["network"] = json_of(header.network.all);
    json["links"] = Json::array();
    for (const LinkInfo& link : header.network.links) {
        Json told = json_of(link.traits);
        told["between"] = {index_of(link.a), index_of(link.b)};
        json["links"].push_back(std::move(told));
    }
}

void read_nodes(const Json& json, TraceHeader& header) {
    if (!json.contains("nodes")) return;
    std::uint64_t cores = 0;
    for (const Json& node : json.at("nodes")) {
        check_that(header.nodes.size() < kMostNodes, "it has more nodes than there can be");
        header.nodes.push_back({node.at("name").get<std::string>(), node.at("cores").get<std::uint32_t>()});
        check_that(header.nodes.back().cores > 0, "it has a node without a core");
        cores += header.nodes.back().cores;
    }
    check_that(!header.nodes.empty() && cores == header.cores, "its nodes have other cores than it has");
    header.network.all = link_from(json.at("network"));
    for (const Json& link : json.at("links"))
        header.network.links.push_back(
            {end_from(link.at("between").at(0), header), end_from(link.at("between").at(1), header), link_from(link)});
}

}  // namespace simul::file_blocks
