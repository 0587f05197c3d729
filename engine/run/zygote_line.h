// What goes over the line between a watcher and its zygote.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "engine/os/messages.h"
#include "engine/run/run.h"
#include "engine/run/wire.h"

namespace simul {

namespace zygote_line {

/// A runner's process has begun, and waits to be told to continue.
struct Started {
    std::uint64_t number = 0;
    int pid = 0;
};

/// How a runner's process ended. With an error it never began.
struct Ended {
    std::uint64_t number = 0;
    bool by_signal = false;
    int code = 0;
    std::string error;
};

std::string as_text(const Started& started);
std::string as_text(const Ended& ended);
std::variant<Started, Ended> told_in(std::string_view text);

}  // namespace zygote_line

/// The watcher's side.
struct Zygote::Connection {
    os::Line line;
    int pid = 0;
    std::uint64_t next_number = 1;
    bool lost = false;
    std::map<std::uint64_t, zygote_line::Ended> ended;  ///< told, but not yet asked for
    std::map<std::uint64_t, int> pids;                  ///< of runners that wait for us

    /// Asks for a runner, whose number is set here. Descriptors: the region, then where to notify.
    Result<std::uint64_t> start(wire::Request request, int region_fd, int notify_fd);
    /// Waits until a runner that waits for us has begun. None: it ended already, or never began.
    std::optional<int> pid_of(std::uint64_t number);
    /// Reads what the zygote has to say, without waiting.
    void listen();
    std::optional<zygote_line::Ended> ending_of(std::uint64_t number);
    void kill_runner(std::uint64_t number);
};

}  // namespace simul
