// What the reader is told at the playhead: what just happened, and what all others do meanwhile.
#pragma once

#include <string>

#include "engine/analysis/event_words.h"

namespace simul {

struct Narration {
    std::string event;   ///< "Judit moves at board 19 until 07:35 (line 34)."
    std::string others;  ///< "12 boards want Judit; 12 opponents think." May be empty.

    std::string whole() const { return others.empty() ? event : event + " " + others; }
};

/// At the moment after the last event that it has applied.
Narration narration_of(const Trace& trace, const Moment& moment, const Timeline& timeline, const Speech& speech,
                       const ChoicesOfRun& choices = nullptr);

/// What the tasks of this moment do: those that run by name, if they are few; of the others how many there are. The
/// numbers are those of the legend; of `told`, who was spoken of already, nothing is said if nobody else does the same.
std::string everybody_in_words(const Moment& moment, const Speech& speech, TaskId told = kNoTask);

}  // namespace simul
