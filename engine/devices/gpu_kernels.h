// What the kernels of a graphics card do, cost and give, whether a card runs them or a model says so. All are sums
// modulo 2^32 of whole numbers, so the result is the same everywhere.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "engine/base/time.h"
#include "engine/devices/request.h"

namespace simul {

struct GpuJob {
    GpuKernel kernel{};
    std::int64_t n = 0;       ///< from 1 to most_of(kernel)
    std::int64_t rounds = 1;  ///< stir: from 1 to kMostRounds; the others have one
};
/// Nothing: a graphics card does not do that.
std::optional<GpuJob> gpu_job_of(const DeviceRequest& request);

struct GpuCosts {
    std::int64_t bytes_there = 0, operations = 0, bytes_back = 0;
};
GpuCosts costs_of(const GpuJob& job);
/// The sum of all numbers that come back, modulo 2^32.
std::int64_t checksum_of(const GpuJob& job);

/// Rounded up; `rate`: a second; 0: no limit.
Duration time_for(std::int64_t amount, std::int64_t rate);

/// How often z = z² + c stays within the circle of radius 2, at most kMandelbrotTurns times; z and c in units of 2^-12.
inline constexpr int kMandelbrotTurns = 100, kMandelbrotBits = 12;
/// So many numbers a work item of `sum` has.
inline constexpr int kSummedByOne = 1024;
/// In OpenCL C: the function `run(a, b, c, n, rounds)`. The input a[i] is i, b[i] is 2 i.
std::string source_of(GpuKernel kernel);

}  // namespace simul
