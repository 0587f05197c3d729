#include "engine/os/loopback.h"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>

#include <cerrno>

#include "engine/os/failure.h"

namespace simul::os {
namespace {

Passed passed(ssize_t length) {
    if (length >= 0) return {static_cast<std::size_t>(length), false};
    return {0, errno != EAGAIN && errno != EINTR};
}

Error cannot_listen(int refused) {
    return failure("open a port on the loopback (127.0.0.1)", refused,
                   "Raise the limit of open files (ulimit -n), or look whether a container forbids it.");
}

}  // namespace

Passed receive_some(int fd, char* into, std::size_t most) {
    const ssize_t length = recv(fd, into, most, MSG_DONTWAIT);
    return length == 0 ? Passed{0, true} : passed(length);
}

Passed send_some(int fd, std::string_view bytes) {
    return passed(send(fd, bytes.data(), bytes.size(), MSG_DONTWAIT | MSG_NOSIGNAL));
}

Result<Listener> Listener::create() {
    Descriptor socket(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
    if (socket.fd() < 0) return cannot_listen(errno);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t length = sizeof address;
    auto* const plain = reinterpret_cast<sockaddr*>(&address);
    if (bind(socket.fd(), plain, length) != 0 || listen(socket.fd(), SOMAXCONN) != 0 ||
        getsockname(socket.fd(), plain, &length) != 0)
        return cannot_listen(errno);
    return Listener(std::move(socket), ntohs(address.sin_port));
}

Listener::Accepted Listener::accept() {
    Accepted accepted;
    int fd;
    do {
        fd = accept4(socket_.fd(), nullptr, nullptr, SOCK_CLOEXEC | SOCK_NONBLOCK);
    } while (fd < 0 && (errno == EINTR || errno == ECONNABORTED));
    accepted.out_of_files = fd < 0 && errno != EAGAIN;
    accepted.connection = Descriptor(fd);
    const int on = 1;  // each slice leaves at once: they are made small by us, not by the kernel
    if (fd >= 0) setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    return accepted;
}

}  // namespace simul::os
