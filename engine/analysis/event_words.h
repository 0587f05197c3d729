// One sentence for each event: what happened, to whom, at which line.
#pragma once

#include <cstddef>
#include <functional>
#include <string>

#include "engine/analysis/moment.h"
#include "engine/analysis/policy_choices.h"
#include "engine/analysis/speech.h"
#include "engine/analysis/timeline.h"
#include "engine/trace/trace.h"

namespace simul {

/// All choices of the policy in the run; asked for only where one of them is told.
using ChoicesOfRun = std::function<const PolicyChoices&()>;

/// Of the event that `moment` applied last, which there must be; in a conducted run of the last one that did something.
/// The timeline knows what was recorded of the future. Without the choices, whom a policy chose is told without a
/// reason.
std::string event_in_words(const Trace& trace, const Moment& moment, const Timeline& timeline, const Speech& speech,
                           const ChoicesOfRun& choices = nullptr);

/// Which event that is, after so many.
std::size_t told_event(const Trace& trace, std::size_t events);

}  // namespace simul
