// What a story asks before its first run, and how the answer compares with the run.
#pragma once

#include <optional>
#include <string>

#include "app/workspace/workspace.h"

namespace simul::workspace {

/// The first question of the story that fits the settings of the next run; null when none does.
const Question* question_of(const Workspace& workspace);

/// Before the first run of a story that has a question: asks it, and answers true. Else false.
bool asks_first(Workspace& workspace);

/// Ends the asking. False when nothing was asked.
bool settle_prediction(Workspace& workspace, Prediction::Stage stage, const std::string& answer);

/// What was said, and what the run gives.
struct Verdict {
    std::string said, given;  ///< in words: "after an hour", "3 600 s"
    bool right = false;
    std::string misconception;  ///< of the choice that was made; may be empty
};
/// Once a run that the question fits has ended and an answer was given.
std::optional<Verdict> verdict_of(const Workspace& workspace);

}  // namespace simul::workspace
