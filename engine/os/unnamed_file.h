// Files without a name: when who holds one ends, however that comes, nothing of it is left.
#pragma once

#include <cstdint>
#include <string>
#include <utility>

#include "engine/base/result.h"
#include "engine/os/descriptor.h"

namespace simul::os {

/// How many bytes went through, and why no more.
struct Moved {
    std::int64_t bytes = 0;
    int refused = 0;  ///< an errno; 0: all did
};
/// Of `refused`.
bool is_full_disk(int refused);
std::string reason(int refused);

/// On a disk, not in memory, where there is one. Several threads may use one at a time: each operation counts its own
/// place in the file.
class UnnamedFile {
  public:
    /// In /var/tmp, else in /tmp.
    static Result<UnnamedFile> create();

    int fd() const { return file_.fd(); }
    std::int64_t size() const;

    /// Reads to the end, in pieces that are forgotten at once.
    Moved read_all() const;
    /// Its content is then so many bytes. They are on the disk when it returns.
    Moved rewrite(std::int64_t bytes);
    /// Its content is then what the other has, but at most so many bytes.
    Moved rewrite_as(const UnnamedFile& other, std::int64_t most);

  private:
    explicit UnnamedFile(Descriptor file) : file_(std::move(file)) {}

    Descriptor file_;
};

/// Opens the file of a descriptor again, as if by its name; -1 and errno if that cannot be.
int open_again(int fd);

/// How many bytes are free where unnamed files are.
std::int64_t free_bytes(const UnnamedFile& file);

}  // namespace simul::os
