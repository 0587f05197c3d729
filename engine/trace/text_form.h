// A trace as text: one event a line, for people, for `--events` and for golden traces.
//
//     0           core 0   #1 game 1         lock judit (line 11)
//     0           core 1   #2 game 2         wants lock judit (line 11)
//     5           -        #2 game 2         is ready after #1 game 1
//
// The columns are: scenario seconds (exact), the core, the task, and what happened: `wants` stands before an operation
// that begins to wait, `fails` after one that failed; then the resource, the value, the text in quotes, the line.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "engine/trace/task_names.h"
#include "engine/trace/trace.h"

namespace simul {

/// Without a line end. `names` must know the tasks that were spawned so far.
std::string text_form(const Trace& trace, std::size_t index, const TaskNames& names);

/// `core 1`, for sentences: there simulated cores are counted from one, as people count, while events, JSON and trace
/// files number them from zero. Those of a computer have the kernel's numbers everywhere.
std::string core_in_words(const TraceHeader& header, CoreId core);
/// The same where there is little room: `Core 1`; of several machines `server 1`, or `laptop` if it has one core.
std::string core_label(const TraceHeader& header, CoreId core);

/// Exact, without trailing zeros: `67`, `0.000001`.
std::string exact_seconds(Duration duration);

/// `3`, `0.5`, `true`.
std::string text_of(Cell cell);

/// What a stranger's text may do to a terminal is taken away: control characters and bytes that are not UTF-8 are shown
/// as `\n` or `\x1b`.
std::string printable(std::string_view text);
/// The same in double quotes; a quote or a backslash inside has a backslash before it.
std::string quoted(std::string_view text);

std::string_view name_of(NoteKind kind);

}  // namespace simul
