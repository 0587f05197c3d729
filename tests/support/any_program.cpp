#include "tests/support/any_program.h"

#include <cstdlib>

#include "engine/base/random.h"

namespace simul::testing {
namespace {

using namespace operations;

constexpr std::int64_t kVariables = 2, kMutexes = 2, kPlain = 8, kWaiting = 15, kTimed = 18, kAll = 26;
constexpr ResourceId kPermits{4}, kPipe{5}, kReached{6}, kFull{7}, kGo{8}, kMeet{9};

Operation on_any(OperationKind kind, ResourceId resource) { return on(kind, resource, 0); }

Task child_of_any(TaskContext&, Arguments arguments) {
    const auto variable = static_cast<ResourceId>(integer(arguments[0]));
    const Operation seen = co_await load(variable);
    co_await store(kReached, seen.value);
}

/// One of those that wait, or make others continue.
Task wait_or_wake(TaskContext&, std::int64_t which, ResourceId mutex, bool owned, ResourceId variable, TaskId other) {
    std::string child = call("child", static_cast<std::int64_t>(index_of(variable)));
    Operation wait = on_any(OperationKind::condition_wait, kFull);
    wait.mutex = mutex;
    Operation notify = on_any(OperationKind::notify, kFull);
    notify.value = 1;
    Operation cancel(OperationKind::future_cancel, 0);
    cancel.task = other;
    Operation call_back(OperationKind::add_done_callback, 0);
    call_back.task = other;
    call_back.text = &child;
    switch (which) {
        case 8:
            if (owned) co_await wait;
            break;
        case 9:
            co_await notify;
            break;
        case 10:
            co_await on_any(OperationKind::event_set, kGo);
            break;
        case 11:
            co_await on_any(OperationKind::event_wait, kGo);
            break;
        case 12:
            co_await on_any(OperationKind::barrier_wait, kMeet);
            break;
        case 13:
            co_await spawn(child);
            break;
        case 18:
        case 19:
            co_await cancel;
            break;
        case 20:
            co_await on_any(OperationKind::close, kPipe);
            break;
        case 21:
            co_await call_back;
            break;
        case 22:
            co_await sleep(1s);
            break;
        case 23:
            co_await yield();
            break;
        default:
            co_await compute(1s);
            break;
    }
}

Task send_or_receive(TaskContext&, bool sends, std::int64_t seen) {
    std::string message;
    pack(PlainValue(seen), message);
    Operation operation = on_any(sends ? OperationKind::send : OperationKind::receive, kPipe);
    operation.text = &message;
    co_await operation;
}

/// One of those that may wait, for a second at most. Gives whether it was in time.
Task wait_a_second(TaskContext&, std::int64_t which, std::int64_t seen, bool* in_time) {
    std::string message;
    pack(PlainValue(seen), message);
    const Operation waits[] = {on_any(OperationKind::receive, kPipe), on_any(OperationKind::send, kPipe),
                               on_any(OperationKind::event_wait, kGo), on_any(OperationKind::barrier_wait, kMeet),
                               on_any(OperationKind::acquire, kPermits)};
    Operation wait = within(1s, waits[which]);
    wait.text = &message;
    try {
        const Operation done = co_await wait;
        *in_time = !done.late;
    } catch (const StoryError&) {
        *in_time = false;
    }
}

/// Whether it was cancelled meanwhile.
Task rest_and_catch(TaskContext&, bool sleeps, bool* was_cancelled) {
    try {
        if (sleeps)
            co_await sleep(1s);
        else
            co_await on_any(OperationKind::event_wait, kGo);
    } catch (const Cancelled&) {
        *was_cancelled = true;
    }
}

/// Drawn as it goes.
Task any_task(TaskContext& context, Arguments arguments) {
    Random random(static_cast<std::uint64_t>(integer(arguments[0])), static_cast<std::uint64_t>(integer(arguments[1])));
    std::int64_t seen = 1;
    bool owns[kMutexes] = {false, false};
    const std::int64_t operations_each = integer(arguments[2]);
    const std::int64_t last_kind = integer(arguments[3]) - 1, tasks = integer(arguments[4]);
    for (std::int64_t i = 0; i < operations_each; ++i) {
        const auto variable = static_cast<ResourceId>(random.between(0, kVariables - 1));
        const std::int64_t which = random.between(0, kMutexes - 1);
        const auto mutex = static_cast<ResourceId>(kVariables + which);
        const std::int64_t kind = random.between(0, last_kind);
        switch (kind) {
            case 0: {
                const Operation got = co_await load(variable);
                seen = got.value;
                break;
            }
            case 1:
                co_await store(variable, seen + 1);
                break;
            case 2:
                co_await atomic_add(variable, seen);
                break;
            case 3:
                if (owns[which])
                    co_await unlock(mutex);
                else
                    co_await lock(mutex);
                owns[which] = !owns[which];
                break;
            case 4:
                co_await acquire(kPermits);
                break;
            case 5:
                co_await release(kPermits);
                break;
            case 6:
            case 7: {
                Task message = send_or_receive(context, kind == 6, seen);
                co_await message;
                break;
            }
            case 15: {
                if (owns[which]) break;
                const Operation locked = co_await within(1s, lock(mutex));
                owns[which] = !locked.late;
                break;
            }
            case 16:
            case 17: {
                bool in_time = false;
                Task wait = wait_a_second(context, random.between(0, 4), seen, &in_time);
                co_await wait;
                seen += in_time ? 0 : 1;
                break;
            }
            case 24:
            case 25: {
                bool was_cancelled = false;
                Task rest = rest_and_catch(context, kind == 24, &was_cancelled);
                co_await rest;
                seen += was_cancelled ? 10 : 0;
                break;
            }
            default: {
                const auto someone = static_cast<TaskId>(kind >= kTimed ? random.between(1, tasks) : 1);
                Task other = wait_or_wake(context, kind, mutex, owns[which], variable, someone);
                co_await other;
                break;
            }
        }
    }
    co_await store(kReached, seen);
}

/// Begins all, awaits some of them, and then, maybe, begins one more.
Task some_of_any(TaskContext&, Arguments arguments) {
    const std::int64_t seed = integer(arguments[0]), tasks = integer(arguments[1]), each = integer(arguments[2]);
    const std::int64_t kinds = integer(arguments[3]);
    const bool waits = kinds > kPlain;
    std::vector<TaskId> futures;
    for (std::int64_t who = 1; who <= tasks; ++who) {
        std::string next = call("any", seed, who, each, kinds, tasks);
        const Operation begun = co_await spawn(next);
        futures.push_back(begun.task);
    }
    if (!waits) co_return;
    Random random(static_cast<std::uint64_t>(seed), 99);
    std::string child = call("child", 0), sentence = "x is small";
    for (const TaskId future : futures) {
        const std::int64_t chance = random.between(0, 3);
        if (chance > 0) co_await await(future);
        if (chance == 3) co_await spawn(child);
    }
    const Operation seen = co_await load(ResourceId{0});
    co_await expect(seen.value < 3, sentence);
}

}  // namespace

std::uint64_t programs_of(std::uint64_t all) {
#ifdef __SANITIZE_THREAD__
    return all / 6;
#elif defined(__SANITIZE_ADDRESS__)
    return (all + 3) / 4;  // each takes ten times as long, and the other stages try all
#else
    const char* const times = std::getenv("SIMUL_PROGRAMS");
    return times ? all * std::strtoull(times, nullptr, 10) : all;
#endif
}

AnyStory::AnyStory(AnyProgram program) : program_(program) {
    for (const char* name : {"x", "y"}) add_variable(name, 0, true);
    for (const char* name : {"m", "n"}) add(ResourceKind::mutex, name);
    add(ResourceKind::semaphore, "permits", 1);
    add(ResourceKind::channel, "pipe", 1);
    add_variable("reached", 0, true);
    function("any", any_task).function("child", child_of_any);
    if (program.cancels) cancels();
    if (!program.waits) return;
    add(ResourceKind::condition, "full");
    add(ResourceKind::event, "go");
    add(ResourceKind::barrier, "meet", 2);
}

Task AnyStory::start_main(TaskContext& task) {
    Arguments arguments;
    const std::int64_t kinds = program_.cancels     ? kAll
                               : program_.times_out ? kTimed
                               : program_.waits     ? kWaiting
                                                    : kPlain;
    for (const std::int64_t number : {static_cast<std::int64_t>(program_.seed), std::int64_t{program_.tasks},
                                      std::int64_t{program_.operations}, kinds})
        arguments.emplace_back(number);
    return some_of_any(task, std::move(arguments));
}

}  // namespace simul::testing
