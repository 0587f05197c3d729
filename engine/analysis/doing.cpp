#include "engine/analysis/doing.h"

#include "engine/analysis/wait_words.h"

namespace simul {
namespace {

/// For what it waits.
Doing waiting(const TraceHeader& header, const TaskState& state) {
    if (state.resource == kNoResource) return Doing::awaits;
    if (is_global_lock(header, state.resource)) return Doing::wants_lock;
    return is_pool_of_workers(header.resources[index_of(state.resource)]) ? Doing::wants_worker : Doing::waits;
}

}  // namespace

Doing doing_of(const TraceHeader& header, const TaskState& state, bool computes) {
    switch (state.state) {
        case State::absent:
            return Doing::absent;
        case State::running:
            return Doing::running;
        case State::ready:
            return computes ? Doing::interrupted : Doing::ready;
        case State::blocked:
            return waiting(header, state);
        case State::asleep:
            return state.resource == kNoResource ? Doing::asleep : Doing::asks_device;
        case State::done:
            break;
    }
    return Doing::returned;
}

Doing doing_of(Ending ending) {
    switch (ending) {
        case Ending::returned:
            return Doing::returned;
        case Ending::failed:
            return Doing::failed;
        case Ending::cancelled:
            return Doing::cancelled;
        case Ending::died:
        case Ending::crashed:
            break;
    }
    return Doing::died;
}

State state_of(Doing doing) {
    switch (doing) {
        case Doing::absent:
            return State::absent;
        case Doing::running:
            return State::running;
        case Doing::ready:
        case Doing::interrupted:
        case Doing::may_go_on:
        case Doing::held_up:
            return State::ready;
        case Doing::waits:
        case Doing::awaits:
        case Doing::wants_worker:
        case Doing::wants_lock:
            return State::blocked;
        case Doing::asks_device:
        case Doing::asleep:
            return State::asleep;
        case Doing::returned:
        case Doing::failed:
        case Doing::cancelled:
        case Doing::died:
        case Doing::cut_off:
            break;
    }
    return State::done;
}

}  // namespace simul
