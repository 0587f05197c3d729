#include "engine/run/real/node_threads.h"

#include "engine/os/clock.h"
#include "engine/os/futex.h"

namespace simul {

namespace {

constexpr std::int64_t kLookForEndedThreads = 50'000'000;

}  // namespace

void NodeThreads::serve() {
    const NodeSlot& node = run_.node(node_);
    while (!run_.stopping()) {
        const std::uint32_t seen = node.news.load(std::memory_order_acquire);
        take_care();
        for (const TaskId task : run_.take_to_begin(node_)) {
            const Result<void> begun = begin(task);
            if (begun) continue;
            run_.region().leave_error(begun.error());
            run_.region().stop();
            run_.tell_supervisor();
        }
        os::wait_either(node.news, seen, run_.head().stop, 0, os::monotonic_now() + kLookForEndedThreads);
    }
}

Result<void> NodeThreads::begin(TaskId task) {
    if (task == kMainTask) return launch_main();
    return start([task](Worker& worker) { worker.run_task_alone(task); }, run_.name_of(task));
}

Result<void> NodeThreads::launch(Worker&, TaskId child) {
    const NodeId home = run_.slot(child).node;
    if (home == node_) return begin(child);
    run_.begin_on(home, child);
    return {};
}

}  // namespace simul
