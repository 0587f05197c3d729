#include "engine/os/pipes.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>

#include "engine/os/descriptor.h"
#include "engine/os/failure.h"

namespace simul::os {
namespace {

constexpr std::size_t kMostMessages = 1 << 18;

Endpoints released(Descriptor& read_end, Descriptor& write_end) { return {read_end.release(), write_end.release()}; }

/// What the kernel charges for one packet on a socket: the bytes rounded up to its next size of block, and a header.
std::size_t charged(std::size_t bytes) {
    std::size_t block = 512;
    while (block < bytes + 384) block *= 2;
    return block + 256;
}

/// True when the buffer has at least that many bytes as the kernel counts them.
bool widen(int socket, std::size_t bytes) {
    const int wanted = static_cast<int>(bytes / 2 + 1);  // the kernel doubles what it is told
    if (setsockopt(socket, SOL_SOCKET, SO_SNDBUFFORCE, &wanted, sizeof wanted) != 0) {
        setsockopt(socket, SOL_SOCKET, SO_SNDBUF, &wanted, sizeof wanted);
    }
    int given = 0;
    socklen_t size = sizeof given;
    getsockopt(socket, SOL_SOCKET, SO_SNDBUF, &given, &size);
    return static_cast<std::size_t>(given) >= bytes;
}

}  // namespace

Result<Endpoints> packet_pipe(std::size_t messages) {
    std::array<int, 2> ends;
    if (pipe2(ends.data(), O_DIRECT | O_NONBLOCK | O_CLOEXEC) != 0) {
        return failure("make a pipe", errno, "Raise the limit of open files (ulimit -n).");
    }
    Descriptor read_end(ends[0]);
    Descriptor write_end(ends[1]);
    // Each packet takes a page of its own, however small it is.
    const std::size_t page = static_cast<std::size_t>(sysconf(_SC_PAGESIZE));
    const std::size_t bytes = std::clamp<std::size_t>(messages, 1, kMostMessages) * page;
    if (messages <= kMostMessages && fcntl(write_end.fd(), F_SETPIPE_SZ, static_cast<int>(bytes)) >= 0) {
        return released(read_end, write_end);
    }
    const int refused = messages <= kMostMessages ? errno : EINVAL;
    return failure(fmt::format("make a pipe for {} messages", messages), refused,
                   "Declare the channel with a smaller capacity or with transport = \"ring\", or raise "
                   "/proc/sys/fs/pipe-max-size.");
}

Result<Endpoints> packet_socket(std::size_t messages, std::size_t bytes_each) {
    std::array<int, 2> ends;
    if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_NONBLOCK | SOCK_CLOEXEC, 0, ends.data()) != 0) {
        return failure("make a socket", errno, "Raise the limit of open files (ulimit -n).");
    }
    Descriptor read_end(ends[0]);
    Descriptor write_end(ends[1]);
    if (messages <= kMostMessages && widen(write_end.fd(), messages * charged(bytes_each))) {
        return released(read_end, write_end);
    }
    return Error{fmt::format(
        "Could not make a socket for {} messages of {} bytes: the kernel's limit on its buffer is lower. Declare the "
        "channel with a smaller capacity or with transport = \"ring\", or raise /proc/sys/net/core/wmem_max.",
        messages, bytes_each)};
}

Result<bool> write_packet(int fd, std::string_view bytes) {
    ensure(!bytes.empty() && bytes.size() <= kMostPacketBytes, "a packet has 1 to 4096 bytes");
    ssize_t written;
    do {
        written = write(fd, bytes.data(), bytes.size());
    } while (written < 0 && errno == EINTR);
    if (written >= 0) return true;
    if (errno == EAGAIN) return false;
    return failure("write to a channel", errno, "Who reads from it has probably ended.");
}

Result<std::optional<std::string>> read_packet(int fd) {
    std::array<char, kMostPacketBytes> room;
    ssize_t length;
    do {
        length = read(fd, room.data(), room.size());
    } while (length < 0 && errno == EINTR);
    if (length >= 0) return std::optional<std::string>(std::in_place, room.data(), static_cast<std::size_t>(length));
    if (errno == EAGAIN) return std::optional<std::string>();
    if (errno == ECONNRESET) return std::optional<std::string>(std::in_place);
    return failure("read from a channel", errno, "Who writes to it has probably ended.");
}

void close_fd(int fd) { Descriptor{fd}; }

}  // namespace simul::os
