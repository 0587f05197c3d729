// Names of things inside one run. Each is an index, so that it means the same in every process of the run.
#pragma once

#include <cstddef>
#include <cstdint>

namespace simul {

/// One sequential activity. `main` is task 0; the others are numbered in the order in which they were spawned.
enum class TaskId : std::uint32_t {};
inline constexpr TaskId kMainTask{0};
/// Nobody: the cause of a wake-up by the clock, the owner of a free mutex.
inline constexpr TaskId kNoTask{0xffffffff};

/// A mutex, channel, variable …, in the order of declaration.
enum class ResourceId : std::uint16_t {};
inline constexpr ResourceId kNoResource{0xffff};

/// A place where one task runs at a time.
enum class CoreId : std::uint16_t {};
inline constexpr CoreId kNoCore{0xffff};

/// A machine of a story that has several, in the order in which the story names them. Main is on the first.
enum class NodeId : std::uint16_t {};
inline constexpr NodeId kFirstNode{0};

constexpr std::size_t index_of(TaskId id) { return static_cast<std::size_t>(id); }
constexpr std::size_t index_of(ResourceId id) { return static_cast<std::size_t>(id); }
constexpr std::size_t index_of(CoreId id) { return static_cast<std::size_t>(id); }
constexpr std::size_t index_of(NodeId id) { return static_cast<std::size_t>(id); }

}  // namespace simul
