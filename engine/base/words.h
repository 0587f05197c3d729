// The closed lists of words that every room shares: models, clocks, kinds of resources, endings.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <string_view>

namespace simul {

/// How tasks are run.
enum class Model : std::uint8_t { sequential, threads, threads_gil, processes, event_loop, thread_pool, process_pool };
inline constexpr std::string_view kModelNames[] = {"sequential", "threads",     "threads_gil", "processes",
                                                   "event_loop", "thread_pool", "process_pool"};
inline constexpr std::size_t kModelCount = sizeof kModelNames / sizeof kModelNames[0];

/// This computer, or exact virtual time.
enum class Clock : std::uint8_t { real, simulated };
inline constexpr std::string_view kClockNames[] = {"real", "simulated"};

enum class ResourceKind : std::uint8_t {
    mutex,
    semaphore,
    condition,
    barrier,
    event,
    channel,
    variable,
    device,
    rw_lock,
    stream
};
inline constexpr std::string_view kResourceKindNames[] = {"mutex",   "semaphore", "condition", "barrier", "event",
                                                          "channel", "variable",  "device",    "rw_lock", "stream"};

/// Who may lock a mutex again, and who may unlock it: only its owner; its owner, as often as it has locked it; whoever.
enum class LockRule : std::uint8_t { owner, reentrant, anybody };
/// As stories make them.
inline constexpr std::string_view kLockRuleNames[] = {"mutex", "rlock", "lock"};

/// Who gets a lock of readers and writers next: who came first, readers, or writers.
enum class LockPreference : std::uint8_t { fair, readers, writers };
inline constexpr std::string_view kLockPreferenceNames[] = {"fair", "readers", "writers"};

/// How urgent a mutex makes its owner, for policies that look at priorities: not at all; as urgent as the most urgent
/// of those who wait for it; as urgent as the mutex' ceiling.
enum class LockProtocol : std::uint8_t { none, inherit, ceiling };
inline constexpr std::string_view kLockProtocolNames[] = {"none", "inherit", "ceiling"};

/// How a channel carries its messages between real processes; in all other runs it is a queue in memory,
/// but for pipes and sockets in a real event loop.
enum class Transport : std::uint8_t { pipe, socket, ring };
inline constexpr std::string_view kTransportNames[] = {"pipe", "socket", "ring"};

/// Whom a condition's notify wakes: the longest waiter, as in Python; any, as POSIX and Java may; and a waiter may also
/// wake without cause.
enum class Wakeups : std::uint8_t { fifo, any, spurious };
inline constexpr std::string_view kWakeupNames[] = {"fifo", "any", "spurious"};

/// When other tasks see a store. `sc`: at once. `tso`: it waits in a buffer of its task first, as on x86-64.
enum class MemoryOrder : std::uint8_t { sc, tso };
inline constexpr std::string_view kMemoryOrderNames[] = {"sc", "tso"};

/// How a task ended. `died`: its process was ended by a signal; `crashed`: its machine did, and took it along.
enum class Ending : std::uint8_t { returned, failed, cancelled, died, crashed };
inline constexpr std::string_view kEndingNames[] = {"returned", "failed", "cancelled", "died", "crashed"};

/// What becomes of a pool of processes when one of its workers is killed: another takes its place, as in
/// multiprocessing.Pool; or it is broken for all that it has and all that comes, as a ProcessPoolExecutor.
enum class KilledWorker : std::uint8_t { replaced, breaks };
inline constexpr std::string_view kKilledWorkerNames[] = {"replaced", "breaks"};

/// How a process starts: with a copy of all that its spawner has, or as one that loads the program anew.
enum class StartMethod : std::uint8_t { fork, spawn };
inline constexpr std::string_view kStartMethodNames[] = {"fork", "spawn"};

/// How a run ended.
enum class Outcome : std::uint8_t { finished, deadlock, failed, stopped };
inline constexpr std::string_view kOutcomeNames[] = {"finished", "deadlock", "failed", "stopped"};

template <class Word, std::size_t count>
constexpr std::optional<Word> word_named(std::string_view name, const std::string_view (&names)[count]) {
    for (std::size_t i = 0; i < count; ++i)
        if (names[i] == name) return static_cast<Word>(i);
    return std::nullopt;
}
constexpr std::string_view name_of(Model model) { return kModelNames[static_cast<std::size_t>(model)]; }
constexpr std::string_view name_of(Clock clock) { return kClockNames[static_cast<std::size_t>(clock)]; }
constexpr std::string_view name_of(ResourceKind kind) { return kResourceKindNames[static_cast<std::size_t>(kind)]; }
constexpr std::string_view name_of(LockProtocol protocol) {
    return kLockProtocolNames[static_cast<std::size_t>(protocol)];
}
constexpr std::string_view name_of(LockRule rule) { return kLockRuleNames[static_cast<std::size_t>(rule)]; }
constexpr std::string_view name_of(LockPreference prefer) {
    return kLockPreferenceNames[static_cast<std::size_t>(prefer)];
}
constexpr std::string_view name_of(Transport transport) { return kTransportNames[static_cast<std::size_t>(transport)]; }
constexpr std::string_view name_of(Wakeups wakeups) { return kWakeupNames[static_cast<std::size_t>(wakeups)]; }
constexpr std::string_view name_of(MemoryOrder memory) { return kMemoryOrderNames[static_cast<std::size_t>(memory)]; }
constexpr std::string_view name_of(StartMethod method) { return kStartMethodNames[static_cast<std::size_t>(method)]; }
constexpr std::string_view name_of(Ending ending) { return kEndingNames[static_cast<std::size_t>(ending)]; }
constexpr std::string_view name_of(Outcome outcome) { return kOutcomeNames[static_cast<std::size_t>(outcome)]; }

/// Whether there are tasks that the run does not wait for.
constexpr bool has_daemons(Model model) {
    return model == Model::threads || model == Model::threads_gil || model == Model::processes;
}
/// Whether each task has context variables of its own, and not its thread.
constexpr bool has_own_context(Model model) {
    return model == Model::event_loop || model == Model::sequential || model == Model::processes;
}
/// Whether a new task begins with a copy of all memory that its spawner has. (A pool's workers are there before.)
constexpr bool forks_spawner(Model model, StartMethod start) {
    return model == Model::processes && start == StartMethod::fork;
}
/// Whether a new task begins with a copy of what its spawner's context variables hold: on a loop, and by fork.
constexpr bool passes_context(Model model, StartMethod start) {
    return has_own_context(model) && (model != Model::processes || forks_spawner(model, start));
}
/// Whether one thread runs all tasks.
constexpr bool has_one_thread(Model model) { return model == Model::event_loop || model == Model::sequential; }
/// Tasks of these models have memory of their own.
constexpr bool copies_variables(Model model) { return model == Model::processes || model == Model::process_pool; }
/// Whether several tasks run at the same moment, each on a core of its own: only there a store can be late.
constexpr bool runs_in_parallel(Model model) {
    return model == Model::threads || model == Model::processes || model == Model::thread_pool ||
           model == Model::process_pool;
}
constexpr bool is_pool(Model model) { return model == Model::thread_pool || model == Model::process_pool; }
/// Models in which one thread does everything, whatever the number of cores.
constexpr bool uses_one_core(Model model) { return model == Model::sequential || model == Model::event_loop; }

/// What 64 bits of a variable, a load or a store mean. `packed`: they are a hash of what a channel can carry as well, a
/// text, a table or nothing, which stands elsewhere.
enum class CellType : std::uint8_t { integer, real, boolean, packed };

/// The value of a variable: a number or a truth value, or what tells other values from each other.
struct Cell {
    std::int64_t bits = 0;
    CellType type = CellType::integer;

    static Cell integer(std::int64_t value) { return {value, CellType::integer}; }
    static Cell real(double value) { return {std::bit_cast<std::int64_t>(value), CellType::real}; }
    static Cell boolean(bool value) { return {value, CellType::boolean}; }
    static Cell packed(std::uint64_t hash) { return {static_cast<std::int64_t>(hash), CellType::packed}; }
    bool is_packed() const { return type == CellType::packed; }
    bool is_number() const { return type == CellType::integer || type == CellType::real; }
    /// What is packed is no number, and compares with none.
    double as_real() const {
        if (is_packed()) return std::numeric_limits<double>::quiet_NaN();
        return type == CellType::real ? std::bit_cast<double>(bits) : static_cast<double>(bits);
    }
    friend bool operator==(const Cell&, const Cell&) = default;
};

}  // namespace simul
