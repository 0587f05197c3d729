// What real runs cost beyond the operating system's own price: starting a runner, handing a core over.
#include <unistd.h>

#include <memory>

#include "engine/os/cores.h"
#include "engine/os/futex.h"
#include "engine/os/memory.h"
#include "engine/os/threads.h"
#include "engine/run/real/parallel.h"
#include "engine/run/run.h"
#include "engine/scenario/operations.h"
#include "tests/bench/in_child.h"
#include "tests/bench/recycling_sink.h"
#include "tests/bench/rounds.h"

namespace simul::bench {
namespace {

using namespace operations;

constexpr std::int64_t kHandOvers = 50'000;
constexpr ResourceId kMine{0}, kYours{1};

Task nothing() {
    const int none = 0;
    (void)none;
    co_return;
}

/// Does what a watcher does: so the writers' memory is used again and again. Made before the tasks are, used by one.
class Readers {
  public:
    explicit Readers(Region& region) : region_(region), readers_(kWriters) {
        for (std::size_t i = 0; i < kWriters; ++i)
            readers_[i] = StreamReader(region.head().slots()[i].stream, region.base());
    }
    void read_all() {
        for (std::size_t i = 0; i < region_.head().writers.load(); ++i)
            while (readers_[i].peek()) readers_[i].pop();
    }

  private:
    static constexpr std::size_t kWriters = 8;  // more than a match has
    Region& region_;
    std::vector<StreamReader> readers_;
};

Task hit(bool first, Readers* readers) {
    constexpr std::int64_t kLook = 500;
    const ResourceId take = first ? kMine : kYours;
    const ResourceId give = first ? kYours : kMine;
    for (std::int64_t i = 0; i < kHandOvers / 2; ++i) {
        if (first && i % kLook == 0) readers->read_all();
        co_await acquire(take);
        co_await release(give);
    }
}

Task play() {
    for (const bool first : {true, false}) {
        std::string call;
        pack(PlainValue(std::string(first ? "first" : "second")), call);
        co_await spawn(call);
    }
}

class Match final : public Story {
  public:
    /// Without readers nothing is played.
    explicit Match(Readers* readers = nullptr) : readers_(readers) {
        for (const char* name : {"mine", "yours"}) {
            ResourceDeclaration semaphore;
            semaphore.kind = ResourceKind::semaphore;
            semaphore.name = name;
            semaphore.initial = Cell::integer(description_.resources.empty());
            description_.resources.push_back(semaphore);
        }
    }
    const ScenarioDescription& description() const override { return description_; }
    Task start_main(TaskContext&) override { return readers_ ? play() : nothing(); }
    Task start(TaskContext&, std::string_view call) override {
        return hit(std::get<std::string>(unpack(call).content) == "first", readers_);
    }

  private:
    Readers* readers_;
    ScenarioDescription description_;
};

// ---- Handing over, everybody on one core.

double wall_ns_each(std::int64_t count, const std::function<void()>& body) {
    const std::int64_t begin = os::monotonic_now();
    body();
    return static_cast<double>(os::monotonic_now() - begin) / static_cast<double>(count);
}

double engine(Model model) {
    return in_child([model] {
        (void)os::confine_to(1).ok();
        Result<Region> region = Region::create();
        ensure(region.ok(), "a bench has shared memory");
        Readers readers(*region);
        Match story(&readers);
        RunPlan plan;
        plan.model = model;
        plan.clock = Clock::real;
        region->head().began.store(os::monotonic_now());
        const StoryMaker make = [&readers]() -> Result<std::unique_ptr<Story>> {
            return std::unique_ptr<Story>(std::make_unique<Match>(&readers));
        };
        return wall_ns_each(kHandOvers, [&] { (void)run_parallel(*region, story, plan, make).ok(); });
    });
}

void play_raw(std::atomic<std::uint32_t>& ball, std::uint32_t mine) {
    for (std::int64_t i = 0; i < kHandOvers / 2; ++i) {
        for (std::uint32_t seen = ball.load(); seen % 2 != mine; seen = ball.load()) os::wait(ball, seen);
        ball.fetch_add(1);
        os::wake(ball, 1);
    }
}

/// Between two threads.
double raw_threads() {
    return in_child([] {
        (void)os::confine_to(1).ok();
        std::atomic<std::uint32_t> ball{0};
        return wall_ns_each(kHandOvers, [&] {
            Result<os::Thread> other = os::Thread::start([&] { play_raw(ball, 1); }, "other");
            play_raw(ball, 0);
            other->join();
        });
    });
}

/// Between two processes: what changing the address space costs is theirs.
double raw_processes() {
    return in_child([] {
        (void)os::confine_to(1).ok();
        const Result<os::SharedMemory> memory = os::SharedMemory::create("ball", sizeof(std::atomic<std::uint32_t>));
        auto& ball = *new (memory->data()) std::atomic<std::uint32_t>(0);
        return wall_ns_each(kHandOvers, [&] {
            const Result<int> other = os::fork_child();
            play_raw(ball, *other == 0);
            if (*other == 0) os::exit_now(0);
            os::reap(*other, true);
        });
    });
}

/// wanted, ready, run, done, and the release: what a hand-over records, with a clock read each.
double five_events() {
    constexpr std::int64_t kEvents = 1'000'000;
    StreamHeader stream;
    RecyclingSink sink;
    Recorder recorder(stream, sink, nullptr);
    return 5 * cpu_ns_each(kEvents, [&] {
               for (std::int64_t i = 0; i < kEvents; ++i) {
                   TraceEvent event;
                   event.time = Time(Duration(os::monotonic_now()));
                   recorder.record(event);
               }
           });
}

void hand_over(benchmark::State& state, Model model, double (*raw)()) {
    compare(state, 1.05, [model] { return engine(model); }, {[raw] { return raw() + five_events(); }});
}

void threads(benchmark::State& state) { hand_over(state, Model::threads, raw_threads); }
void processes(benchmark::State& state) { hand_over(state, Model::processes, raw_processes); }

// ---- Starting.

Result<std::unique_ptr<Scenario>> find_nothing(const std::string&, const std::optional<std::string>&) {
    class Nothing final : public Scenario {
        Result<std::unique_ptr<Story>> load(const KnobSettings&, std::uint64_t) const override {
            return std::unique_ptr<Story>(std::make_unique<Match>());
        }
    };
    return std::unique_ptr<Scenario>(std::make_unique<Nothing>());
}

constexpr int kStarts = 50;

/// From the request to the moment at which the run is over and its process is gone.
double runs() {
    return in_child([] {
        Result<Zygote> zygote = Zygote::create(find_nothing);
        Settings settings;
        settings.model = Model::event_loop;
        return wall_ns_each(kStarts, [&] {
            for (int i = 0; i < kStarts; ++i) {
                Result<Run> run = Run::start(*zygote, settings);
                while (run->take_news(1000)) {
                }
            }
        });
    });
}

/// A small process that forks on request, and tells when the child is gone.
double bare_forks() {
    return in_child([] {
        int asks[2], answers[2];
        ensure(pipe(asks) == 0 && pipe(answers) == 0, "a bench has descriptors enough");
        const Result<int> zygote = os::fork_child();
        char byte = 0;
        if (*zygote == 0) {
            while (read(asks[0], &byte, 1) == 1) {
                const Result<int> child = os::fork_child();
                if (*child == 0) os::exit_now(0);
                os::reap(*child, true);
                if (write(answers[1], &byte, 1) != 1) break;
            }
            os::exit_now(0);
        }
        const double each = wall_ns_each(kStarts, [&] {
            for (int i = 0; i < kStarts; ++i)
                ensure(write(asks[1], &byte, 1) == 1 && read(answers[0], &byte, 1) == 1, "the zygote answers");
        });
        os::kill_process(*zygote);
        os::reap(*zygote, true);
        return each;
    });
}

void start(benchmark::State& state) { compare(state, 2, runs, {bare_forks}); }

BENCHMARK(threads)->Name("hand_over/threads/over_futex_and_events")->Apply(once);
BENCHMARK(processes)->Name("hand_over/processes/over_futex_and_events")->Apply(once);
BENCHMARK(start)->Name("runner/whole_run_over_bare_fork")->Apply(once);

}  // namespace
}  // namespace simul::bench
