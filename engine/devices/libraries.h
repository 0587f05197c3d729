// The libraries that real devices load. The errors say what to install.
#pragma once

#include "engine/base/result.h"

namespace simul {

Result<void> find_libcurl();
Result<void> find_sqlite();

}  // namespace simul
