// A runner under way, as its watcher has it.
#pragma once

#include <cstdint>
#include <utility>

#include "engine/os/poller.h"
#include "engine/run/region.h"
#include "engine/run/wire.h"
#include "engine/run/zygote_line.h"

namespace simul {

/// Its memory, and how one hears of it.
struct Launch {
    Region region;
    os::Notifier notifier;
    std::uint64_t number;
};

inline Result<Launch> launch(Zygote::Connection& zygote, wire::Request request) {
    Result<Region> region = Region::create();
    if (!region) return region.error();
    Result<os::Notifier> notifier = os::Notifier::create();
    if (!notifier) return notifier.error();
    request.source = region->keep(request.settings.source.value_or(""));
    request.policy_source = region->keep(request.settings.policy_source);
    request.asked_text = region->keep(request.asked);
    Result<std::uint64_t> number = zygote.start(std::move(request), region->fd(), notifier->fd());
    if (!number) return number.error();
    return Launch{std::move(*region), std::move(*notifier), *number};
}

}  // namespace simul
