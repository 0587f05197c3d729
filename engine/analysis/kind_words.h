// The sentences of those kinds of events that need only names and values.
#pragma once

#include "engine/base/event_kinds.h"

namespace simul {

/// What is said of one kind. {name}: the task, with a capital letter; {resource}, {other}: the other task; {value},
/// {time}, {text}, {line}: of the event; {woken}, {left}, {inside}: what follows from its value; {is_done}: of the
/// other task. `wanted` is empty where wait_words say it; then `failed` says that the wait was ended from outside.
struct KindWords {
    EventKind kind;
    const char* wanted;
    const char* done;
    const char* failed;
};

/// Null for a kind that needs more than that.
const KindWords* words_of(EventKind kind);

}  // namespace simul
