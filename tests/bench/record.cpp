// What recording an event costs its writer.
#include "engine/os/clock.h"
#include "tests/bench/recycling_sink.h"
#include "tests/bench/rounds.h"

namespace simul::bench {
namespace {

constexpr std::int64_t kEvents = 10'000'000;

TraceEvent some_event(std::int64_t number) {
    TraceEvent event;
    event.kind = EventKind::lock;
    event.task = static_cast<TaskId>(number & 0xff);
    event.value = number;
    return event;
}

/// `stamp` gives each event its time.
template <class Stamp>
double recorded(Stamp stamp) {
    StreamHeader stream;
    RecyclingSink sink;
    Recorder recorder(stream, sink, nullptr);
    return cpu_ns_each(kEvents, [&] {
        for (std::int64_t i = 0; i < kEvents; ++i) {
            TraceEvent event = some_event(i);
            event.time = Time(Duration(stamp(i)));
            recorder.record(event);
        }
    });
}

double clock_reads() {
    std::int64_t sum = 0;
    const double each = cpu_ns_each(kEvents, [&] {
        for (std::int64_t i = 0; i < kEvents; ++i) benchmark::DoNotOptimize(sum += os::monotonic_now());
    });
    return each;
}

void simulated(benchmark::State& state) {
    std::vector<double> rounds;
    for (int i = 0; i < 9; ++i) rounds.push_back(recorded([](std::int64_t i_) { return i_; }));
    tell(state, 4, median(rounds));
}

void real(benchmark::State& state) {
    compare(state, 2, [] { return recorded([](std::int64_t) { return os::monotonic_now(); }); }, {clock_reads});
}

BENCHMARK(simulated)->Name("record/simulated/ns")->Apply(once);
BENCHMARK(real)->Name("record/real/over_clock_read")->Apply(once);

}  // namespace
}  // namespace simul::bench
