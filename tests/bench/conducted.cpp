// A conducted run played again: what a step costs on threads and processes of this computer that share one core.
#include <atomic>
#include <thread>

#include "engine/base/ensure.h"
#include "engine/os/cores.h"
#include "engine/os/futex.h"
#include "engine/run/conducted/rehearsal.h"
#include "engine/run/conducted/stage.h"
#include "engine/run/conductors/by_seed.h"
#include "engine/scenario/operations.h"
#include "tests/bench/in_child.h"
#include "tests/bench/rounds.h"

namespace simul::bench {
namespace {

constexpr int kTasks = 2, kRounds = 2500;

/// Two tasks that write into a variable.
class Writers final : public Story {
  public:
    Writers() {
        description_.name = "writers";
        ResourceDeclaration shared;
        shared.kind = ResourceKind::variable;
        shared.name = "shared";
        shared.mmap = true;
        description_.resources.push_back(shared);
    }
    const ScenarioDescription& description() const override { return description_; }
    Task start_main(TaskContext&) override { return main(); }
    Task start(TaskContext&, std::string_view) override { return write(); }

  private:
    static Task main() {
        std::string call;
        pack(PlainValue(std::string("write")), call);
        for (int i = 0; i < kTasks; ++i) co_await operations::spawn(call);
    }
    static Task write() {
        for (int i = 0; i < kRounds; ++i) co_await operations::store(ResourceId{0}, i);
    }

    ScenarioDescription description_;
};

double wall_ns_of(std::size_t steps, const std::function<void()>& body) {
    const std::int64_t begin = os::monotonic_now();
    body();
    return static_cast<double>(os::monotonic_now() - begin) / static_cast<double>(steps);
}

double replay(Model model, Clock clock) {
    return in_child([model, clock] {
        ensure(os::confine_to(1).ok(), "a bench may choose its core");
        Writers story;
        RunPlan plan;
        plan.model = model;
        plan.clock = clock;
        become_conducted(plan);
        const StoryMaker make = []() -> Result<std::unique_ptr<Story>> { return std::unique_ptr<Story>(new Writers); };
        std::unique_ptr<Stage> stage;
        if (Stage::is_for(plan)) stage = std::move(*Stage::create(story, plan, make));
        BySeed conductor(1);
        Rehearsal rehearsal(story, plan, stage.get());
        return wall_ns_of(kTasks * kRounds, [&] { rehearsal.record(conductor); });
    });
}

/// There and back between two threads on one core, and nothing else.
double bare_hand_over() {
    return in_child([] {
        ensure(os::confine_to(1).ok(), "a bench may choose its core");
        constexpr std::uint32_t kTurns = kTasks * kRounds;
        std::atomic<std::uint32_t> turn{0};
        std::thread other([&turn] {
            for (std::uint32_t i = 0; i < kTurns; ++i) {
                os::wait(turn, 2 * i);
                turn.store(2 * i + 2);
                os::wake(turn, 1);
            }
        });
        const double each = wall_ns_of(kTurns, [&turn] {
            for (std::uint32_t i = 0; i < kTurns; ++i) {
                turn.store(2 * i + 1);
                os::wake(turn, 1);
                os::wait(turn, 2 * i + 1);
            }
        });
        other.join();
        return each;
    });
}

void over_hand_over(benchmark::State& state, Model model, Clock clock) {
    compare(state, 3, [model, clock] { return replay(model, clock); }, {bare_hand_over});
}

void threads(benchmark::State& state) { over_hand_over(state, Model::threads, Clock::real); }
void processes(benchmark::State& state) { over_hand_over(state, Model::processes, Clock::real); }
void coroutines(benchmark::State& state) { over_hand_over(state, Model::threads, Clock::simulated); }

BENCHMARK(threads)->Name("conducted/threads/over_hand_over")->Apply(once);
BENCHMARK(processes)->Name("conducted/processes/over_hand_over")->Apply(once);
BENCHMARK(coroutines)->Name("conducted/coroutines/over_hand_over")->Apply(once);

}  // namespace
}  // namespace simul::bench
