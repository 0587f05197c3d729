// A figure that is measured in a process of its own.
#pragma once

#include <unistd.h>

#include "engine/base/ensure.h"
#include "engine/os/processes.h"

namespace simul::bench {

/// What `body` returns in a child of this process.
template <class Body>
double in_child(Body body) {
    int ends[2];
    ensure(pipe(ends) == 0, "a bench has descriptors enough");
    const Result<int> child = os::fork_child();
    ensure(static_cast<bool>(child), "a bench may fork");
    if (*child == 0) {
        const double figure = body();
        os::exit_now(write(ends[1], &figure, sizeof figure) == sizeof figure ? 0 : 1);
    }
    close(ends[1]);
    double figure = 0;
    ensure(read(ends[0], &figure, sizeof figure) == sizeof figure, "the child of a bench tells its figure");
    close(ends[0]);
    os::reap(*child, true);
    return figure;
}

}  // namespace simul::bench
