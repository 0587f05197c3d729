// One sentence for each event: what happened, to whom, at which line.
#pragma once

#include <cstddef>
#include <string>

#include "engine/analysis/moment.h"
#include "engine/analysis/speech.h"
#include "engine/analysis/timeline.h"
#include "engine/trace/trace.h"

namespace simul {

/// Of the event that `moment` applied last, which there must be; in a conducted run of the last one that did something.
/// The timeline knows what was recorded of the future.
std::string event_in_words(const Trace& trace, const Moment& moment, const Timeline& timeline, const Speech& speech);

/// Which event that is, after so many.
std::size_t told_event(const Trace& trace, std::size_t events);

}  // namespace simul
