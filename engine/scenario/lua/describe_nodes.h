// The machines of a story, and the network between them: `nodes` and `network` of its text.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/nodes.h"
#include "engine/scenario/lua/global_reader.h"

namespace simul::lua {

std::optional<NodeId> node_named(const std::vector<NodeInfo>& nodes, std::string_view name);
/// The sentence for who has named another.
std::string no_such_node(const std::vector<NodeInfo>& nodes, std::string_view name);

/// Also puts each resource where `on` has said.
void read_nodes(GlobalReader& reader, State& state);

}  // namespace simul::lua
