#include "scenarios/concepts.h"

#include <algorithm>

namespace simul {

std::span<const Concept> taught_concepts() {
    static const std::vector<Concept> kConcepts = {
        {"concurrent", {"concurrent", "concurrency"}},
        {"parallel", {"parallel", "parallelism"}},
        {"asynchronous", {"asynchronous", "asyncio"}},
        {"CPU-bound", {"CPU-bound"}},
        {"I/O-bound", {"I/O-bound"}},
        {"process", {"process", "multiprocessing"}},
        {"thread", {"thread", "threading"}},
        {"coroutine", {"coroutine"}},
        {"global interpreter lock", {"GIL", "global interpreter lock"}},
        {"cooperative", {"cooperative"}},
        {"preemptive", {"preemptive", "preemption"}},
        {"event loop", {"event loop"}},
        {"callback", {"callback"}},
        {"generator", {"generator"}},
        {"async and await", {"async/await", "await"}},
        {"greenlet", {"greenlet"}},
        {"coroutine object", {"coroutine object"}},
        {"task", {"task", "create_task"}},
        {"future", {"future"}},
        {"future.done", {"done"}},
        {"future.result", {"result"}},
        {"future.exception", {"exception"}},
        {"future.cancel", {"cancel"}},
        {"future.cancelled", {"cancelled"}},
        {"future.add_done_callback", {"add_done_callback"}},
        {"future.set_result", {"set_result"}},
        {"future.set_exception", {"set_exception"}},
        {"blocking", {"blocking", "blocking call"}},
        {"awaitable", {"awaitable"}},
        {"event", {"event"}},
        {"lock", {"lock", "mutex"}},
        {"semaphore", {"semaphore"}},
        {"condition", {"condition variable"}},
        {"barrier", {"barrier"}},
        {"queue", {"queue"}},
        {"pipe", {"pipe"}},
        {"socket", {"socket"}},
        {"mapped memory", {"mmap", "shared memory"}},
        {"pickling", {"pickling"}},
        {"race", {"race condition", "data race"}},
        {"memory order", {"memory order", "memory model"}},
        {"deadlock", {"deadlock"}},
        {"livelock", {"livelock"}},
        {"starvation", {"starvation"}},
        {"distributed", {"distributed"}},
        {"logical clock", {"logical clock", "Lamport clock", "vector clock"}},
        {"replication", {"replication"}},
        {"quorum", {"quorum"}},
        {"consensus", {"consensus"}},
        {"GPU", {"GPU"}},
        {"pool", {"thread pool", "process pool", "worker pool"}},
    };
    return kConcepts;
}

bool teaches(const std::vector<std::string>& concepts, const Concept& taught) {
    return std::any_of(concepts.begin(), concepts.end(), [&](const std::string& word) {
        return std::find(taught.words.begin(), taught.words.end(), word) != taught.words.end();
    });
}

}  // namespace simul
