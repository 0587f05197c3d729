// What the lines to the host carry. A stranger's story may have written what arrives, so reading checks all of it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "engine/devices/request.h"

namespace simul {

/// Of a name in a request. A longer one crosses with one byte more than this, so that its length is seen.
inline constexpr std::size_t kMostNameBytes = 16 * 1024;

/// From a client: a request, or that the answer to an earlier one is no longer wanted.
struct ClientMessage {
    std::uint64_t number = 0;
    std::optional<DeviceRequest> request;  ///< nothing: forget that number
};
std::string packed(const ClientMessage& message);
std::optional<ClientMessage> client_message(std::string_view bytes);

/// From the host to a client: an answer, or that a number was forgotten and what follows is about a new one.
struct HostMessage {
    std::uint64_t number = 0;
    std::optional<DeviceAnswer> answer;  ///< nothing: the number is forgotten
};
std::string packed(const HostMessage& message);
std::optional<HostMessage> host_message(std::string_view bytes);

/// From the runner: a device to be opened, or (with a descriptor beside it) a new line.
struct RunnerMessage {
    std::uint16_t device = 0;
    std::optional<DeviceTraits> traits;  ///< nothing: it brings a line
};
std::string packed(const RunnerMessage& message);
std::optional<RunnerMessage> runner_message(std::string_view bytes);

/// From the host to the runner, about a device that was to be opened.
struct OpeningMessage {
    std::string refusal;    ///< why it could not be; empty: it is open
    std::string played_by;  ///< what it is, if that is to be told
};
std::string packed(const OpeningMessage& message);
std::optional<OpeningMessage> opening_message(std::string_view bytes);

}  // namespace simul
