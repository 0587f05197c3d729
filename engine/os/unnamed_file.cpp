#include "engine/os/unnamed_file.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdlib>
#include <string>
#include <system_error>

#include "engine/os/failure.h"

namespace simul::os {
namespace {

constexpr std::size_t kPiece = 64 * 1024;
using Piece = std::array<char, kPiece>;

/// A name that is there for a moment only, where the file system knows no files without one.
int opened_and_unlinked(const char* folder) {
    std::string name = fmt::format("{}/simul-XXXXXX", folder);
    const int fd = mkostemp(name.data(), O_CLOEXEC);
    if (fd >= 0) unlink(name.c_str());
    return fd;
}

Piece filled_piece() {
    Piece piece;
    for (std::size_t i = 0; i < piece.size(); ++i) piece[i] = static_cast<char>('a' + i % 26);
    return piece;
}

std::size_t next_piece(std::int64_t left) {
    return static_cast<std::size_t>(std::min<std::int64_t>(left, std::int64_t{kPiece}));
}

/// All of the bytes at that place.
Moved write_at(int fd, const char* bytes, std::size_t count, std::int64_t place) {
    Moved moved;
    while (moved.bytes < static_cast<std::int64_t>(count)) {
        const ssize_t written =
            pwrite(fd, bytes + moved.bytes, count - static_cast<std::size_t>(moved.bytes), place + moved.bytes);
        if (written > 0) moved.bytes += written;
        if (written < 0 && errno != EINTR) return {moved.bytes, errno};
    }
    return moved;
}

ssize_t read_at(int fd, Piece& piece, std::size_t most, std::int64_t place) {
    ssize_t length;
    do {
        length = pread(fd, piece.data(), most, place);
    } while (length < 0 && errno == EINTR);
    return length;
}

/// For file systems between which the kernel does not copy: the rest goes through this process.
Moved copy_by_hand(int from, int to, std::int64_t done, std::int64_t most) {
    Piece piece;
    while (done < most) {
        const ssize_t length = read_at(from, piece, next_piece(most - done), done);
        if (length < 0) return {done, errno};
        if (length == 0) break;
        const Moved moved = write_at(to, piece.data(), static_cast<std::size_t>(length), done);
        done += moved.bytes;
        if (moved.refused != 0) return {done, moved.refused};
    }
    return {done, 0};
}

}  // namespace

bool is_full_disk(int refused) { return refused == ENOSPC || refused == EDQUOT; }
std::string reason(int refused) { return std::generic_category().message(refused); }

Result<UnnamedFile> UnnamedFile::create() {
    int refused = 0;
    for (const char* const folder : {"/var/tmp", "/tmp"}) {
        Descriptor file(open(folder, O_TMPFILE | O_RDWR | O_CLOEXEC, 0600));
        if (file.fd() < 0) file = Descriptor(opened_and_unlinked(folder));
        if (file.fd() >= 0) return UnnamedFile(std::move(file));
        refused = errno;
    }
    return failure("make a file in /var/tmp or /tmp", refused,
                   refused == EMFILE || refused == ENFILE ? "Raise the limit of open files (ulimit -n)."
                                                          : "Make one of these folders writable.");
}

std::int64_t UnnamedFile::size() const {
    struct stat state;
    return fstat(fd(), &state) == 0 ? state.st_size : 0;
}

Moved UnnamedFile::read_all() const {
    Piece piece;
    Moved moved;
    while (true) {
        const ssize_t length = read_at(fd(), piece, piece.size(), moved.bytes);
        if (length < 0) return {moved.bytes, errno};
        if (length == 0) return moved;
        moved.bytes += length;
    }
}

Moved UnnamedFile::rewrite(std::int64_t bytes) {
    static const Piece kPattern = filled_piece();
    if (ftruncate(fd(), 0) != 0) return {0, errno};
    Moved all;
    while (all.bytes < bytes && all.refused == 0) {
        const Moved moved = write_at(fd(), kPattern.data(), next_piece(bytes - all.bytes), all.bytes);
        all = {all.bytes + moved.bytes, moved.refused};
    }
    if (fdatasync(fd()) != 0 && all.refused == 0) all.refused = errno;
    return all;
}

Moved UnnamedFile::rewrite_as(const UnnamedFile& other, std::int64_t most) {
    if (ftruncate(fd(), 0) != 0) return {0, errno};
    off_t from = 0, to = 0;
    while (to < most) {
        const ssize_t moved = copy_file_range(other.fd(), &from, fd(), &to, static_cast<std::size_t>(most - to), 0);
        if (moved == 0) return {to, 0};
        if (moved > 0 || errno == EINTR) continue;
        if (errno == EXDEV || errno == EINVAL || errno == ENOSYS || errno == EOPNOTSUPP)
            return copy_by_hand(other.fd(), fd(), to, most);
        return {to, errno};
    }
    return {to, 0};
}

int open_again(int fd) { return open(fmt::format("/proc/self/fd/{}", fd).c_str(), O_RDWR | O_CLOEXEC); }

std::int64_t free_bytes(const UnnamedFile& file) {
    struct statvfs disk;
    if (fstatvfs(file.fd(), &disk) != 0) return 0;
    return static_cast<std::int64_t>(disk.f_bavail) * static_cast<std::int64_t>(disk.f_frsize);
}

}  // namespace simul::os
