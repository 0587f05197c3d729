// Receiving from whichever of several channels has a message first: the `select` of stories.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "engine/scenario/operation.h"

namespace simul {

/// So many channels a task may wait for at once.
inline constexpr std::size_t kMostSelected = 8;

/// A receive that has `expected` is of so many channels. Their list stands in `text` until the message takes its place.
/// The first that has one is taken, in the order of the list; `resource` is the first of the list while the task waits,
/// and then the one that it was.
inline bool selects(const Operation& operation) {
    return operation.kind == OperationKind::receive && operation.expected > 0;
}

void append_channel(std::string& list, ResourceId channel);
std::vector<ResourceId> listed_channels(std::string_view list);
/// `text` is the caller's until the operation is granted, and then the message.
Operation receive_any(const std::vector<ResourceId>& channels, std::string& text, std::uint16_t line);
inline std::vector<ResourceId> selected_by(const Operation& operation) { return listed_channels(*operation.text); }

}  // namespace simul
