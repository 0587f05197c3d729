#include "engine/os/messages.h"

#include <sys/socket.h>
#include <sys/uio.h>

#include <array>
#include <cerrno>
#include <cstring>

#include "engine/os/failure.h"

namespace simul::os {
namespace {

constexpr std::size_t kDescriptorBytes = kMostMessageDescriptors * sizeof(int);

/// Where sendmsg and recvmsg keep descriptors beside the bytes.
struct Beside {
    alignas(cmsghdr) std::array<char, CMSG_SPACE(kDescriptorBytes)> room{};

    void attach(msghdr& message, const std::vector<int>& fds) {
        if (fds.empty()) return;
        const std::size_t bytes = fds.size() * sizeof(int);
        message.msg_control = room.data();
        message.msg_controllen = CMSG_SPACE(bytes);
        cmsghdr* const header = CMSG_FIRSTHDR(&message);
        header->cmsg_level = SOL_SOCKET;
        header->cmsg_type = SCM_RIGHTS;
        header->cmsg_len = CMSG_LEN(bytes);
        std::memcpy(CMSG_DATA(header), fds.data(), bytes);
    }
};

std::vector<int> descriptors_in(msghdr& message) {
    std::vector<int> fds;
    for (cmsghdr* header = CMSG_FIRSTHDR(&message); header != nullptr; header = CMSG_NXTHDR(&message, header)) {
        if (header->cmsg_level != SOL_SOCKET || header->cmsg_type != SCM_RIGHTS) continue;
        const std::size_t count = (header->cmsg_len - CMSG_LEN(0)) / sizeof(int);
        const std::size_t before = fds.size();
        fds.resize(before + count);
        std::memcpy(fds.data() + before, CMSG_DATA(header), count * sizeof(int));
    }
    return fds;
}

Error thrown_away(Message& cut) {
    for (const int fd : cut.fds) Descriptor(fd).close();
    return failure("receive a whole message from another process of Simul", EMSGSIZE,
                   "Raise the limit of open files (ulimit -n).");
}

ssize_t receive_whole(int fd, msghdr& message, int flags) {
    ssize_t length;
    do {
        length = recvmsg(fd, &message, flags | MSG_CMSG_CLOEXEC);
    } while (length < 0 && errno == EINTR);
    return length;
}

}  // namespace

Result<std::pair<Line, Line>> Line::pair() {
    std::array<int, 2> ends;
    if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends.data()) == 0) {
        return std::pair<Line, Line>(Line(ends[0]), Line(ends[1]));
    }
    return failure("make a line between two processes", errno, "Raise the limit of open files (ulimit -n).");
}

Result<void> Line::send(std::string_view bytes, const std::vector<int>& fds) {
    ensure(!bytes.empty() && bytes.size() <= kMostMessageBytes, "a message has 1 byte to 64 KiB");
    ensure(fds.size() <= kMostMessageDescriptors, "a message carries few descriptors");
    iovec part{const_cast<char*>(bytes.data()), bytes.size()};
    msghdr message{};
    message.msg_iov = &part;
    message.msg_iovlen = 1;
    Beside beside;
    beside.attach(message, fds);
    while (sendmsg(fd(), &message, MSG_NOSIGNAL) < 0) {
        if (errno == EINTR) continue;
        return failure("send a message to another process of Simul", errno, "It has probably ended; run it again.");
    }
    return {};
}

Result<bool> Line::send_now(std::string_view bytes) {
    ensure(!bytes.empty() && bytes.size() <= kMostMessageBytes, "a message has 1 byte to 64 KiB");
    while (::send(fd(), bytes.data(), bytes.size(), MSG_NOSIGNAL | MSG_DONTWAIT) < 0) {
        if (errno == EINTR) continue;
        if (errno == EAGAIN) return false;
        return failure("send a message to another process of Simul", errno, "It has probably ended; run it again.");
    }
    return true;
}

void Line::hang_up() { shutdown(fd(), SHUT_RDWR); }

Result<Message> Line::receive(bool wait) {
    std::array<char, kMostMessageBytes> room;  // left unset on purpose: 64 KiB need not be cleared each time
    iovec part{room.data(), room.size()};
    Beside beside;
    msghdr message{};
    message.msg_iov = &part;
    message.msg_iovlen = 1;
    message.msg_control = beside.room.data();
    message.msg_controllen = beside.room.size();
    const ssize_t length = receive_whole(fd(), message, wait ? 0 : MSG_DONTWAIT);
    Message received;
    if (length > 0) {
        received.bytes.assign(room.data(), static_cast<std::size_t>(length));
        received.fds = descriptors_in(message);
        if ((message.msg_flags & (MSG_TRUNC | MSG_CTRUNC)) != 0) return thrown_away(received);
    } else if (length == 0 || errno == ECONNRESET) {
        received.closed = true;
    } else if (!wait && errno == EAGAIN) {
        received.nothing = true;
    } else {
        return failure("receive a message from another process of Simul", errno,
                       "It has probably ended; run it again.");
    }
    return received;
}

}  // namespace simul::os
