// Who does the next operation of a conducted run. One conductor a file, in engine/run/conductors.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "engine/base/contact.h"
#include "engine/base/intent.h"
#include "engine/base/state_hash.h"

namespace simul {

/// A task that has asked for an operation and cannot do it now.
struct HeldBack {
    Intent intent;
    std::string reason;  ///< "guard is owned by add 1"
};

/// How things stand while a conductor chooses.
class Standing {
  public:
    virtual Intent intent_of(TaskId task) const = 0;
    virtual std::vector<HeldBack> held_back() const = 0;
    virtual std::string name_of_task(TaskId task) const = 0;
    /// `task 1 (add): load counter, line 35`
    virtual std::string in_words(const Intent& intent) const = 0;
    /// Equal for states from which the same can follow.
    virtual StateHash state() const = 0;
    /// Whether tasks may have noted the time, for what they print and measure: then states that differ may be equal.
    virtual bool tells_time() const = 0;

  protected:
    ~Standing() = default;
};

struct Decision {
    std::size_t step;                 ///< how many operations were done before
    std::span<const TaskId> enabled;  ///< tasks that can continue, then happenings, by number; never empty
    const Standing& standing;
    bool wakes =
        false;  ///< whoever is chosen is woken by the notify before: nobody else can be, and nothing else happens
    bool may_end = false;  ///< they could only wake without cause, or break down: the run may as well stand still here
};

class Conductor {
  public:
    virtual ~Conductor() = default;
    /// Which of the enabled tasks does its operation, or wakes; nothing: the run ends here.
    virtual std::optional<std::size_t> choose(const Decision& decision) = 0;

    /// Asked when nothing was chosen: after how many steps all was as it is now, if the run goes round for ever.
    virtual std::optional<std::size_t> goes_round_since() const { return std::nullopt; }

    /// Whether it is to be told what each step touches: before every choice, and once more when the run is over.
    virtual bool looks_on() const { return false; }
    virtual void look_on(std::span<const Contact> /*since_the_last_choice*/) {}
};

}  // namespace simul
