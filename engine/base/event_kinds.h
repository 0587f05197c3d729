// The one list of event kinds. Names, text form, reader and writer follow from it; nothing else lists them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace simul {

// clang-format off
/// X(identifier, verb in text form, what `value` holds)
#define SIMUL_EVENT_KINDS(X)                                                                   \
    /* the life of a task */                                                                   \
    X(arrive,            "arrives",           task)      /* the parent; text: the task's name */ \
    X(ready,             "is ready",          task)      /* who made it ready, or nobody: the clock */ \
    X(run,               "runs",              none)      /* `core` is where */                 \
    X(preempt,           "is preempted",      none)      /* loses `core`, stays ready */       \
    X(finish,            "ends",              ending)    /* text: its result or its error */   \
    /* time */                                                                                 \
    X(compute,           "compute",           duration)                                        \
    X(work,              "work",              duration)  /* text: kernel and size */           \
    X(sleep,             "sleep",             duration)                                        \
    X(blocking_sleep,    "blocking_sleep",    duration)                                        \
    X(yield,             "yield",             none)                                            \
    X(now,               "now",               duration)                                        \
    /* tasks and futures */                                                                    \
    X(spawn,             "spawn",             task)      /* the child; text: its name */       \
    X(spawn_at,          "spawn_at",          task)                                            \
    X(await,             "await",             task)                                            \
    X(future_result,     "result",            task)                                            \
    X(future_done,       "done",              task)                                            \
    X(future_cancel,     "cancel",            task)                                            \
    X(future_exception,  "exception",         task)                                            \
    X(add_done_callback, "add_done_callback", task)                                            \
    /* resources */                                                                            \
    X(lock,              "lock",              none)                                           \
    X(try_lock,          "try_lock",          boolean)                                         \
    X(unlock,            "unlock",            none)                                            \
    X(acquire,           "acquire",           none)      /* semaphore */                       \
    X(release,           "release",           number)    /* semaphore: what is left */         \
    X(condition_wait,    "wait",              none)                                             \
    X(notify,            "notify",            number)    /* how many were woken */             \
    X(notify_all,        "notify_all",        number)                                          \
    X(barrier_wait,      "wait",              none)                                             \
    X(event_set,         "set",               number)    /* how many were woken */             \
    X(event_clear,       "clear",             none)                                            \
    X(event_wait,        "wait",              none)                                             \
    X(send,              "send",              number)    /* messages inside, afterwards */     \
    X(receive,           "receive",           number)    /* the same; text: the message */     \
    X(close,             "close",             none)                                            \
    X(load,              "load",              cell)                                            \
    X(store,             "store",             cell)                                            \
    X(atomic_add,        "add",               cell)      /* the value afterwards */            \
    X(compare_exchange,  "compare_exchange",  cell)      /* failed: the value found */         \
    /* telling */                                                                              \
    X(print,             "print",             none)                                            \
    X(mark,              "mark",              none)                                            \
    X(measure,           "measure",           real)                                            \
    X(expect,            "expect",            boolean)   /* text: the sentence */              \
    X(random,            "random",            cell)                                            \
    /* the run as a whole */                                                                   \
    X(lost,              "events were lost",  number)    /* a gap in the recording of `task` */ \
    X(core_busy,         "core time",         duration)  /* CPU time that `task` used, by its own clock */ \
    X(note,              "note",              number)    /* NoteKind; text: what the executor saw */ \
    X(end,               "the run ends",      number)    /* Outcome */                       \
    /* conducted runs */                                                                       \
    X(stand,             "stands before",     intent)    /* it asks, and can go on; failed: it cannot; text: what it would store, a newline, its locals */ \
    X(step,              "does step",         number)    /* it was chosen; its operation follows */ \
    /* policies */                                                                             \
    X(given,             "is given",          cell)      /* what the story says of it; text: which attribute */ \
    X(rank,              "ranks",             cell)      /* what the policy sees in a task that is ready */
// clang-format on

enum class EventKind : std::uint8_t {
#define SIMUL_ENUMERATOR(name, verb, value) name,
    SIMUL_EVENT_KINDS(SIMUL_ENUMERATOR)
#undef SIMUL_ENUMERATOR
};

/// What the `value` of an event means.
enum class ValueMeaning : std::uint8_t { none, number, task, duration, boolean, real, cell, ending, intent };

struct KindInfo {
    std::string_view identifier;
    std::string_view verb;
    ValueMeaning value;
};

inline constexpr KindInfo kEventKinds[] = {
#define SIMUL_INFO(name, verb, value) {#name, verb, ValueMeaning::value},
    SIMUL_EVENT_KINDS(SIMUL_INFO)
#undef SIMUL_INFO
};
inline constexpr std::size_t kEventKindCount = sizeof kEventKinds / sizeof kEventKinds[0];

constexpr const KindInfo& info_of(EventKind kind) { return kEventKinds[static_cast<std::size_t>(kind)]; }

/// The kind with this identifier, for readers of text.
constexpr std::optional<EventKind> kind_named(std::string_view identifier) {
    for (std::size_t i = 0; i < kEventKindCount; ++i)
        if (kEventKinds[i].identifier == identifier) return static_cast<EventKind>(i);
    return std::nullopt;
}

}  // namespace simul
