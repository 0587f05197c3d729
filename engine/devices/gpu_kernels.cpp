#include "engine/devices/gpu_kernels.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <mutex>

#include "engine/base/words.h"

namespace simul {

namespace {

constexpr std::uint32_t kFactor = 1664525, kSummand = 1013904223;  // of Numerical Recipes' ranqd1
constexpr int kStepsInARound = 2;

/// 0 + 1 + … + (n - 1), modulo 2^64.
std::uint64_t sum_below(std::uint64_t n) { return n * (n - 1) / 2; }

std::uint64_t turns_at(int x, int y, int n) {
    constexpr std::int64_t kOne = std::int64_t{1} << kMandelbrotBits;
    const std::int64_t c_re = x * 3 * kOne / n - 2 * kOne, c_im = y * 3 * kOne / n - 3 * kOne / 2;
    std::int64_t re = 0, im = 0;
    int turns = 0;
    while (turns < kMandelbrotTurns && re * re + im * im < 4 * kOne * kOne) {
        const std::int64_t next = ((re * re - im * im) >> kMandelbrotBits) + c_re;
        im = ((2 * re * im) >> kMandelbrotBits) + c_im;
        re = next;
        ++turns;
    }
    return static_cast<std::uint64_t>(turns);
}

/// Of all points. A picture is computed once in a process.
std::uint64_t turns_of_picture(int n) {
    static std::mutex mutex;
    static std::map<int, std::uint64_t> known;
    const std::lock_guard lock(mutex);
    const auto found = known.find(n);
    if (found != known.end()) return found->second;
    std::uint64_t sum = 0;
    for (int y = 0; y < n; ++y)
        for (int x = 0; x < n; ++x) sum += turns_at(x, y, n);
    return known[n] = sum;
}

/// All steps together multiply by one number and add another.
std::uint64_t stirred_sum(std::uint64_t n, std::int64_t rounds) {
    std::uint32_t factor = 1, summand = 0;
    for (std::int64_t i = 0; i < rounds * kStepsInARound; ++i) {
        factor *= kFactor;
        summand = summand * kFactor + kSummand;
    }
    return factor * sum_below(n) + summand * n;
}

constexpr const char* kAdd = R"(
kernel void run(global const uint* a, global const uint* b, global uint* c, uint n, uint rounds) {
    size_t i = get_global_id(0);
    if (i < n) c[i] = a[i] + b[i];
})";

// The first number of c is 0 at first.
constexpr const char* kSum = R"(
kernel void run(global const uint* a, global const uint* b, global uint* c, uint n, uint rounds) {{
    uint first = (uint)get_global_id(0) * {0}, sum = 0;
    if (first >= n) return;
    uint end = min(first + {0}, n);
    for (uint i = first; i < end; ++i) sum += a[i];
    atomic_add(c, sum);
}})";

constexpr const char* kMultiply = R"(
kernel void run(global const uint* a, global const uint* b, global uint* c, uint n, uint rounds) {
    size_t i = get_global_id(0), row = i / n, column = i % n;
    if (row >= n) return;
    uint sum = 0;
    for (uint k = 0; k < n; ++k) sum += a[row * n + k] * b[k * n + column];
    c[i] = sum;
})";

constexpr const char* kMandelbrot = R"(
kernel void run(global const uint* a, global const uint* b, global uint* c, uint n, uint rounds) {{
    size_t i = get_global_id(0);
    if (i >= (size_t)n * n) return;
    long one = 1L << {0}, x = (long)(i % n), y = (long)(i / n), re = 0, im = 0;
    long c_re = x * 3 * one / n - 2 * one, c_im = y * 3 * one / n - 3 * one / 2;
    uint turns = 0;
    while (turns < {1} && re * re + im * im < 4 * one * one) {{
        long next = ((re * re - im * im) >> {0}) + c_re;
        im = ((2 * re * im) >> {0}) + c_im;
        re = next;
        ++turns;
    }}
    c[i] = turns;
}})";

constexpr const char* kStir = R"(
kernel void run(global const uint* a, global const uint* b, global uint* c, uint n, uint rounds) {{
    size_t i = get_global_id(0);
    if (i >= n) return;
    uint x = a[i];
    for (uint round = 0; round < rounds; ++round) {{
        x = x * {0}u + {1}u;
        x = x * {0}u + {1}u;
    }}
    c[i] = x;
}})";

}  // namespace

std::optional<GpuJob> gpu_job_of(const DeviceRequest& request) {
    const auto kernel = word_named<GpuKernel>(request.name, kGpuKernelNames);
    if (request.verb != DeviceVerb::run || !kernel) return std::nullopt;
    const GpuJob job{*kernel, request.number, request.rounds};
    const std::int64_t most_rounds = job.kernel == GpuKernel::stir ? kMostRounds : 1;
    if (job.n < 1 || job.n > most_of(job.kernel) || job.rounds < 1 || job.rounds > most_rounds) return std::nullopt;
    return job;
}

GpuCosts costs_of(const GpuJob& job) {
    constexpr std::int64_t kNumber = 4, kOperationsOfATurn = 10, kOperationsOfAStep = 2;
    const std::int64_t n = job.n;
    switch (job.kernel) {
        case GpuKernel::add:
            return {2 * kNumber * n, n, kNumber * n};
        case GpuKernel::sum:
            return {kNumber * n, n, kNumber};
        case GpuKernel::multiply:
            return {2 * kNumber * n * n, 2 * n * n * n, kNumber * n * n};
        case GpuKernel::mandelbrot:
            return {0, kOperationsOfATurn * checksum_of(job), kNumber * n * n};
        case GpuKernel::stir:
            return {kNumber * n, kOperationsOfAStep * kStepsInARound * n * job.rounds, kNumber * n};
    }
    return {};
}

std::int64_t checksum_of(const GpuJob& job) {
    const auto n = static_cast<std::uint64_t>(job.n);
    std::uint64_t sum = 0;
    switch (job.kernel) {
        case GpuKernel::add:
            sum = 3 * sum_below(n);
            break;
        case GpuKernel::sum:
            sum = sum_below(n);
            break;
        case GpuKernel::multiply:
            // a[i][k] = i n + k and b[k][j] = 2 (k n + j): the sum over k of (column k of a) times (row k of b).
            for (std::uint64_t k = 0; k < n; ++k) sum += (n * sum_below(n) + n * k) * 2 * (n * k * n + sum_below(n));
            break;
        case GpuKernel::mandelbrot:
            sum = turns_of_picture(static_cast<int>(n));
            break;
        case GpuKernel::stir:
            sum = stirred_sum(n, job.rounds);
            break;
    }
    return static_cast<std::int64_t>(sum & 0xffffffff);
}

Duration time_for(std::int64_t amount, std::int64_t rate) {
    if (rate == 0) return {};
    __extension__ using Wide = __int128;
    constexpr Wide kSecond = 1'000'000'000, kLongest = INT64_MAX / 16;
    return Duration(static_cast<std::int64_t>(std::min((amount * kSecond + rate - 1) / rate, kLongest)));
}

std::string source_of(GpuKernel kernel) {
    switch (kernel) {
        case GpuKernel::add:
            return kAdd;
        case GpuKernel::sum:
            return fmt::format(fmt::runtime(kSum), kSummedByOne);
        case GpuKernel::multiply:
            return kMultiply;
        case GpuKernel::mandelbrot:
            return fmt::format(fmt::runtime(kMandelbrot), kMandelbrotBits, kMandelbrotTurns);
        case GpuKernel::stir:
            return fmt::format(fmt::runtime(kStir), kFactor, kSummand);
    }
    return {};
}

}  // namespace simul
