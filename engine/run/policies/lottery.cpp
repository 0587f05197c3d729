// Lottery scheduling: a ticket is drawn at each decision; who holds it has the core for a quantum. Tickets are numbered
// as their holders became ready.
#include <utility>

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
        if (holders_.size() > 2 * ready_ + kFewest) close_ranks();
        seat({task.id, tickets_of(task)});
        ++ready_;
    }
    /// Nothing is drawn where there is no choice.
    TaskId take(CoreId, Time, std::vector<Ranked>&) override {
        drawn_.reset();
        if (ready_ == 0) return kNoTask;
        if (ready_ > 1) drawn_ = chance_.between(0, sums_.sum() - 1);
        Holder& winner = holders_[sums_.place_of(drawn_.value_or(0))];
        sums_.add(static_cast<std::size_t>(&winner - holders_.data()), -winner.tickets);
        winner.tickets = 0;
        --ready_;
        return winner.task;
    }
    Duration slice(const TaskView&) override { return quantum_; }
    std::optional<Ranked> rank(const TaskView& task) override {
        return Ranked{task.id, Cell::integer(tickets_of(task))};
    }
    std::optional<std::int64_t> drawn() const override { return drawn_; }

  private:
    static constexpr std::int64_t kTicketsAtFirst = 100;
    static constexpr std::uint64_t kStream = 0x107e4700000000;  ///< no task draws from it
    static constexpr std::size_t kFewest = 64;
    struct Holder {
        TaskId task = kNoTask;
        std::int64_t tickets = 0;  ///< 0: it was taken
    };

    static std::int64_t tickets_of(const TaskView& task) { return task.given.tickets.value_or(kTicketsAtFirst); }
    void seat(Holder holder) {
        sums_.add(holders_.size(), holder.tickets);
        holders_.push_back(holder);
    }
    /// Those who were taken leave no gaps.
    void close_ranks() {
        sums_ = {};
        for (const Holder& holder : std::exchange(holders_, {}))
            if (holder.tickets > 0) seat(holder);
    }

    const Duration quantum_;
    Random chance_;
    std::vector<Holder> holders_;  ///< in the order in which they became ready
    std::size_t ready_ = 0;        ///< how many of them were not taken yet
    Sums sums_;                    ///< of tickets, by place
    std::optional<std::int64_t> drawn_;
};

}  // namespace

PolicyEntry lottery_policy() {
    return {.name = "lottery",
            .title = "Lottery",
            .sentence = "a ticket is drawn at each quantum",
            .source = "Waldspurger, Weihl: Lottery Scheduling, OSDI 1994; OSTEP, chapter 9",
            .comparison = {.preference = Preference::drawn, .looks_at = "tickets", .best = "holds the drawn ticket"},
            .has_quantum = true,
            .parameters = {},
            .make = [](const PolicyOptions& options) { return made<Lottery>(options); }};
}

}  // namespace simul
