// The two cashiers once more, in C++. The texts stand in two_cashiers.lua.
#include <algorithm>

#include "engine/scenario/operations.h"
#include "scenarios/twin.h"

namespace simul {

using namespace operations;

namespace {

struct Shop {
    std::int64_t customers;
    double service_s, spread_s;
};

Task queue(Shop shop, std::int64_t number) {
    std::string wait = "wait", own_wait = "wait_queue_" + std::to_string(number);
    for (std::int64_t customer = 1; customer <= shop.customers; ++customer) {
        const Operation clock = co_await now();
        const double waited = seconds_of(Duration(clock.value));
        co_await measure(wait, waited);
        co_await measure(own_wait, waited);
        double service_s = shop.service_s;
        if (shop.spread_s != 0) {
            const Operation drawn = co_await random_fraction();
            const double fraction = Cell{drawn.value, drawn.cell}.as_real();
            service_s = std::max(0.0, shop.service_s + (2 * fraction - 1) * shop.spread_s);
        }
        co_await compute(duration_of_seconds(service_s));
        co_await yield();
    }
}

Task opening() {
    std::string call = packed_call("queue", 1);
    const Operation first = co_await spawn(call);
    call = packed_call("queue", 2);
    const Operation second = co_await spawn(call);
    std::string list = list_of({first.task, second.task});
    const Operation one = co_await gathered(first.task, list, 0);
    co_await gathered(second.task, list, watch_number(one));
}

class TwoCashiers final : public TwinStory {
  public:
    explicit TwoCashiers(ScenarioDescription given) : TwinStory(std::move(given)) {
        shop_ = {knob("customers").count(), knob("service").number, knob("spread").number};
        TaskWords queue;
        queue.function = queue.name = "queue";
        queue.running = {"a cashier serves {}", "queues are served", "queue is served"};
        queue.ready = {"{} waits for a cashier", "queues wait for a cashier", "queue waits for a cashier"};
        queue.blocked = {"{} waits", "queues wait", "queue waits"};
        queue.done = {"{} is empty", "queues are empty", "queue is empty"};
        speak({"shop", {queue}, {}, {{"customers", std::to_string(shop_.customers)}}});
    }

    static ScenarioDescription describe() {
        ScenarioDescription description;
        description.name = "two_cashiers";
        description.title = "Two cashiers";
        description.sentence = "Two queues, one or two cashiers: who waits, and for how long?";
        description.teaches = "Concurrent is not parallel";
        description.scale = 120;
        description.default_model = Model::threads;
        description.default_cores = 2;
        description.source_name = "two_cashiers.cpp";
        description.knobs = {
            count_knob("customers", 4, 1, 100, "customers in each queue"),
            seconds_knob("service", 60, 1, 3600, "a service takes"),
            seconds_knob("spread", 0, 0, 3600, "a service may take this much less or more"),
        };
        return description;
    }

    Task start_main(TaskContext&) override { return opening(); }
    Task start_function(const std::string&, std::int64_t number) override { return queue(shop_, number); }

  private:
    Shop shop_{};
};

}  // namespace

std::unique_ptr<Scenario> two_cashiers_twin() { return std::make_unique<TwinScenario<TwoCashiers>>(); }

}  // namespace simul
