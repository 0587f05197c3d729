// What a story asks before its first run, and how the answer compares with the run that it was asked of.
#pragma once

#include <optional>
#include <string>

#include "app/workspace/workspace.h"

namespace simul::workspace {

/// The first question of the story that fits the settings of the next run; null when none does.
const Question* question_of(const Workspace& workspace);

/// Before the first run of a story that has a question: asks it, and answers true. Else false.
bool asks_first(Workspace& workspace);
bool is_asked(const Workspace& workspace);

/// Ends the asking. False when nothing was asked.
bool settle_prediction(Workspace& workspace, Prediction::Stage stage, const std::string& answer);
/// The reader wants to see the run before the answer: the question is passed over, and the reader is told.
void skip_question(Workspace& workspace);
/// Asks what fits the settings as they are now.
void ask_again(Workspace& workspace);

/// Whether the run that is shown is of the very settings that the question was asked of.
bool is_of_asked_settings(const Workspace& workspace);
/// Of which settings it was asked, where they are not those of the run that is shown: "opponents 24".
std::string asked_of_in_words(const Workspace& workspace);
/// Whether a verdict waits for the playhead to reach the end, so that playing does not give it away. Until then the
/// figures of the whole run are not shown either.
bool keeps_secret(const Workspace& workspace);
/// Looks whether it has. True when something is shown now.
bool reveal(Workspace& workspace);

/// What was said, and what is so.
struct AnswerVerdict {
    std::string said, given;  ///< in words: "after an hour", "1 h = 3 600 s"
    bool right = false;
    std::string misconception;  ///< of the choice that was made; may be empty
};
/// Once a run of the settings that the question was asked of has been seen to its end. Of a question about what is
/// possible: once all orders are known as well.
std::optional<AnswerVerdict> verdict_of(const Workspace& workspace);

}  // namespace simul::workspace
