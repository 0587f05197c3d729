// Which turns of one conducted run come before which others in every order that nobody could tell from it: a vector
// clock for each task, and for each thing who touched it last.
//
// How it works. Two turns that touch one thing and do not commute are in order, and so is all that a task does. Where
// such an order follows from no other, it is a race: the later turn might have come first. Main continues by itself
// when others end; what it does then belongs to the turn, but comes only after what main itself waited for. Happenings
// are actors as tasks are; inside they have numbers of their own between those of tasks, as clocks are lists by number.
#pragma once

#include <cstdint>
#include <utility>
#include <vector>

#include "engine/base/contact.h"

namespace simul {

/// By number, from 1; 0 is what comes before all choices.
using Turn = std::uint32_t;

class TurnOrder {
  public:
    /// `first` might have come after `second`, or after what `who` wants to do.
    struct Race {
        Turn first = 0, second = 0;
        TaskId who = kNoTask;
    };

    TurnOrder() { clear(); }

    /// A run begins.
    void clear();
    void begin_turn(TaskId who);
    void apply(const Contact& outside);
    /// The turn is over: its races with those before it.
    std::vector<Race> end_turn();

    /// Of two turns that are over: whether the later one comes after the other in every such order.
    bool is_after(Turn later, Turn earlier) const { return is_after(turns_[later].clock, earlier); }

    /// From before `race.first`: who can begin what leads to the second without the first, and what follows from that.
    std::vector<TaskId> initials(const Race& race);

  private:
    class Clock {
      public:
        Turn operator[](TaskId task) const { return index_of(task) < turns_.size() ? turns_[index_of(task)] : 0; }
        void join(const Clock& other);
        void reach(TaskId task, Turn turn);

      private:
        std::vector<Turn> turns_;
    };
    struct Taken {
        TaskId actor = kNoTask;
        bool main_went_on = false;  ///< by itself
        Clock clock;                ///< what the actor knew in the end
    };
    struct Access {
        Contact touch;
        Turn turn;
        Clock clock;
    };
    struct Vain {
        TaskId who;
        std::vector<Turn> met;
    };

    Turn now() const { return static_cast<Turn>(turns_.size() - 1); }
    Clock& clock_of(TaskId task);
    std::vector<Access>& accesses_of(const Thing& thing);
    bool is_after(const Clock& clock, Turn turn) const;
    TaskId inner(TaskId who);
    TaskId outer(TaskId inner) const;
    void want(const Contact& touch);
    void want_all(TaskId task);
    void use(const Contact& touch);
    void use_all(TaskId task);
    std::vector<Turn> met_by(const Contact& touch);
    std::vector<Turn>& met_of(TaskId task);
    void add_races(const std::vector<Turn>& met, const std::vector<Turn>& others, Race race, std::vector<Race>& races);

    std::vector<TaskId> happenings_;             ///< that were met
    std::vector<Clock> clocks_;                  ///< by task
    std::vector<Taken> turns_;                   ///< by number
    std::vector<std::vector<Access>> accesses_;  ///< by thing: those that a later one may meet
    Turn last_of_all_ = 0;                       ///< that changes places with none
    std::vector<Turn> met_, met_by_main_;        ///< by this turn: what was not before it anyway
    std::vector<Vain> met_in_vain_;
};

}  // namespace simul
