// A file descriptor that is owned by one place and closed once.
#pragma once

namespace simul::os {

/// Move-only; -1 is nothing.
class Descriptor {
  public:
    Descriptor() = default;
    explicit Descriptor(int fd) : fd_(fd) {}
    Descriptor(Descriptor&& other) noexcept : fd_(other.release()) {}
    Descriptor& operator=(Descriptor&& other) noexcept;
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    ~Descriptor() { close(); }

    int fd() const { return fd_; }
    /// Hands the duty to close over to the caller.
    int release();
    void close();

  private:
    int fd_ = -1;
};

}  // namespace simul::os
