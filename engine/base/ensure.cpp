#include "engine/base/ensure.h"

#include <cstdio>
#include <cstdlib>

namespace simul {

void broken_promise(const char* sentence, const char* file, int line) noexcept {
    std::fprintf(stderr, "simul: a promise of its own code is broken: %s (%s:%d). Please report this line.\n", sentence,
                 file, line);
    std::abort();
}

}  // namespace simul
