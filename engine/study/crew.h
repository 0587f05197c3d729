// The cores of this computer, at work on many simulated runs.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "engine/run/run.h"

namespace simul {

/// Runs of one story that differ in their seeds only. One process makes them all, one after another.
struct Batch {
    Settings settings;
    std::vector<std::uint64_t> seeds;
};

/// A line for each seed (Study::start_each), or why there is none.
using Digests = Result<std::vector<std::string>>;

/// Has each batch made, as many at a time as there are cores, and hands over what was found as soon as it is over, in
/// no order. `take` answers whether to continue. False: it did not, or `stop_fd` (or -1) has become readable. Either
/// way no process is left.
bool made_by_all_cores(Zygote& zygote, const std::vector<Batch>& batches, const std::string& asked, int stop_fd,
                       const std::function<bool(std::size_t batch, const Digests& digests)>& take);

}  // namespace simul
