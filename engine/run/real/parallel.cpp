#include "engine/run/real/parallel.h"

#include "engine/devices/host.h"
#include "engine/run/real/machine_processes.h"
#include "engine/run/real/processes.h"

namespace simul {

namespace {

/// main has a slot and has arrived; then whoever `start`s it does, and the supervisor looks on until the end.
template <class Start>
Result<Outcome> look_after(SharedRun& run, Worker& own, Caretaker& caretaker, Start start) {
    const TaskId main = run.new_task(kNoTask, {}, run.supervisor());
    own.arrive(main);
    if (const Result<void> started = start(); !started) return started.error();
    Supervisor supervisor(run, own, caretaker);
    return supervisor.supervise();
}

/// The run is over: everybody who still waits unwinds.
void conclude(SharedRun& run, Worker& own, const Result<Outcome>& outcome) {
    run.end_waits();
    if (run.plan().devices) run.plan().devices->end();
    if (outcome) own.record_outcome(*outcome);
}

template <class Launching>
Result<Outcome> with_threads(SharedRun& run, Story& story, const StoryMaker& make) {
    Launching threads(run, make);
    Worker own(run, story, threads, nullptr);
    const Result<Outcome> outcome = look_after(run, own, threads, [&]() -> Result<void> {
        if constexpr (std::is_same_v<Launching, ThreadPool>) {
            threads.set_own(own);
            if (const Result<void> started = threads.start_workers(); !started) return started.error();
        }
        return threads.launch_main();
    });
    conclude(run, own, outcome);
    threads.join_all();
    return outcome;
}

template <class Launching>
Result<Outcome> with_processes(SharedRun& run, Story& story, const StoryMaker& make) {
    Launching processes(run, story, make);
    Worker own(run, story, processes, nullptr);
    processes.set_own(own);
    const Result<Outcome> outcome = look_after(run, own, processes, [&]() -> Result<void> {
        if constexpr (std::is_same_v<Launching, ProcessPool>)
            if (const Result<void> started = processes.start_workers(); !started) return started.error();
        return processes.launch_main();
    });
    conclude(run, own, outcome);
    processes.reap_all();
    return outcome;
}

Result<Outcome> on_machines(SharedRun& run, Story& story, const StoryMaker& make) {
    MachineProcesses machines(run, story, make, lay_local_cable);
    Worker own(run, story, machines, nullptr);
    machines.set_own(own);
    const Result<Outcome> outcome = look_after(run, own, machines, [&]() -> Result<void> {
        if (const Result<void> started = machines.start_machines(); !started) return started.error();
        return machines.launch_main();
    });
    conclude(run, own, outcome);
    machines.reap_all();
    return outcome;
}

}  // namespace

Result<Outcome> run_parallel(Region& region, Story& story, const RunPlan& plan, const StoryMaker& make) {
    Result<SharedRun> run = SharedRun::create(region, story.description(), plan);
    if (!run) return run.error();
    Result<Outcome> outcome = run->has_nodes()                    ? on_machines(*run, story, make)
                              : plan.model == Model::processes    ? with_processes<Processes>(*run, story, make)
                              : plan.model == Model::process_pool ? with_processes<ProcessPool>(*run, story, make)
                              : plan.model == Model::thread_pool  ? with_threads<ThreadPool>(*run, story, make)
                                                                  : with_threads<Threads>(*run, story, make);
    if (std::optional<Error> error = region.error_left()) return std::move(*error);
    return outcome;
}

}  // namespace simul
