// Files, and the standard output: whole or with a sentence why not.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>

#include "engine/base/result.h"
#include "engine/os/descriptor.h"

namespace simul::os {

/// All bytes of a file, or of a pipe. One that has more than `most` is refused, and so are a folder, a device that does
/// not end within a megabyte, and a pipe from which nothing comes for ten seconds.
Result<std::string> read_file(const std::string& path, std::size_t most);

/// A file that is written from its beginning. What was appended is with the kernel: it outlives this process.
class OutputFile {
  public:
    /// Creates it, or empties what was there.
    static Result<OutputFile> open(const std::string& path);

    /// Writes all of it. After a failure the file holds a beginning of the bytes.
    Result<void> append(std::string_view bytes);
    /// Tells what a file system reports only at the end. Without it the destructor closes, and tells nobody.
    Result<void> close();

    const std::string& path() const { return path_; }

  private:
    OutputFile(Descriptor file, std::string path) : file_(std::move(file)), path_(std::move(path)) {}

    Descriptor file_;
    std::string path_;
};

/// The file has these bytes afterwards, or is as it was: they go to a file beside it, which then takes its name.
Result<void> replace_file(const std::string& path, std::string_view bytes);

/// Of standard input, output and error, those that are closed become descriptors on which reading or writing fails: so
/// no file of ours gets their numbers and, with them, what was meant for people. Call it before anything is opened.
void keep_standard_numbers();

/// Writes all of it past stdio. Call let_writes_fail() once before, or a closed pipe ends the process.
Result<void> write_stdout(std::string_view bytes);

}  // namespace simul::os
