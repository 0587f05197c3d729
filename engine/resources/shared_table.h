// Shared tables: variables whose value is a table, of which each operation reads or writes one entry.
//
// Operations carry packed values in their text: a key; to be written, what it is to be, behind it; a position in a
// list, or nothing, and what is to be inserted. Afterwards the text has the key and the value of the entry that it was
// about. The event has the value in its cell, and as its text the entry in words, `Bob = 41`.
#pragma once

#include "engine/resources/rules.h"

namespace simul {

Change attempt_on_table(ResourceRules& rules, Operation& operation, TaskId who);

}  // namespace simul
