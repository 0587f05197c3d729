// A story whose tasks do what a few words say, for tests of who waits for what.
//
//     ScriptedStory story({{"main", "spawn a; spawn b; yield; send q; cancel a"},
//                          {"a", "receive q; mark a"},
//                          {"b", "receive q; mark b"}});
//
// Resources: mutexes m and n, semaphores s (no permit) and p (one), condition c, barriers b (two) and w (three), event
// e, channels q (one message) and r (four), variables x and y. Words: lock, try_lock, unlock, acquire, release, wait c
// m, notify, notify_all, meet, set, clear, wait_for, send, receive, close, store x 3, add x 1, sleep 3, compute 3,
// yield, spawn a, spawn_at 3 a, await a, cancel a, mark word. `try` before a word: what it raises is forgotten, for
// await also that what is awaited was cancelled. `catch` before it: a cancel that it raises is, and the task continues.
// `within 3` before it: it waits for three seconds at most; if that is not enough the task marks `late` where it is
// told so, `timeout` or `broken` where that is raised, and continues.
#pragma once

#include <map>
#include <ostream>
#include <string>
#include <vector>

#include "tests/support/small_story.h"

namespace simul::testing {

class ScriptedStory : public SmallStory {
  public:
    /// Of each task: its name and its words.
    explicit ScriptedStory(const std::map<std::string, std::string>& scripts);
    Task start_main(TaskContext& task) override;
    Task start(TaskContext& task, std::string_view call) override;

  private:
    std::map<std::string, std::string> scripts_;
    std::map<std::string, TaskId> futures_;
};

/// A row of a table: what the tasks do, and the marks that they set, in order.
struct ScriptedCase {
    const char* name;
    std::map<std::string, std::string> scripts;
    const char* marks;
};
inline void PrintTo(const ScriptedCase& it, std::ostream* out) { *out << it.name; }

/// The marks of a run, in order: "a b".
std::string marks_in(const Trace& trace);

}  // namespace simul::testing
