// Processes: how they begin, how they are told apart, and how their end is noticed.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "engine/base/result.h"

namespace simul::os {

/// In the parent the child's pid, in the child 0. What stood in stdio buffers was written before.
/// Fork only while this process has one thread: locks that others hold would stay locked in the child for ever.
Result<int> fork_child();

/// As fork_child, but the child is a child of the caller's parent, so that it outlives the caller.
Result<int> fork_sibling();

/// The calling process is killed when the THREAD that forked it ends (not only its process: fork from a thread that
/// lives as long). If the expected parent is gone already, ends at once.
void die_with_parent(int expected_parent);

/// Orphans among the descendants become children of this process, which can reap them, instead of children of init.
void become_subreaper();

/// A descriptor that becomes readable when the process ends. The caller closes it.
Result<int> open_pidfd(int pid);
bool pidfd_ended(int pidfd);

/// SIGKILL; nothing happens if it ended already. Only for children not reaped yet: a pid may be used again.
void kill_process(int pid);
inline constexpr int kKillSignal = 9;

/// Lets a child stand still, with all its threads, and continue. False: it has ended, and waits to be reaped.
bool suspend_process(int pid);
void resume_process(int pid);

/// How a child ended.
struct Ending {
    int pid;
    bool by_signal;
    int code;  ///< the exit code, or the signal
};

/// Takes in one child that ended. Without `wait`, nothing when none has; with it, nothing only when there is no child.
std::optional<Ending> reap_one(bool wait);
std::optional<Ending> reap(int pid, bool wait);

/// Whether there is any child that was not taken in yet, ended or not.
bool has_children();
/// Whether this one is.
bool is_child(int pid);

/// For people: "SIGSEGV (invalid memory access)".
std::string signal_name(int signal);

int own_pid();
int parent_pid();

/// What ps and top show for the calling thread; the first 15 bytes count.
void name_process(std::string_view name);

/// Ends the process without destructors or exit handlers: how a forked child leaves. Flushes nothing.
[[noreturn]] void exit_now(int code);

/// Lifts the number of files that may be open as far as it goes without privilege.
Result<void> raise_limit_of_open_files();

}  // namespace simul::os
