// Lottery scheduling: a ticket is drawn at each decision; who holds it has the core for a quantum. Tickets are numbered
// as their holders became ready.
#include <array>
#include <utility>
#include <vector>

#include "engine/base/random.h"
#include "engine/run/policies/policies.h"

namespace simul {

namespace {

/// Amounts in places, with their sum and the place of any part of it in the logarithm of their number. Eight places,
/// and eight sums of eight, are one line of the processor's memory.
class Sums {
  public:
    explicit Sums(std::size_t least_capacity) {
        std::size_t capacity = kWidth;
        while (capacity < least_capacity) capacity *= kWidth;
        for (std::size_t size = capacity; size >= kWidth; size /= kWidth) levels_.emplace_back(size / kWidth);
        capacity_ = capacity;
    }

    std::size_t capacity() const { return capacity_; }
    std::int64_t sum() const { return sum_; }
    void add(std::size_t place, std::int64_t amount) {
        sum_ += amount;
        for (std::vector<Eight>& level : levels_) {
            level[place / kWidth].sums[place % kWidth] += amount;
            place /= kWidth;
        }
    }
    std::int64_t at(std::size_t place) const { return levels_[0][place / kWidth].sums[place % kWidth]; }
    /// The first place up to which the amounts make more than `part`, which is below the sum. `come_near` hears the
    /// first of eight places, of which it will be one.
    template <class ComeNear>
    std::size_t place_of(std::int64_t part, ComeNear come_near) const {
        std::size_t place = 0;
        for (std::size_t level = levels_.size(); level > 0; --level) {
            if (level == 1) come_near(kWidth * place);
            place = kWidth * place + go_past(levels_[level - 1][place], part);
        }
        return place;
    }

  private:
    static constexpr std::size_t kWidth = 8;
    struct alignas(64) Eight {
        std::array<std::int64_t, kWidth> sums{};
    };

    /// How many come before it; it then is what is left of the part. Without a branch, and nothing waits for more than
    /// four additions.
    static std::size_t go_past(const Eight& eight, std::int64_t& part) {
        const auto& sums = eight.sums;
        std::array<std::int64_t, kWidth + 1> before{};  // each of them
        before[1] = sums[0];
        before[2] = sums[0] + sums[1];
        before[3] = before[2] + sums[2];
        before[4] = before[2] + (sums[2] + sums[3]);
        before[5] = before[4] + sums[4];
        before[6] = before[4] + (sums[4] + sums[5]);
        before[7] = before[6] + sums[6];
        before[8] = before[4] + ((sums[4] + sums[5]) + (sums[6] + sums[7]));
        std::size_t count = 0;
#pragma GCC unroll 8
        for (std::size_t i = 1; i <= kWidth; ++i) count += before[i] <= part ? 1 : 0;
        part -= before[count];
        return count;
    }

    std::vector<std::vector<Eight>> levels_;  ///< the amounts, the sums of eight amounts, the sums of eight sums …
    std::size_t capacity_;
    std::int64_t sum_ = 0;
};

class Lottery final : public Policy {
  public:
    explicit Lottery(const PolicyOptions& options) : quantum_(options.quantum), chance_(options.seed, kStream) {}

    Told add(const TaskView& task, Readiness) override {
        if (holders_.size() == tickets_.capacity()) close_ranks();
        tickets_.add(holders_.size(), tickets_of(task));
        holders_.push_back(task.id);
        ++ready_;
        return {rank(task)};
    }
    /// Nothing is drawn where there is no choice.
    TaskId take(CoreId, Time, std::vector<Ranked>&) override {
        drawn_.reset();
        if (ready_ == 0) return kNoTask;
        if (ready_ > 1) drawn_ = chance_.between(0, tickets_.sum() - 1);
        const std::size_t winner = tickets_.place_of(
            drawn_.value_or(0), [this](std::size_t place) { __builtin_prefetch(holders_.data() + place); });
        tickets_.add(winner, -tickets_.at(winner));
        --ready_;
        return holders_[winner];
    }
    Duration slice(const TaskView&) override { return quantum_; }
    std::optional<Ranked> rank(const TaskView& task) override {
        return Ranked{task.id, Cell::integer(tickets_of(task))};
    }

  private:
    static constexpr std::int64_t kTicketsAtFirst = 100;
    static constexpr std::uint64_t kStream = 0x107e4700000000;  ///< no task draws from it

    static std::int64_t tickets_of(const TaskView& task) { return task.given.tickets.value_or(kTicketsAtFirst); }
    /// Those who were taken leave no gaps, and as many as are ready find room.
    void close_ranks() {
        const Sums before = std::exchange(tickets_, Sums(2 * ready_ + 1));
        const std::vector<TaskId> holders = std::exchange(holders_, {});
        for (std::size_t place = 0; place < holders.size(); ++place) {
            if (before.at(place) == 0) continue;
            tickets_.add(holders_.size(), before.at(place));
            holders_.push_back(holders[place]);
        }
    }

    const Duration quantum_;
    Random chance_;
    std::vector<TaskId> holders_;  ///< in the order in which they became ready
    Sums tickets_{1};              ///< by their place; 0: it was taken
    std::size_t ready_ = 0;        ///< how many of them were not taken yet
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
