// A small trace from a few lines of text, for tests.
//
//     auto trace = trace_from(R"(
//         mutex judit
//         variable counter 0 mmap
//         cores 2
//
//         0  main  arrive
//         0  main  run @0
//         0  main  spawn a
//         0  a     arrive main
//         0  a     run @1
//         0  a     lock? judit :12
//         5  a     ready main
//         7  a     finish
//         7  end finished
//     )");
//
// Lines before the first event are the header: a resource (its kind, its name, a number), `model`, `start_method`,
// `clock`, `cores`, `workers`, `policy`, `scenario`, `source` (its file). An event is: seconds, who, the kind's
// identifier with `?` for wanted, `!` for failed and `~` for timed out; then in any order a resource, a task, a value,
// a word of the value (an ending, an outcome, a note), `@core`, `:line`, "text". Tasks are numbered in the order in
// which they are first named; `end` has no task. A word that nothing explains ends the test program with a sentence.
#pragma once

#include <memory>
#include <string_view>

#include "engine/trace/trace.h"

namespace simul {

std::unique_ptr<Trace> trace_from(std::string_view text);

/// As `trace_from` numbers them: main is 0.
constexpr TaskId task_number(std::uint32_t number) { return static_cast<TaskId>(number); }
constexpr Time at_seconds(double seconds) { return Time(duration_of_seconds(seconds)); }

}  // namespace simul
