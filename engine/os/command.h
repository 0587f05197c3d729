// Other programs: started, waited for, and what they said.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/base/result.h"
#include "engine/os/descriptor.h"

namespace simul::os {

/// One that was started. It is asked to end (SIGTERM) when this object goes or the calling process ends, however that
/// ends.
class Command {
  public:
    struct Ended {
        int code = 0;  ///< 127: there is no such program; of a signal 128 and its number
        std::string out, err;
    };

    /// The first of the words is looked for on the PATH. It reads `input`, and has nothing else of ours.
    static Result<Command> start(const std::vector<std::string>& words, std::string_view input);
    Command(Command&& other) noexcept;
    Command& operator=(Command&& other) noexcept;
    ~Command();

    /// Becomes readable when it has ended.
    int fd() const { return ended_.fd(); }
    void stop() const;
    /// Waits for its end. Once.
    Ended end();

  private:
    Command(int pid, Descriptor ended, Descriptor out, Descriptor err)
        : pid_(pid), ended_(std::move(ended)), out_(std::move(out)), err_(std::move(err)) {}

    int pid_;  ///< 0: it was taken in
    Descriptor ended_, out_, err_;
};

/// The file of the program that the calling process runs.
std::string own_program();

}  // namespace simul::os
