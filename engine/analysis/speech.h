// How a run speaks of its tasks: in the program's words, or in those of the story where it has some.
#pragma once

#include <string>
#include <string_view>

#include "engine/base/story_words.h"
#include "engine/trace/task_names.h"

namespace simul {

/// Looks at names and words that must outlive it, and is cheap to make.
class Speech {
  public:
    /// In the program's words: `game 3`.
    Speech(const TaskNames& names) : names_(&names) {}  // NOLINT: who has only names speaks so
    /// In the story's: `board 3`.
    Speech(const TaskNames& names, const StoryWords& words) : names_(&names), words_(&words) {}

    /// Clear also where two tasks have one name: `add 1 (task 2)`.
    std::string name_of(TaskId task) const;
    /// The story's words for the task; null: it has none.
    const TaskWords* words_of(TaskId task) const;
    /// A sentence of the story about the task: {} is its name.
    std::string filled(std::string_view sentence, TaskId task) const;
    /// What the story says has happened when the task wakes from a sleep. Empty: it does not say.
    std::string woken(TaskId task) const;
    /// Why a mark is when it is; empty: the story does not say.
    std::string_view why_of(std::string_view mark) const;

  private:
    const TaskNames* names_;
    const StoryWords* words_ = nullptr;
};

/// With a capital letter, as a sentence begins; but for a name in code, `found_shop`.
std::string capitalized(std::string text);
/// Whether it says already until when.
inline bool says_until(std::string_view words) { return words.find(" until ") != std::string_view::npos; }
/// A text of the story as part of a sentence: in quotes, harmless, and not too long.
std::string cited(std::string_view text);

}  // namespace simul
