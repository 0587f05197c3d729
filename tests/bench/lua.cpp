// What a story in Lua costs beyond the same story in C++: time for each sleep, and memory for each task.
#include "engine/base/ensure.h"
#include "engine/scenario/lua/lua_scenario.h"
#include "tests/bench/hold_story.h"
#include "tests/bench/in_child.h"
#include "tests/bench/rounds.h"

namespace simul::bench {
namespace {

constexpr std::uint32_t kTasks = 1000;
constexpr std::int64_t kSleeps = 1000;

/// The same loop as HoldStory's: a delay from one table of 16384, for ever.
constexpr const char* kHold = R"(
title = "Hold"
knobs = { tasks = knob(1000, { min = 1, max = 1000000 }) }
delays = {}
local number = 1
for i = 1, 16384 do
  number = (number * 1103515245 + 12345) % 2147483648
  delays[i] = (number % 1048576 + 1) * 1e-9
end
function hold(at)
  while true do
    sleep(delays[at % 16384 + 1])
    at = at + 1
  end
end
function main()
  for i = 1, knob.tasks do spawn(hold, i) end
end
)";

std::unique_ptr<Story> lua_story(std::uint32_t tasks) {
    auto story = lua_scenario("hold", "hold.lua", kHold)->load({{"tasks", std::to_string(tasks)}}, 1);
    ensure(story.ok(), "the story of a bench can be loaded");
    return std::move(*story);
}

/// A run of Lua tasks that ends after so many events, while all of them live. `look` sees it end.
template <class Look>
void run_lua(std::uint32_t tasks, std::uint64_t events, Look look) {
    const std::unique_ptr<Story> story = lua_story(tasks);
    const std::atomic<std::uint32_t> stop{0};
    RunPlan plan = hold_plan(tasks);
    plan.max_events = events;
    StreamHeader stream;
    RecyclingSink sink;
    Recorder recorder(stream, sink, nullptr);
    Simulated executor(*story, plan, policy_of(plan), recorder, stop);
    look(executor);
}

/// A sleep is four events: wanted, ready, run, done.
constexpr std::int64_t kEventsOfSleep = 4;

double lua_ns() {
    double ns = 0;
    run_lua(kTasks, kTasks * kSleeps * kEventsOfSleep,
            [&](Simulated& executor) { ns = cpu_ns_each(kTasks * kSleeps, [&] { executor.run(); }); });
    return ns;
}

double bytes_each(std::uint32_t tasks) {
    return in_child([tasks] {
        const auto resident = [](std::uint32_t count) {
            std::int64_t bytes = 0;
            run_lua(count, count * 2 * kEventsOfSleep, [&](Simulated& executor) {
                executor.run();
                bytes = resident_bytes();
            });
            return bytes;
        };
        const std::int64_t few = resident(1000);
        return static_cast<double>(resident(tasks) - few) / (tasks - 1000);
    });
}

void time(benchmark::State& state) {
    compare(state, 5, lua_ns, {[] { return hold_ns(kTasks, kTasks * kSleeps); }});
}
void bytes(benchmark::State& state) { tell(state, 2048, bytes_each(50'000)); }

// First, while nobody has used this process' heap, which its child inherits.
BENCHMARK(bytes)->Name("lua/bytes_per_task")->Apply(once);
BENCHMARK(time)->Name("lua/1k_tasks/over_cpp")->Apply(once);

}  // namespace
}  // namespace simul::bench
