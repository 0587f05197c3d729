// The program itself, run as a shell would, with its output and its exit code caught.
#pragma once

#include <sys/types.h>

#include <string>
#include <vector>

namespace simul {

struct Ended {
    int code = 0;  ///< of the exit; 128 and the signal when one ended it
    std::string out, err;
};

/// A running `simul`. Its output goes to files, so that nothing waits for a reader.
class Program {
  public:
    /// `stdout_path`: where standard output goes instead of a file that is read back.
    explicit Program(const std::vector<std::string>& words, const std::string& stdout_path = {});
    Program(const Program&) = delete;
    ~Program();

    void send(int signal) const;
    /// What has been written so far.
    std::string out() const;
    Ended wait();

  private:
    std::string out_path_, err_path_;
    pid_t pid_ = -1;
};

/// Runs it to its end.
Ended simul_ended(const std::vector<std::string>& words);

/// A file with this content, gone with the object.
class TemporaryFile {
  public:
    explicit TemporaryFile(const std::string& name, const std::string& content = {});
    TemporaryFile(const TemporaryFile&) = delete;
    ~TemporaryFile();
    const std::string& path() const { return path_; }

  private:
    std::string path_;
};

}  // namespace simul
