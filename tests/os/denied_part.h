// A part of the operating system that is refused while this lives.
#pragma once

#include <cstdlib>

namespace simul::os {

class DeniedPart {
  public:
    explicit DeniedPart(const char* list) { setenv("SIMUL_DENY", list, 1); }
    DeniedPart(const DeniedPart&) = delete;
    DeniedPart& operator=(const DeniedPart&) = delete;
    ~DeniedPart() { unsetenv("SIMUL_DENY"); }
};

}  // namespace simul::os
