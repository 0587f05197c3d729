// Devices: what is outside of a story and answers its requests, each in its own time.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "engine/base/time.h"

namespace simul {

/// An HTTP server, files in a private folder, a table of a database.
enum class DeviceKind : std::uint8_t { server, folder, database };
/// As stories make them.
inline constexpr std::string_view kDeviceKindNames[] = {"http_server", "folder", "database"};

/// What a task can ask a device for.
enum class DeviceVerb : std::uint8_t {
    get,      ///< server: a page of so many bytes
    read,     ///< folder: a file, to its end
    write,    ///< folder: a file of so many bytes, in place of what was there
    copy,     ///< folder: a file to another name
    query,    ///< database: the value in the row of this name
    execute,  ///< database: the row of this name has this value from now on
    add,      ///< database: this number is added to the value in the row, in one statement
};

/// What a story says of a device. Of a real one only a server has the latency and bandwidth that are given here: it is
/// ours. Files and databases take the time that they take.
struct DeviceTraits {
    DeviceKind kind{};
    Duration latency{};              ///< from the request to the first byte
    std::int64_t bandwidth = 0;      ///< bytes a second, shared equally by all that are under way; 0: no limit
    std::uint32_t at_once = 0;       ///< how many requests are served at a time, the others wait in line; 0: no limit
    double errors = 0;               ///< server: the share of requests that it answers with an error, from 0 to 1
    std::int64_t room = 0;           ///< folder: how many bytes there is room for; 0: no limit
    bool refuses_when_busy = false;  ///< database: a write that meets another write fails, in place of waiting for it
};

/// What a request may be about at most.
inline constexpr std::int64_t kMostDeviceBytes = std::int64_t{1} << 30;
inline constexpr std::int64_t kMostRowValue = std::int64_t{1} << 53;
inline constexpr std::size_t kMostDeviceName = 120;

constexpr std::string_view name_of(DeviceKind kind) { return kDeviceKindNames[static_cast<std::size_t>(kind)]; }
constexpr DeviceKind kind_of(DeviceVerb verb) {
    if (verb == DeviceVerb::get) return DeviceKind::server;
    return verb <= DeviceVerb::copy ? DeviceKind::folder : DeviceKind::database;
}
/// Whether it changes what the device holds.
constexpr bool changes_content(DeviceVerb verb) {
    return verb == DeviceVerb::write || verb == DeviceVerb::copy || verb == DeviceVerb::execute ||
           verb == DeviceVerb::add;
}

}  // namespace simul
