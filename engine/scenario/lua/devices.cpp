#include "engine/scenario/lua/devices.h"

#include <cstring>

#include "engine/scenario/lua/arguments.h"
#include "engine/scenario/lua/asking.h"
#include "engine/scenario/lua/resources.h"

namespace simul::lua {

static constexpr double kMostLatency = 1e6;
static constexpr std::int64_t kMostBandwidth = 1'000'000'000'000, kMostSpeed = 1'000 * kMostBandwidth,
                              kMostAtOnceOfDevice = 1'000, kMostRoom = kMostDeviceBytes;

/// Whether the settings have this one; it is on top of the stack then, else nothing is.
static bool has_setting(lua_State* L, const char* name) {
    if (!lua_istable(L, 1)) return false;
    if (lua_getfield(L, 1, name) != LUA_TNIL) return true;
    lua_pop(L, 1);
    return false;
}

static double number_setting(lua_State* L, const char* sentence, double most) {
    if (lua_type(L, -1) != LUA_TNUMBER) complain(L, "%s, but was given %s", sentence, kind_at(L, -1));
    const double number = lua_tonumber(L, -1);
    if (!(number >= 0 && number <= most)) complain(L, "%s, but was given %f", sentence, number);
    lua_pop(L, 1);
    return number;
}

static std::int64_t whole_setting(lua_State* L, const char* sentence, std::int64_t most) {
    const std::int64_t number = whole_at(L, -1, 0, most, sentence);
    lua_pop(L, 1);
    return number;
}

/// What all devices have.
static DeviceTraits common_settings(lua_State* L, DeviceTraits device) {
    if (has_setting(L, "latency"))
        device.latency =
            duration_of_seconds(number_setting(L, "the latency of a device is from 0 to 1e6 seconds", kMostLatency));
    if (has_setting(L, "bandwidth"))
        device.bandwidth = whole_setting(
            L, "the bandwidth of a device is from 0 (no limit) to 1e12 bytes a second, a whole number", kMostBandwidth);
    if (has_setting(L, "at_once"))
        device.at_once = static_cast<std::uint32_t>(whole_setting(
            L, "at_once is how many requests are served at a time, 0 (no limit) to 1000", kMostAtOnceOfDevice));
    return device;
}

static int make(lua_State* L, const DeviceTraits& device) {
    declare(L, ResourceKind::device, device.kind).device = device;
    return 1;
}

int make_http_server(lua_State* L) {
    constexpr const char* kUsage = "http_server{ latency = 0.05 }";
    expect_at_most(L, kUsage, 1, 1);
    expect_options(L, 1, kUsage, {"latency", "bandwidth", "at_once", "errors"});
    DeviceTraits device;
    device.kind = DeviceKind::server;
    device.latency = 50ms;
    device = common_settings(L, device);
    if (has_setting(L, "errors"))
        device.errors =
            number_setting(L, "errors is the share of requests that the server answers with an error, 0 to 1", 1);
    return make(L, device);
}

int make_folder(lua_State* L) {
    constexpr const char* kUsage = "folder{ bandwidth = 100e6 }";
    expect_at_most(L, kUsage, 1, 1);
    expect_options(L, 1, kUsage, {"latency", "bandwidth", "at_once", "room"});
    DeviceTraits device;
    device.kind = DeviceKind::folder;
    device.latency = 100us;
    device.bandwidth = 500'000'000;
    device = common_settings(L, device);
    if (has_setting(L, "room"))
        device.room =
            whole_setting(L, "room is how many bytes a folder has room for, 0 (no limit) to 1 GiB", kMostRoom);
    return make(L, device);
}

static bool refuses_when_busy(lua_State* L) {
    if (!has_setting(L, "when_busy")) return false;
    const char* given = lua_type(L, -1) == LUA_TSTRING ? lua_tostring(L, -1) : "";
    const bool refuses = std::strcmp(given, "refuse") == 0;
    if (!refuses && std::strcmp(given, "wait") != 0)
        complain(L, "when_busy is \"wait\" or \"refuse\": what a change of the database does while another is made");
    lua_pop(L, 1);
    return refuses;
}

int make_database(lua_State* L) {
    constexpr const char* kUsage = "database{ when_busy = \"wait\" }";
    expect_at_most(L, kUsage, 1, 1);
    expect_options(L, 1, kUsage, {"latency", "at_once", "when_busy"});
    DeviceTraits device;
    device.kind = DeviceKind::database;
    device.latency = 1ms;
    device = common_settings(L, device);
    device.refuses_when_busy = refuses_when_busy(L);
    return make(L, device);
}

int make_gpu(lua_State* L) {
    constexpr const char* kUsage = "gpu{ bandwidth = 6e9, speed = 1e12 }";
    expect_at_most(L, kUsage, 1, 1);
    expect_options(L, 1, kUsage, {"latency", "bandwidth", "speed"});
    DeviceTraits device;
    device.kind = DeviceKind::gpu;
    device.latency = 20us;
    device.bandwidth = 6'000'000'000;
    device.speed = 1'000'000'000'000;
    device = common_settings(L, device);
    if (has_setting(L, "speed"))
        device.speed = whole_setting(
            L, "the speed of a graphics card is from 0 (no limit) to 1e15 operations a second, a whole number",
            kMostSpeed);
    return make(L, device);
}

}  // namespace simul::lua
