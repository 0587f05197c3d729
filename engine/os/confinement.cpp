// How it works. Landlock (if there is any) takes all files but /proc, and signals to others. Then a seccomp filter,
// made by libseccomp, lets through the system calls of the list below and answers EPERM to all others: a process that
// asks for more continues without it, as it would on a computer that has less.
#include "engine/os/confinement.h"

#include <fcntl.h>
#include <linux/landlock.h>
#include <sched.h>
#include <seccomp.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdint>
#include <vector>

#include "engine/os/descriptor.h"

namespace simul::os {
namespace {

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr bool kSanitized = true;
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
constexpr bool kSanitized = true;
#else
constexpr bool kSanitized = false;
#endif
#else
constexpr bool kSanitized = false;
#endif

// ---- Landlock. The structures grew with its versions; Debian 12's header has the first.

struct Ruleset {
    std::uint64_t files = 0, network = 0, scopes = 0;
};
constexpr std::uint64_t kScopes = 1 | 2;       ///< abstract Unix sockets; signals
constexpr std::uint64_t kConnections = 1 | 2;  ///< bind, connect
constexpr int kWithNetwork = 4, kWithScopes = 6;

int landlock_version() {
    const long version = syscall(SYS_landlock_create_ruleset, nullptr, std::size_t{0}, LANDLOCK_CREATE_RULESET_VERSION);
    return version > 0 ? static_cast<int>(version) : 0;
}

/// All that a version can take away from files. The first thirteen rights came with version 1.
std::uint64_t rights_on_files(int version) {
    const int rights = version >= 5 ? 16 : version >= 3 ? 15 : version == 2 ? 14 : 13;
    return (std::uint64_t{1} << rights) - 1;
}

void allow_reading(int ruleset, const char* folder) {
    const Descriptor place(open(folder, O_PATH | O_CLOEXEC));
    landlock_path_beneath_attr beneath{};
    beneath.allowed_access = LANDLOCK_ACCESS_FS_READ_FILE;
    beneath.parent_fd = place.fd();
    syscall(SYS_landlock_add_rule, ruleset, LANDLOCK_RULE_PATH_BENEATH, &beneath, 0);
}

/// Whether all files are out of reach now, but those that are still needed.
bool give_files_up(int version, const StillNeeded& needed) {
    if (version == 0) return false;
    Ruleset rules;
    rules.files = rights_on_files(version);
    if (version >= kWithNetwork) rules.network = kConnections;
    if (version >= kWithScopes) rules.scopes = kScopes;
    const std::size_t known = version >= kWithScopes ? sizeof rules : version >= kWithNetwork ? 16 : 8;
    const Descriptor ruleset(static_cast<int>(syscall(SYS_landlock_create_ruleset, &rules, known, 0)));
    if (ruleset.fd() < 0) return false;
    if (needed.scheduler_statistics) allow_reading(ruleset.fd(), "/proc");
    return syscall(SYS_landlock_restrict_self, ruleset.fd(), 0) == 0;
}

// ---- System calls.

/// What threads, forked processes, memory, waiting, timers and descriptors that are there already need.
constexpr int kHarmless[] = {
    // memory (nothing executable: see below)
    SCMP_SYS(brk), SCMP_SYS(munmap), SCMP_SYS(mremap), SCMP_SYS(madvise), SCMP_SYS(mlock), SCMP_SYS(munlock),
    SCMP_SYS(memfd_create), SCMP_SYS(ftruncate),
    // threads and processes
    SCMP_SYS(fork), SCMP_SYS(vfork), SCMP_SYS(wait4), SCMP_SYS(waitid), SCMP_SYS(exit), SCMP_SYS(exit_group),
    SCMP_SYS(set_tid_address), SCMP_SYS(set_robust_list), SCMP_SYS(get_robust_list), SCMP_SYS(rseq),
    SCMP_SYS(arch_prctl), SCMP_SYS(prctl), SCMP_SYS(pidfd_open), SCMP_SYS(membarrier), SCMP_SYS(getpid),
    SCMP_SYS(getppid), SCMP_SYS(gettid), SCMP_SYS(getpgrp), SCMP_SYS(getuid), SCMP_SYS(geteuid), SCMP_SYS(getgid),
    SCMP_SYS(getegid), SCMP_SYS(getrusage), SCMP_SYS(getrlimit), SCMP_SYS(sysinfo), SCMP_SYS(uname),
    // cores and time
    SCMP_SYS(sched_yield), SCMP_SYS(sched_getaffinity), SCMP_SYS(sched_getparam), SCMP_SYS(sched_getscheduler),
    SCMP_SYS(getcpu), SCMP_SYS(clock_gettime), SCMP_SYS(clock_getres), SCMP_SYS(clock_nanosleep), SCMP_SYS(nanosleep),
    SCMP_SYS(gettimeofday), SCMP_SYS(time), SCMP_SYS(times), SCMP_SYS(getrandom),
    // waiting
    SCMP_SYS(futex), SCMP_SYS(futex_waitv), SCMP_SYS(poll), SCMP_SYS(ppoll), SCMP_SYS(select), SCMP_SYS(pselect6),
    SCMP_SYS(epoll_create1), SCMP_SYS(epoll_ctl), SCMP_SYS(epoll_wait), SCMP_SYS(epoll_pwait), SCMP_SYS(epoll_pwait2),
    SCMP_SYS(eventfd2), SCMP_SYS(timerfd_create), SCMP_SYS(timerfd_settime), SCMP_SYS(timerfd_gettime),
    SCMP_SYS(restart_syscall),
    // signals to itself
    SCMP_SYS(rt_sigaction), SCMP_SYS(rt_sigprocmask), SCMP_SYS(rt_sigreturn), SCMP_SYS(rt_sigtimedwait),
    SCMP_SYS(sigaltstack), SCMP_SYS(tgkill),
    // descriptors that it has, and pipes and pairs of its own
    SCMP_SYS(read), SCMP_SYS(write), SCMP_SYS(readv), SCMP_SYS(writev), SCMP_SYS(pread64), SCMP_SYS(pwrite64),
    SCMP_SYS(close), SCMP_SYS(close_range), SCMP_SYS(dup), SCMP_SYS(dup2), SCMP_SYS(dup3), SCMP_SYS(fcntl),
    SCMP_SYS(fstat), SCMP_SYS(lseek), SCMP_SYS(pipe2), SCMP_SYS(sendto), SCMP_SYS(recvfrom), SCMP_SYS(sendmsg),
    SCMP_SYS(recvmsg), SCMP_SYS(shutdown), SCMP_SYS(getsockopt), SCMP_SYS(setsockopt)};

/// A filter while it is made.
class Filter {
  public:
    Filter() : context_(seccomp_init(SCMP_ACT_ERRNO(EPERM))) {}
    Filter(const Filter&) = delete;
    Filter& operator=(const Filter&) = delete;
    ~Filter() {
        if (context_ != nullptr) seccomp_release(context_);
    }

    void allow(int call) { seccomp_rule_add_array(context_, SCMP_ACT_ALLOW, call, 0, nullptr); }
    /// When the bits of `mask` in argument number `argument` are `value`.
    void allow(int call, unsigned argument, std::uint64_t mask, std::uint64_t value) {
        const scmp_arg_cmp compared{argument, SCMP_CMP_MASKED_EQ, mask, value};
        seccomp_rule_add_array(context_, SCMP_ACT_ALLOW, call, 1, &compared);
    }
    void answer(int call, int number) {
        seccomp_rule_add_array(context_, SCMP_ACT_ERRNO(static_cast<std::uint32_t>(number)), call, 0, nullptr);
    }
    void put_into_force() {
        seccomp_attr_set(context_, SCMP_FLTATR_CTL_OPTIMIZE, 2);  // a search tree: few looks at each call
        seccomp_load(context_);
    }

  private:
    scmp_filter_ctx context_;
};

void give_system_calls_up(bool may_read_files, const StillNeeded& needed) {
    constexpr std::uint64_t kNewWorlds =
        CLONE_NEWNS | CLONE_NEWCGROUP | CLONE_NEWUTS | CLONE_NEWIPC | CLONE_NEWUSER | CLONE_NEWPID | CLONE_NEWNET;
    constexpr std::uint64_t kChanges = O_ACCMODE | O_CREAT | O_TRUNC | O_APPEND | O_TMPFILE;
    Filter filter;
    for (const int call : kHarmless) filter.allow(call);
    filter.allow(SCMP_SYS(mmap), 2, PROT_EXEC, 0);
    filter.allow(SCMP_SYS(mprotect), 2, PROT_EXEC, 0);
    filter.allow(SCMP_SYS(clone), 0, kNewWorlds, 0);
    filter.answer(SCMP_SYS(clone3), ENOSYS);  // its flags cannot be seen; then clone is asked for
    filter.allow(SCMP_SYS(socketpair), 0, UINT64_MAX, AF_UNIX);
    filter.allow(SCMP_SYS(prlimit64), 0, UINT64_MAX, 0);  // 0: its own
    filter.allow(SCMP_SYS(sched_setaffinity), 0, UINT64_MAX, 0);
    if (needed.kernel_policies) {  // 0: for the calling thread
        filter.allow(SCMP_SYS(setpriority), 1, UINT64_MAX, 0);
        filter.allow(SCMP_SYS(sched_setscheduler), 0, UINT64_MAX, 0);
        filter.allow(SCMP_SYS(sched_setattr), 0, UINT64_MAX, 0);
    }
    if (needed.children) filter.allow(SCMP_SYS(kill));
    if (may_read_files) filter.allow(SCMP_SYS(openat), 2, kChanges, O_RDONLY);
    filter.put_into_force();
}

}  // namespace

ConfinementSupport confinement_support() {
    ConfinementSupport support;
    if (kSanitized) support.why_not = "sanitizers need files and system calls of their own";
    // Asks for a mode with a filter at an address that cannot be: only a kernel that knows it looks there.
    support.system_calls = prctl(PR_SET_SECCOMP, 2UL, nullptr) != 0 && errno == EFAULT;
    support.landlock = landlock_version();
    return support;
}

void confine(const StillNeeded& needed) {
    if (kSanitized) return;
    prctl(PR_SET_NO_NEW_PRIVS, 1UL, 0UL, 0UL, 0UL);
    const bool files_are_gone = give_files_up(landlock_version(), needed);
    give_system_calls_up(files_are_gone && needed.scheduler_statistics, needed);
}

void keep_only(std::initializer_list<int> descriptors) {
    const Descriptor nowhere(open("/dev/null", O_RDWR | O_CLOEXEC));
    for (const int standard : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO})
        if (nowhere.fd() >= 0) dup2(nowhere.fd(), standard);
    std::vector<int> kept(descriptors);
    kept.push_back(nowhere.fd());
    std::sort(kept.begin(), kept.end());
    unsigned from = STDERR_FILENO + 1;
    for (const int fd : kept) {
        if (fd < static_cast<int>(from)) continue;
        if (fd > static_cast<int>(from)) close_range(from, static_cast<unsigned>(fd) - 1, 0);
        from = static_cast<unsigned>(fd) + 1;
    }
    close_range(from, ~0U, 0);
}

void limit_private_memory(std::size_t bytes) {
    if (kSanitized) return;
    rlimit limit;
    if (getrlimit(RLIMIT_DATA, &limit) != 0) return;
    limit.rlim_cur = std::min<rlim_t>(limit.rlim_max, bytes);
    limit.rlim_max = limit.rlim_cur;
    setrlimit(RLIMIT_DATA, &limit);
}

}  // namespace simul::os
