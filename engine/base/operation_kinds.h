// What a task can ask for. The list is operations.def; recording, binding, exploring and sentences follow from its
// rows.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "engine/base/arguments.h"
#include "engine/base/contact.h"
#include "engine/base/devices.h"
#include "engine/base/value_meaning.h"
#include "engine/base/words.h"

namespace simul {

/// So many messages fit into a channel that is given no other number.
inline constexpr std::int64_t kUsualCapacity = 64;
/// So many fit into a byte stream, and are read at once, at most.
inline constexpr std::int64_t kMostStreamBytes = std::int64_t{1} << 20;

/// The number is that of the operation's events.
enum class OperationKind : std::uint8_t {
#define OPERATION(identifier, number, ...) identifier = number,
#include "engine/base/operations.def"
#undef OPERATION
};

/// What the operation is done to: nothing, a future, or a resource or device of the kind with the same name.
enum class Receiver : std::uint8_t {
    none,
    mutex,
    semaphore,
    condition,
    barrier,
    event,
    channel,
    variable,
    server,
    folder,
    database,
    gpu,
    rw_lock,
    stream,
    future,
};
/// Of a resource of this kind, and if it is a device, of that kind of device.
constexpr Receiver receiver_of(ResourceKind kind, DeviceKind device = {}) {
    if (kind == ResourceKind::device)
        return static_cast<Receiver>(static_cast<int>(Receiver::server) + static_cast<int>(device));
    if (kind == ResourceKind::rw_lock) return Receiver::rw_lock;
    if (kind == ResourceKind::stream) return Receiver::stream;
    return static_cast<Receiver>(static_cast<int>(kind) + static_cast<int>(Receiver::mutex));
}
static_assert(receiver_of(ResourceKind::variable) == Receiver::variable);
static_assert(receiver_of(ResourceKind::device, DeviceKind::gpu) == Receiver::gpu);
/// Of a receiver that is a resource.
constexpr ResourceKind kind_of(Receiver receiver) {
    if (receiver == Receiver::rw_lock) return ResourceKind::rw_lock;
    if (receiver == Receiver::stream) return ResourceKind::stream;
    if (receiver >= Receiver::server) return ResourceKind::device;
    return static_cast<ResourceKind>(static_cast<int>(receiver) - static_cast<int>(Receiver::mutex));
}
/// Of a receiver that is a device.
constexpr DeviceKind device_of(Receiver receiver) {
    return static_cast<DeviceKind>(static_cast<int>(receiver) - static_cast<int>(Receiver::server));
}

/// Operations that an executor does in the same way.
enum class Family : std::uint8_t {
    on_resource,  ///< by the rules of resources
    asks_device,  ///< waits for its answer
    computes,     ///< keeps its core from `wanted` to `done`
    rests,
    gives_way,  ///< keeps its core, too
    spawns,
    awaits,
    asks_future,
    tells,  ///< only records
    draws,  ///< a random number
};

/// What the order of two operations is about, in a conducted run.
enum class Touches : std::uint8_t {
    receiver,       ///< the resource, if there is one
    end_of_future,  ///< whether, and how, the task has ended
    numbering,      ///< of the tasks that are to come
    everything,     ///< changes places with no other operation
};

/// What it may cost in a simulated run.
enum class Cost : std::uint8_t { none, spawn, message };

/// Patterns for sentences: {name} is the task, {line} the line, {resource} and {other} the receiver, {value}, {text},
/// {told} (the text, not quoted), {time}, {woken}, {left}, {inside}, {readers}, {bytes}, {answer}, {is_done} and
/// {exit_code} what came of it.
struct OperationWords {
    const char* intent = "";  ///< what the task would do; {what}: the receiver, {value}: what would be given
    const char* wanted = "";  ///< it has asked. Empty: it waits, and there are other words for that
    const char* done = "";    ///< empty: a function of its own says it
    const char* failed = "";
    const char* caused = "ended the wait for";  ///< what the task did to the receiver, so that another could continue
};

/// What Python's programs write for it. Empty: there is nothing like it.
struct PythonWords {
    const char* threading = "";
    const char* asyncio = "";
};

struct OperationInfo {
    OperationKind kind{};
    std::string_view identifier;
    std::string_view verb;    ///< in stories and in the text form of traces
    bool keeps_loop = false;  ///< on an event loop: nobody else can continue while its task waits or sleeps
    DeviceVerb asks{};        ///< asks_device
    Receiver receiver = Receiver::none;
    CallForm form = CallForm::method;
    std::string_view usage = {};  ///< of an entry of a shared table: how it is written
    Argument arguments[4] = {};
    Gives gives = Gives::nothing;
    ValueMeaning value = ValueMeaning::none;  ///< of its events
    Family family = Family::on_resource;
    bool may_wait = false;
    Touches touches = Touches::receiver;
    Use use = Use::writes;  ///< of what it touches, unless it must wait
    Cost cost = Cost::none;
    bool at_once_by_main = false;  ///< conducted: it is no decision if main does it
    OperationWords words = {};
    PythonWords python = {};
};

inline constexpr const char* kGivesUp = "{name} waits no longer for {resource}{line}: its wait was ended.";

inline constexpr OperationInfo kOperations[] = {
#define OPERATION(name, number, ...) {.kind = OperationKind::name, .identifier = #name, __VA_ARGS__},
#include "engine/base/operations.def"
#undef OPERATION
};

namespace operation_list {

inline constexpr std::size_t kNumbers = 256;
inline constexpr std::uint8_t kNoOperation = 0xff;

/// The place of each operation in the list, by its number.
inline constexpr auto kPlaces = [] {
    std::array<std::uint8_t, kNumbers> places{};
    for (std::uint8_t& place : places) place = kNoOperation;
    std::uint8_t next = 0;
    for (const OperationInfo& operation : kOperations) places[static_cast<std::size_t>(operation.kind)] = next++;
    return places;
}();

/// What executors look up at each operation, by its number.
inline constexpr auto kFamilies = [] {
    std::array<Family, kNumbers> families{};
    for (const OperationInfo& operation : kOperations)
        families[static_cast<std::size_t>(operation.kind)] = operation.family;
    return families;
}();

}  // namespace operation_list

constexpr const OperationInfo& info_of(OperationKind kind) {
    return kOperations[operation_list::kPlaces[static_cast<std::size_t>(kind)]];
}
/// Whether nobody else can continue while its task waits or sleeps, though others could.
constexpr bool keeps_loop(Model model, OperationKind kind) {
    return model == Model::event_loop && info_of(kind).keeps_loop;
}
/// Whether an operation has this number.
constexpr bool is_operation_number(std::size_t number) {
    return number < operation_list::kNumbers && operation_list::kPlaces[number] != operation_list::kNoOperation;
}
/// Done to a shared table.
constexpr bool is_on_table(OperationKind kind) { return info_of(kind).form == CallForm::entry; }
/// Done to a byte stream.
constexpr bool is_on_stream(OperationKind kind) { return info_of(kind).receiver == Receiver::stream; }
/// Is, or was, about one entry of it, which its event's text names.
constexpr bool is_on_entry(OperationKind kind) { return is_on_table(kind) && kind != OperationKind::table_length; }
constexpr Family family_of(OperationKind kind) { return operation_list::kFamilies[static_cast<std::size_t>(kind)]; }

}  // namespace simul
