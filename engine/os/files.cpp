#include "engine/os/files.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdio>
#include <filesystem>

#include "engine/os/failure.h"
#include "engine/os/waiting.h"

namespace simul::os {
namespace {

std::string_view remedy_for(int number) {
    switch (number) {
        case ENOENT:
            return "Check the name; relative names start at the folder in which simul was started.";
        case EACCES:
        case EPERM:
        case EROFS:
            return "Choose a place that you may use, or change its permissions.";
        case EISDIR:
            return "Name a file, not a folder.";
        case ENOSPC:
        case EDQUOT:
            return "Free some space, or write to another disk.";
        case EFBIG:
            return "Raise the limit on file sizes (ulimit -f), or write to another disk.";
        case EBADF:
            return "It is closed: redirect it to a file or to a program that reads it.";
        case EPIPE:
            return "Who read the other end has stopped reading.";
        case EMFILE:
        case ENFILE:
            return "Raise the limit of open files (ulimit -n).";
        default:
            return "Try another file.";
    }
}

Error refused(std::string_view verb, std::string_view what, int number) {
    return failure(fmt::format("{} {}", verb, what), number, remedy_for(number));
}

int opened(const std::string& path, int flags) {
    int fd;
    do {
        fd = ::open(path.c_str(), flags | O_CLOEXEC, 0666);
    } while (fd < 0 && errno == EINTR);
    return fd;
}

ssize_t read_some(int fd, char* into, std::size_t most) {
    ssize_t length;
    do {
        length = read(fd, into, most);
    } while (length < 0 && errno == EINTR);
    return length;
}

/// 0, or the errno at which it stopped.
int write_all(int fd, std::string_view bytes) {
    while (!bytes.empty()) {
        const ssize_t written = write(fd, bytes.data(), bytes.size());
        if (written < 0 && errno != EINTR) return errno;
        if (written > 0) bytes.remove_prefix(static_cast<std::size_t>(written));
    }
    return 0;
}

/// Whether something can be read, or will never be: of a pipe whose other end nobody has opened yet, too.
bool becomes_readable(int fd) {
    constexpr int kPatienceMs = 10'000;
    return wait_readable(std::array{fd}, kPatienceMs) != 0;
}

}  // namespace

Result<std::string> read_file(const std::string& path, std::size_t most) {
    constexpr std::size_t kMostOfDevice = std::size_t{1} << 20;
    const Descriptor file(opened(path, O_RDONLY | O_NONBLOCK));
    struct stat found {};
    if (file.fd() < 0 || fstat(file.fd(), &found) != 0) return refused("open", path.empty() ? "\"\"" : path, errno);
    if (S_ISCHR(found.st_mode)) most = std::min(most, kMostOfDevice);
    const bool is_regular = S_ISREG(found.st_mode);
    std::string content;
    std::array<char, 16 * 1024> room;
    while (true) {
        if (!is_regular && !becomes_readable(file.fd()))
            return Error{fmt::format("Could not read {}: nothing has come from it for 10 s. Name a file.", path)};
        const ssize_t length = read_some(file.fd(), room.data(), room.size());
        if (length < 0 && errno == EAGAIN) continue;
        if (length < 0) return refused("read", path, errno);
        if (length == 0) return content;
        content.append(room.data(), static_cast<std::size_t>(length));
        if (content.size() > most) {
            return Error{fmt::format("Could not read {}: it has more than {} bytes. Name a smaller file.", path, most)};
        }
    }
}

Result<OutputFile> OutputFile::open(const std::string& path) {
    Descriptor file(opened(path, O_WRONLY | O_CREAT | O_TRUNC));
    if (file.fd() < 0) return refused("write", path, errno);
    return OutputFile(std::move(file), path);
}

Result<void> OutputFile::append(std::string_view bytes) {
    const int stopped = write_all(file_.fd(), bytes);
    if (stopped != 0) return refused("write", path_, stopped);
    return {};
}

Result<void> OutputFile::close() {
    const int fd = file_.release();
    if (fd >= 0 && ::close(fd) != 0 && errno != EINTR) return refused("finish writing", path_, errno);
    return {};
}

namespace {

/// Where the file itself stands, behind all links; also one that is not there yet.
std::string behind_links(std::string path) {
    constexpr int kMostLinks = 40;
    std::error_code none;
    for (int i = 0; i < kMostLinks && std::filesystem::is_symlink(path, none); ++i) {
        const std::filesystem::path target = std::filesystem::read_symlink(path, none);
        if (none) break;
        path = (std::filesystem::path(path).parent_path() / target).string();  // an absolute target replaces all
    }
    return path;
}

std::string folder_of(const std::string& path) {
    const std::string folder = std::filesystem::path(path).parent_path().string();
    return folder.empty() ? "." : folder;
}

/// A file of a name that nobody has, in the folder of `path`.
struct FileBeside {
    std::string path;
    Descriptor file;
};

FileBeside new_file_beside(const std::string& path) {
    FileBeside made;
    for (int i = 0; i < 100; ++i) {
        made.path = fmt::format("{}/.simul-{}-{}.new", folder_of(path), getpid(), i);
        made.file = Descriptor(opened(made.path, O_WRONLY | O_CREAT | O_EXCL));
        if (made.file.fd() >= 0 || errno != EEXIST) break;
    }
    return made;
}

/// The name, too, is on the disk afterwards. Not all file systems can say so.
void settle_folder(const std::string& path) {
    const Descriptor folder(opened(folder_of(path), O_RDONLY | O_DIRECTORY));
    if (folder.fd() >= 0) fsync(folder.fd());
}

/// 0, or the errno at which it stopped. `earlier`: the file that is replaced, if there is one.
int write_beside(const FileBeside& beside, std::string_view bytes, const struct stat* earlier) {
    const int fd = beside.file.fd();
    if (earlier != nullptr && fchmod(fd, earlier->st_mode & 07777) != 0) return errno;
    // Only a privileged user can give a file away; others own the new one, as they would a copy.
    if (earlier != nullptr && earlier->st_uid != geteuid() && fchown(fd, earlier->st_uid, earlier->st_gid) != 0 &&
        errno != EPERM)
        return errno;
    if (const int stopped = write_all(fd, bytes); stopped != 0) return stopped;
    return fsync(fd) == 0 ? 0 : errno;
}

Result<void> write_into(const std::string& path, std::string_view bytes) {
    Result<OutputFile> file = OutputFile::open(path);
    if (!file) return file.error();
    const Result<void> written = file->append(bytes);
    return written ? file->close() : written;
}

}  // namespace

// They are on the disk before the new name is, so that this also holds after the computer lost its power. The new file
// has the permissions of the old one. A link stays one: what it leads to is replaced. What is no regular file (a pipe,
// a device) is written to.
Result<void> replace_file(const std::string& path, std::string_view bytes) {
    const std::string place = behind_links(path);
    struct stat earlier;
    const bool is_there = stat(place.c_str(), &earlier) == 0;
    if (is_there && !S_ISREG(earlier.st_mode)) return write_into(place, bytes);
    if (is_there && access(place.c_str(), W_OK) != 0) return refused("write", path, errno);
    const FileBeside beside = new_file_beside(place);
    if (beside.file.fd() < 0) return refused("write", path, errno);
    int stopped = write_beside(beside, bytes, is_there ? &earlier : nullptr);
    if (stopped == 0 && rename(beside.path.c_str(), place.c_str()) != 0) stopped = errno;
    if (stopped != 0) unlink(beside.path.c_str());
    if (stopped != 0) return refused("write", path, stopped);
    settle_folder(place);
    return {};
}

void keep_standard_numbers() {
    for (const int standard : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) {
        if (fcntl(standard, F_GETFD) >= 0) continue;
        // open() gives the lowest free number: this one.
        (void)::open("/dev/null", standard == STDIN_FILENO ? O_WRONLY : O_RDONLY);
    }
}

Result<void> write_stdout(std::string_view bytes) {
    const int stopped = write_all(STDOUT_FILENO, bytes);
    if (stopped != 0) return refused("write", "the standard output", stopped);
    return {};
}

}  // namespace simul::os
