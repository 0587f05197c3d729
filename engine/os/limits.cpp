#include "engine/os/limits.h"

#include <sys/resource.h>
#include <sys/sysinfo.h>

namespace simul::os {
namespace {

std::optional<std::uint64_t> limit_of(__rlimit_resource_t what, rlim_t rlimit::*which) {
    rlimit limit;
    if (getrlimit(what, &limit) != 0 || limit.*which == RLIM_INFINITY) return std::nullopt;
    return limit.*which;
}

}  // namespace

Limits limits() {
    Limits limits;
    limits.open_files = limit_of(RLIMIT_NOFILE, &rlimit::rlim_max);
    limits.processes = limit_of(RLIMIT_NPROC, &rlimit::rlim_cur);
    limits.memory = limit_of(RLIMIT_AS, &rlimit::rlim_cur);
    struct sysinfo about;
    if (sysinfo(&about) == 0) limits.computer_memory = std::uint64_t{about.totalram} * about.mem_unit;
    return limits;
}

}  // namespace simul::os
