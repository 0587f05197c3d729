// HRRN: the highest response ratio next. Short tasks go first, and long ones do not wait for ever.
//
// How it works. Time changes the order of those who are ready: of two, the shorter task overtakes the longer one at a
// moment that is known. They play a tournament, in which the winner of each match is known together with the moment
// until which it stays so; only matches whose moment has come are played again. (A kinetic tournament: Basch, Guibas,
// Hershberger, Data Structures for Mobile Data, 1997.)
#include <algorithm>
#include <optional>
#include <utility>

#include "engine/run/policies/bursts.h"
#include "engine/run/policies/policies.h"

namespace simul {

namespace {

/// Products of two moments do not fit into 64 bits.
__extension__ using WideProduct = __int128;

/// One that is ready. Its ratio is 1 + waited / burst.
struct Waiting {
    TaskId task = kNoTask;
    Time since{};
    Duration burst{1};
    std::uint64_t order = 0;  ///< as it became ready

    double ratio(Time now) const { return 1 + seconds_of(now - since) / seconds_of(burst); }
    /// The higher ratio, exactly; of equal ones, who became ready first.
    bool beats(const Waiting& other, Time now) const {
        const WideProduct own = WideProduct((now - since).count()) * other.burst.count();
        const WideProduct others = WideProduct((now - other.since).count()) * burst.count();
        return own != others ? own > others : order < other.order;
    }
    /// Until then it does not lose to one that it beats now.
    Time stays_ahead_of(const Waiting& other) const {
        if (other.burst >= burst) return kNever;
        const WideProduct meeting = WideProduct(other.since.time_since_epoch().count()) * burst.count() -
                                    WideProduct(since.time_since_epoch().count()) * other.burst.count();
        const WideProduct at = meeting / (burst - other.burst).count();
        return at >= kNever.time_since_epoch().count() ? kNever : Time(Duration(static_cast<std::int64_t>(at)));
    }
};

class Tournament {
  public:
    std::size_t size() const { return size_; }
    void add(const Waiting& waiting, Time now) {
        if (free_.empty()) grow(now);
        const std::size_t place = free_.back();
        free_.pop_back();
        ++size_;
        players_[place] = waiting;
        play_up(place, now);
    }
    /// There must be one.
    Waiting take(Time now) {
        refresh(kFinal, now);
        const std::size_t place = *matches_[kFinal].winner;
        const Waiting winner = std::exchange(players_[place], Waiting());
        free_.push_back(place);
        --size_;
        play_up(place, now);
        return winner;
    }
    /// In the order in which they became ready.
    std::vector<Waiting> all() const {
        std::vector<Waiting> list;
        for (const Waiting& each : players_)
            if (each.task != kNoTask) list.push_back(each);
        std::sort(list.begin(), list.end(), [](const Waiting& a, const Waiting& b) { return a.order < b.order; });
        return list;
    }

  private:
    static constexpr std::size_t kFinal = 1;
    struct Match {
        std::optional<std::size_t> winner;  ///< its place; none: nobody plays
        Time until = kNever;                ///< when it has to be played again
    };

    /// The matches stand in a tree: those of match i are 2i and 2i + 1; the last ones have one player each.
    void play_up(std::size_t place, Time now) {
        std::size_t match = players_.size() + place;
        matches_[match].winner = players_[place].task == kNoTask ? std::nullopt : std::optional(place);
        while ((match /= 2) >= kFinal) play(match, now);
    }
    void play(std::size_t number, Time now) {
        const Match &left = matches_[2 * number], &right = matches_[2 * number + 1];
        Match& match = matches_[number];
        match.until = std::min(left.until, right.until);
        match.winner = left.winner ? left.winner : right.winner;
        if (!left.winner || !right.winner) return;
        const Waiting &a = players_[*left.winner], &b = players_[*right.winner];
        const bool first = a.beats(b, now);
        match.winner = first ? left.winner : right.winner;
        match.until = std::min(match.until, first ? a.stays_ahead_of(b) : b.stays_ahead_of(a));
    }
    void refresh(std::size_t number, Time now) {
        if (number >= players_.size() || matches_[number].until > now) return;
        refresh(2 * number, now);
        refresh(2 * number + 1, now);
        play(number, now);
    }
    void grow(Time now) {
        const std::size_t before = players_.size(), size = before == 0 ? 1 : 2 * before;
        players_.resize(size);
        matches_.assign(2 * size, Match());
        for (std::size_t place = size; place > before; --place) free_.push_back(place - 1);
        for (std::size_t place = 0; place < before; ++place) matches_[size + place].winner = place;
        for (std::size_t match = size - 1; match >= kFinal; --match) play(match, now);
    }

    std::vector<Waiting> players_;  ///< as many as a power of two; those without a task are free
    std::vector<Match> matches_;
    std::vector<std::size_t> free_;
    std::size_t size_ = 0;
};

class HighestResponseRatioNext final : public Policy {
  public:
    explicit HighestResponseRatioNext(const Knobs& parameters) : bursts_(parameters) {}

    Told add(const TaskView& task, Readiness) override {
        ready_.add({task.id, task.ready_since, std::max(1ns, bursts_.remaining(task)), next_order_++},
                   task.ready_since);
        return {};
    }
    void ran(const TaskView& task, Duration length) override { bursts_.ran(task, length); }
    void left(const TaskView& task, Leaving) override { bursts_.left(task); }

    TaskId take(CoreId, Time now, std::vector<Ranked>& seen) override {
        if (ready_.size() == 0) return kNoTask;
        if (ready_.size() <= kMostTold)
            for (const Waiting& each : ready_.all()) seen.push_back({each.task, Cell::real(each.ratio(now))});
        return ready_.take(now).task;
    }

  private:
    Bursts bursts_;
    Tournament ready_;
    std::uint64_t next_order_ = 0;
};

}  // namespace

PolicyEntry hrrn_policy() {
    return {.name = "hrrn",
            .title = "Highest response ratio next",
            .sentence = "who has waited longest for its size runs until it waits",
            .source = "Brinch Hansen: Operating System Principles, 1973, 5.2; (waiting time + burst) / burst",
            .comparison = {.preference = Preference::most,
                           .looks_at = "response ratio",
                           .best = "has the highest response ratio",
                           .told_of_at_most = kMostTold},
            .has_quantum = false,
            .parameters = Bursts::parameters(),
            .make = [](const PolicyOptions& options) { return made<HighestResponseRatioNext>(options.knobs); }};
}

}  // namespace simul
