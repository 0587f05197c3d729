// What is said of a note: what the executor itself saw.
#pragma once

#include <string>

#include "engine/trace/trace_event.h"

namespace simul {

/// `seen`: the note's text. `keeping`: who keeps the loop, in the words of the story.
std::string note_in_words(NoteKind kind, const std::string& seen, const std::string& name, const std::string& line,
                          const std::string& keeping);

}  // namespace simul
