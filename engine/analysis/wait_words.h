// What a task waits for, in words.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "engine/analysis/moment.h"
#include "engine/analysis/speech.h"
#include "engine/base/device_parts.h"
#include "engine/resources/semaphore.h"

namespace simul {

/// Of a task that is blocked: `waits for judit (line 9), which game 2 holds`.
std::string wait_in_words(const Moment& moment, TaskId task, const Speech& speech, std::string_view held_since = "");

/// Of what blocks a task, without the place: `for judit`, `for board 3 to end`.
std::string awaited_in_words(const Moment& moment, TaskId task, const Speech& speech);

/// "a mutex", "an HTTP server".
std::string kind_with_article(const ResourceInfo& info);
/// What the state is called that is `asleep`: with devices it is also that of who waits for one.
std::string_view asleep_in_words(const TraceHeader& header);
/// Of the event that says that a device has answered, whether its task has a core yet or not.
/// What a graphics card does in this part of a request: "bytes go there".
std::string_view on_card_in_words(DevicePart part);
std::string answer_in_words(const Trace& trace, std::size_t answer, const Speech& speech);
/// The event with which the wait began that `ready` ends, if it is not too long ago.
std::optional<std::size_t> wait_before(const Trace& trace, std::size_t ready);
/// The event with which the cause that `ready` names ended that wait, if it is not too long before.
std::optional<std::size_t> deed_before(const Trace& trace, std::size_t ready);
/// What ended a wait, by the `ready` at this index that names its cause: `board 1 unlocked judit (line 34)`.
std::string cause_in_words(const Trace& trace, std::size_t ready, const Speech& speech);

/// `judit`; what the executor made: `the global lock`, `the pool`.
/// What befalls a node or a link, when the settings ask for it.
std::string outage_in_words(const Trace& trace, std::size_t event);

std::string resource_in_words(const TraceHeader& header, ResourceId resource);
/// "laptop (1 core) and server (8 cores)".
std::string nodes_in_words(const TraceHeader& header);
/// The name of a machine.
std::string node_in_words(const TraceHeader& header, NodeId node);
/// What becomes of a message to another machine.
std::string message_in_words(const Trace& trace, std::size_t event, const Speech& speech);
/// Whether it is the lock that all threads of threads_gil need.
bool is_global_lock(const TraceHeader& header, ResourceId resource);

/// `game 1, game 2 and game 3`; of many the first and how many more.
std::string listed_names(const std::vector<TaskId>& tasks, const Speech& speech, std::size_t most = 8);

/// Conducted, of a task that waits for no other: `another task has the event loop`, where one thread does everything,
/// or `its store into x is not in memory yet`.
std::string what_holds_up(const Moment& moment, TaskId task);

/// ` (line 9)`, or nothing for line 0.
std::string line_in_words(std::uint16_t line);

}  // namespace simul
