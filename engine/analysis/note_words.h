// What is said of a note: what the executor itself saw.
#pragma once

#include <string>
#include <string_view>

#include "engine/trace/trace_event.h"

namespace simul {

/// `seen`: the note's text. `keeping`: who keeps the loop, in the words of the story.
std::string note_in_words(NoteKind kind, const std::string& seen, const std::string& name, const std::string& line,
                          const std::string& keeping);

/// What the reader can do about it, with a blank before; empty: it computes for long, and nothing is as simple.
std::string_view remedy_for_blocked_loop(std::string_view seen);

/// `what`: as NoteKind::changed_copy has it. `sharers`: what shares it in Python.
std::string changed_copy_in_words(std::string_view what, std::string_view task, std::string_view parent,
                                  std::string_view sharers);

}  // namespace simul
