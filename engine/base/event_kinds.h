// What a trace can hold: what becomes of a task, what it asks for (each operation has events of its own), and what the
// run says of itself. Names, text form, reader and writer follow from these lists; nothing else lists them.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

#include "engine/base/operation_kinds.h"

namespace simul {

// clang-format off
/// X(identifier, number in trace files, verb in text form, what `value` holds)
#define SIMUL_OTHER_EVENT_KINDS(X)                                                             \
    /* the life of a task */                                                                   \
    X(arrive,     0, "arrives",          task)      /* the parent; text: the task's name */    \
    X(ready,      1, "is ready",         task)      /* who made it ready, or nobody: the clock */ \
    X(run,        2, "runs",             none)      /* `core` is where */                      \
    X(preempt,    3, "is preempted",     none)      /* loses `core`, stays ready */            \
    X(finish,     4, "ends",             ending)    /* text: its result or its error */        \
    /* the run as a whole */                                                                   \
    X(lost,      43, "events were lost", number)    /* a gap in the recording of `task` */     \
    X(core_busy, 44, "core time",        duration)  /* CPU time that `task` used, by its own clock */ \
    X(note,      45, "note",             number)    /* NoteKind; text: what the executor saw */ \
    X(end,       46, "the run ends",     number)    /* Outcome */                              \
    /* conducted runs */                                                                       \
    X(stand,     47, "stands before",    intent)    /* it asks, and can continue; failed: it cannot; text: what it would store, a newline, its locals */ \
    X(step,      48, "does step",        number)    /* it was chosen; its operation follows */ \
    /* policies */                                                                             \
    X(given,     49, "is given",         cell)      /* what the story says of it; text: which attribute */ \
    X(rank,      50, "ranks",            cell)      /* what the policy sees in a task that is ready, or on a core and compared; failed: it may not be chosen now */ \
    X(choose,    67, "is chosen",        none)      /* for `core`, by a policy that compares, if others are ready or its slice had ended; one that has the core keeps it */ \
    X(draw,      68, "holds the drawn ticket", number) /* of a lottery; `choose` follows */ \
    /* devices */                                                                              \
    X(answer,    89, "is answered",      cell)      /* by `resource`: what it had asked for is there, or failed; text: why */ \
    /* several machines */                                                                     \
    X(place,     91, "is on node",       number)    /* NodeId; follows `arrive` */             \
    X(transmit,  92, "transmits into",   number)    /* a message to the channel `resource` of another node; its number in the run; text: what */ \
    X(deliver,   93, "is delivered into", number)   /* the message of this number, which `task` has sent; text: what */ \
    X(lose,      94, "is lost on the way to", number) /* the same, for good; text: why */         \
    X(wipe,     100, "wipes",            none)      /* `resource` stood on a node that crashed: it is as at first */ \
    X(may_happen, 101, "may happen",     happening) /* conducted: it may be chosen; failed: it may no more; text: which message */ \
    /* stores that are late */                                                                 \
    X(buffer,   106, "buffers a store into", cell)  /* conducted: the store waits in the task's buffer, and no other sees it */ \
    X(flush,    107, "has its store reach", cell)   /* the oldest of these is in memory from now on */ \
    X(happens,  102, "happens",          happening) /* it was chosen for this step; what comes of it follows; text: which message */
// clang-format on

enum class EventKind : std::uint8_t {
#define OPERATION(identifier, number, ...) identifier = number,
#include "engine/base/operations.def"
#undef OPERATION
#define SIMUL_ENUMERATOR(identifier, number, verb, value) identifier = number,
    SIMUL_OTHER_EVENT_KINDS(SIMUL_ENUMERATOR)
#undef SIMUL_ENUMERATOR
};

struct EventInfo {
    std::string_view identifier;
    std::string_view verb;
    ValueMeaning value = ValueMeaning::none;
};

#define SIMUL_COUNT(...) +1
inline constexpr std::size_t kEventKindCount = std::size(kOperations) SIMUL_OTHER_EVENT_KINDS(SIMUL_COUNT);
#undef SIMUL_COUNT

/// By number.
inline constexpr auto kEventKinds = [] {
    std::array<EventInfo, kEventKindCount> kinds{};
    for (const OperationInfo& operation : kOperations)
        kinds[static_cast<std::size_t>(operation.kind)] = {operation.identifier, operation.verb, operation.value};
#define SIMUL_INFO(identifier, number, verb, value) kinds[number] = {#identifier, verb, ValueMeaning::value};
    SIMUL_OTHER_EVENT_KINDS(SIMUL_INFO)
#undef SIMUL_INFO
    return kinds;
}();

constexpr const EventInfo& info_of(EventKind kind) { return kEventKinds[static_cast<std::size_t>(kind)]; }

/// The kind with this identifier, for readers of text.
constexpr std::optional<EventKind> kind_named(std::string_view identifier) {
    for (std::size_t i = 0; i < kEventKindCount; ++i)
        if (kEventKinds[i].identifier == identifier) return static_cast<EventKind>(i);
    return std::nullopt;
}

/// The events of an operation.
constexpr EventKind event_of(OperationKind operation) { return static_cast<EventKind>(operation); }
constexpr bool is_operation(EventKind kind) { return is_operation_number(static_cast<std::size_t>(kind)); }
/// Of an event that has one.
constexpr OperationKind operation_of(EventKind kind) { return static_cast<OperationKind>(kind); }

/// From a byte stream.
constexpr bool takes_bytes(EventKind kind) {
    return kind == EventKind::stream_read || kind == EventKind::stream_read_line;
}

// ---- What tasks do to variables, and to entries of shared tables.

/// It changes nothing.
constexpr bool only_reads(EventKind kind) {
    return is_operation(kind) && info_of(operation_of(kind)).use == Use::reads;
}
/// It reads and writes in one step: who does it comes after those whose value it finds. (A list grows so, too.)
constexpr bool exchanges(EventKind kind) {
    return kind == EventKind::atomic_add || kind == EventKind::compare_exchange || kind == EventKind::insert_entry ||
           kind == EventKind::remove_entry;
}

namespace operation_list {

constexpr bool has_all_numbers() {
    for (const EventInfo& kind : kEventKinds)
        if (kind.identifier.empty()) return false;
    return true;
}
static_assert(has_all_numbers(), "each number below the count belongs to one operation or other event");

}  // namespace operation_list

}  // namespace simul
