// Nothing here may raise (global_reader.h).
#include "engine/scenario/lua/describe_nodes.h"

#include <algorithm>
namespace simul::lua {

namespace {

constexpr const char* kNodesShape =
    "nodes names the machines of the story, up to 64, as in nodes = { \"shop\", \"bank\" }, nodes = { \"laptop\", { "
    "name = \"server\", cores = 8, clock_offset = 0.3, clock_drift = 0.001 } } or nodes = 3";
constexpr const char* kNetworkShape =
    "network says what becomes of messages between nodes, as in network = { latency = 0.02, jitter = 0.01, bandwidth = "
    "1e6, loss = 0.1, doubles = 0.1, reorders = true, links = { { between = { \"shop\", \"bank\" }, latency = 1 } } }";

class NodesReader {
  public:
    NodesReader(GlobalReader& reader, ScenarioDescription& into) : reader_(reader), L_(reader.lua()), into_(into) {}

    void read() {
        if (!reader_.find("nodes")) return;
        if (lua_isinteger(L_, -1) != 0) return number_them(lua_tointeger(L_, -1));
        if (!lua_istable(L_, -1)) return reader_.refuse(kNodesShape);
        reader_.for_each([&] { return read_node(); });
        if (!reader_.problem() && into_.nodes.empty()) reader_.refuse(kNodesShape);
    }

  private:
    void number_them(lua_Integer count) {
        if (count < 1 || count > static_cast<lua_Integer>(kMostNodes)) return reader_.refuse(kNodesShape);
        for (lua_Integer i = 1; i <= count; ++i) {
            NodeInfo node;
            node.name = "node " + std::to_string(i);
            into_.nodes.push_back(std::move(node));
        }
    }

    /// Its name or its table is on top.
    bool read_node() {
        NodeInfo node;
        if (lua_istable(L_, -1))
            reader_.for_each_pair(kNodesShape, [&](const std::string& field) { return read_field(node, field); });
        else
            node.name = reader_.text().value_or("");
        const auto same = [&](const NodeInfo& other) { return other.name == node.name; };
        if (!reader_.problem() && (node.name.empty() || into_.nodes.size() >= kMostNodes)) reader_.refuse(kNodesShape);
        if (std::any_of(into_.nodes.begin(), into_.nodes.end(), same))
            reader_.refuse("two nodes have the name \"" + node.name + "\"; each has a name of its own");
        into_.nodes.push_back(std::move(node));
        return !reader_.problem();
    }

    bool read_field(NodeInfo& node, const std::string& field) {
        const std::int64_t cores = lua_isinteger(L_, -1) != 0 ? lua_tointeger(L_, -1) : 0;
        if (field == "name")
            node.name = reader_.text().value_or("");
        else if (field == "cores" && cores >= 1 && cores <= kMostCores)
            node.cores = static_cast<std::uint32_t>(cores);
        else if (field == "clock_offset")
            node.clock_offset = duration_of_seconds(number(field, kMostClockOffset, "from -1e9 to 1e9 seconds"));
        else if (field == "clock_drift")
            node.clock_drift = number(field, kMostClockDrift, "from -0.1 to 0.1 seconds gained in each second");
        else
            reader_.refuse(kNodesShape);
        return !reader_.problem();
    }

    double number(const std::string& field, double most, const char* range) {
        const double number = lua_type(L_, -1) == LUA_TNUMBER ? lua_tonumber(L_, -1) : 2 * most;
        if (number >= -most && number <= most) return number;
        reader_.refuse(field + " of a node is a number, " + range);
        return 0;
    }

    GlobalReader& reader_;
    lua_State* L_;
    ScenarioDescription& into_;
};

class NetworkReader {
  public:
    NetworkReader(GlobalReader& reader, ScenarioDescription& into)
        : reader_(reader), L_(reader.lua()), nodes_(into.nodes), into_(into.network) {}

    void read() {
        if (!reader_.find("network")) return;
        if (nodes_.empty())
            return reader_.refuse(
                "network is between nodes, and the story names none: write nodes = { \"shop\", "
                "\"bank\" }");
        if (!lua_istable(L_, -1)) return reader_.refuse(kNetworkShape);
        // Links begin with what is said of all, and their name comes before some of that.
        reader_.for_each_pair(
            kNetworkShape, [&](const std::string& field) { return field == "links" || read_trait(into_.all, field); });
        if (reader_.problem()) return;
        reader_.for_each_pair(kNetworkShape,
                              [&](const std::string& field) { return field != "links" || read_links(); });
    }

  private:
    bool read_links() {
        if (!lua_istable(L_, -1) || has_field("between")) return refuse(kNetworkShape);
        reader_.for_each([&] {
            if (!lua_istable(L_, -1)) return refuse(kNetworkShape);
            LinkInfo link{kFirstNode, kFirstNode, into_.all};
            reader_.for_each_pair(kNetworkShape, [&](const std::string& field) {
                return field == "between" ? read_ends(link) : read_trait(link.traits, field, "a link", "between");
            });
            if (!reader_.problem() && link.a == link.b) return refuse(kNetworkShape);
            if (!reader_.problem() && is_given(link)) return refuse(said_twice(link));
            into_.links.push_back(link);
            return !reader_.problem();
        });
        return !reader_.problem();
    }

    bool has_field(const char* name) const {
        lua_pushstring(L_, name);
        const bool has = lua_rawget(L_, -2) != LUA_TNIL;
        lua_pop(L_, 1);
        return has;
    }

    /// Of either direction.
    bool is_given(const LinkInfo& link) const {
        return std::any_of(into_.links.begin(), into_.links.end(), [&](const LinkInfo& given) {
            return (given.a == link.a && given.b == link.b) || (given.a == link.b && given.b == link.a);
        });
    }

    std::string said_twice(const LinkInfo& link) const {
        return "the link between " + nodes_[index_of(link.a)].name + " and " + nodes_[index_of(link.b)].name +
               " is given twice; say all of it in one of the links";
    }

    bool read_ends(LinkInfo& link) {
        if (!lua_istable(L_, -1)) return refuse(kNetworkShape);
        std::vector<NodeId> ends;
        reader_.for_each([&] {
            const auto name = reader_.text();
            const std::optional<NodeId> node = name ? node_named(nodes_, *name) : std::nullopt;
            if (!node) return refuse(name ? no_such_node(nodes_, *name) : kNetworkShape);
            ends.push_back(*node);
            return true;
        });
        if (reader_.problem()) return false;
        if (ends.size() != 2) return refuse(kNetworkShape);
        link.a = ends[0];
        link.b = ends[1];
        return true;
    }

    bool read_trait(LinkTraits& into, const std::string& field, const char* of = "network",
                    const char* other_field = "links") {
        if (field == "latency") return read_length(into.latency, field);
        if (field == "jitter") return read_length(into.jitter, field);
        if (field == "bandwidth") return read_number(into.bandwidth, field, 1, 1e15, "1 to 1e15 bytes a second");
        if (field == "loss") return read_number(into.loss, field, 0, 1, "0 to 1");
        if (field == "doubles") return read_number(into.doubles, field, 0, 1, "0 to 1");
        if (field != "reorders")
            return refuse(of + (" has no field " + field) +
                          "; there are latency, jitter, bandwidth, loss, doubles, reorders and " + other_field);
        if (lua_type(L_, -1) != LUA_TBOOLEAN) return refuse("reorders of network is true or false");
        into.reorders = lua_toboolean(L_, -1) != 0;
        return true;
    }

    bool read_length(Duration& into, const std::string& field) {
        double seconds = 0;
        if (!read_number(seconds, field, 0, 1e9, "0 to 1e9 seconds")) return false;
        into = duration_of_seconds(seconds);
        return true;
    }

    bool read_number(double& into, const std::string& field, double least, double most, const char* range) {
        const double number = lua_type(L_, -1) == LUA_TNUMBER ? lua_tonumber(L_, -1) : -1;
        if (!(number >= least && number <= most)) return refuse(field + " of network is a number, " + range);
        into = number;
        return true;
    }

    bool refuse(const std::string& what) {
        reader_.refuse(what);
        return false;
    }

    GlobalReader& reader_;
    lua_State* L_;
    const std::vector<NodeInfo>& nodes_;
    NetworkTraits& into_;
};

/// Where `on` has put what was made.
void put_resources(GlobalReader& reader, State& state) {
    for (const auto& [resource, home] : state.homes) {
        const std::optional<NodeId> node = node_named(state.description.nodes, home);
        ResourceDeclaration& made = state.description.resources[resource];
        if (!node) return reader.refuse_at(made.line, "on: " + no_such_node(state.description.nodes, home));
        made.node = *node;
    }
}

}  // namespace

std::optional<NodeId> node_named(const std::vector<NodeInfo>& nodes, std::string_view name) {
    for (std::size_t i = 0; i < nodes.size(); ++i)
        if (nodes[i].name == name) return static_cast<NodeId>(i);
    return std::nullopt;
}

std::string no_such_node(const std::vector<NodeInfo>& nodes, std::string_view name) {
    const std::string quoted = "\"" + std::string(name.substr(0, 60)) + "\"";
    if (nodes.empty())
        return "the story has no node " + quoted + ", as it names none: write nodes = { \"shop\", \"bank\" }";
    std::string known;
    for (const NodeInfo& node : nodes) known += (known.empty() ? "\"" : ", \"") + node.name + "\"";
    return "the story has no node " + quoted + "; there are " + known;
}

void read_nodes(GlobalReader& reader, State& state) {
    ScenarioDescription& into = state.description;
    NodesReader(reader, into).read();
    if (reader.problem()) return;
    NetworkReader(reader, into).read();
    if (!reader.problem()) put_resources(reader, state);
    if (into.nodes.empty() || reader.problem()) return;
    for (const Model model : into.models)
        if (model != Model::threads)
            return reader.refuse("each of several nodes runs its tasks on threads: leave models and model away");
    if (into.default_model != Model::threads)
        return reader.refuse("each of several nodes runs its tasks on threads: leave models and model away");
    into.models = {Model::threads};
    if (reader.find("restart") && lua_isfunction(reader.lua(), -1)) into.restart = "restart";
}

}  // namespace simul::lua
