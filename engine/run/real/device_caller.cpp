#include "engine/run/real/device_caller.h"

#include <utility>

namespace simul {

std::optional<DeviceAnswer> DeviceCaller::call(const DeviceRequest& request, std::int64_t deadline) {
    const auto failed = [](const Error& error) { return DeviceAnswer{true, 0, error.sentence()}; };
    if (const Result<void> opened = open(); !opened) return failed(opened.error());
    const std::uint64_t number = ++last_;
    if (const Result<void> asked = line_->ask(number, request); !asked) return failed(asked.error());
    Result<std::optional<DeviceAnswer>> answer = wait_for(number, deadline);
    if (!answer) return failed(answer.error());
    return std::move(*answer);
}

Result<void> DeviceCaller::open() {
    if (line_) return {};
    if (!host_) return Error{"this run has no devices"};
    Result<DeviceLine> line = host_->open_line();
    if (!line) return line.error();
    Result<os::Poller> poller = os::Poller::create();
    if (!poller) return poller.error();
    constexpr bool kAgainAndAgain = false;
    if (const Result<void> added = poller->add(line->fd(), 0, kAgainAndAgain); !added) return added.error();
    line_.emplace(std::move(*line));
    poller_.emplace(std::move(*poller));
    return {};
}

Result<std::optional<DeviceAnswer>> DeviceCaller::wait_for(std::uint64_t number, std::int64_t deadline) {
    for (;;) {
        Result<std::optional<DeviceLine::Answered>> next = line_->next();
        if (!next) return next.error();
        if (*next && (*next)->number == number) return std::optional(std::move((*next)->answer));
        if (*next) continue;  // of a request that was given up
        if (poller_->wait(deadline).empty() && os::monotonic_now() >= deadline) {
            if (const Result<void> forgotten = line_->forget(number); !forgotten) return forgotten.error();
            return std::optional<DeviceAnswer>();
        }
    }
}

}  // namespace simul
