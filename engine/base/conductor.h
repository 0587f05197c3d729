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

  protected:
    ~Standing() = default;
};

struct Decision {
    std::size_t step;                 ///< how many operations were done before
    std::span<const TaskId> enabled;  ///< who can go on, by number; never empty
    const Standing& standing;
};

class Conductor {
  public:
    virtual ~Conductor() = default;
    /// Which of the enabled tasks does its operation; nothing: the run ends here.
    virtual std::optional<std::size_t> choose(const Decision& decision) = 0;

    /// Whether it is to be told what each step touches: before every choice, and once more when the run is over.
    virtual bool looks_on() const { return false; }
    virtual void look_on(std::span<const Contact> /*since_the_last_choice*/) {}
};

}  // namespace simul
