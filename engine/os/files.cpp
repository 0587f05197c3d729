#include "engine/os/files.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdio>

#include "engine/os/failure.h"

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

}  // namespace

Result<std::string> read_file(const std::string& path, std::size_t most) {
    const Descriptor file(opened(path, O_RDONLY));
    if (file.fd() < 0) return refused("open", path, errno);
    std::string content;
    std::array<char, 16 * 1024> room;
    while (true) {
        const ssize_t length = read_some(file.fd(), room.data(), room.size());
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

Result<void> replace_file(const std::string& path, std::string_view bytes) {
    const std::string beside = path + ".new";
    Result<OutputFile> file = OutputFile::open(beside);
    if (!file) return file.error();
    Result<void> done = file->append(bytes);
    if (done) done = file->close();
    if (done && rename(beside.c_str(), path.c_str()) != 0) done = refused("write", path, errno);
    if (!done) unlink(beside.c_str());
    return done;
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
