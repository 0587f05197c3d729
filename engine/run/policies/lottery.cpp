// Lottery scheduling: a ticket is drawn at each decision; who holds it has the core for a quantum.
#include "engine/base/random.h"
#include "engine/run/policies/policies.h"

namespace simul {

namespace {

/// Amounts in places, with their sum and the place of any part of it in the logarithm of their number (Fenwick, 1994).
class Sums {
  public:
    std::int64_t sum() const { return sum_; }
    void add(std::size_t place, std::int64_t amount) {
        while (place >= tree_.size()) grow();
        sum_ += amount;
        for (std::size_t i = place + 1; i <= tree_.size(); i += i & -i) tree_[i - 1] += amount;
    }
    /// The first place up to which the amounts make more than `part`, which is below the sum.
    std::size_t place_of(std::int64_t part) const {
        std::size_t before = 0;
        for (std::size_t step = tree_.size(); step > 0; step /= 2)
            if (before + step <= tree_.size() && tree_[before + step - 1] <= part) {
                before += step;
                part -= tree_[before - 1];
            }
        return before;
    }

  private:
    /// The size is a power of two; the last number of a tree is the sum of all.
    void grow() {
        const std::size_t size = tree_.empty() ? 1 : 2 * tree_.size();
        tree_.resize(size);
        tree_[size - 1] = sum_;
    }

    std::vector<std::int64_t> tree_;
    std::int64_t sum_ = 0;
};

class Lottery final : public Policy {
  public:
    explicit Lottery(const PolicyOptions& options) : quantum_(options.quantum), chance_(options.seed, kStream) {}

    void add(const TaskView& task, Readiness) override {
        if (free_.empty()) {
            free_.push_back(places_.size());
            places_.push_back({});
        }
        places_[free_.back()] = {task.id, tickets_of(task)};
        sums_.add(free_.back(), tickets_of(task));
        free_.pop_back();
    }
    /// Nothing is drawn where there is no choice.
    TaskId take(CoreId, Time, std::vector<Ranked>&) override {
        if (sums_.sum() == 0) return kNoTask;
        const bool alone = places_.size() - free_.size() == 1;
        const std::size_t place = sums_.place_of(alone ? 0 : chance_.between(0, sums_.sum() - 1));
        sums_.add(place, -places_[place].tickets);
        free_.push_back(place);
        return places_[place].task;
    }
    Duration slice(const TaskView&) override { return quantum_; }
    std::optional<Cell> rank(const TaskView& task) override { return Cell::integer(tickets_of(task)); }

  private:
    static constexpr std::int64_t kTicketsAtFirst = 100;
    static constexpr std::uint64_t kStream = 0x107e4700000000;  ///< no task draws from it
    struct Holder {
        TaskId task = kNoTask;
        std::int64_t tickets = 0;
    };

    static std::int64_t tickets_of(const TaskView& task) { return task.given.tickets.value_or(kTicketsAtFirst); }

    const Duration quantum_;
    Random chance_;
    std::vector<Holder> places_;
    std::vector<std::size_t> free_;  ///< places of nobody
    Sums sums_;                      ///< of tickets, by place
};

}  // namespace

PolicyEntry lottery_policy() {
    return {.name = "lottery",
            .title = "Lottery",
            .sentence = "a ticket is drawn at each quantum",
            .source = "Waldspurger, Weihl: Lottery Scheduling, OSDI 1994; OSTEP, chapter 9",
            .best = "the ticket that was drawn",
            .unit = "",
            .has_quantum = true,
            .parameters = {},
            .make = [](const PolicyOptions& options) { return made<Lottery>(options); }};
}

}  // namespace simul
