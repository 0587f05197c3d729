// What goes over the line between a watcher and its zygote.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "engine/os/messages.h"
#include "engine/run/run.h"

namespace simul {

namespace zygote_line {

/// How a runner's process ended. With an error it never began.
struct Ended {
    std::uint64_t number = 0;
    bool by_signal = false;
    int code = 0;
    std::string error;
};

std::string as_text(const Ended& ended);
Ended ended_from(std::string_view text);

}  // namespace zygote_line

/// The watcher's side.
struct Zygote::Connection {
    os::Line line;
    int pid = 0;
    std::uint64_t next_number = 1;
    bool lost = false;
    std::map<std::uint64_t, zygote_line::Ended> ended;  ///< told, but not yet asked for

    /// Asks for a runner. Descriptors: the region, then where to notify.
    Result<std::uint64_t> start(const Settings& settings, bool only_describe, int region_fd, int notify_fd);
    /// Reads what the zygote has to say, without waiting.
    void listen();
    std::optional<zygote_line::Ended> ending_of(std::uint64_t number);
    void kill_runner(std::uint64_t number);
};

}  // namespace simul
