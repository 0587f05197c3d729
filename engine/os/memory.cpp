#include "engine/os/memory.h"

#include <fmt/format.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <utility>

#include "engine/os/failure.h"

namespace simul::os {
namespace {

constexpr const char* kMemoryRemedy =
    "Every run needs it: close other programs, or raise the limits on memory and open files (ulimit -v, -f, -n).";

Error refused(std::size_t bytes, int number) {
    return failure(fmt::format("make {} KiB of shared memory", (bytes + 1023) / 1024), number, kMemoryRemedy);
}

}  // namespace

Result<SharedMemory> SharedMemory::create(const char* name, std::size_t bytes) {
    ensure(bytes > 0, "shared memory has a size");
    if (denied("shared_memory")) return refused(bytes, EPERM);
    Descriptor memory(memfd_create(name, MFD_CLOEXEC));
    if (memory.fd() < 0) return refused(bytes, errno);
    if (ftruncate(memory.fd(), static_cast<off_t>(bytes)) != 0) return refused(bytes, errno);
    return mapped(std::move(memory), bytes);
}

Result<SharedMemory> SharedMemory::adopt(int fd) {
    Descriptor memory(fd);
    struct stat about;
    if (fstat(fd, &about) != 0) return refused(0, errno);
    if (about.st_size <= 0) return refused(0, EINVAL);
    return mapped(std::move(memory), static_cast<std::size_t>(about.st_size));
}

Result<SharedMemory> SharedMemory::mapped(Descriptor memory, std::size_t bytes) {
    void* const data = mmap(nullptr, bytes, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_NORESERVE, memory.fd(), 0);
    if (data == MAP_FAILED) return refused(bytes, errno);
    madvise(data, bytes, MADV_DONTDUMP);  // gigabytes of nothing: not for the core file of a story that crashed
    SharedMemory made;
    made.memory_ = std::move(memory);
    made.data_ = static_cast<std::byte*>(data);
    made.size_ = bytes;
    return made;
}

SharedMemory::SharedMemory(SharedMemory&& other) noexcept
    : memory_(std::move(other.memory_)),
      data_(std::exchange(other.data_, nullptr)),
      size_(std::exchange(other.size_, 0)) {}

SharedMemory& SharedMemory::operator=(SharedMemory&& other) noexcept {
    if (this == &other) return *this;
    unmap();
    memory_ = std::move(other.memory_);
    data_ = std::exchange(other.data_, nullptr);
    size_ = std::exchange(other.size_, 0);
    return *this;
}

void SharedMemory::unmap() {
    if (data_ != nullptr) munmap(data_, size_);
    data_ = nullptr;
}

}  // namespace simul::os
