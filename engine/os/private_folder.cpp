#include "engine/os/private_folder.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sched.h>
#include <sys/mount.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <string>

#include "engine/os/failure.h"

namespace simul::os {

namespace {

constexpr const char* kFolder = "/tmp";

bool wrote(const char* path, const std::string& text) {
    const int fd = ::open(path, O_WRONLY | O_CLOEXEC);
    if (fd < 0) return false;
    const bool whole = ::write(fd, text.data(), text.size()) == static_cast<ssize_t>(text.size());
    ::close(fd);
    return whole;
}

/// Who may not mount anything may do so among users of its own, where it keeps its name.
bool may_mount_here() {
    if (::unshare(CLONE_NEWNS) == 0) return true;
    const uid_t user = ::geteuid();
    const gid_t group = ::getegid();
    return ::unshare(CLONE_NEWUSER | CLONE_NEWNS) == 0 && wrote("/proc/self/setgroups", "deny") &&
           wrote("/proc/self/uid_map", fmt::format("{0} {0} 1", user)) &&
           wrote("/proc/self/gid_map", fmt::format("{0} {0} 1", group));
}

}  // namespace

Result<void> make_temporary_folder_private() {
    const bool mounted = may_mount_here() && ::mount("none", "/", nullptr, MS_REC | MS_PRIVATE, nullptr) == 0 &&
                         ::mount("simul", kFolder, "tmpfs", MS_NOSUID | MS_NODEV, "size=256m,mode=700") == 0;
    if (!mounted) return failure("make a private folder", errno, "Real graphics cards need one.");
    for (const char* name : {"HOME", "TMPDIR", "XDG_CACHE_HOME"}) ::setenv(name, kFolder, 1);
    return {};
}

}  // namespace simul::os
