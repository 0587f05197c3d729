// Awaiting several futures at once: what of them ends the wait.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/scenario/operation.h"

namespace simul {

/// What ends an await. `its_end`: the end of its future, whose result it gives. With the others `text` lists futures
/// that are watched; a later await of the same task may continue watching by the number that the first was given.
/// Whoever is told of is then in `task`, and its result in `text`; `succeeded` says whether it failed, which is not
/// raised. `an_end`: tells of those that end, in that order. `all_ends`: of the one that is asked for, once it has
/// ended; on an event loop, once all have. `a_failure`: the same, but of one that fails as soon as it does.
enum class Until : std::uint8_t { its_end, a_failure, an_end, all_ends };

// Both stand in `value`, which an await has no other use for.

inline Until until_of(const Operation& operation) {
    return operation.kind == OperationKind::await ? static_cast<Until>(operation.value & 3) : Until::its_end;
}
/// 0: it begins to watch.
inline std::int64_t watch_number(const Operation& await) { return await.value >> 2; }
inline void watch(Operation& await, Until until, std::int64_t number) {
    await.value = number << 2 | static_cast<std::int64_t>(until);
}

/// Whether the end of a watched future is told of as soon as it happens.
constexpr bool counts(Until until, Ending ending) {
    return until == Until::an_end || (until == Until::a_failure && ending != Ending::returned);
}
constexpr bool waits_for_all(Until until) { return until == Until::a_failure || until == Until::all_ends; }

/// A list of futures, as the text of an await.
void append_future(std::string& list, TaskId future);
std::vector<TaskId> listed_futures(std::string_view list);

}  // namespace simul
