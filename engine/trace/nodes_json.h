// The machines of a run and the network between them, in the header of a trace file. Files of one machine say nothing
// of it.
#pragma once

#include <nlohmann/json_fwd.hpp>

#include "engine/trace/trace_header.h"

namespace simul::file_blocks {

void write_nodes(const TraceHeader& header, nlohmann::ordered_json& json);
/// Throws a std::exception when it cannot be. The cores of the header are read already.
void read_nodes(const nlohmann::ordered_json& json, TraceHeader& header);

}  // namespace simul::file_blocks
