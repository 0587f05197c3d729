// What a trace says of its run: enough to show it without the scenario that it came from.
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "engine/base/comparison.h"
#include "engine/base/devices.h"
#include "engine/base/nodes.h"
#include "engine/base/story_words.h"
#include "engine/base/words.h"

namespace simul {

struct ResourceInfo {
    ResourceKind kind{};
    std::string name;
    Cell initial{};             ///< variable: its first value; semaphore: its permits
    std::int64_t capacity = 0;  ///< channel: messages; barrier: parties; semaphore: the most permits, 0: no limit;
                                ///< stream: bytes
    LockRule rule{};            ///< mutex
    LockPreference prefer{};    ///< rw_lock
    bool counts = false;        ///< channel: what was sent and is not done
    Transport transport{};      ///< channel
    bool mmap = false;          ///< variable: one for all processes
    bool raw = false;           ///< variable: its events have no order and the fold has no value for it
    bool atomic = false;        ///< variable: each load and each store is an atomic operation
    DeviceTraits device{};      ///< device
    std::uint16_t line = 0;     ///< of its declaration; 0: made by the executor ("GIL", "pool")
    LockProtocol protocol{};    ///< mutex
    std::int64_t ceiling = 0;   ///< of a mutex whose protocol it is
    std::string shown;          ///< variable: its first value as people read it, if that is packed
    std::string content;        ///< the same, packed; no file has it
    NodeId node{};              ///< where it stands
    bool table = false;         ///< variable: a shared table; `shown` has its first entries, each in a line
    std::string played_by;      ///< graphics card of a real run: a sentence about what it is
};

/// What people call it: "rlock" for a mutex that its owner may lock again, "HTTP server".
constexpr std::string_view kind_in_words(const ResourceInfo& info) {
    if (info.table) return "shared table";
    if (info.kind == ResourceKind::mutex) return name_of(info.rule);
    if (info.kind == ResourceKind::rw_lock) return "readers-writer lock";
    if (info.kind == ResourceKind::stream) return "byte stream";
    const bool is_server = info.kind == ResourceKind::device && info.device.kind == DeviceKind::server;
    if (is_server) return "HTTP server";
    const bool is_gpu = info.kind == ResourceKind::device && info.device.kind == DeviceKind::gpu;
    if (is_gpu) return "graphics card";
    if (info.kind == ResourceKind::device) return name_of(info.device.kind);
    return info.kind == ResourceKind::semaphore && info.capacity > 0 ? "bounded semaphore" : name_of(info.kind);
}
constexpr bool anybody_may_unlock(const ResourceInfo& info) {
    return info.kind == ResourceKind::mutex && info.rule == LockRule::anybody;
}

/// The policy of a conducted run.
inline constexpr const char* kConducted = "conducted";

struct TraceHeader {
    std::string scenario;  ///< its name, or the path of its file
    std::string title;
    Model model{};
    Clock clock{};
    StartMethod start_method{};  ///< of processes
    std::uint32_t cores = 1;
    std::uint32_t workers = 0;                                      ///< of a pool
    std::string policy;                                             ///< simulated and conducted runs
    std::string policy_source;                                      ///< of one that was given as a text of its own
    Comparison comparison;                                          ///< of that policy
    std::vector<std::pair<std::string, std::string>> policy_knobs;  ///< its parameters
    std::int64_t quantum_ns = 0;
    std::uint64_t seed = 1;
    double scale = 1;  ///< scenario seconds per real second; 1 in simulated runs
    std::int64_t switch_cost_ns = 0, spawn_cost_ns = 0, message_cost_ns = 0;
    std::string core_source;                                 ///< "simulated", "gaps" or "records"
    std::vector<std::pair<std::string, std::string>> knobs;  ///< name and value as text, in order of declaration
    std::vector<ResourceInfo> resources;
    std::vector<NodeInfo> nodes;  ///< empty: there is one machine, and nobody speaks of it
    NetworkTraits network;
    std::vector<Outage> outages;  ///< that the settings ask for
    std::string source_name;      ///< the file of the story
    std::string source;           ///< its text
    StoryWords words;             ///< how the story speaks of itself

    /// On whatever clock; a step is a second.
    bool conducted() const { return policy == kConducted; }
    /// Whether all is known: time and cores are the scenario's.
    bool exact() const { return clock == Clock::simulated || conducted(); }
    bool has_nodes() const { return !nodes.empty(); }
    /// Of an event loop: whether there are threads beside it, for what would block it.
    bool loop_has_pool() const { return model == Model::event_loop && workers > 0; }
};

/// Whether one thread does everything, whatever the number of cores.
inline bool uses_one_core(const TraceHeader& header) { return uses_one_core(header.model) && !header.loop_has_pool(); }

}  // namespace simul
