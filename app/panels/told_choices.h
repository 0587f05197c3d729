// The choices of a run's policy, for sentences that give their reason.
#pragma once

#include "app/workspace/open_run.h"
#include "engine/analysis/event_words.h"

namespace simul::panels {

/// They are gathered when a sentence asks for them.
inline ChoicesOfRun choices_of(const workspace::OpenRun& run) {
    return [&run]() -> const PolicyChoices& { return run.choices(); };
}

}  // namespace simul::panels
