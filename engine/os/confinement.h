// What a process gives up for good before it runs what a stranger wrote: it keeps its memory, its threads and the
// processes that it forks, and reaches nothing else, whatever its code turns into.
#pragma once

#include <initializer_list>
#include <string>

namespace simul::os {

/// What the kernel lets a process give up.
struct ConfinementSupport {
    bool system_calls = false;  ///< seccomp filters
    int landlock = 0;           ///< the version of Landlock; 0: none
    std::string why_not;        ///< this program cannot be confined at all; empty: it can
};
ConfinementSupport confinement_support();

/// What the process still needs.
struct StillNeeded {
    /// Reads what the kernel tells of its own threads (/proc). Granted only where Landlock keeps it to that.
    bool scheduler_statistics = false;
    /// Ends the processes that it forks. Landlock, where it can, keeps its signals to those.
    bool children = false;
    /// Has its threads scheduled as the story and the settings say, as far as this user may.
    bool kernel_policies = false;
};

/// From now on, also in all threads and processes that it starts: no file can be opened or changed, no program
/// started, nobody connected to, no memory made executable, no privilege gained. Call it while there is one thread.
/// What the kernel does not offer is left out, silently: `confinement_support` says it.
void confine(const StillNeeded& needed);

/// Closes all descriptors but the standard ones and these, and leads the standard ones nowhere.
void keep_only(std::initializer_list<int> descriptors);

/// The process, and each that it forks, gets no more private memory than this; asking for more fails.
void limit_private_memory(std::size_t bytes);

}  // namespace simul::os
