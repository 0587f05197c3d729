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
/// raised, and `expected` of how many more the watch could tell at once.
/// `an_end`: tells of those that end, in that order. `all_ends`: of the one that is asked for, once it has ended; on an
/// event loop, once all have. `a_failure`: the same, but of one that fails as soon as it does.
/// Those of asyncio.wait tell of those that end, in that order, too. `each_at_last`: on an event loop not before all
/// have ended. `each_at_failure`: or one has failed, and was not cancelled. `each_at_first`: from the first on.
/// `each_of_group`: as `each_at_last`, but at once if all had ended before it was asked.
enum class Until : std::uint8_t {
    its_end,
    a_failure,
    an_end,
    all_ends,
    each_at_last,
    each_at_failure,
    each_at_first,
    each_of_group
};

// Both stand in `value`, which an await has no other use for.

inline Until until_of(const Operation& operation) {
    return operation.kind == OperationKind::await ? static_cast<Until>(operation.value & 7) : Until::its_end;
}
/// 0: it begins to watch.
inline std::int64_t watch_number(const Operation& await) { return await.value >> 3; }
inline void watch(Operation& await, Until until, std::int64_t number) {
    await.value = number << 3 | static_cast<std::int64_t>(until);
}

/// Whether it gives those who end, one after another.
constexpr bool gives_each(Until until) {
    return until != Until::its_end && until != Until::a_failure && until != Until::all_ends;
}
/// Whether on an event loop it waits until all have ended, or have failed, before it gives any.
constexpr bool waits_to_last(Until until) {
    return until == Until::each_at_last || until == Until::each_at_failure || until == Until::each_of_group;
}
/// Whether what it tells depends on when it is asked: who waits so does more with those that have ended by then.
constexpr bool depends_on_moment(Until until) {
    return until == Until::each_at_failure || until == Until::each_at_first;
}

/// Whether the end of a watched future is told of as soon as it happens.
constexpr bool counts(Until until, Ending ending) {
    return gives_each(until) || (until == Until::a_failure && ending != Ending::returned);
}
constexpr bool waits_for_all(Until until) { return until == Until::a_failure || until == Until::all_ends; }

/// A list of futures, as the text of an await.
void append_future(std::string& list, TaskId future);
std::vector<TaskId> listed_futures(std::string_view list);

}  // namespace simul
