// Against SimPy, the simulator that Python's teachers know: both let tasks sleep in a loop (hold_story.h).
#include <cstdio>
#include <string>

#include "tests/bench/hold_story.h"
#include "tests/bench/rounds.h"

namespace simul::bench {
namespace {

/// What stands here is a program for any Python: it prints nanoseconds of core time for one sleep.
constexpr const char* kProgram = R"(
import random, sys, time, simpy

tasks, sleeps = int(sys.argv[1]), int(sys.argv[2])
delays = [random.randint(1, 1 << 20) for _ in range(1 << 14)]
count, begin = 0, 0

def hold(env, at, over):
    global count, begin
    while True:
        count += 1
        if count == 3 * tasks: begin = time.process_time_ns()
        if count == 3 * tasks + sleeps: over.succeed()
        at += 1
        yield env.timeout(delays[at % len(delays)])

env = simpy.Environment()
over = env.event()
for at in range(tasks): env.process(hold(env, at, over))
env.run(until=over)
print((time.process_time_ns() - begin) / sleeps)
)";

/// Debian's own Python has Debian's packages; whoever has another in the way may have SimPy there.
constexpr const char* kPythons[] = {"python3", "/usr/bin/python3"};

const char* python_with_simpy() {
    for (const char* python : kPythons)
        if (std::system((std::string(python) + " -c 'import simpy; simpy.Environment' 2>/dev/null").c_str()) == 0)
            return python;
    return nullptr;
}

double simpy(const std::string& python, int tasks, int sleeps) {
    const std::string command =
        python + " -c '" + kProgram + "' " + std::to_string(tasks) + " " + std::to_string(sleeps);
    std::FILE* const told = popen(command.c_str(), "r");
    double ns = 0;
    const bool read = told && std::fscanf(told, "%lf", &ns) == 1;
    ensure(read && pclose(told) == 0, "a program for SimPy tells its figure");
    return ns;
}

void thousand_tasks(benchmark::State& state) {
    const char* const python = python_with_simpy();
    if (!python) return state.SkipWithError("SimPy is not installed (python3-simpy3)");
    compare(state, 1.0 / 12, [] { return hold_ns(1000, 1'000'000); }, {[&] { return simpy(python, 1000, 200'000); }});
}

BENCHMARK(thousand_tasks)->Name("hold/1k_tasks/over_simpy")->Apply(once);

}  // namespace
}  // namespace simul::bench
