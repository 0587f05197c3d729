// The policy that somebody has written, on its way into a run: from a file of its own, or from the story's text.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "engine/run/run.h"

namespace simul {

class PolicyFile {
  public:
    /// The one that the settings name, if it is one. A file is opened here, but not run. `text`: of the file, if it was
    /// read before.
    static Result<PolicyFile> of(const Settings& settings, FindScenario find, const std::optional<std::string>& text);

    /// Of what is turned, the policy gets what are knobs of its own; all else stays the story's.
    Result<void> take_knobs(Settings& settings);
    /// Gives the plan its policy, if it asks for one that is written. `story` must live as long as the plan.
    Result<void> settle(RunPlan& plan, const Scenario& story, const Settings& settings) const;

  private:
    std::shared_ptr<const Scenario> file_;  ///< null: there is none
    KnobSettings knobs_;
};

}  // namespace simul
