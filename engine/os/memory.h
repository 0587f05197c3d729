// Memory that several processes see: at different addresses, so nothing in it may be a pointer.
#pragma once

#include <cstddef>

#include "engine/base/result.h"
#include "engine/os/descriptor.h"

namespace simul::os {

/// A memfd and its mapping. Pages that nobody touched cost nothing, so the size may be generous; they read as zero.
/// Survives fork (the child sees the same memory) and travels to others by its descriptor (messages.h).
class SharedMemory {
  public:
    /// The name is seen in /proc/PID/maps only. SIMUL_DENY=shared_memory makes this fail.
    static Result<SharedMemory> create(const char* name, std::size_t bytes);
    /// Takes over a descriptor that create() made elsewhere, also when it fails.
    static Result<SharedMemory> adopt(int fd);

    SharedMemory() = default;
    SharedMemory(SharedMemory&& other) noexcept;
    SharedMemory& operator=(SharedMemory&& other) noexcept;
    SharedMemory(const SharedMemory&) = delete;
    SharedMemory& operator=(const SharedMemory&) = delete;
    ~SharedMemory() { unmap(); }

    std::byte* data() const { return data_; }
    std::size_t size() const { return size_; }
    int fd() const { return memory_.fd(); }

  private:
    static Result<SharedMemory> mapped(Descriptor memory, std::size_t bytes);
    void unmap();

    Descriptor memory_;
    std::byte* data_ = nullptr;
    std::size_t size_ = 0;
};

}  // namespace simul::os
