// The libraries that real devices load. The errors say what to install.
#pragma once

#include <string>

#include "engine/base/result.h"

namespace simul {

Result<void> find_libcurl();
Result<void> find_sqlite();
/// What plays a graphics card here: a sentence. Starts a process for as long as it takes to look.
Result<std::string> find_opencl();

}  // namespace simul
