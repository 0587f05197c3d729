// The window's arithmetic on ten million events: taking them into lanes, the rectangles of a frame, any moment.
#include "engine/analysis/timeline.h"

#include <array>
#include <memory>
#include <string>

#include "app/layout/lane_rectangles.h"
#include "engine/analysis/moments.h"
#include "engine/base/random.h"
#include "tests/bench/rounds.h"

namespace simul::bench {
namespace {

constexpr std::uint32_t kLanes = 8;
constexpr std::size_t kEvents = 10'000'000;

/// A task runs, is preempted, runs again, sleeps and is ready: each event begins a span in its lane.
TraceEvent next_of(TaskId task, std::uint8_t& step) {
    constexpr EventKind kRound[] = {EventKind::run, EventKind::preempt, EventKind::run, EventKind::sleep,
                                    EventKind::ready};
    TraceEvent event;
    event.task = task;
    event.kind = kRound[step];
    event.phase = event.kind == EventKind::sleep ? Phase::wanted : Phase::done;
    event.value = value_of(kNoTask);
    step = static_cast<std::uint8_t>((step + 1) % std::size(kRound));
    return event;
}

/// Its tasks take turns by chance; times are spread as in a run that bursts and rests. On a core that nobody sees, so
/// that each event begins one span, not two.
std::unique_ptr<Trace> trace_of(std::uint32_t tasks) {
    auto trace = std::make_unique<Trace>();
    Random random(1, tasks);
    Time now{};
    std::vector<std::uint8_t> steps(tasks);
    for (std::size_t i = 0; i < kEvents; ++i) {
        const auto who = static_cast<std::uint32_t>(random.next() % tasks);
        TraceEvent event = next_of(static_cast<TaskId>(who), steps[who]);
        now += Duration(1 + random.next() % (random.next() % 1000 == 0 ? 1'000'000 : 500));
        event.time = now;
        trace->append(event);
    }
    return trace;
}

const Trace& ten_million() {
    static const std::unique_ptr<Trace> kTrace = trace_of(kLanes);
    return *kTrace;
}

const Timeline& lanes() {
    static const Timeline kTimeline(ten_million());
    return kTimeline;
}

void ingest(benchmark::State& state) {
    std::vector<double> rounds;
    for (int i = 0; i < 5; ++i)
        rounds.push_back(cpu_ns_each(kEvents, [] { benchmark::DoNotOptimize(Timeline(ten_million()).end()); }));
    tell(state, 25, median(rounds));
}

void bytes_each(benchmark::State& state) {
    std::size_t spans = 0;
    for (std::uint32_t i = 0; i < kLanes; ++i) spans += lanes().of_task(static_cast<TaskId>(i)).size();
    tell(state, 20, static_cast<double>(lanes().bytes()) / static_cast<double>(spans));
}

/// One frame: eight lanes, 1920 pixels. The argument is how far it is zoomed in, as a power of ten.
void rectangles_of_a_frame(benchmark::State& state) {
    const Time end = lanes().end();
    double zoom = 1;
    for (std::int64_t i = 0; i < state.range(0); ++i) zoom *= 10;
    const layout::TimeAxis axis = zoomed(layout::fitted(end, 0, 1920), zoom, 960, end);
    std::vector<layout::LaneRectangle> rectangles;
    std::size_t count = 0;
    const auto frame = [&] {
        count = 0;
        for (std::uint32_t i = 0; i < kLanes; ++i) {
            lay_out_lane(lanes().of_task(static_cast<TaskId>(i)).lane(), axis, end, rectangles);
            count += rectangles.size();
        }
    };
    frame();
    std::vector<double> rounds;
    for (int i = 0; i < 41; ++i) rounds.push_back(cpu_ns_each(1, frame) * 1e-6);
    tell(state, 0.5, median(rounds));
    state.counters["rectangles"] = static_cast<double>(count);
}

/// Anywhere in the trace, never near the last one asked for.
void moment_anywhere(benchmark::State& state, std::uint32_t tasks) {
    const std::unique_ptr<Trace> trace = trace_of(tasks);
    Moments moments;
    const double taken = cpu_ns_each(kEvents, [&] { moments.take(*trace); });
    std::vector<double> rounds;
    Random random(5, 5);
    for (int i = 0; i < 101; ++i) {
        const auto events = static_cast<std::size_t>(random.between(0, kEvents));
        rounds.push_back(cpu_ns_each(1, [&] { benchmark::DoNotOptimize(moments.after(*trace, events).now()); }) * 1e-6);
    }
    tell(state, 10, median(rounds));
    state.counters["slowest"] = *std::max_element(rounds.begin(), rounds.end());
    state.counters["megabytes"] = static_cast<double>(moments.bytes()) / 1e6;
    state.counters["take_ns"] = taken;
}

BENCHMARK(ingest)->Name("timeline/ingest_event/ns")->Apply(once);
BENCHMARK(bytes_each)->Name("timeline/span/bytes")->Apply(once);
BENCHMARK(rectangles_of_a_frame)->Name("timeline/frame/ms/zoom")->DenseRange(0, 6)->Apply(once);
BENCHMARK_CAPTURE(moment_anywhere, tasks, 8)->Name("timeline/moment_of_8_tasks/ms")->Apply(once);
BENCHMARK_CAPTURE(moment_anywhere, tasks, 100'000)->Name("timeline/moment_of_100000_tasks/ms")->Apply(once);

}  // namespace
}  // namespace simul::bench
