// Devices: what is outside of a story and answers its requests, each in its own time.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "engine/base/time.h"

namespace simul {

/// An HTTP server, files in a private folder, a table of a database, a graphics card.
enum class DeviceKind : std::uint8_t { server, folder, database, gpu };
/// As stories make them.
inline constexpr std::string_view kDeviceKindNames[] = {"http_server", "folder", "database", "gpu"};

/// What a task can ask a device for.
enum class DeviceVerb : std::uint8_t {
    get,      ///< server: a page of so many bytes
    read,     ///< folder: a file, to its end
    write,    ///< folder: a file of so many bytes, in place of what was there
    copy,     ///< folder: a file to another name
    query,    ///< database: the value in the row of this name
    execute,  ///< database: the row of this name has this value from now on
    add,      ///< database: this number is added to the value in the row, in one statement
    run,      ///< graphics card: a kernel; bytes go there, it computes, bytes come back
};

/// The closed list of kernels that a graphics card runs. All give the same result on every computer.
enum class GpuKernel : std::uint8_t {
    add,         ///< two vectors of n numbers: the bytes on their way take longer than the additions
    sum,         ///< of a vector of n numbers: one number comes back
    multiply,    ///< two matrices of n × n numbers
    mandelbrot,  ///< a picture of n × n points: nothing goes there
    stir,        ///< each of n numbers, so many times: as many operations as bytes that go there, times `rounds`
};
inline constexpr std::string_view kGpuKernelNames[] = {"add", "sum", "multiply", "mandelbrot", "stir"};
/// Whether it is about n × n numbers, and not about n.
constexpr bool is_square(GpuKernel kernel) { return kernel == GpuKernel::multiply || kernel == GpuKernel::mandelbrot; }
/// The largest n, so that a run on any computer has the memory for it.
constexpr std::int64_t most_of(GpuKernel kernel) { return is_square(kernel) ? 1024 : 16'000'000; }
inline constexpr std::int64_t kMostRounds = 1000;  ///< of `stir`; the others have one

/// What a story says of a device. Of a real one only a server has the latency and bandwidth that are given here: it is
/// ours. Files, databases and graphics cards take the time that they take.
struct DeviceTraits {
    DeviceKind kind{};
    Duration latency{};              ///< from the request to the first byte
    std::int64_t bandwidth = 0;      ///< bytes a second, shared equally by all that are under way; 0: no limit
    std::int64_t speed = 0;          ///< graphics card: operations a second; 0: no limit
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
    if (verb == DeviceVerb::run) return DeviceKind::gpu;
    return verb <= DeviceVerb::copy ? DeviceKind::folder : DeviceKind::database;
}
/// Whether it changes what the device holds.
constexpr bool changes_content(DeviceVerb verb) {
    return verb == DeviceVerb::write || verb == DeviceVerb::copy || verb == DeviceVerb::execute ||
           verb == DeviceVerb::add;
}

}  // namespace simul
