// How our benches compare: whoever is compared runs in turn, round after round, so that whatever disturbs this computer
// disturbs all of them alike. What is told is the median of the rounds' ratios, and the medians of the costs.
#pragma once

#include <benchmark/benchmark.h>

#include <algorithm>
#include <cstdint>
#include <functional>
#include <vector>

#include "engine/os/clock.h"

namespace simul::bench {

inline double median(std::vector<double> values) {
    std::nth_element(values.begin(), values.begin() + values.size() / 2, values.end());
    return values[values.size() / 2];
}

/// Runs one side once. Returns nanoseconds for one of whatever is counted.
using Side = std::function<double()>;

/// Core time that this thread spends on `body`, for one of `count`.
template <class Body>
double cpu_ns_each(std::int64_t count, Body&& body) {
    const std::int64_t begin = os::thread_cpu_now();
    body();
    return static_cast<double>(os::thread_cpu_now() - begin) / static_cast<double>(count);
}

/// Tells `ns` (ours), `limit_ns` (the better of the others), `ratio` and `goal`: the goal is met when ratio <= goal.
inline void compare(benchmark::State& state, double goal, const Side& ours, const std::vector<Side>& others,
                    int rounds = 9) {
    for (auto _ : state) {
        std::vector<double> own, limit, ratio;
        for (int round = 0; round < rounds; ++round) {
            own.push_back(ours());
            double best = others.front()();
            for (std::size_t i = 1; i < others.size(); ++i) best = std::min(best, others[i]());
            limit.push_back(best);
            ratio.push_back(own.back() / best);
        }
        state.SetIterationTime(median(own) * 1e-9);
        state.counters["limit_ns"] = median(limit);
        state.counters["ratio"] = median(ratio);
        state.counters["goal"] = goal;
    }
}

/// For a figure that is compared with nothing but a number.
inline void tell(benchmark::State& state, double goal, double figure) {
    for (auto _ : state) state.SetIterationTime(1e-9);
    state.counters["ratio"] = figure / goal;
    state.counters["figure"] = figure;
    state.counters["goal"] = goal;
}

/// `BENCHMARK(function)->Apply(once)`: the rounds are ours.
inline void once(benchmark::internal::Benchmark* bench) { bench->Iterations(1)->UseManualTime(); }

}  // namespace simul::bench
