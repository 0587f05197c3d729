// The lost update once more, in C++. The texts stand in lost_update.lua.
#include <vector>

#include "engine/scenario/operations.h"
#include "scenarios/twin.h"

namespace simul {

using namespace operations;

namespace {

enum class Protection : std::uint8_t { none, lock, atomic };

struct Counting {
    std::int64_t tasks, times;
    bool three_steps;
    Protection protection;
    ResourceId counter, guard;
};

Task add_one(Counting counting) {
    const Operation seen = co_await load(counting.counter);
    if (counting.three_steps) co_await compute(0s);
    co_await store(counting.counter, seen.value + 1);
}

Task add(Counting counting) {
    for (std::int64_t time = 1; time <= counting.times; ++time) {
        if (counting.protection == Protection::atomic) {
            co_await atomic_add(counting.counter, 1);
            continue;
        }
        const bool locks = counting.protection == Protection::lock;
        if (locks) co_await lock(counting.guard);
        Task one = add_one(counting);
        co_await one;
        if (locks) co_await unlock(counting.guard);
    }
}

Task count(Counting counting) {
    std::string call = packed_call("add"), sentence = "no update is lost";
    std::vector<TaskId> adders;
    for (std::int64_t i = 1; i <= counting.tasks; ++i) {
        const Operation spawned = co_await spawn(call);
        adders.push_back(spawned.task);
    }
    std::string list = list_of(adders);
    std::int64_t watch = 0;
    for (const TaskId adder : adders) watch = watch_number(co_await gathered(adder, list, watch));
    const Operation end = co_await load(counting.counter);
    co_await expect(end.value == counting.tasks * counting.times, sentence);
}

class LostUpdate final : public TwinStory {
  public:
    explicit LostUpdate(ScenarioDescription given) : TwinStory(std::move(given)) {
        ResourceDeclaration counter, guard;
        counter.kind = ResourceKind::variable;
        counter.name = "counter";
        counter.mmap = true;
        counter.atomic = knob("protect").text_value == "atomic steps";
        guard.kind = ResourceKind::mutex;
        guard.name = "guard";
        const std::string& protect = knob("protect").text_value;
        counting_.tasks = knob("tasks").count();
        counting_.times = knob("times").count();
        counting_.three_steps = knob("steps").text_value == "3";
        counting_.protection = protect == "lock"     ? Protection::lock
                               : protect == "atomic" ? Protection::atomic
                                                     : Protection::none;
        counting_.counter = declare(std::move(counter));
        counting_.guard = declare(std::move(guard));
    }

    static ScenarioDescription describe() {
        ScenarioDescription description;
        description.name = "lost_update";
        description.title = "The lost update";
        description.sentence = "Two tasks add one to the same counter. What can it be in the end?";
        description.teaches = "Races, atomic parts";
        description.default_model = Model::threads;
        description.source_name = "lost_update.cpp";
        description.knobs = {
            count_knob("tasks", 2, 1, 100, "tasks that add"),
            count_knob("times", 1, 1, 100'000, "additions of each"),
            choice_knob("steps", "2", {"2", "3"}, "load and store, or load, add and store"),
            choice_knob("protect", "none", {"none", "lock", "atomic", "atomic steps"}, "what guards the counter"),
        };
        return description;
    }

    Task start_main(TaskContext&) override { return count(counting_); }
    Task start_function(const std::string&, std::int64_t) override { return add(counting_); }

  private:
    Counting counting_{};
};

}  // namespace

std::unique_ptr<Scenario> lost_update_twin() { return std::make_unique<TwinScenario<LostUpdate>>(); }

}  // namespace simul
