// A temporary folder that nobody else sees, and of which nothing stays behind.
#pragma once

#include "engine/base/result.h"

namespace simul::os {

/// From now on /tmp is empty, in memory, and that of this process alone, and of those that it forks: when the last of
/// them has ended, however that comes, the kernel forgets what was in it. Programs and libraries are led there by the
/// environment for all that they keep. Call it while there is one thread.
Result<void> make_temporary_folder_private();

}  // namespace simul::os
