// Notes where moments are drawn: on the ruler, on the slider, on the steps of branches.
#pragma once

#include <string>

#include "app/panels/panels.h"

namespace simul::panels {

/// `0:07:34`; of a conducted run `step 3`.
std::string moment_in_words(const Workspace& workspace, Time at);

}  // namespace simul::panels
